-- other_links: what referring domains link to besides the site, from rows whose target is another domain.
select
    r.referring_domain,
    r.problem_example as target_domain,
    max(case when c.competitor is not null then 1 else 0 end) = 1 as competitor,
    count(*) as links,
    count(case when r.status = 'lost' then 1 end) as lost_links,
    count(case when r.followed then 1 end) as followed_links,
    min(r.first_seen) as first_seen,
    min(r.observation) as observation
from link_rows as r
left join competitors as c on r.problem_example = c.competitor
where r.problem = 'other target'
    and r.problem_example is not null
    and r.referring_domain <> r.problem_example
group by r.referring_domain, r.problem_example

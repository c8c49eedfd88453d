-- own_links: what the site links to, from rows whose page is ours and whose target is not. Of our own readings of a page
-- only the newest counts: a link taken out since is none.
with outgoing as (
    select
        r.page_key,
        r.referring_page,
        r.followed,
        r.first_seen,
        r.observation,
        t.target_domain,
        r.source = 'own-crawl' and r.observed_at < max(case when r.source = 'own-crawl' then r.observed_at end) over (
            partition by r.page_key
        ) as outdated
    from link_rows as r
    inner join link_seen as s on r.observation = s.batch || ':' || cast(s.row as varchar)
    inner join target_addresses as t on s.target_url = t.raw
    where r.problem = 'own site'
        and t.problem = 'other target'
)

select
    target_domain,
    count(*) as links,
    count(case when followed then 1 end) as followed_links,
    count(distinct page_key) as pages,
    min(first_seen) as first_seen,
    min(referring_page) as example_page,
    min(observation) as observation
from outgoing
where target_domain is not null
    and not coalesce(outdated, false)
group by target_domain

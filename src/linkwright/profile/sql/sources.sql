-- sources: what each source contributes; `all` is the union.
with placed as (
    select
        s.source,
        s.referring_domain,
        d.icann_domain,
        s.observations,
        s.links,
        count(*) over (partition by s.referring_domain) as known_to
    from source_domains as s
    inner join domains as d on s.referring_domain = d.referring_domain
),

everything as (
    select
        count(*) as referring_domains,
        count(distinct icann_domain) as icann_domains,
        coalesce(sum(links), 0) as links
    from domains
)

select
    p.source,
    cast(sum(p.observations) as bigint) as observations,
    cast(sum(p.links) as bigint) as links,
    count(*) as referring_domains,
    count(distinct p.icann_domain) as icann_domains,
    count(case when p.known_to = 1 then 1 end) as only_here,
    cast(max(e.referring_domains) - count(*) as double) / max(e.referring_domains) as missed_share
from placed as p
cross join everything as e
group by p.source
union all
select
    'all' as source,
    cast(coalesce(max(o.observations), 0) as bigint) as observations,
    cast(max(e.links) as bigint) as links,
    max(e.referring_domains) as referring_domains,
    max(e.icann_domains) as icann_domains,
    max(e.referring_domains) as only_here,
    cast(0 as double) as missed_share
from everything as e
cross join (select sum(observations) as observations from source_domains) as o

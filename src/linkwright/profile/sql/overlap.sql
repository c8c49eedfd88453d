-- overlap: referring domains two sources have in common, every ordered pair, each source with itself too.
with sizes as (
    select
        source,
        count(*) as domains
    from source_domains
    group by source
),

common as (
    select
        a.source,
        b.source as other_source,
        count(*) as shared_domains
    from source_domains as a
    inner join source_domains as b on a.referring_domain = b.referring_domain
    group by a.source, b.source
)

select
    s.source,
    o.source as other_source,
    coalesce(c.shared_domains, 0) as shared_domains,
    cast(coalesce(c.shared_domains, 0) as double)
        / (s.domains + o.domains - coalesce(c.shared_domains, 0)) as jaccard
from sizes as s
cross join sizes as o
left join common as c on s.source = c.source and o.source = c.other_source

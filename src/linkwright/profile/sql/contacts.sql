-- contacts: how to reach the owners of referring domains, each way once: as our newest look saw it.
with named as (
    select
        h.referring_domain,
        c.kind,
        c.value,
        c.words,
        c.page_url,
        c.observed_at,
        c.batch || ':' || cast(c.row as varchar) as observation
    from contact_seen as c
    inner join parsed_names as p on c.referring_domain = p.raw
    inner join hosts as h on p.key_host = h.host
    where c.value is not null
),

ranked as (
    select
        n.*,
        count(*) over (partition by n.referring_domain, n.kind, lower(n.value)) as looks,
        row_number() over (
            partition by n.referring_domain, n.kind, lower(n.value)
            order by n.observed_at desc, n.page_url, n.value, n.observation
        ) as place
    from named as n
    inner join domains as d on n.referring_domain = d.referring_domain
)

select
    referring_domain,
    kind,
    value,
    words,
    page_url as page,
    cast(looks as bigint) as looks,
    observed_at as seen_at,
    observation
from ranked
where place = 1

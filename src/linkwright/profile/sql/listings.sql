-- listings: referring domains that stand in a list, by the name listed or by a name below or above it: a list that names
-- `shop.example.com` does not name all of `example.com`, and one that names a page names only that page.
with named as (
    select
        v.subject,
        v.subject_kind,
        coalesce(v.reason, v.source) as list,
        v.batch || ':' || cast(v.row as varchar) as observation,
        p.page_key,
        p.key_host
    from verdict_seen as v
    inner join parsed_names as p on v.subject = p.raw
    where v.verdict = 'listed'
),

found as (
    select
        d.referring_domain,
        n.list,
        n.subject,
        n.observation
    from named as n
    inner join hosts as h on n.key_host = h.host
    inner join domain_hosts as d on h.referring_domain = d.referring_domain
    where coalesce(n.subject_kind, 'domain') <> 'url'
        and (n.key_host = h.referring_domain or n.key_host = d.host)
    union all
    select
        l.referring_domain,
        n.list,
        n.subject,
        n.observation
    from named as n
    inner join links as l on n.page_key = l.page_key
    where n.subject_kind = 'url'
)

select
    referring_domain,
    list,
    min(subject) as entry,
    min(observation) as observation
from found
group by referring_domain, list

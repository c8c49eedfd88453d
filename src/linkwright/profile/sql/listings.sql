-- listings: referring domains that stand in a list, by the name listed or by a name below or above it: a list that names
-- `shop.example.com` does not name all of `example.com`.
select
    d.referring_domain,
    coalesce(v.reason, v.source) as list,
    min(v.subject) as entry,
    min(v.batch || ':' || cast(v.row as varchar)) as observation
from verdict_seen as v
inner join parsed_names as p on v.subject = p.raw
inner join hosts as h on p.key_host = h.host
inner join domain_hosts as d on h.referring_domain = d.referring_domain
where v.verdict = 'listed'
    and (p.key_host = h.referring_domain or p.key_host = d.host)
group by d.referring_domain, coalesce(v.reason, v.source)

-- keys: keys of referring domains. Domains that do not link to the site have their keys too: they make a key ordinary.
select
    h.referring_domain,
    k.kind,
    lower(trim(k.value)) as value,
    min(k.first_seen) as first_seen,
    min(k.batch || ':' || cast(k.row as varchar)) as observation
from key_seen as k
inner join parsed_names as p on k.referring_domain = p.raw
inner join hosts as h on p.key_host = h.host
where trim(k.value) <> ''
group by h.referring_domain, k.kind, lower(trim(k.value))

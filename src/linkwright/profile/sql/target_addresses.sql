-- target_addresses: the distinct targets as written, folded, and whether they are ours.
select
    a.raw,
    a.canonical as target_page,
    a.page_key as target_key,
    h.referring_domain as target_domain,
    case
        when a.canonical is null then 'not an address'
        when not h.own then 'other target'
    end as problem
from parsed_targets as a
left join hosts as h on a.key_host = h.host

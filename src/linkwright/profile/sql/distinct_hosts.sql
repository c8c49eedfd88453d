-- All hosts, as they stand in page keys.
select key_host as host from odd_addresses where key_host is not null
union
select key_host as host from parsed_targets where key_host is not null
union
select key_host as host from domain_names where key_host is not null
union
select key_host as host from parsed_referrers where key_host is not null
union
select key_host as host from parsed_names where key_host is not null
union
select
    case when regexp_matches(host, '^www\.[^.]+\.') then substr(host, 5) else host end as host
from (
    -- odd addresses take part too: what this makes of them may be nonsense, and nothing will ask for it
    select distinct
        split_part(
            split_part(
                substr(referring_page_url, case when referring_page_url like 'https%' then 9 else 8 end), '/', 1
            ),
            '?',
            1
        ) as host
    from link_seen
    where referring_page_url is not null
) as written

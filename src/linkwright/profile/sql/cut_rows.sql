-- cut_rows: every link row with the address of its page cut up, and its target folded. A view.
--   plain_key  the page key before its `?`
--   pairs      the pairs behind it that tell what the page shows, each between its own two `&`
-- Odd addresses (see `folded.sql`) have `plain_key` from the parser and no pairs: their whole key is `odd_key`.
with told as (
    select
        s.*,
        o.raw is not null as odd,
        o.canonical as odd_address,
        o.page_key as odd_key,
        o.key_host as odd_host,
        t.target_page as target_address,
        t.target_key as stated_target_key,
        t.problem as target_problem,
        t.target_domain,
        -- `http://` has seven characters, `https://` eight
        case
            when o.raw is not null then null
            else substr(s.referring_page_url, case when s.referring_page_url like 'https%' then 9 else 8 end)
        end as rest
    from link_seen as s
    left join odd_addresses as o on s.referring_page_url = o.raw
    left join target_addresses as t on s.target_url = t.raw
),

marked as (
    select
        *,
        strpos(rest, '?') as mark,
        case when strpos(rest, '?') = 0 then rest else left(rest, strpos(rest, '?') - 1) end as host_and_path,
        -- a leading `www.` goes, unless only one label would be left
        case when rest like 'www.%' and regexp_matches(rest, '^www\.[^./?]+\.') then 4 else 0 end as prefix
    from told
),

trimmed as (
    select
        *,
        case
            when odd then split_part(odd_key, '?', 1)
            else substr(
                host_and_path,
                prefix + 1,
                length(host_and_path) - prefix - case when host_and_path like '%/' then 1 else 0 end
            )
        end as plain_key,
        -- each pair stands between its own two `&`, so that removing one never touches its neighbours
        case
            when mark > 0 and mark < length(rest)
                then regexp_replace(
                    '&' || replace(substr(rest, mark + 1), '&', '&&') || '&',
                    '&(?i:{{tracking_parameters}})(?:=[^&]*)?&',
                    '',
                    'g'
                )
        end as pairs
    from marked
)

select *
from trimmed

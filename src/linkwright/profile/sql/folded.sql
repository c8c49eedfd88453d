-- folded: every link row with its addresses folded into page keys. A view: `link_rows.sql` runs it once.
--
-- Two paths to the same keys (a property test holds them equal). Ordinary addresses are cut up by the text functions
-- below, which do what `urls.page_key` does. The odd ones were parsed by `urls.canonical_urls` and are joined from
-- `odd_addresses`. Targets are few, so all distinct ones come from `target_addresses`.
--
-- Relies on: strpos, left, substr, length, like, regexp_replace with the `g` flag (Spark always replaces all).
-- Patterns are in the syntax common to RE2 and Java.
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
        substr(
            host_and_path,
            prefix + 1,
            length(host_and_path) - prefix - case when host_and_path like '%/' then 1 else 0 end
        ) as plain_key,
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
),

keyed as (
    select
        *,
        case when odd then odd_address else referring_page_url end as referring_page,
        case
            when odd then odd_host
            when strpos(plain_key, '/') = 0 then plain_key
            else left(plain_key, strpos(plain_key, '/') - 1)
        end as referring_host,
        case
            when odd then odd_key
            -- nothing is left, or one empty pair
            when pairs is null or pairs = '' or pairs = '&&' then plain_key
            else plain_key || '?' || replace(substr(pairs, 2, length(pairs) - 2), '&&', '&')
        end as page_key
    from trimmed
)

select
    k.*,
    h.referring_domain,
    case
        when k.page_key is null then 'not an address'
        when h.own then 'own site'
        else k.target_problem
    end as problem
from keyed as k
left join hosts as h on k.referring_host = h.host

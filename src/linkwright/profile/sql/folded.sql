-- folded: every link row with its addresses folded into page keys. A view: `link_rows.sql` runs it once.
--
-- Two paths to the same keys (a property test holds them equal). Ordinary addresses are cut up by the text functions
-- below, which do what `urls.page_key` does. The odd ones were parsed by `urls.canonical_urls` and are joined from
-- `odd_addresses`. Targets are few, so all distinct ones come from `target_addresses`.
--
-- Relies on: strpos, left, substr, length, like, regexp_replace with the `g` flag (Spark always replaces all).
-- Patterns are in the syntax common to RE2 and Java.
with keyed as (
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
    from cut_rows
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

-- linked: every link row with the link it speaks of. A view: `link_rows.sql` runs it once.
--
-- A row that names only the page proves that the page links to the site, not which link of it. Where other sources
-- know links of that page, the row counts as one more observation of each of them: it adds its source and what it
-- says of the page, but no status and no dates. Where none does, it is a link with an empty target.
with targeted as (
    select
        f.*,
        b.target_key is not null as attached,
        coalesce(f.stated_target_key, b.target_key, '') as target_key,
        coalesce(f.target_address, b.target_page, '') as target_page
    from folded as f
    left join bare_targets as b on f.stated_target_key is null and f.page_key = b.page_key
)

select
    *,
    substr(md5(page_key || ' ' || target_key), 1, 16) as link_id
from targeted

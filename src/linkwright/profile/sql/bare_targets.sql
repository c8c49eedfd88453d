-- bare_targets: what other sources say those pages link to.
select
    f.page_key,
    f.stated_target_key as target_key,
    max(f.target_address) as target_page
from folded as f
inner join bare_pages as b on f.page_key = b.page_key
where f.stated_target_key is not null and f.problem is null
group by f.page_key, f.stated_target_key

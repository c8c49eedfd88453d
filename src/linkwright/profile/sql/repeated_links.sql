-- repeated_links: digests of the links more than one row may speak of. All others need no merging. Rows that are no
-- backlinks and addresses that differ in their parameters only may put a link in here that one row speaks of: merging
-- leaves it as it is. So neither parameters nor ids of links are needed, and the addresses are not folded twice.
with bare as (
    select distinct
        split_part(page_key, '?', 1) as plain_key,
        target_key
    from bare_targets
)

select hash(c.plain_key, coalesce(c.stated_target_key, b.target_key, '')) as digest
from cut_rows as c
left join bare as b on c.stated_target_key is null and c.plain_key = b.plain_key
where c.target_problem is null
group by hash(c.plain_key, coalesce(c.stated_target_key, b.target_key, ''))
having count(*) > 1

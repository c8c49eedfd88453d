-- repeated_links: the links more than one row speaks of. All others need no merging.
select link_id
from linked
where problem is null
group by link_id
having count(*) > 1

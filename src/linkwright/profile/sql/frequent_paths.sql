-- frequent_paths: digests of the paths of ten links or more. Cheap, and few survive it.
select hash(path) as digest
from (
    select case when contains(page_key, '/') then substr(page_key, strpos(page_key, '/')) else '' end as path
    from links
    where title is not null
) as paths
group by hash(path)
having count(*) >= 10

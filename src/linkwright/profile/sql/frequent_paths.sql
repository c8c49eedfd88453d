-- frequent_paths: paths found on ten pages or more. Cheap, and few survive it.
select path
from (
    select case when contains(page_key, '/') then substr(page_key, strpos(page_key, '/')) else '' end as path
    from pages
    where title is not null
) as paths
group by path
having count(*) >= 10

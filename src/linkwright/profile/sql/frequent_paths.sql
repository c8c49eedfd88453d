-- frequent_paths: paths found on pages of ten or more, not all of one domain. Cheap, and few survive it.
select path
from (
    select
        referring_domain,
        case when contains(page_key, '/') then substr(page_key, strpos(page_key, '/')) else '' end as path
    from pages
    where title is not null
) as paths
group by path
having count(*) >= 10 and min(referring_domain) <> max(referring_domain)

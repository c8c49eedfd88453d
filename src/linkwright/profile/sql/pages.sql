-- pages: one row a referring page. A view over pages with one link and those with several.
select
    l.page_key,
    l.referring_page,
    l.referring_domain,
    l.title,
    cast(1 as bigint) as links,
    cast(case when l.status = 'live' then 1 else 0 end as bigint) as live_links,
    l.external_links,
    l.first_seen,
    l.last_seen
from links as l
left join repeated_pages as r on l.page_key = r.page_key
where r.page_key is null
union all
select
    page_key,
    referring_page,
    referring_domain,
    title,
    links,
    live_links,
    external_links,
    first_seen,
    last_seen
from merged_pages

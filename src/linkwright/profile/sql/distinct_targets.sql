-- The distinct addresses of target pages and of the site's own pages. Few: all go through the parser.
select target_url as raw
from link_seen
where target_url is not null and target_url <> ''
union
select page_url as raw
from page_seen
where page_url is not null and page_url <> ''

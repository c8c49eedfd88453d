-- The distinct addresses of referring pages that need the parser; see `urls.SIMPLE_URL`.
select distinct referring_page_url as raw
from link_seen
where referring_page_url is not null and not regexp_matches(referring_page_url, '^(?:{{simple_url}})\z')

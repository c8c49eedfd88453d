-- bare_pages: pages of rows that name no target (Search Console knows only the site).
select distinct page_key
from folded
where (target_url is null or target_url = '') and problem is null

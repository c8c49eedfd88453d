-- repeated_pages: the pages with more than one link.
select page_key
from links
group by page_key
having count(*) > 1

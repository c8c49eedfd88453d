-- merged_pages: pages with more than one link, one row each. What links of one page say differently of it is settled by
-- taking the largest: it does not depend on any order.
select
    l.page_key,
    max(l.referring_page) as referring_page,
    min(l.referring_domain) as referring_domain,
    max(l.title) as title,
    count(*) as links,
    count(case when l.status = 'live' then 1 end) as live_links,
    max(l.external_links) as external_links,
    min(l.first_seen) as first_seen,
    max(l.last_seen) as last_seen
from links as l
inner join repeated_pages as r on l.page_key = r.page_key
group by l.page_key

-- topic_texts: a few words of each referring domain: titles, categories and addresses of its pages, the first and the last
-- by name of each, so that no order decides. Enough to tell what a site is about, and one pass over the links.
select
    referring_domain,
    concat_ws(
        ' ',
        min(title),
        max(title),
        min(page_category),
        max(page_category),
        substr(min(page_key), 1, 300),
        substr(max(page_key), 1, 300)
    ) as words,
    min(observation) as observation
from links
group by referring_domain

-- page_verdicts: the newest decision of a person about each referring page.
with ranked as (
    select
        *,
        row_number() over (partition by about order by decided_at desc, batch desc, place desc) as newest
    from reviews
    where subject_kind = 'url'
)

select
    p.page_key,
    p.referring_page,
    p.referring_domain,
    r.verdict,
    r.reason,
    r.who,
    r.decided_at,
    r.value,
    r.observation
from ranked as r
inner join pages as p on r.about = p.page_key
where r.newest = 1 and r.counts

-- tied_links: repeated links of which one report says several things at one moment.
select distinct link_id
from (
    select link_id
    from observed
    where repeated
    group by link_id, source, report, observed_at
    having count(*) > 1
) as tied

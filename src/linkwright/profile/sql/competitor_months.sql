-- competitor_months: how many referring domains of each competitor were first seen in each month of the calendar.
with starts as (
    select
        target_domain as competitor,
        date_trunc('month', first_seen) as month,
        count(*) as new_domains
    from other_links
    where competitor and first_seen is not null
    group by target_domain, date_trunc('month', first_seen)
),

known as (
    select distinct competitor
    from starts
)

select
    k.competitor,
    c.month,
    coalesce(s.new_domains, 0) as new_domains
from known as k
cross join calendar as c
left join starts as s on k.competitor = s.competitor and c.month = s.month

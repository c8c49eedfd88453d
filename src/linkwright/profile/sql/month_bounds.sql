-- month_bounds: first and last month with anything in it, dates before 1995 and after next year left out as mistakes.
with moments as (
    select first_seen as moment from links
    union all
    select lost_at as moment from links
    union all
    select first_seen as moment from domains
    union all
    select lost_at as moment from domains
),

latest as (
    select max(observed_at) as moment
    from (
        select observed_at from link_seen
        union all
        select observed_at from domain_seen
    ) as observations
)

select
    min(m.moment) as first_moment,
    max(m.moment) as last_moment
from moments as m
cross join latest as l
where year(m.moment) >= 1995 and year(m.moment) <= year(l.moment) + 1

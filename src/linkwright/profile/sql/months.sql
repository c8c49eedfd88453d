-- months: new and lost by month, over the unbroken calendar of `calendar` (first day of each month).
with new_domains as (
    select date_trunc('month', first_seen) as month, count(*) as times
    from domains
    group by date_trunc('month', first_seen)
),

lost_domains as (
    select date_trunc('month', lost_at) as month, count(*) as times
    from domains
    group by date_trunc('month', lost_at)
),

new_groups as (
    select date_trunc('month', first_seen) as month, count(*) as times
    from (select owner_group, min(first_seen) as first_seen from domains group by owner_group) as owners
    group by date_trunc('month', first_seen)
),

new_links as (
    select date_trunc('month', first_seen) as month, count(*) as times
    from links
    group by date_trunc('month', first_seen)
),

lost_links as (
    select date_trunc('month', lost_at) as month, count(*) as times
    from links
    group by date_trunc('month', lost_at)
)

select
    c.month,
    coalesce(nd.times, 0) as new_domains,
    coalesce(ld.times, 0) as lost_domains,
    coalesce(ng.times, 0) as new_groups,
    coalesce(nl.times, 0) as new_links,
    coalesce(ll.times, 0) as lost_links
from calendar as c
left join new_domains as nd on c.month = nd.month
left join lost_domains as ld on c.month = ld.month
left join new_groups as ng on c.month = ng.month
left join new_links as nl on c.month = nl.month
left join lost_links as ll on c.month = ll.month

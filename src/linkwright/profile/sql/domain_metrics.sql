-- domain_metrics: the vendor's numbers for each domain, the largest of the newest rows.
with named as (
    select
        referring_domain,
        unnest(map_entries(metrics)) as entry
    from links
    where metrics is not null
    union all
    select
        referring_domain,
        unnest(map_entries(metrics)) as entry
    from domain_rows
    where metrics is not null and problem is null and source_place = 1
),

numbers as (
    select
        referring_domain,
        entry.key as name,
        max(entry.value) as number
    from named
    group by referring_domain, entry.key
)

select
    referring_domain,
    map_from_entries(list_sort(array_agg({'key': name, 'value': number}))) as metrics
from numbers
where number is not null
group by referring_domain

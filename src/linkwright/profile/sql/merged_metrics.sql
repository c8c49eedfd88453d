-- merged_metrics: for links that several sources saw, the numbers of the newest row of each source that has any. Names
-- begin with the vendor, so sources do not meet; should they, the more believed row's number stands.
with newest as (
    select
        link_id,
        source,
        min_by(metrics, place) as metrics,
        min(place) as place
    from ranked_rows
    where metrics is not null
    group by link_id, source
),

shared as (
    select link_id
    from newest
    group by link_id
    having count(*) > 1
),

named as (
    select
        n.link_id,
        n.place,
        n.metrics,
        unnest(map_keys(n.metrics)) as name
    from newest as n
    inner join shared as s on n.link_id = s.link_id
),

numbers as (
    select
        link_id,
        name,
        min_by(metrics[name], place) filter (where metrics[name] is not null) as number
    from named
    group by link_id, name
)

select
    link_id,
    map_from_entries(list_sort(array_agg({'key': name, 'value': number}))) as metrics
from numbers
group by link_id

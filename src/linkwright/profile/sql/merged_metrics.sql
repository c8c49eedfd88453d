-- merged_metrics: the vendors' numbers of repeated links, each from the most believed row that has it.
with named as (
    select
        r.link_id,
        r.place,
        unnest(map_entries(o.metrics)) as entry
    from observed as o
    inner join ranked_rows as r on o.link_id = r.link_id and o.observation = r.observation
    where o.repeated and o.metrics is not null
),

numbers as (
    select
        link_id,
        entry.key as name,
        min_by(entry.value, place) as number
    from named
    where entry.value is not null
    group by link_id, entry.key
)

select
    link_id,
    map_from_entries(list_sort(array_agg({'key': name, 'value': number}))) as metrics
from numbers
group by link_id

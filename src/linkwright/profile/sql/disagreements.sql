-- disagreements: repeated links on which the newest words of the sources differ. Silence is not disagreement.
with ranges as (
    select
        link_id,
        min(case when status in ('live', 'lost') then status end) as least_status,
        max(case when status in ('live', 'lost') then status end) as largest_status,
        bool_and(followed) as all_followed,
        bool_or(followed) as some_followed,
        min(case when trim(anchor) <> '' then lower(trim(anchor)) end) as least_anchor,
        max(case when trim(anchor) <> '' then lower(trim(anchor)) end) as largest_anchor
    from source_words
    group by link_id
    having count(*) > 1
),

-- the topics in alphabetical order
told as (
    select
        link_id,
        concat_ws(
            ',',
            case when least_anchor <> largest_anchor then 'anchor' end,
            case when all_followed <> some_followed then 'followed' end,
            case when least_status <> largest_status then 'status' end
        ) as topics
    from ranges
)

select
    link_id,
    string_split(topics, ',') as disagreement
from told
where topics <> ''

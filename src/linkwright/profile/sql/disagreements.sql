-- disagreements: repeated links on which the newest words of the sources differ. Silence is not disagreement.
with counted as (
    select
        link_id,
        count(distinct case when status in ('live', 'lost') then status end) as statuses,
        count(distinct followed) as follows,
        count(distinct case when trim(anchor) <> '' then lower(trim(anchor)) end) as anchors
    from source_words
    group by link_id
    having count(*) > 1
),

-- one row a topic, in alphabetical order of the topics when gathered
topics as (
    select link_id, 'status' as topic from counted where statuses > 1
    union all
    select link_id, 'followed' as topic from counted where follows > 1
    union all
    select link_id, 'anchor' as topic from counted where anchors > 1
)

select
    link_id,
    list_sort(array_agg(topic)) as disagreement
from topics
group by link_id

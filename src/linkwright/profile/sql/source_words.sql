-- source_words: what each source says of each repeated link: its newest row, its earliest and latest sight.
with newest as (
    select
        link_id,
        source,
        min(place) as place,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        max(group_size) as group_size,
        bool_or(vendor_spam) as vendor_spam
    from ranked_rows
    group by link_id, source
)

select
    n.link_id,
    n.source,
    r.referring_domain,
    r.status,
    r.status_reason,
    r.followed,
    r.anchor,
    n.first_seen,
    n.last_seen,
    n.group_size,
    n.vendor_spam,
    r.observation
from newest as n
inner join ranked_rows as r on n.link_id = r.link_id and n.place = r.place

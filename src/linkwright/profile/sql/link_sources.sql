-- link_sources: for links that more than one source saw, what each says.
select
    link_id,
    source,
    status,
    status_reason,
    followed,
    anchor,
    first_seen,
    last_seen,
    observation
from (
    select
        *,
        count(*) over (partition by link_id) as sources
    from source_words
) as counted
where sources > 1

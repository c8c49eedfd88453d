-- checks: our newest look at each link, what the look before said, and since when the link has been gone.
--
-- Looks that could not see the page count neither way: a link is gone since the first look that missed it after the last
-- one that saw it.
with looks as (
    select
        l.link_id,
        l.referring_domain,
        c.batch || ':' || cast(c.row as varchar) as observation,
        c.observed_at,
        c.state,
        s.standing,
        c.reason,
        c.remarks,
        c.final_page_url,
        c.http_code,
        c.page_hops,
        c.target_http_code,
        c.target_hops,
        c.rendered,
        c.evidence
    from check_seen as c
    inner join link_rows as l on c.batch || ':' || cast(c.row as varchar) = l.observation
    inner join link_states as s on c.state = s.state
),

placed as (
    select
        *,
        row_number() over (
            partition by link_id
            order by observed_at desc, observation
        ) as place,
        max(case when standing = 'stands' then observed_at end) over (partition by link_id) as last_stood,
        count(*) over (partition by link_id) as looks
    from looks
),

missed as (
    select
        link_id,
        min(observed_at) as gone_since
    from placed
    where standing = 'gone'
        and (last_stood is null or observed_at > last_stood)
    group by link_id
)

select
    p.link_id,
    p.referring_domain,
    p.state,
    p.standing,
    p.reason,
    p.remarks,
    p.observed_at as checked_at,
    before.state as previous_state,
    before.observed_at as previous_at,
    p.last_stood,
    m.gone_since,
    p.looks,
    p.final_page_url,
    p.http_code,
    p.page_hops,
    p.target_http_code,
    p.target_hops,
    p.rendered,
    p.evidence,
    p.observation
from placed as p
left join placed as before on p.link_id = before.link_id and before.place = 2
left join missed as m on p.link_id = m.link_id
where p.place = 1

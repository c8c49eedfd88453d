-- What stood at each moment, told with what is known today: links first seen by then and not known to be lost by then.
with standing as (
    select
        m.place,
        l.link_id,
        l.referring_domain
    from links as l
    cross join dossier_moments as m
    where coalesce(l.first_seen <= m.moment, true)
        and (l.status <> 'lost' or coalesce(l.lost_at > m.moment, false))
)

select
    s.place,
    count(*) as links,
    count(distinct s.referring_domain) as domains,
    count(distinct case when n.suspect then s.referring_domain end) as suspect,
    count(distinct case when c.link_id is not null then s.link_id end) as concerned
from standing as s
left join domain_numbers as n on s.referring_domain = n.referring_domain
left join dossier_links as c on s.link_id = c.link_id
group by s.place

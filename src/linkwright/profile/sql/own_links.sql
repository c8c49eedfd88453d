-- own_links: what the site links to, from rows whose page is ours and whose target is not. Of our own readings of a page
-- only the newest counts, also one that found no such link any more: a link taken out since is none.
with outgoing as (
    select
        r.page_key,
        r.referring_page,
        r.followed,
        r.first_seen,
        r.observation,
        r.source = 'own-crawl' as own_reading,
        r.observed_at,
        s.referring_page_url,
        t.target_domain
    from link_rows as r
    inner join link_seen as s on r.observation = s.batch || ':' || cast(s.row as varchar)
    inner join target_addresses as t on s.target_url = t.raw
    where r.problem = 'own site'
        and t.problem = 'other target'
),

addresses as (
    select
        referring_page_url as address,
        page_key
    from outgoing
    where own_reading
    union
    select
        raw as address,
        target_key as page_key
    from target_addresses
    where problem is null
),

readings as (
    select
        page_key,
        observed_at
    from outgoing
    where own_reading
    union all
    select
        a.page_key,
        d.observed_at
    from document_seen as d
    inner join addresses as a on d.page_url = a.address
),

newest as (
    select
        page_key,
        max(observed_at) as read_at
    from readings
    group by page_key
)

select
    o.target_domain,
    count(*) as links,
    count(case when o.followed then 1 end) as followed_links,
    count(distinct o.page_key) as pages,
    min(o.first_seen) as first_seen,
    min(o.referring_page) as example_page,
    min(o.observation) as observation
from outgoing as o
left join newest as n on o.page_key = n.page_key
where o.target_domain is not null
    and not coalesce(o.own_reading and o.observed_at < n.read_at, false)
group by o.target_domain

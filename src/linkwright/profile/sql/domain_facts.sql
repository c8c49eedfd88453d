-- domain_facts: one row a referring domain, from link rows and domain rows together; kind and owner come later.
with from_links as (
    select
        referring_domain,
        count(*) as links,
        count(case when status = 'live' then 1 end) as live_links,
        count(case when status = 'lost' then 1 end) as lost_links,
        count(case when status = 'dropped' then 1 end) as dropped_links,
        count(case when followed then 1 end) as followed_links,
        count(case when not followed then 1 end) as nofollow_links,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        max(lost_at) as lost_at,
        -- the smallest of live before lost before the rest, followed first; then by id, which is 16 characters long
        min(
            case status when 'live' then '1' when 'lost' then '2' else '3' end
            || case when followed then '1' else '2' end
            || link_id
            || observation
        ) as best
    from links
    group by referring_domain
),

from_counts as (
    select
        referring_domain,
        count(case when source_place = 1 and status = 'live' then 1 end) as live_rows,
        count(case when source_place = 1 and status = 'lost' then 1 end) as lost_rows,
        count(case when source_place = 1 and status = 'dropped' then 1 end) as dropped_rows,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        max(case when source_place = 1 then lost_at end) as lost_at,
        min(observation) as observation
    from domain_rows
    where problem is null
    group by referring_domain
),

-- the links of a page beyond its first
further_links as (
    select
        referring_domain,
        cast(sum(links) - count(*) as bigint) as links
    from merged_pages
    group by referring_domain
),

host_counts as (
    select
        referring_domain,
        count(*) as hosts
    from domain_hosts
    group by referring_domain
),

icann_names as (
    select
        referring_domain,
        min(icann_domain) as icann_domain
    from hosts
    group by referring_domain
),

claims as (
    select
        referring_domain,
        max(links) as claimed_links,
        count(case when vendor_spam then 1 end) as vendor_spam,
        count(vendor_spam) as vendor_spam_asked,
        list_sort(array_agg(source)) as sources
    from domain_claims
    group by referring_domain
)

select
    c.referring_domain,
    i.icann_domain,
    n.hosts,
    coalesce(l.links, 0) as links,
    coalesce(c.claimed_links, 0) as claimed_links,
    coalesce(l.links, 0) - coalesce(p.links, 0) as pages,
    coalesce(l.live_links, 0) as live_links,
    coalesce(l.lost_links, 0) as lost_links,
    coalesce(l.dropped_links, 0) as dropped_links,
    coalesce(l.followed_links, 0) as followed_links,
    coalesce(l.nofollow_links, 0) as nofollow_links,
    case
        when coalesce(l.live_links, 0) + coalesce(d.live_rows, 0) > 0 then 'live'
        -- lost only when nothing of it may still stand: no link of unknown status, no count taken after the loss
        when l.links > l.lost_links + l.dropped_links then 'unknown'
        when d.last_seen > coalesce(l.lost_at, d.lost_at) then 'unknown'
        when coalesce(l.dropped_links, 0) + coalesce(d.dropped_rows, 0) > 0 then 'dropped'
        when coalesce(l.lost_links, 0) + coalesce(d.lost_rows, 0) > 0 then 'lost'
        else 'unknown'
    end as status,
    least(coalesce(l.first_seen, d.first_seen), coalesce(d.first_seen, l.first_seen)) as first_seen,
    greatest(coalesce(l.last_seen, d.last_seen), coalesce(d.last_seen, l.last_seen)) as last_seen,
    greatest(coalesce(l.lost_at, d.lost_at), coalesce(d.lost_at, l.lost_at)) as latest_loss,
    c.vendor_spam,
    c.vendor_spam_asked,
    c.sources,
    coalesce(substr(l.best, 3, 16), '') as best_link,
    coalesce(substr(l.best, 19), d.observation) as observation
from claims as c
left join from_links as l on c.referring_domain = l.referring_domain
left join from_counts as d on c.referring_domain = d.referring_domain
left join further_links as p on c.referring_domain = p.referring_domain
left join host_counts as n on c.referring_domain = n.referring_domain
left join icann_names as i on c.referring_domain = i.referring_domain

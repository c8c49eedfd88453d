-- anchors: one row an anchor text, case and spaces folded. Links of which no source gives the anchor are left out; a link
-- without words is not one of them.
with used as (
    select
        anchor,
        anchor_class,
        referring_domain,
        count(*) as links,
        count(case when status = 'live' then 1 end) as live_links,
        count(case when followed then 1 end) as followed_links,
        min(first_seen) as first_seen,
        min(observation) as observation
    from links
    where anchor is not null
    group by anchor, anchor_class, referring_domain
),

uses as (
    select
        coalesce(c.anchor_key, '') as folded,
        coalesce(u.anchor, '') as anchor,
        u.anchor_class,
        u.referring_domain,
        u.links,
        u.live_links,
        u.followed_links,
        u.first_seen,
        u.observation
    from used as u
    left join anchor_classes as c on u.anchor = c.anchor
),

spellings as (
    select
        folded,
        anchor,
        anchor_class,
        sum(links) as links
    from uses
    group by folded, anchor, anchor_class
),

spelling as (
    select
        folded,
        max_by(anchor, {'links': links, 'anchor': anchor, 'anchor_class': anchor_class}) as anchor,
        max_by(anchor_class, {'links': links, 'anchor': anchor, 'anchor_class': anchor_class}) as anchor_class
    from spellings
    group by folded
),

totals as (
    select
        u.folded,
        count(distinct u.referring_domain) as referring_domains,
        count(distinct d.owner_group) as owner_groups,
        cast(sum(u.links) as bigint) as links,
        cast(sum(u.live_links) as bigint) as live_links,
        cast(sum(u.followed_links) as bigint) as followed_links,
        min(u.first_seen) as first_seen,
        min(u.observation) as observation
    from uses as u
    inner join domains as d on u.referring_domain = d.referring_domain
    group by u.folded
)

select
    case when t.folded = '' then '' else trim(s.anchor) end as anchor,
    s.anchor_class,
    t.referring_domains,
    t.owner_groups,
    t.links,
    t.live_links,
    t.followed_links,
    t.first_seen,
    t.observation
from totals as t
inner join spelling as s on t.folded = s.folded

-- anchors: one row an anchor text, case and spaces folded. Links of which no source gives the anchor are left out; a link
-- without words is not one of them.
with used as (
    select
        anchor,
        anchor_class,
        count(*) as links,
        count(case when status = 'live' then 1 end) as live_links,
        count(case when followed then 1 end) as followed_links,
        min(first_seen) as first_seen,
        min(observation) as observation
    from links
    where anchor is not null
    group by anchor, anchor_class
),

spellings as (
    select
        coalesce(c.anchor_key, '') as folded,
        case when c.anchor_key is null then '' else u.anchor end as anchor,
        u.anchor_class,
        sum(u.links) as links,
        sum(u.live_links) as live_links,
        sum(u.followed_links) as followed_links,
        min(u.first_seen) as first_seen,
        min(u.observation) as observation
    from used as u
    left join anchor_classes as c on u.anchor = c.anchor
    group by coalesce(c.anchor_key, ''), case when c.anchor_key is null then '' else u.anchor end, u.anchor_class
),

totals as (
    select
        folded,
        max_by(anchor, {'links': links, 'anchor': anchor, 'anchor_class': anchor_class}) as anchor,
        max_by(anchor_class, {'links': links, 'anchor': anchor, 'anchor_class': anchor_class}) as anchor_class,
        cast(sum(links) as bigint) as links,
        cast(sum(live_links) as bigint) as live_links,
        cast(sum(followed_links) as bigint) as followed_links,
        min(first_seen) as first_seen,
        min(observation) as observation
    from spellings
    group by folded
),

linking as (
    select distinct
        coalesce(c.anchor_key, '') as folded,
        l.referring_domain
    from links as l
    left join anchor_classes as c on l.anchor = c.anchor
    where l.anchor is not null
),

-- domains that stand alone are owners each; only the others need to be told apart
spread as (
    select
        l.folded,
        count(*) as referring_domains,
        count(*) - count(g.owner_group) + count(distinct g.owner_group) as owner_groups
    from linking as l
    left join group_members as g on l.referring_domain = g.referring_domain
    group by l.folded
)

select
    trim(t.anchor) as anchor,
    t.anchor_class,
    s.referring_domains,
    s.owner_groups,
    t.links,
    t.live_links,
    t.followed_links,
    t.first_seen,
    t.observation
from totals as t
inner join spread as s on t.folded = s.folded

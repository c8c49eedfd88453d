-- targets: one row a page of the site that is linked to. Its HTTP status is the newest word of any source; of two words
-- of one moment the larger code stands, since it is the one to look into. Our own crawler tells both how an address
-- answers and what its redirects end at.
with totals as (
    select
        target_key,
        max(target_page) as target_page,
        count(*) as links,
        count(case when status = 'live' then 1 end) as live_links,
        count(case when followed then 1 end) as followed_links,
        min(first_seen) as first_seen,
        min(observation) as observation
    from links
    where target_key <> ''
    group by target_key
),

linking as (
    select distinct
        target_key,
        referring_domain
    from links
    where target_key <> ''
),

-- domains that stand alone are owners each; only the others need to be told apart
spread as (
    select
        l.target_key,
        count(*) as referring_domains,
        count(*) - count(g.owner_group) + count(distinct g.owner_group) as owner_groups
    from linking as l
    left join group_members as g on l.referring_domain = g.referring_domain
    group by l.target_key
),

codes as (
    select
        target_key,
        target_http_code as http_code,
        observed_at
    from observed
    where target_http_code is not null
    union all
    select
        a.target_key,
        p.http_code,
        p.observed_at
    from page_seen as p
    inner join target_addresses as a on p.page_url = a.raw
    where p.http_code is not null
    union all
    select
        l.target_key,
        try_cast(substr(c.target_hops, 1, 3) as bigint) as http_code,
        c.checked_at as observed_at
    from check_states as s
    inner join checks as c on s.link_id = c.link_id
    inner join links as l on s.link_id = l.link_id
    where s.state = 'target redirected'
        and regexp_matches(c.target_hops, '^3[0-9][0-9] ')
),

newest_code as (
    select
        target_key,
        max_by(http_code, {'observed_at': observed_at, 'http_code': http_code}) as http_code
    from codes
    group by target_key
)

select
    t.target_key,
    t.target_page,
    s.referring_domains,
    s.owner_groups,
    t.links,
    t.live_links,
    t.followed_links,
    c.http_code,
    t.first_seen,
    t.observation
from totals as t
inner join spread as s on t.target_key = s.target_key
left join newest_code as c on t.target_key = c.target_key

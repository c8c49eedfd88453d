-- targets: one row a page of the site that is linked to. Its HTTP status is the newest word of any source; of two words
-- of one moment the larger code stands, since it is the one to look into.
with uses as (
    select
        target_key,
        referring_domain,
        max(target_page) as target_page,
        count(*) as links,
        count(case when status = 'live' then 1 end) as live_links,
        count(case when followed then 1 end) as followed_links,
        min(first_seen) as first_seen,
        min(observation) as observation
    from links
    where target_key <> ''
    group by target_key, referring_domain
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
),

newest_code as (
    select
        target_key,
        max_by(http_code, {'observed_at': observed_at, 'http_code': http_code}) as http_code
    from codes
    group by target_key
)

select
    u.target_key,
    max(u.target_page) as target_page,
    count(distinct u.referring_domain) as referring_domains,
    count(distinct d.owner_group) as owner_groups,
    cast(sum(u.links) as bigint) as links,
    cast(sum(u.live_links) as bigint) as live_links,
    cast(sum(u.followed_links) as bigint) as followed_links,
    max(c.http_code) as http_code,
    min(u.first_seen) as first_seen,
    min(u.observation) as observation
from uses as u
inner join domains as d on u.referring_domain = d.referring_domain
left join newest_code as c on u.target_key = c.target_key
group by u.target_key

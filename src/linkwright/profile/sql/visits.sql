-- visits: people who came from each referring domain. Imports overlap in time, so the largest total of one import counts.
with told as (
    select
        h.referring_domain,
        s.batch,
        s.sessions,
        s.key_events,
        s.batch || ':' || cast(s.row as varchar) as observation
    from traffic_seen as s
    inner join parsed_referrers as p
        on case when s.referrer_url is not null then s.referrer_url else split_part(s.channel, ' / ', 1) end = p.raw
    inner join hosts as h on p.key_host = h.host
    where s.sessions is not null
        and not h.own
        and (s.referrer_url is not null or s.channel like '% / referral')
),

totals as (
    select
        referring_domain,
        batch,
        sum(sessions) as sessions,
        sum(key_events) as key_events
    from told
    group by referring_domain, batch
),

best as (
    select
        referring_domain,
        max(sessions) as sessions,
        max(key_events) as key_events
    from totals
    group by referring_domain
),

ranked as (
    select
        referring_domain,
        observation,
        row_number() over (partition by referring_domain order by sessions desc, observation) as place
    from told
)

select
    b.referring_domain,
    b.sessions,
    b.key_events,
    r.observation
from best as b
inner join ranked as r on b.referring_domain = r.referring_domain and r.place = 1

-- dossier_turns: the looks of our own that changed what is known of a link: the one that confirmed it gone, and the first
-- that saw it again after that; each with the response kept at the look before. A stretch of looks begins with one that
-- saw the link. Looks that could not see the page count neither way.
with looks as (
    select
        l.link_id,
        n.referring_domain,
        n.owner_group,
        c.observed_at,
        c.state,
        s.standing,
        f.state is not null as definite,
        c.batch,
        c.batch || ':' || cast(c.row as varchar) as observation,
        c.evidence
    from check_seen as c
    inner join link_rows as l on c.batch || ':' || cast(c.row as varchar) = l.observation
    inner join dossier_links as n on l.link_id = n.link_id
    inner join link_states as s on c.state = s.state
    left join definite_states as f on c.state = f.state
    where s.standing <> 'unseen'
),

stretches as (
    select
        *,
        sum(case when standing = 'stands' then 1 else 0 end) over (
            partition by link_id
            order by observed_at, observation
            rows between unbounded preceding and current row
        ) as stretch
    from looks
),

missed as (
    select
        *,
        min(observed_at) over (partition by link_id, stretch) as gone_since
    from stretches
    where standing = 'gone'
),

confirmed as (
    select
        *,
        row_number() over (partition by link_id, stretch order by observed_at, observation) as place
    from missed
    where definite or observed_at >= gone_since + {{confirmed_after}}
)

select
    'gone' as turn,
    c.link_id,
    c.referring_domain,
    c.owner_group,
    c.observed_at,
    c.state,
    c.batch,
    c.observation,
    c.evidence,
    s.evidence as evidence_before
from confirmed as c
left join stretches as s on c.link_id = s.link_id and c.stretch = s.stretch and s.standing = 'stands'
where c.place = 1
union all
select
    'back' as turn,
    s.link_id,
    s.referring_domain,
    s.owner_group,
    s.observed_at,
    s.state,
    s.batch,
    s.observation,
    s.evidence,
    c.evidence as evidence_before
from stretches as s
inner join confirmed as c on s.link_id = c.link_id and s.stretch = c.stretch + 1 and c.place = 1
where s.standing = 'stands'

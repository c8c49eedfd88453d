-- verdict_history: every decision ever made in a review, and what has become of it.
with holding as (
    select observation from domain_verdicts
    union
    select observation from group_verdicts where holds
    union
    select observation from page_verdicts
),

to_ask as (
    select observation from group_verdicts where not holds
),

numbered as (
    select
        *,
        row_number() over (
            partition by subject_kind, about
            order by decided_at desc, batch desc, place desc
        ) as newest
    from reviews
),

grouped as (
    select distinct observation from reviewed_groups
)

select
    r.subject_kind,
    r.subject,
    r.about,
    r.verdict,
    r.reason,
    r.who,
    r.decided_at,
    r.nature,
    r.value,
    case
        when h.observation is not null then 'holds'
        when a.observation is not null then 'ask again'
        when r.newest > 1 or g.observation is not null then 'replaced'
        when r.subject_kind = 'group' then 'ask again'
        else 'no link known'
    end as standing,
    r.observation
from numbered as r
left join holding as h on r.observation = h.observation
left join to_ask as a on r.observation = a.observation
left join grouped as g on r.observation = g.observation

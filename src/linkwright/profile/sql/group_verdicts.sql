-- group_verdicts: the newest decision about each owner group, and whether it still holds.
with ranked as (
    select
        s.owner_group,
        r.verdict,
        r.reason,
        r.who,
        r.decided_at,
        r.value,
        r.subject,
        r.nature,
        r.counts,
        r.observation,
        row_number() over (
            partition by s.owner_group
            order by r.decided_at desc, r.batch desc, r.place desc
        ) as newest
    from reviewed_groups as s
    inner join reviews as r on s.observation = r.observation
)

select
    r.owner_group,
    r.verdict,
    r.reason,
    r.who,
    r.decided_at,
    r.value,
    r.subject,
    r.nature,
    coalesce(r.nature = g.nature, false) as holds,
    r.observation
from ranked as r
inner join groups as g on r.owner_group = g.owner_group
where r.newest = 1 and r.counts

-- domain_verdicts: what a person decided about each referring domain: the newest decision about itself, else that about
-- its owner group, where that still holds.
with ranked as (
    select
        *,
        row_number() over (partition by about order by decided_at desc, batch desc, place desc) as newest
    from reviews
    where subject_kind = 'domain'
),

own as (
    select
        d.referring_domain,
        r.verdict,
        r.reason,
        r.who,
        r.decided_at,
        r.value,
        r.subject_kind,
        r.subject,
        r.observation
    from ranked as r
    inner join domains as d on r.about = d.referring_domain
    where r.newest = 1
)

select * from own
union all
select
    d.referring_domain,
    g.verdict,
    g.reason,
    g.who,
    g.decided_at,
    g.value,
    'group' as subject_kind,
    g.subject,
    g.observation
from group_verdicts as g
inner join domains as d on g.owner_group = d.owner_group
left join own as o on d.referring_domain = o.referring_domain
where g.holds and o.referring_domain is null

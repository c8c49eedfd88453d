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
    inner join domain_facts as d on r.about = d.referring_domain
    where r.newest = 1 and r.counts
)

select * from own
union all
select
    m.referring_domain,
    g.verdict,
    g.reason,
    g.who,
    g.decided_at,
    g.value,
    'group' as subject_kind,
    g.subject,
    g.observation
from group_verdicts as g
inner join group_members as m on g.owner_group = m.owner_group
left join own as o on m.referring_domain = o.referring_domain
where g.holds and o.referring_domain is null

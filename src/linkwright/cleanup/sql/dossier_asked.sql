-- dossier_asked: what asking for removal came to, by referring domain: the newest step, and when the first letter left.
-- A step without a domain is about all domains of the owner group.
with steps as (
    select
        d.referring_domain,
        r.step,
        r.at as step_at,
        r.batch,
        r.row as place
    from removal_seen as r
    inner join domains as d on r.referring_domain = d.referring_domain
    union all
    select
        d.referring_domain,
        r.step,
        r.at as step_at,
        r.batch,
        r.row as place
    from removal_seen as r
    inner join domains as d on r.owner_group = d.owner_group
    where coalesce(r.referring_domain, '') = ''
),

placed as (
    select
        *,
        row_number() over (partition by referring_domain order by step_at desc, batch desc, place desc) as newest,
        min(case when step = 'sent' then step_at end) over (partition by referring_domain) as asked_at
    from steps
)

select
    referring_domain,
    asked_at,
    step,
    step_at
from placed
where newest = 1

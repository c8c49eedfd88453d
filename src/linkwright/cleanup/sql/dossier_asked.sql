-- dossier_asked: what asking for removal came to, by referring domain: the newest step, and when the first letter left.
-- A step without a domain is about all domains of the owner group.
with steps as (
    select
        d.referring_domain,
        r.step,
        r.at,
        r.batch,
        r.row
    from removal_seen as r
    inner join domains as d
        on r.referring_domain = d.referring_domain
        or (coalesce(r.referring_domain, '') = '' and r.owner_group = d.owner_group)
),

placed as (
    select
        *,
        row_number() over (partition by referring_domain order by at desc, batch desc, row desc) as newest,
        min(case when step = 'sent' then at end) over (partition by referring_domain) as asked_at
    from steps
)

select
    referring_domain,
    asked_at,
    step,
    at as step_at
from placed
where newest = 1

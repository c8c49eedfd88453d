-- dossier_requests: what asking for removal came to, one row an owner and website asked about (an empty website means all
-- of the owner's); and what our own looks say of its links.
with steps as (
    select
        coalesce(r.owner_group, r.referring_domain) as owner_group,
        coalesce(r.referring_domain, '') as referring_domain,
        r.step,
        r.at as step_at,
        r.contact,
        r.words,
        r.batch || ':' || cast(r.row as varchar) as observation,
        r.step in ('sent', 'followed up') as ours,
        row_number() over (
            partition by
                coalesce(r.owner_group, r.referring_domain),
                coalesce(r.referring_domain, ''),
                r.step in ('sent', 'followed up')
            order by r.at desc, r.batch desc, r.row desc
        ) as newest
    from removal_seen as r
),

asked as (
    select
        owner_group,
        referring_domain,
        min(case when ours then step_at end) as asked_at,
        sum(case when ours then 1 else 0 end) as letters,
        max(case when ours and newest = 1 then contact end) as contact,
        max(case when not ours and newest = 1 then step end) as answer,
        max(case when not ours and newest = 1 then step_at end) as answered_at,
        max(case when not ours and newest = 1 then words end) as answer_words,
        list_sort(array_agg(observation)) as evidence
    from steps
    group by owner_group, referring_domain
),

links_asked as (
    select
        a.owner_group,
        a.referring_domain,
        l.own_look
    from asked as a
    inner join dossier_links as l on a.referring_domain = l.referring_domain
    union all
    select
        a.owner_group,
        a.referring_domain,
        l.own_look
    from asked as a
    inner join dossier_links as l on a.owner_group = l.owner_group
    where a.referring_domain = ''
),

looked as (
    select
        owner_group,
        referring_domain,
        count(*) as links,
        sum(case when own_look = 'gone, confirmed' then 1 else 0 end) as gone,
        sum(case when own_look = 'still there' then 1 else 0 end) as still_there
    from links_asked
    group by owner_group, referring_domain
)

select
    a.owner_group,
    a.referring_domain,
    a.asked_at,
    cast(a.letters as bigint) as letters,
    a.contact,
    a.answer,
    a.answered_at,
    a.answer_words,
    cast(coalesce(l.links, 0) as bigint) as links,
    cast(coalesce(l.gone, 0) as bigint) as gone,
    cast(coalesce(l.still_there, 0) as bigint) as still_there,
    a.evidence
from asked as a
left join looked as l on a.owner_group = l.owner_group and a.referring_domain = l.referring_domain
order by
    a.asked_at,
    a.owner_group,
    a.referring_domain

-- dossier_links: every link that somebody decided to have removed or disavowed, asked about, or has in the newest
-- disavow file; with what was done and what our own newest look says.
with concerned as (
    select l.link_id
    from links as l
    inner join domain_verdicts as v on l.referring_domain = v.referring_domain
    left join page_verdicts as p on l.page_key = p.page_key
    where v.verdict in ('ask removal', 'disavow') and p.page_key is null
    union
    select l.link_id
    from links as l
    inner join page_verdicts as p on l.page_key = p.page_key
    where p.verdict in ('ask removal', 'disavow')
    union
    select l.link_id
    from links as l
    inner join dossier_asked as a on l.referring_domain = a.referring_domain
    union
    select link_id from disavow_covered
),

disavowed as (
    select distinct link_id from disavow_covered
)

select
    l.link_id,
    l.referring_page,
    l.target_page,
    l.anchor,
    l.referring_domain,
    d.owner_group,
    l.first_seen,
    l.last_seen,
    coalesce(p.verdict, v.verdict) as verdict,
    case when p.page_key is null then v.reason else p.reason end as reason,
    case when p.page_key is null then v.who else p.who end as who,
    case when p.page_key is null then v.decided_at else p.decided_at end as decided_at,
    a.asked_at,
    a.step as newest_step,
    a.step_at,
    case
        when c.link_id is null then 'not looked at'
        when c.standing = 'stands' then 'still there'
        when c.standing = 'unseen' then 'could not look'
        when f.state is not null or c.checked_at >= c.gone_since + {{confirmed_after}} then 'gone, confirmed'
        else 'missed once'
    end as own_look,
    c.state,
    c.checked_at,
    c.gone_since,
    x.link_id is not null as disavowed,
    c.evidence,
    l.observation
from links as l
inner join concerned as n on l.link_id = n.link_id
inner join domains as d on l.referring_domain = d.referring_domain
left join domain_verdicts as v on l.referring_domain = v.referring_domain
left join page_verdicts as p on l.page_key = p.page_key
left join dossier_asked as a on l.referring_domain = a.referring_domain
left join checks as c on l.link_id = c.link_id
left join definite_states as f on c.state = f.state and c.standing = 'gone'
left join disavowed as x on l.link_id = x.link_id

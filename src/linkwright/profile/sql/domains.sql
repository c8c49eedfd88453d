-- domains: one row a referring domain: the facts, its kind and its owner group. A person's word on its kind comes first.
select
    f.referring_domain,
    f.icann_domain,
    f.hosts,
    f.links,
    f.claimed_links,
    f.pages,
    f.live_links,
    f.lost_links,
    f.dropped_links,
    f.followed_links,
    f.nofollow_links,
    f.status,
    f.first_seen,
    f.last_seen,
    case when f.status = 'lost' then f.latest_loss end as lost_at,
    p.country,
    p.ip,
    p.subnet,
    coalesce(v.value, t.source_type) as source_type,
    case
        when v.value is null then t.source_type_reason
        else 'decided by ' || v.who || ' on ' || cast(cast(v.decided_at as date) as varchar)
    end as source_type_reason,
    coalesce(g.owner_group, f.referring_domain) as owner_group,
    coalesce(g.kind, 'single') as group_kind,
    f.vendor_spam,
    f.vendor_spam_asked,
    m.metrics,
    f.sources,
    f.best_link,
    f.observation
from domain_facts as f
left join domain_places as p on f.referring_domain = p.referring_domain
left join domain_types as t on f.referring_domain = t.referring_domain
left join domain_verdicts as v
    on f.referring_domain = v.referring_domain and v.verdict = 'reclassify' and v.value in ({{types_of_sources}})
left join group_members as g on f.referring_domain = g.referring_domain
left join domain_metrics as m on f.referring_domain = m.referring_domain

-- domain_scores: a domain is worth its best link; more links of it to the same page add little (`worth`). Where all links
-- that may stand are not ours by a person's word, neither is the domain.
with best as (
  select
    b.referring_domain,
    b.link_id as best_link,
    s.value,
    s.value_low,
    s.value_high,
    s.coverage,
    s.tier is null as none_ours,
    l.target_key
  from best_links b
  join link_scores s on b.link_id = s.link_id
  join links l on b.link_id = l.link_id
),
repeated as (
  select
    b.referring_domain,
    count(*) as links
  from links l
  join best b on l.referring_domain = b.referring_domain and l.target_key = b.target_key
  where l.status <> 'lost'
  group by b.referring_domain
),
valued as (
  select
    b.referring_domain,
    b.best_link,
    b.value,
    b.value_low,
    b.value_high,
    b.coverage,
    b.none_ours,
    b.value * (1 + log2(coalesce(r.links, 1)) / 4) as worth
  from best b
  left join repeated r on b.referring_domain = r.referring_domain
  union all
  select
    referring_domain,
    cast(null as text) as best_link,
    value,
    value_low,
    value_high,
    coverage,
    tier is null as none_ours,
    value as worth
  from domain_only_scores
)
select
  d.referring_domain,
  d.owner_group,
  v.value,
  v.value_low,
  v.value_high,
  v.coverage,
  v.worth,
{odds},
  w.verdict,
{tiers},
  v.best_link
from domains d
cross join rubric_settings r
left join valued v on d.referring_domain = v.referring_domain
left join domain_verdicts w on d.referring_domain = w.referring_domain
left join risk_odds o
  on o.scope = case when d.group_kind = 'network' then 'group' else 'domain' end
  and o.subject = case when d.group_kind = 'network' then d.owner_group else d.referring_domain end

-- risk_votes: one vote a family, for each domain alone and for each owner group as a whole. The strongest finding of a
-- family speaks for it, up to the cap. A group is spoken about by what is found at `group_share` of its domains.
with sizes as (
  select
    owner_group,
    cast(count(*) as double) as domains
  from domains
  group by owner_group
),
shared as (
  select
    f.owner_group,
    f.signal,
    f.family,
    max(f.ratio) as ratio
  from risk_found f
  join sizes s on f.owner_group = s.owner_group
  cross join rubric_settings r
  group by f.owner_group, f.signal, f.family
  having count(*) >= max(r.group_share * s.domains)
),
votes as (
  select
    'domain' as scope,
    referring_domain as subject,
    family,
    max(ratio) as ratio
  from risk_found
  group by referring_domain, family
  union all
  select
    'group' as scope,
    owner_group as subject,
    family,
    max(ratio) as ratio
  from shared
  group by owner_group, family
)
select
  v.scope,
  v.subject,
  v.family,
  least(v.ratio, r.cap) as ratio,
  s.family is null and v.ratio >= r.counting_ratio as counts
from votes v
cross join rubric_settings r
left join rubric_supporting s on v.family = s.family

-- risk_found: which finding speaks about which referring domain. A finding about an owner group speaks about all of it.
with named as (
  select
    signal,
    family,
    ratio,
    unnest(domains) as referring_domain
  from rubric_findings
),
grouped as (
  select
    f.signal,
    f.family,
    f.ratio,
    d.referring_domain
  from rubric_findings f
  join groups g on f.subject = g.owner_group
  join domains d on d.owner_group = g.owner_group
)
select
  n.referring_domain,
  d.owner_group,
  n.signal,
  n.family,
  max(n.ratio) as ratio
from (
  select * from named
  union all
  select * from grouped
) n
join domains d on n.referring_domain = d.referring_domain
group by n.referring_domain, d.owner_group, n.signal, n.family

-- risk_found: which finding speaks about which referring domain. A finding speaks about the domains it names, never about
-- others that share a name with its subject: the id of a mirror group is the name of one of its domains.
select
  f.referring_domain,
  d.owner_group,
  f.signal,
  f.family,
  max(f.ratio) as ratio
from rubric_findings f
join domains d on f.referring_domain = d.referring_domain
group by f.referring_domain, d.owner_group, f.signal, f.family

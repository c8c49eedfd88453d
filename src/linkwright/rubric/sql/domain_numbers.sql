-- domain_numbers: each domain's vendor numbers on the common scale, the median of the vendors, and how far they differ;
-- and what the checklist asks of a domain. `visited` is null where no web analytics were imported.
with named as (
  select
    referring_domain,
    metrics,
    unnest(map_keys(metrics)) as metric
  from domains
),
scaled as (
  select
    n.referring_domain,
    s.factor,
    s.vendor,
    s.from_share + s.slope * (n.metrics[n.metric] - s.from_number) as share
  from named n
  join {segments} s
    on n.metric = s.metric
    and n.metrics[n.metric] >= s.starts
    and n.metrics[n.metric] < s.ends
  where s.level = 'domain'
),
vendors as (
  select
    referring_domain,
    factor,
    vendor,
    max(share) as share
  from scaled
  group by referring_domain, factor, vendor
),
agreed as (
  select
    referring_domain,
    factor,
    round(median(share), 9) as share,
    min(share) as low,
    max(share) as high,
    count(*) as vendors
  from vendors
  group by referring_domain, factor
),
analytics as (
  select count(*) as referrers
  from visits
),
anchored as (
  select distinct
    scope,
    subject
  from risk_votes
  where family = 'anchor'
    and ratio > 1
)
select
  d.referring_domain,
  a.share as authority,
  case when a.vendors = 1 then greatest(0.0, a.low - r.one_vendor_spread) else a.low end as authority_low,
  case when a.vendors = 1 then least(1.0, a.high + r.one_vendor_spread) else a.high end as authority_high,
  t.share as traffic,
  coalesce(o.suspect, false) as suspect,
  w.percentile as topicality,
  n.subject is null as anchor_free,
  case
    when coalesce(o.evidence, 0.0) = 0 then true
    when o.suspect or ln(r.prior / (1 - r.prior)) + o.evidence >= ln(r.scheme_likely / (1 - r.scheme_likely)) then false
  end as scheme_free,
  case
    when x.referrers > 0 then coalesce(v.sessions, 0.0) > 0
  end as visited
from domains d
cross join rubric_settings r
cross join analytics x
left join agreed a on d.referring_domain = a.referring_domain and a.factor = 'authority'
left join agreed t on d.referring_domain = t.referring_domain and t.factor = 'traffic'
left join risk_odds o
  on o.scope = case when d.group_kind = 'network' then 'group' else 'domain' end
  and o.subject = case when d.group_kind = 'network' then d.owner_group else d.referring_domain end
left join anchored n on n.scope = o.scope and n.subject = o.subject
left join domain_topics w on d.referring_domain = w.referring_domain
left join visits v on d.referring_domain = v.referring_domain

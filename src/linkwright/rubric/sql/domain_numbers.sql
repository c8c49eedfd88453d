-- domain_numbers: each domain's vendor numbers on the common scale, the median of the vendors, and how far they differ.
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
  join rubric_segments s
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
)
select
  d.referring_domain,
  a.share as authority,
  case when a.vendors = 1 then greatest(0.0, a.low - r.one_vendor_spread) else a.low end as authority_low,
  case when a.vendors = 1 then least(1.0, a.high + r.one_vendor_spread) else a.high end as authority_high,
  t.share as traffic,
  coalesce(o.suspect, false) as suspect
from domains d
cross join rubric_settings r
left join agreed a on d.referring_domain = a.referring_domain and a.factor = 'authority'
left join agreed t on d.referring_domain = t.referring_domain and t.factor = 'traffic'
left join risk_odds o
  on o.scope = case when d.group_kind = 'network' then 'group' else 'domain' end
  and o.subject = case when d.group_kind = 'network' then d.owner_group else d.referring_domain end

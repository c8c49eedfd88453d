-- The world as domain facts of one source: counts, an address and a score of every referring domain it knows.
select
  row_number() over () as "row",
  max(greatest(first_seen, last_seen)) as observed_at,
  domain_name as referring_domain,
  count(*) as links,
  'live' as status,
  min(first_seen) as first_seen,
  max(greatest(first_seen, last_seen)) as last_seen,
  any_value(ip) as ip,
  ['US', 'DE', 'FR', 'GB'][1 + any_value(domain) % 4] as country,
  map {'semrush.domain_authority_score': any_value(authority)} as metrics
from world
where domain % 3 != 0
group by domain_name

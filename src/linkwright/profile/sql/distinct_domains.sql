-- The distinct domains as domain rows have them: any case, with or without `www.`, some as addresses.
select distinct referring_domain as raw
from domain_seen
where referring_domain is not null

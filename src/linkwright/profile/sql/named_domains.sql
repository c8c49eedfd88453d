-- The distinct domains that keys and lists name.
select distinct referring_domain as raw
from key_seen
where referring_domain is not null
union
select distinct subject as raw
from verdict_seen
where verdict = 'listed' and subject is not null

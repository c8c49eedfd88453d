-- The distinct domains and addresses that keys, contacts, lists and reviews name.
select distinct referring_domain as raw
from key_seen
where referring_domain is not null
union
select distinct referring_domain as raw
from contact_seen
where referring_domain is not null
union
select distinct subject as raw
from verdict_seen
where subject is not null
    and (verdict = 'listed' or (source = 'linkwright' and report = 'review' and subject_kind <> 'group'))

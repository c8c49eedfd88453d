-- The distinct places visitors came from: addresses, or hosts of a channel such as `example.com / referral`.
select distinct referrer_url as raw
from traffic_seen
where referrer_url is not null
union
select distinct split_part(channel, ' / ', 1) as raw
from traffic_seen
where referrer_url is null and channel like '% / referral'

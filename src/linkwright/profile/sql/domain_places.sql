-- domain_places: most frequent country and address of each domain; of equally frequent ones the last by name.
with told as (
    select referring_domain, country, ip from links
    union all
    select referring_domain, country, ip from domain_rows where problem is null
),

countries as (
    select
        referring_domain,
        country,
        count(*) as times
    from told
    where country is not null
    group by referring_domain, country
),

addresses as (
    select
        referring_domain,
        ip,
        count(*) as times
    from told
    where ip is not null
    group by referring_domain, ip
),

best_country as (
    select
        referring_domain,
        max_by(country, {'times': times, 'name': country}) as country
    from countries
    group by referring_domain
),

best_address as (
    select
        referring_domain,
        max_by(ip, {'times': times, 'name': ip}) as ip
    from addresses
    group by referring_domain
)

select
    f.referring_domain,
    c.country,
    a.ip,
    nullif(regexp_extract(a.ip, '^([0-9]+\.[0-9]+\.[0-9]+)\.[0-9]+$', 1), '') as subnet
from domain_facts as f
left join best_country as c on f.referring_domain = c.referring_domain
left join best_address as a on f.referring_domain = a.referring_domain

-- named_types: kinds that the name of a referring domain decides: well-known domains, and suffixes anybody can have.
with named as (
    select referring_domain, referring_domain as name from domain_facts
    union
    select referring_domain, icann_domain as name from domain_facts
    union
    select referring_domain, split_part(icann_domain, '.', 1) || '.*' as name from domain_facts
),

known as (
    select
        n.referring_domain,
        min(k.source_type) as source_type,
        min(k.domain) as domain
    from named as n
    inner join known_domains as k on n.name = k.domain
    group by n.referring_domain
)

select
    1 as step,
    referring_domain,
    source_type,
    'well-known domain ' || domain as reason
from known
union all
select
    2 as step,
    referring_domain,
    'platform' as source_type,
    'anybody can have a site under this suffix (private section of the Public Suffix List)' as reason
from domain_facts
where referring_domain <> icann_domain

-- trait_ties: pairs of traits that are one network: the domains of the one are, for at least half, domains whose most
-- widespread trait is the other. (Comparing every pair of traits would cost their square.)
with placed as (
    select
        p.trait_id,
        p.referring_domain,
        t.icann_domains
    from trait_pages as p
    inner join traits as t on p.trait_id = t.trait_id
),

hubs as (
    select
        referring_domain,
        max_by(trait_id, {'icann_domains': icann_domains, 'trait_id': trait_id}) as hub
    from placed
    group by referring_domain
),

sizes as (
    select
        trait_id,
        count(*) as domains
    from placed
    group by trait_id
),

common as (
    select
        p.trait_id,
        h.hub,
        count(*) as domains
    from placed as p
    inner join hubs as h on p.referring_domain = h.referring_domain
    group by p.trait_id, h.hub
)

select
    c.trait_id as one,
    c.hub as other
from common as c
inner join sizes as s on c.trait_id = s.trait_id
where c.domains * 2 >= s.domains

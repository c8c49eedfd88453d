-- network_members: domains that belong to a network: its traits are on at least half of the domain's known pages. A
-- newspaper that printed one press article is not a member. Of several networks the one with most pages counts.
with shares as (
    select
        n.owner_group,
        p.referring_domain,
        sum(p.pages) as pages
    from trait_pages as p
    inner join network_traits as n on p.trait_id = n.trait_id
    group by n.owner_group, p.referring_domain
),

best as (
    select
        s.referring_domain,
        max_by(s.owner_group, {'pages': s.pages, 'owner_group': s.owner_group}) as owner_group
    from shares as s
    inner join domain_facts as f on s.referring_domain = f.referring_domain
    where s.pages * 2 >= f.pages
    group by s.referring_domain
),

sizes as (
    select
        b.owner_group,
        count(distinct f.icann_domain) as icann_domains
    from best as b
    inner join domain_facts as f on b.referring_domain = f.referring_domain
    group by b.owner_group
)

select
    b.referring_domain,
    b.owner_group
from best as b
inner join sizes as s on b.owner_group = s.owner_group
where s.icann_domains >= 10

-- traits: traits on ten or more registrable domains, private suffixes not counted: ten blogs of one platform share its
-- template, not an owner.
select
    p.trait_id,
    min(p.path) as path,
    max(p.title) as title,
    count(distinct f.icann_domain) as icann_domains
from trait_pages as p
inner join domain_facts as f on p.referring_domain = f.referring_domain
group by p.trait_id
having count(distinct f.icann_domain) >= 10

-- mirror_candidates: domains of one name under several suffixes. The name alone proves nothing (`delta.com` and
-- `delta.de`): it must be four letters or longer and no common word, and `mirror_traits.sql` asks for more.
with labels as (
    select
        f.referring_domain,
        split_part(f.referring_domain, '.', 1) as label,
        f.links,
        f.observation,
        p.subnet
    from domain_facts as f
    inner join domain_places as p on f.referring_domain = p.referring_domain
    left join network_members as n on f.referring_domain = n.referring_domain
    left join generic_words as g on g.kind = 'label' and split_part(f.referring_domain, '.', 1) = g.words
    where n.referring_domain is null
        and g.words is null
        and length(split_part(f.referring_domain, '.', 1)) >= 4
        and not regexp_matches(f.referring_domain, '^[0-9.]+$')
),

repeated as (
    select label
    from labels
    group by label
    having count(*) > 1
)

select l.*
from labels as l
inner join repeated as r on l.label = r.label

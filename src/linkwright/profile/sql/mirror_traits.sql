-- mirror_traits: what domains of one name under several suffixes have in common: a page path, a page title, an anchor
-- text with its target, or a block of addresses that is not a shared network.
with gathered as (
    select
        c.label,
        c.trait,
        c.referring_domain,
        sum(c.observations) as observations,
        min(c.observation) as observation
    from mirror_claims as c
    inner join repeated_traits as r on c.label = r.label and c.trait = r.trait
    group by c.label, c.trait, c.referring_domain
),

shared as (
    select
        label,
        trait,
        split_part(trait, ' ', 1) as kind,
        substr(trait, length(split_part(trait, ' ', 1)) + 2) as text,
        min(referring_domain) as first_domain
    from gathered
    group by label, trait
    having count(*) > 1
),

-- what too many sites share is no trait; looked at last, when little is left
telling as (
    select s.*
    from shared as s
    left join generic_words as g
        on s.kind = g.kind
        and g.words = case
            when s.kind = 'path' then lower(regexp_extract(s.text, '([^/?.]*)(?:\.[a-zA-Z]+)?/?(?:\?.*)?$', 1))
            when s.kind = 'title' then trim(regexp_replace(s.text, '[^\p{L}\p{M}\p{N}]+', ' ', 'g'))
        end
    where g.words is null
)

select
    g.label,
    t.kind,
    g.referring_domain,
    t.first_domain,
    cast(g.observations as bigint) as observations,
    g.observation
from gathered as g
inner join telling as t on g.label = t.label and g.trait = t.trait

-- misspelt_names: words, and whole anchors written as one word, that are a brand name with a slip of the pen:
-- one letter wrong, missing or too many in a name of five to seven letters, two in a longer one. The first letter must
-- be right, which it nearly always is. What may be a word of its own is left out: a word of the keywords, topics,
-- common phrases and competitors' names, and whatever is used more than a fifth as often as the name itself.
-- Only plain letters a to z: engines disagree on how far apart others are.
with names as (
    select distinct
        squeezed as name,
        substr(squeezed, 1, 1) as initial,
        case when length(squeezed) < 8 then 1 else 2 end as allowed
    from phrases
    where kind = 'brand' and regexp_matches(squeezed, '^[a-z]{5,}$')
),

units as (
    select unnest(string_split(trim(words), ' ')) as unit, observations
    from anchor_texts
    union all
    select squeezed as unit, observations
    from anchor_texts
    where contains(trim(words), ' ')
),

near as (
    select
        u.unit,
        n.name,
        sum(u.observations) as observations
    from units as u
    inner join names as n
        on substr(u.unit, 1, 1) = n.initial
        and abs(length(u.unit) - length(n.name)) <= n.allowed
        and regexp_matches(u.unit, '^[a-z]+$')
        and levenshtein(u.unit, n.name) <= n.allowed
    group by u.unit, n.name
),

ordinary as (
    select unnest(string_split(trim(words), ' ')) as unit
    from phrases
    where kind <> 'brand'
    union
    select squeezed as unit
    from phrases
    union
    select unnest(string_split(words, ' ')) as unit
    from generic_words
    union
    select label as unit
    from competitors
)

select distinct v.unit
from near as v
inner join near as n on v.name = n.name and n.unit = n.name
left join ordinary as o on v.unit = o.unit
where o.unit is null
    and 5 * v.observations <= n.observations

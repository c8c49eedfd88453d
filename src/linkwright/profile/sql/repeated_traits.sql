-- repeated_traits: what is said more than once under one name. Cheap, and little survives it.
select
    label,
    trait
from mirror_claims
group by label, trait
having count(*) > 1

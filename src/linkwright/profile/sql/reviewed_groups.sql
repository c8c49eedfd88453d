-- reviewed_groups: of which of today's owner groups a decision speaks. The id of a group may change as it grows (that of
-- mirrors is the first of their names, that of a network comes from all its pages), so a group is also found by the
-- domain that gave it its name, and a network by its nature: a path and title are of one network only.
select
    r.observation,
    g.owner_group
from reviews as r
inner join groups as g on r.about = g.owner_group
where r.subject_kind = 'group'
union
select
    r.observation,
    m.owner_group
from reviews as r
inner join group_members as m on r.about = m.referring_domain
where r.subject_kind = 'group'
union
select
    r.observation,
    g.owner_group
from reviews as r
inner join groups as g on r.nature = g.nature
where r.subject_kind = 'group' and g.kind = 'network'

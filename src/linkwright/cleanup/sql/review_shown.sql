-- review_shown: the websites of each owner group, those with most links first, and no more than a person would look at.
with ranked as (
  select
    m.subject,
    m.referring_domain,
    d.links,
    s.value,
    row_number() over (partition by m.subject order by d.links desc, m.referring_domain) as place
  from review_members m
  join domains d on m.referring_domain = d.referring_domain
  join domain_scores s on m.referring_domain = s.referring_domain
  where m.subject_kind = 'group'
)
select
  'group' as subject_kind,
  subject,
  referring_domain,
  links,
  value
from ranked
cross join review_limits x
where place <= x.members
order by subject, place

-- review_families: the kinds of evidence about each subject, the strongest first; of a network what counts for all of it.
select
  m.subject_kind,
  m.subject,
  v.family,
  max(v.ratio) as ratio
from review_members m
join domains d on m.referring_domain = d.referring_domain
join risk_votes v
  on v.scope = case when d.group_kind = 'network' then 'group' else 'domain' end
  and v.subject = case when d.group_kind = 'network' then d.owner_group else d.referring_domain end
group by m.subject_kind, m.subject, v.family
order by m.subject_kind, m.subject, ratio desc, v.family

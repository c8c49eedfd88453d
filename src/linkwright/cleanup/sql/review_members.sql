-- review_members: the referring domains of each subject.
select
  s.subject_kind,
  s.subject,
  d.referring_domain
from review_subjects s
join domains d
  on s.subject = case when s.subject_kind = 'domain' then d.referring_domain else d.owner_group end
  and (s.subject_kind = 'domain') = (d.group_kind = 'single')

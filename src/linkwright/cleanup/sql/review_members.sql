-- review_members: the referring domains of each subject.
with named as (
  select
    referring_domain,
    case when group_kind = 'single' then 'domain' else 'group' end as subject_kind,
    case when group_kind = 'single' then referring_domain else owner_group end as subject
  from domains
)
select
  s.subject_kind,
  s.subject,
  n.referring_domain
from review_subjects s
join named n on s.subject = n.subject and s.subject_kind = n.subject_kind

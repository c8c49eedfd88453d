-- review_anchors: the words most links of each subject have.
with counted as (
  select
    m.subject_kind,
    m.subject,
    l.anchor,
    count(*) as links
  from review_members m
  join links l on m.referring_domain = l.referring_domain
  where l.anchor is not null and l.anchor <> ''
  group by m.subject_kind, m.subject, l.anchor
),
ranked as (
  select
    *,
    row_number() over (partition by subject_kind, subject order by links desc, anchor) as place
  from counted
)
select
  subject_kind,
  subject,
  anchor,
  links
from ranked
where place <= 3
order by subject_kind, subject, place

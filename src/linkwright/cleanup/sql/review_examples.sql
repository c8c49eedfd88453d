-- review_examples: for each subject the pages to look at first: live before the rest, the most valuable link first.
with ranked as (
  select
    m.subject_kind,
    m.subject,
    l.referring_page,
    l.anchor,
    l.observation,
    row_number() over (
      partition by m.subject_kind, m.subject
      order by case when l.status = 'live' then 0 else 1 end, s.value desc, l.link_id
    ) as place
  from review_members m
  join links l on m.referring_domain = l.referring_domain
  left join link_scores s on l.link_id = s.link_id
)
select
  subject_kind,
  subject,
  referring_page,
  anchor,
  observation
from ranked
where place <= 3
order by subject_kind, subject, place

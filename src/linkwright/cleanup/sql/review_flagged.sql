-- review_flagged: links of websites that some tool calls spam: in all, and of each subject.
with flagged as (
  select distinct referring_domain
  from review_concerned
  where signal = 'vendor-spam-flags'
)
select
  m.subject_kind,
  m.subject,
  count(*) as links
from links l
join flagged f on l.referring_domain = f.referring_domain
left join review_members m on l.referring_domain = m.referring_domain
group by m.subject_kind, m.subject

-- review_found: which signal found something about how many websites of each subject, and where its strongest finding
-- about it stands.
select
  m.subject_kind,
  m.subject,
  c.signal,
  min(c.finding) as finding,
  count(distinct c.finding) as findings,
  count(distinct c.referring_domain) as websites
from review_members m
join review_concerned c on m.referring_domain = c.referring_domain
group by m.subject_kind, m.subject, c.signal
order by m.subject_kind, m.subject, c.signal

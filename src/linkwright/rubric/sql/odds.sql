-- risk_odds: the families of one domain or one group added up, as probabilities at three priors.
with summed as (
  select
    scope,
    subject,
    round(sum(ln(ratio)), 12) as evidence,
    sum(case when counts then 1 else 0 end) as families,
    array_sort(array_agg(family)) as risk_families
  from risk_votes
  group by scope, subject
)
select
  s.scope,
  s.subject,
  s.evidence,
  s.risk_families,
  s.families >= r.suspect_families
    and 1 / (1 + exp(-(ln(r.prior / (1 - r.prior)) + s.evidence))) >= r.suspect_probability as suspect
from summed s
cross join rubric_settings r

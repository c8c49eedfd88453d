-- group_scores: one row an owner group, domains that stand alone included. A group is worth its best domain. A person's
-- verdict is the one on the group, else the one on all of its domains.
with ranked as (
  select
    *,
    row_number() over (
      partition by owner_group
      order by case when tier is null then 1 else 0 end, value desc, referring_domain
    ) as place
  from domain_scores
),
sizes as (
  select
    owner_group,
    count(*) as domains,
    case
      when count(verdict) = count(*) and min(verdict) = max(verdict) then min(verdict)
    end as verdict
  from domain_scores
  group by owner_group
)
select
  b.owner_group,
  s.domains,
  b.value,
  b.value_low,
  b.value_high,
  b.coverage,
{odds},
  coalesce(w.verdict, s.verdict) as verdict,
{tiers},
  b.referring_domain as best_domain,
  b.best_link
from ranked b
join sizes s on b.owner_group = s.owner_group
cross join rubric_settings r
left join group_verdicts w on b.owner_group = w.owner_group and w.holds
left join risk_odds o on o.scope = 'group' and o.subject = b.owner_group
where b.place = 1

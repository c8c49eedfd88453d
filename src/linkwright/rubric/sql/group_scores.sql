-- group_scores: one row an owner group, domains that stand alone included. A group is worth its best domain.
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
    count(*) as domains
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
  case
    when b.tier is null then null
    when coalesce(o.suspect, false) then 'suspect'
    when b.coverage is null or b.coverage < r.coverage_floor then 'unknown'
    when b.value >= r.high then 'high'
    when b.value >= r.medium then 'medium'
    else 'low'
  end as tier,
  b.referring_domain as best_domain,
  b.best_link
from ranked b
join sizes s on b.owner_group = s.owner_group
cross join rubric_settings r
left join risk_odds o on o.scope = 'group' and o.subject = b.owner_group
where b.place = 1

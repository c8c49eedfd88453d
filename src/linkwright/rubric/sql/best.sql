-- best_links: each domain's best link that is not lost, the smallest id among equals; a lost one only where the domain is
-- lost as a whole. One that is not ours by a person's word is as good as lost.
with standing as (
  select
    link_id,
    referring_domain,
    case when tier is null then -1.0 else value end as value
  from link_scores
  where referring_domain not in (select referring_domain from domain_only)
),
best as (
  select
    referring_domain,
    max(value) as value
  from standing
  group by referring_domain
)
select
  s.referring_domain,
  min(s.link_id) as link_id
from standing s
join best b on s.referring_domain = b.referring_domain and s.value = b.value
group by s.referring_domain

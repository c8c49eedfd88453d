-- review_subjects: what needs a human eye, one row an owner group or a domain that stands alone, with how pressing it is:
-- 1 suspect, 2 likelier a scheme than not, 3 one kind of evidence that counts, 4 only a decision whose group has changed.
-- What is lost altogether is left out, and so is what is merely of low value or disliked by another tool. One kind of
-- evidence is not worth a look where no link is followed: such links ask search engines to disregard them already.
with counting as (
  select distinct
    scope,
    subject
  from risk_votes
  where counts
),
judged as (
  select
    case when d.group_kind = 'single' then 'domain' else 'group' end as subject_kind,
    case when d.group_kind = 'single' then d.referring_domain else d.owner_group end as subject,
    case
      when s.scored_tier = 'suspect' then 1
      when 1 / (1 + exp(-(ln(r.prior / (1 - r.prior)) + coalesce(o.evidence, 0.0)))) >= r.scheme_likely then 2
      when c.subject is not null and not (d.links > 0 and d.nofollow_links = d.links) then 3
      else 4
    end as urgency
  from domains d
  join domain_scores s on d.referring_domain = s.referring_domain
  cross join rubric_settings r
  left join risk_odds o
    on o.scope = case when d.group_kind = 'network' then 'group' else 'domain' end
    and o.subject = case when d.group_kind = 'network' then d.owner_group else d.referring_domain end
  left join counting c
    on c.scope = case when d.group_kind = 'network' then 'group' else 'domain' end
    and c.subject = case when d.group_kind = 'network' then d.owner_group else d.referring_domain end
  where s.scored_tier is not null
)
select
  j.subject_kind,
  j.subject,
  min(j.urgency) as urgency
from judged j
left join group_verdicts v on j.subject_kind = 'group' and j.subject = v.owner_group and not v.holds
group by j.subject_kind, j.subject
having min(j.urgency) < 4 or max(v.owner_group) is not null

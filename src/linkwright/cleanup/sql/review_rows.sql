-- review_rows: the numbers of each subject, worst first.
with totals as (
  select
    m.subject_kind,
    m.subject,
    count(*) as websites,
    cast(sum(d.links) as bigint) as links,
    cast(sum(case when d.links = 0 then coalesce(d.claimed_links, 0) else 0 end) as bigint) as claimed_links,
    cast(sum(d.live_links) as bigint) as live_links,
    cast(sum(d.followed_links) as bigint) as followed_links,
    cast(sum(d.nofollow_links) as bigint) as nofollow_links,
    min(d.first_seen) as first_seen,
    max(d.last_seen) as last_seen,
    min(d.source_type) as source_type,
    bool_or(array_contains(d.sources, 'gsc')) as in_search_console,
    max(s.risk_02) as risk_02,
    max(s.risk_05) as risk_05,
    max(s.risk_20) as risk_20,
    min(s.scored_tier) filter (where s.scored_tier = 'suspect') as suspect,
    min(s.scored_tier) as own_tier,
    max(s.value) as value,
    sum(v.sessions) as visits,
    sum(v.key_events) as conversions
  from review_members m
  join domains d on m.referring_domain = d.referring_domain
  join domain_scores s on m.referring_domain = s.referring_domain
  left join visits v on m.referring_domain = v.referring_domain
  group by m.subject_kind, m.subject
),
looked as (
  select
    m.subject_kind,
    m.subject,
    sum(case when c.standing = 'stands' then 1 else 0 end) as stands,
    sum(case when c.standing = 'gone' then 1 else 0 end) as gone,
    sum(case when c.standing = 'unseen' then 1 else 0 end) as unseen,
    max(c.checked_at) as checked_at
  from review_members m
  join checks c on m.referring_domain = c.referring_domain
  group by m.subject_kind, m.subject
)
select
  t.*,
  r.urgency,
  coalesce(t.suspect, gs.scored_tier, t.own_tier) as tier,
  coalesce(g.kind, 'domain') as kind,
  g.shared,
  g.nature,
  l.stands,
  l.gone,
  l.unseen,
  l.checked_at,
  coalesce(dv.verdict, gv.verdict) as verdict,
  coalesce(dv.reason, gv.reason) as reason,
  coalesce(dv.value, gv.value) as instead,
  coalesce(dv.who, gv.who) as who,
  coalesce(dv.decided_at, gv.decided_at) as decided_at,
  coalesce(gv.holds, true) as holds
from totals t
join review_subjects r on t.subject_kind = r.subject_kind and t.subject = r.subject
left join groups g on t.subject_kind = 'group' and t.subject = g.owner_group
left join group_scores gs on t.subject_kind = 'group' and t.subject = gs.owner_group
left join looked l on t.subject_kind = l.subject_kind and t.subject = l.subject
left join domain_verdicts dv
  on t.subject_kind = 'domain' and dv.subject_kind = 'domain' and t.subject = dv.referring_domain
left join group_verdicts gv on t.subject_kind = 'group' and t.subject = gv.owner_group
order by r.urgency, t.risk_05 desc, t.links desc, t.subject_kind, t.subject

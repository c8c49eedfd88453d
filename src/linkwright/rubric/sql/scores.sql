-- The score of every row of one table shaped like `links`. `known` says what is known of each factor, `shares` which
-- share that is worth, `costs` what the shares take on a log scale, `points` what they can still take: never more than is
-- left. Points are added in one fixed order. `checks` answers the quality checklist with yes, no or null (not known).
-- A person's verdict on the page or, else, on its domain outranks the tier (`scored_tier` is what we would say), and where
-- it says in which part of the page the link stands, that is so.
with told as (
  select
    l.*,
    coalesce(v.verdict, d.verdict) as verdict,
    coalesce({page_placement}, {domain_placement}) as told_placement
  from {links} l
  left join page_verdicts v on l.page_key = v.page_key
  left join domain_verdicts d on l.referring_domain = d.referring_domain
),
placed_in as (
  select
    t.*,
    coalesce(t.told_placement, t.placement) as place,
    case when t.told_placement is null then t.sitewide end as throughout,
    case when t.told_placement is null then t.in_content end as within
  from told t
),
known as (
  select
    l.link_id,
    l.referring_domain,
    l.status,
    l.verdict,
    case
      when l.link_type in ('frame', 'form', 'canonical', 'alternate', 'rss', 'mention', 'meta') then 'not_clickable'
      when {hidden} then 'hidden'
      when l.throughout then 'sitewide'
      when regexp_matches(lower(l.place), 'foot|nav|menu|header|breadcrumb') then 'navigation'
      when regexp_matches(lower(l.place), 'sidebar|aside') then 'sidebar'
      when regexp_matches(lower(l.place), '^related') then 'related'
      when regexp_matches(lower(l.place), 'comment') then 'comment'
      when regexp_matches(lower(l.place), 'author|bio') then 'author_box'
      when regexp_matches(lower(l.place), 'list|resource|directory') then 'link_list'
      when l.within then 'content'
      when regexp_matches(lower(l.place), 'content|article|section|main|body|paragraph') then 'content'
      when not l.within then 'outside_content'
      when l.link_type = 'redirect' then 'redirect'
      else 'neutral'
    end as placement,
    case
      when e.not_indexed or regexp_matches(lower(l.status_reason), 'noindex|canonical') then 'not_indexed'
      when l.http_code in (400, 404, 406, 410, 414) and not coalesce(e.refused, false) then 'page_error'
      when {hidden} then 'not_in_page'
      when l.status = 'dropped' and coalesce(l.followed, true) then 'dropped'
      when l.sponsored then 'sponsored'
      when l.ugc then 'ugc'
      when l.nofollow or not l.followed or e.not_followed then 'nofollow'
      when e.cloaked then 'cloaked'
      when e.script_only then 'script_only'
      when l.followed then 'followed'
      else 'neutral'
    end as visibility,
    case
      when {on_topic} then 'topic'
      when d.topicality is not null then 'words'
      when array_contains(w.languages, lower(substr(l.language, 1, 2))) then 'language'
      when w.size_of_topics > 0 and coalesce(l.title, l.page_category) is not null then 'neither'
      when w.size_of_languages > 0 and l.language is not null then 'neither'
      else 'neutral'
    end as relevance,
    d.authority as domain_authority,
    d.authority_low as domain_authority_low,
    d.authority_high as domain_authority_high,
    d.traffic as domain_traffic,
    d.topicality,
    d.scheme_free,
    d.anchor_free,
    d.visited,
    l.anchor_class,
    coalesce(d.suspect, false) as suspect,
    {page_authority} as page_authority,
    {page_traffic} as page_traffic,
    {crowding} as crowding
  from placed_in l
  cross join rubric_scales n
  cross join rubric_words w
  left join {domain_numbers} d on l.referring_domain = d.referring_domain
  left join {looks} e on l.link_id = e.link_id
),
shares as (
  select
    k.link_id,
    k.referring_domain,
    k.status,
    k.verdict,
    k.suspect,
    k.placement,
    k.visibility,
    k.relevance,
    k.domain_authority,
    k.page_authority,
    k.domain_traffic,
    k.page_traffic,
    k.crowding,
    k.topicality,
    k.scheme_free,
    k.anchor_free,
    k.visited,
    k.anchor_class,
    case when k.status = 'lost' or k.visibility = 'page_error' then 0.0 else 1.0 end as standing,
    case when k.status = 'lost' then 0.0 else 1.0 end as may_stand,
    coalesce(
      r.page_share * k.page_authority + (1 - r.page_share) * k.domain_authority,
      k.domain_authority,
      k.page_authority,
      an.share
    ) as authority_share,
    coalesce(
      r.page_share * greatest(0.0, k.page_authority - r.one_vendor_spread)
        + (1 - r.page_share) * k.domain_authority_low,
      k.domain_authority_low,
      greatest(0.0, k.page_authority - r.one_vendor_spread),
      an.low
    ) as authority_low,
    coalesce(
      r.page_share * least(1.0, k.page_authority + r.one_vendor_spread)
        + (1 - r.page_share) * k.domain_authority_high,
      k.domain_authority_high,
      least(1.0, k.page_authority + r.one_vendor_spread),
      an.high
    ) as authority_high,
    p.share * coalesce(k.crowding, cn.share) as placement_share,
    p.low * coalesce(k.crowding, cn.low) as placement_low,
    p.high * coalesce(k.crowding, cn.high) as placement_high,
    v.share as visibility_share,
    v.low as visibility_low,
    v.high as visibility_high,
    case
      when k.relevance = 'words' then r.relevance_floor + (1 - r.relevance_floor) * k.topicality
      else c.share
    end as relevance_share,
    case
      when k.relevance = 'words'
        then r.relevance_floor + (1 - r.relevance_floor) * greatest(0.0, k.topicality - r.relevance_spread)
      else c.low
    end as relevance_low,
    case
      when k.relevance = 'words'
        then r.relevance_floor + (1 - r.relevance_floor) * least(1.0, k.topicality + r.relevance_spread)
      else c.high
    end as relevance_high,
    coalesce(k.page_traffic, k.domain_traffic, tn.share) as traffic_share,
    coalesce(k.page_traffic, 0.5 * k.domain_traffic, tn.low) as traffic_low,
    coalesce(k.page_traffic, k.domain_traffic, tn.high) as traffic_high,
    case when coalesce(k.domain_authority, k.page_authority) is null then 0.0 else 1.0 end as authority_known,
    case
      when k.placement = 'neutral' then 0.0
      when k.crowding is null then r.crowding_coverage
      else 1.0
    end as placement_known,
    case when k.visibility = 'neutral' then 0.0 else 1.0 end as visibility_known,
    case when k.relevance = 'neutral' then 0.0 else 1.0 end as relevance_known,
    case when coalesce(k.page_traffic, k.domain_traffic) is null then 0.0 else 1.0 end as traffic_known
  from known k
  cross join rubric_settings r
  join rubric_steps p on p.factor = 'placement' and p.step = k.placement
  join rubric_steps v on v.factor = 'visibility' and v.step = k.visibility
  join rubric_steps c on c.factor = 'relevance' and c.step = k.relevance
  join rubric_steps an on an.factor = 'authority'
  join rubric_steps tn on tn.factor = 'traffic'
  join rubric_steps cn on cn.factor = 'crowding'
),
costs as (
  select
    s.*,
    f.authority * s.authority_share * s.standing as points_authority,
    f.traffic * s.traffic_share * s.standing as points_traffic,
    {cost_placement_share} as placement_cost,
    {cost_visibility_share} as visibility_cost,
    {cost_relevance_share} as relevance_cost,
    s.standing * (
      greatest(
        0.0,
        f.authority * s.authority_low
          - {cost_placement_low}
          - {cost_visibility_low}
          - {cost_relevance_low}
      )
      + f.traffic * s.traffic_low
    ) as value_low,
    s.may_stand * (
      greatest(
        0.0,
        f.authority * s.authority_high
          - {cost_placement_high}
          - {cost_visibility_high}
          - {cost_relevance_high}
      )
      + f.traffic * s.traffic_high
    ) as value_high,
    f.authority_coverage * s.authority_known
      + f.placement_coverage * s.placement_known
      + f.visibility_coverage * s.visibility_known
      + f.relevance_coverage * s.relevance_known
      + f.traffic_coverage * s.traffic_known as coverage
  from shares s
  cross join rubric_settings r
  cross join rubric_weights f
),
placed as (
  select
    *,
    0.0 - least(points_authority, placement_cost) as points_placement
  from costs
),
seen as (
  select
    *,
    0.0 - least(points_authority + points_placement, visibility_cost) as points_visibility
  from placed
),
points as (
  select
    *,
    0.0 - least(points_authority + points_placement + points_visibility, relevance_cost) as points_relevance
  from seen
),
valued as (
  select
    *,
    points_authority + points_placement + points_visibility + points_relevance + points_traffic as value
  from points
),
checks as (
  select
    v.*,
    case
      when v.relevance = 'topic' or v.topicality >= r.topical_from then true
      when v.topicality < r.topical_below then false
    end as check_topical,
    case
      when v.placement = 'content' then true
      when v.placement in ('neutral', 'redirect') then null
      else false
    end as check_content,
    case
      when not v.anchor_free or v.anchor_class = 'exact' then false
      when v.anchor_class in ('unknown', 'empty', 'partial') then null
      when v.anchor_class is not null then true
    end as check_anchor,
    coalesce(v.page_traffic, v.domain_traffic) >= r.visited as check_traffic,
    v.scheme_free as check_scheme_free,
    v.visited as check_visits
  from valued v
  cross join rubric_settings r
)
select
{columns},
  verdict,
{tiers}
from checks
cross join rubric_settings r

-- link_rows: every link row with its keys, and what is wrong with it where it is not a backlink of this site. Kept, and
-- written once, since everything else reads it: `repeated` tells the rows that may need merging from those that are
-- links as they stand, and `attached` those that name no target (see `linked.sql`).
select
    l.link_id,
    r.digest is not null as repeated,
    l.attached,
    l.referring_page,
    l.page_key,
    l.referring_host,
    l.referring_domain,
    l.target_page,
    l.target_key,
    l.batch || ':' || cast(l.row as varchar) as observation,
    l.source,
    l.report,
    l.observed_at,
    l.anchor,
    case
        when l.anchor is null then 'unknown'
        when c.anchor_class is not null then c.anchor_class
        when l.link_type = 'image' then 'image'
        else 'empty'
    end as anchor_class,
    l.link_type,
    l.nofollow,
    l.ugc,
    l.sponsored,
    case
        when l.nofollow or l.ugc or l.sponsored then false
        when l.nofollow is not null then true
    end as followed,
    case when l.attached then 'unknown' else coalesce(l.status, 'unknown') end as status,
    case when l.attached then null else l.status_reason end as status_reason,
    case when l.attached then null else l.first_seen end as first_seen,
    case when l.attached then null else l.last_seen end as last_seen,
    case when not l.attached and l.status = 'lost' then coalesce(l.lost_at, l.last_seen) end as lost_at,
    case when l.group_size > 1 then l.group_size else 1 end as group_size,
    l.title,
    l.language,
    l.country,
    l.ip,
    l.http_code,
    l.target_http_code,
    l.in_content,
    l.sitewide,
    l.placement,
    l.platform,
    l.page_type,
    l.page_category,
    l.external_links,
    l.vendor_spam,
    case when cardinality(l.metrics) > 0 then l.metrics end as metrics,
    l.problem,
    case
        when l.problem = 'other target' then l.target_domain
        when l.problem = 'own site' then l.referring_domain
        when l.problem is not null and l.page_key is null then coalesce(l.referring_page_url, '')
        when l.problem is not null then l.target_url
    end as problem_example
from linked as l
left join repeated_links as r on hash(l.plain_key, l.target_key) = r.digest
left join anchor_classes as c on l.anchor = c.anchor

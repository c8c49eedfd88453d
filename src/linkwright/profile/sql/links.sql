-- links: one row a backlink: those one row speaks of, and those several do (`merged_links.sql` has the rules, and its
-- columns in this order). Nobody decides an unknown status, so it has no source and no reason. A view over what is kept
-- already: written once more, ten million links cost 36 s of processor time.
select
    link_id,
    referring_page,
    page_key,
    referring_host,
    referring_domain,
    target_page,
    target_key,
    anchor,
    anchor_class,
    link_type,
    nofollow,
    ugc,
    sponsored,
    followed,
    status,
    case when status <> 'unknown' then status_reason end as status_reason,
    case when status <> 'unknown' then source end as status_source,
    first_seen,
    last_seen,
    lost_at,
    group_size,
    title,
    language,
    country,
    ip,
    http_code,
    target_http_code,
    in_content,
    sitewide,
    placement,
    platform,
    page_type,
    page_category,
    external_links,
    vendor_spam,
    metrics,
    [source] as sources,
    cast(1 as bigint) as observations,
    cast([] as varchar[]) as disagreement,
    observation
from observed
where not repeated
union all
select *
from merged_links

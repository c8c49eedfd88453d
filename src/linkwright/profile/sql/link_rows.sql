-- link_rows: every link row with its keys, and what is wrong with it where it is not a backlink of this site. Kept, since
-- everything else reads it.
--
-- A row that names only the page proves that the page links to the site, not which link of it. Where other sources
-- know links of that page, the row counts as one more observation of each of them: it adds its source and what it
-- says of the page, but no status and no dates. Where none does, it is a link with an empty target.
with targeted as (
    select
        f.*,
        b.target_key is not null as attached,
        coalesce(f.stated_target_key, b.target_key, '') as target_key,
        coalesce(f.target_address, b.target_page, '') as target_page
    from folded as f
    left join bare_targets as b on f.stated_target_key is null and f.page_key = b.page_key
)

select
    substr(md5(page_key || ' ' || target_key), 1, 16) as link_id,
    referring_page,
    page_key,
    referring_host,
    referring_domain,
    target_page,
    target_key,
    batch || ':' || cast(row as varchar) as observation,
    source,
    report,
    observed_at,
    anchor,
    link_type,
    nofollow,
    ugc,
    sponsored,
    case
        when nofollow or ugc or sponsored then false
        when nofollow is not null then true
    end as followed,
    case when attached then 'unknown' else coalesce(status, 'unknown') end as status,
    case when attached then null else status_reason end as status_reason,
    case when attached then null else first_seen end as first_seen,
    case when attached then null else last_seen end as last_seen,
    case when attached or status <> 'lost' then null else coalesce(lost_at, last_seen) end as lost_at,
    case when group_size > 1 then group_size else 1 end as group_size,
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
    case when cardinality(metrics) > 0 then metrics end as metrics,
    problem,
    case
        when problem = 'other target' then target_domain
        when problem = 'own site' then referring_domain
        when problem is not null and page_key is null then coalesce(referring_page_url, '')
        when problem is not null then target_url
    end as problem_example
from targeted

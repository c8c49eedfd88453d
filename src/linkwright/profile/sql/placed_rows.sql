-- placed_rows: the rows of repeated links, all they say, with their place in the order of belief. A view.
--   vagueness  1 where the status is definite (live or lost), 2 where nobody looks any more, 3 where it is unknown
select
    o.link_id,
    r.place,
    o.referring_page,
    o.page_key,
    o.referring_host,
    o.referring_domain,
    o.target_page,
    o.target_key,
    o.anchor,
    o.link_type,
    o.nofollow,
    o.ugc,
    o.sponsored,
    o.status,
    o.status_reason,
    o.source,
    o.first_seen,
    o.last_seen,
    o.lost_at,
    o.group_size,
    o.title,
    o.language,
    o.country,
    o.ip,
    o.http_code,
    o.target_http_code,
    o.in_content,
    o.sitewide,
    o.placement,
    o.platform,
    o.page_type,
    o.page_category,
    o.external_links,
    o.vendor_spam,
    o.metrics,
    cast(1 as bigint) as observations,
    case
        when o.status in ('live', 'lost') then 1
        when o.status = 'dropped' then 2
        else 3
    end as vagueness,
    o.observation
from observed as o
inner join ranked_rows as r on o.link_id = r.link_id and o.observation = r.observation
where o.repeated

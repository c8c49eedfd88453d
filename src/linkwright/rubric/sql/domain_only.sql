-- domain_only: domains of which no link is known that may still stand, as one link of which only the domain is known. A
-- domain that a source calls live while all its listed links are lost links from a page nobody lists.
select
  referring_domain as link_id,
  referring_domain,
  status,
  cast(null as text) as status_reason,
  cast(null as text) as link_type,
  cast(null as boolean) as sitewide,
  cast(null as text) as placement,
  cast(null as boolean) as in_content,
  cast(null as bigint) as http_code,
  cast(null as boolean) as followed,
  cast(null as boolean) as nofollow,
  cast(null as boolean) as ugc,
  cast(null as boolean) as sponsored,
  cast(null as text) as language,
  cast(null as text) as title,
  cast(null as text) as page_category,
  cast(null as text) as page_key,
  cast(null as text) as anchor_class,
  cast(null as bigint) as external_links,
  cast(null as map(varchar, double)) as metrics
from domains
where coalesce(links, 0) - coalesce(lost_links, 0) = 0
  and (coalesce(links, 0) = 0 or status <> 'lost')

-- The world as link facts of one source (variable `source`: 0 ahrefs, 1 semrush, 2 majestic). Eight links of ten are
-- known to one source only, three of twenty to two, one of twenty to all. The second and third source write addresses
-- in their own spelling (http, no www, a trailing slash), so that folding has work to do.
select
  row_number() over () as "row",
  greatest(first_seen, last_seen) as observed_at,
  case when source = 0 then 'https://' else 'http://' end
    || case when source = 2 and host_part = 'www.' then '' else host_part end
    || domain_name
    || path
    || case when source = 1 and dice % 4 in (1, 2) and dice % 200 not in (7, 8) and not networked then '/' else '' end
    as referring_page_url,
  case when source = 1 then 'http://bench.example' else 'https://www.bench.example' end || target_path as target_url,
  anchor,
  case when image then 'image' else 'text' end as link_type,
  nofollow,
  ugc,
  case when source = 0 then false end as sponsored,
  case
    when source = 2 then 'unknown'
    when lost and not (source = 1 and dice % 10 = 0) then 'lost'
    when source = 0 and dice % 15 = 0 then 'dropped'
    else 'live'
  end as status,
  case when source = 0 and lost then ['notfound', 'removedfromhtml', 'pageerror'][1 + dice % 3] end as status_reason,
  first_seen + to_days((source * 3)::int) as first_seen,
  greatest(first_seen, last_seen) + to_days((source * 3)::int) as last_seen,
  case when lost and source = 0 then greatest(first_seen, last_seen) end as lost_at,
  case when source = 0 then 1 + link_hash % 3 end as group_size,
  title,
  case when source = 0 then ['en', 'de', 'fr', 'es'][1 + domain % 4] end as language,
  case when source = 0 then case when lost then 404 else 200 end end as http_code,
  case when source = 0 then dice % 2 = 0 end as in_content,
  case when source = 1 then dice % 50 = 0 end as sitewide,
  case when source = 0 and dice % 3 = 0 then 'wordpress' end as platform,
  case when source = 0 and dice % 2 = 0 then 'Article > Story' end as page_type,
  link_hash % 300 as external_links,
  case when source = 0 then spam end as vendor_spam,
  case
    when source = 0 then map {'ahrefs.domain_rating': authority, 'ahrefs.url_rating': authority / 3,
      'ahrefs.domain_traffic': authority * 1000, 'ahrefs.page_traffic': (dice % 500)::double}
    when source = 1 then map {'semrush.page_authority_score': authority * 0.6}
    else map {'majestic.source_citation_flow': authority * 0.7, 'majestic.source_trust_flow': authority * 0.5}
  end as metrics
from world, (select getvariable('source') as source)
where (link_hash // 64) % 20 = 19
  or (link_hash // 64) % 20 >= 16 and (link_hash // 2048) % 3 != source
  or (link_hash // 64) % 20 < 16 and (link_hash // 2048) % 3 = source

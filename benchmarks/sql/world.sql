-- The invented links that all generated files speak of, one row a link, from the variables
-- `links` (how many) and `domains` (at most how many referring domains).
-- Every fifth link shares its page with the one before, to another target: all links differ.
create or replace temporary view numbered as
select
  i,
  case when i % 5 = 4 then i - 1 else i end as page,
  (hash(case when i % 5 = 4 then i - 1 else i end, 1) >> 1)::bigint as page_hash,
  (hash(i, 2) >> 1)::bigint as link_hash
from range(getvariable('links')) as numbers(i);

-- Heavy tail: the share of the first k of n domains is (k / n) ** (1 / 3).
create or replace temporary view placed as
select
  *,
  floor(getvariable('domains') * power((page_hash % 1000003) / 1000003.0, 3))::bigint as domain,
  (page_hash // 1000003) % 100000 as dice
from numbered;

-- A domain begins to link at some second of nearly six years, each of its links at or after that one.
create or replace temporary view dated as
select
  *,
  (hash(domain, 3) >> 1)::bigint % 182000000 as born
from placed;

-- Domains below 300 are brands on three suffixes; every 80th domain belongs to a network of one template.
create or replace temporary view world as
select
  i,
  page,
  domain,
  dice,
  link_hash,
  domain >= 300 and domain % 80 = 0 as networked,
  case
    when domain < 300 then 'brand' || (domain // 3) || ['.com', '.de', '.fr'][1 + domain % 3]
    else 'site' || domain || ['.com', '.com', '.de', '.co.uk', '.org', '.fr', '.com.br', '.net'][1 + domain % 8]
  end as domain_name,
  case
    when domain >= 300 and domain % 80 = 0 then 'h' || page || '.'
    when dice % 3 = 0 then 'www.'
    when dice % 97 = 0 then 'blog.'
    else ''
  end as host_part,
  case
    when domain >= 300 and domain % 80 = 0 then '/stats/904417'
    when dice % 200 = 7 then '/caf%C3%A9/a b/' || page || '?utm_source=x&q=' || page
    when dice % 200 = 8 then '/Forum/../topic/' || page || '?id=' || page || '#reply'
    when dice % 4 = 0 then '/blog/post-' || page || '/'
    when dice % 4 = 1 then '/forum/thread/' || page
    when dice % 4 = 2 then '/' || (2019 + dice % 8) || '/story-' || page || '.html'
    else '/p?id=' || page
  end as path,
  case
    when domain >= 300 and domain % 80 = 0 then 'Backlinks for bench.example'
    when dice % 9 = 0 then 'Résumé "' || page || '", a story'
    else 'A page about thing ' || (dice % 5000) || ' and more of it'
  end as title,
  '/page-' || ((page_hash % 4000) * ((page_hash % 997) / 997.0)) :: bigint + (i % 5 = 4)::bigint as target_path,
  case
    when link_hash % 20 = 0 then ''
    when link_hash % 20 < 9 then 'Bench Brand'
    when link_hash % 20 < 12 then 'https://www.bench.example/'
    when link_hash % 20 = 12 then 'buy cheap things'
    when link_hash % 20 < 15 then 'click here'
    else 'thing number ' || (link_hash % 40000)
  end as anchor,
  link_hash % 20 = 0 or link_hash % 31 = 0 as image,
  link_hash % 4 = 1 as nofollow,
  link_hash % 41 = 0 as ugc,
  link_hash % 7 = 0 as lost,
  domain % 11 = 0 or domain >= 300 and domain % 80 = 0 as spam,
  90.0 / (1 + domain % 60) as authority,
  timestamp '2021-01-01' + to_seconds(born + link_hash % (183000000 - born)) as first_seen,
  timestamp '2026-02-01' + to_seconds((link_hash // 1000) % 23000000) as last_seen,
  '198.' || (18 + domain % 2) || '.' || (hash(domain) % 256) || '.' || (domain % 254 + 1) as ip
from dated;

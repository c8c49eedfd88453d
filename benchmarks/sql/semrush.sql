-- The world as the rows of a Semrush backlinks export: 19 columns.
select
  (authority * 0.6)::int as "Page ascore",
  title as "Source title",
  'https://' || host_part || domain_name || path as "Source url",
  'https://www.bench.example' || target_path as "Target url",
  anchor as "Anchor",
  link_hash % 300 as "External links",
  link_hash % 120 as "Internal links",
  nofollow as "Nofollow",
  false as "Sponsored",
  ugc as "Ugc",
  not image as "Text",
  false as "Frame",
  false as "Form",
  image as "Image",
  dice % 50 = 0 as "Sitewide",
  strftime(first_seen, '%Y-%m-%d') as "First seen",
  strftime(greatest(first_seen, last_seen), '%Y-%m-%d') as "Last seen",
  false as "New link",
  lost as "Lost link"
from world

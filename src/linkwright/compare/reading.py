"""A judged profile -> `Side`: the few tables a comparison needs, so that the engine can go."""

import pyarrow as pa

from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side
from linkwright.profile import Profile
from linkwright.profile.addresses import parse_addresses

# Link ids are digests, so the first by id are a sample by chance, the same every time. So many lives give a share of
# survivors to a tenth of a percent; ten million of them would only take memory.
MOST_LIVES = 200_000

_DOMAINS = """
with topics as (
    select
        referring_domain,
        trim(split_part(split_part(page_category, ';', 1), '>', 1)) as topic,
        count(*) as links
    from links
    where status <> 'lost'
        and page_category is not null
    group by referring_domain, trim(split_part(split_part(page_category, ';', 1), '>', 1))
),

main_topics as (
    select
        referring_domain,
        min_by(topic, {'links': 0 - links, 'topic': topic}) as topic
    from topics
    where topic <> ''
    group by referring_domain
)

select
    d.referring_domain,
    d.owner_group,
    case when s.tier = 'suspect' then 0.0 else s.value / 100 end as quality,
    case when s.tier = 'suspect' then 0.0 else s.value_low / 100 end as quality_low,
    case when s.tier = 'suspect' then 0.0 else s.value_high / 100 end as quality_high,
    s.tier,
    d.source_type,
    t.topic,
    coalesce(l.anchor_class, 'unknown') as anchor_class,
    l.placement,
    l.followed,
    d.country,
    d.first_seen,
    d.last_seen,
    l.referring_page,
    l.title,
    l.anchor,
    w.context,
    nullif(l.target_page, '') as target_page,
    d.sources,
    coalesce(l.observation, d.observation) as observation
from domain_scores as s
inner join domains as d on s.referring_domain = d.referring_domain
left join links as l on s.best_link = l.link_id
left join link_details as w on s.best_link = w.link_id
left join main_topics as t on s.referring_domain = t.referring_domain
where s.tier is not null
order by quality desc, d.referring_domain
"""
_PAGE_DOMAINS = """
with standing as (
    select
        l.target_key,
        l.referring_domain,
        l.followed,
        l.referring_page,
        case when d.tier = 'suspect' then 0.0 else s.value / 100 end as quality,
        case when d.tier = 'suspect' then 0.0 else s.value_low / 100 end as quality_low,
        case when d.tier = 'suspect' then 0.0 else s.value_high / 100 end as quality_high,
        d.owner_group,
        row_number() over (
            partition by l.target_key, l.referring_domain
            order by s.value desc, l.link_id
        ) as place
    from link_scores as s
    inner join links as l on s.link_id = l.link_id
    inner join domain_scores as d on s.referring_domain = d.referring_domain
    where s.tier is not null
        and l.target_key <> ''
)

select
    s.target_key,
    t.target_page,
    s.referring_domain,
    s.owner_group,
    s.quality,
    s.quality_low,
    s.quality_high,
    s.followed,
    s.referring_page
from standing as s
inner join targets as t on s.target_key = t.target_key
where s.place = 1
order by s.target_key, s.quality desc, s.referring_domain
"""
# An owner is new with its first domain, and lost with the last of all.
_MONTHS = """
with owners as (
    select
        owner_group,
        min(first_seen) as first_seen,
        case when count(*) = count(case when status = 'lost' then 1 end) then max(lost_at) end as lost_at
    from domains
    group by owner_group
),

born as (
    select date_trunc('month', first_seen) as month, count(*) as owners
    from owners
    group by date_trunc('month', first_seen)
),

gone as (
    select date_trunc('month', lost_at) as month, count(*) as owners
    from owners
    group by date_trunc('month', lost_at)
)

select
    c.month,
    cast(coalesce(b.owners, 0) as double) as new_domains,
    cast(coalesce(g.owners, 0) as double) as lost_domains
from calendar as c
left join born as b on c.month = b.month
left join gone as g on c.month = g.month
order by c.month
"""
# A life needs a beginning and an end, or a last moment the link was known to stand. Our own readings tell when a page
# was published; a day after the link was first seen is that of a later edition.
_LIVES = f"""
with published as (
    select
        p.page_key,
        min(d.published) as published
    from document_seen as d
    inner join document_pages as p on d.page_url = p.raw
    where d.published is not null
    group by p.page_key
)

select
    l.link_id,
    l.referring_domain,
    d.source_type,
    case
        when l.sponsored then 'sponsored'
        when l.ugc then 'ugc'
        when not l.followed then 'nofollow'
        when l.followed then 'followed'
        else 'unknown'
    end as rel,
    l.placement,
    case when p.published <= l.first_seen then p.published end as born,
    l.first_seen,
    l.last_seen,
    l.lost_at
from links as l
inner join domains as d on l.referring_domain = d.referring_domain
left join published as p on l.page_key = p.page_key
where l.first_seen is not null
    and case when l.status = 'lost' then l.lost_at else l.last_seen end >= l.first_seen
order by l.link_id
limit {MOST_LIVES}
"""


def read_side(profile: Profile, *, own: bool) -> Side:
    """Read one side of a comparison.

    Args:
        profile: of that site, judged: its engine has `link_scores` and `domain_scores`.
        own: it is the site under study.
    """
    pages = "select distinct page_url as raw from document_seen where page_url is not null"
    parse_addresses(profile.engine, "document_pages", pages)

    def read(sql: str, schema: pa.Schema) -> pa.Table:
        return profile.query(sql).select(schema.names).cast(schema)

    return Side(
        profile.site.name,
        own,
        domains=read(_DOMAINS, DOMAINS),
        page_domains=read(_PAGE_DOMAINS, PAGE_DOMAINS),
        months=read(_MONTHS, MONTHS),
        lives=read(_LIVES, LIVES),
    )

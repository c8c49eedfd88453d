-- mixes: the site and its competitors, each referring domain once in each aspect. Of values equally frequent in a domain
-- the first by name counts. A competitor's anchors are classed by its own name and address, and by our keywords.
with told as (
    select
        n.site,
        true as own,
        l.referring_domain,
        l.anchor_class,
        l.followed,
        l.sponsored,
        l.ugc,
        l.language,
        l.country
    from links as l
    cross join site_name as n
    where l.status <> 'lost'
    union all
    select
        c.competitor as site,
        false as own,
        r.referring_domain,
        case
            when r.anchor is null then 'unknown'
            when trim(r.anchor) = '' then case when r.link_type = 'image' then 'image' else 'empty' end
            when contains(lower(r.anchor), c.competitor) then 'url'
            when length(c.label) >= 4
                and contains(regexp_replace(lower(r.anchor), '[^\p{L}\p{M}\p{N}]+', '', 'g'), c.label) then 'brand'
            when a.anchor_class = 'brand' then 'other'
            else coalesce(a.anchor_class, 'other')
        end as anchor_class,
        r.followed,
        r.sponsored,
        r.ugc,
        r.language,
        r.country
    from link_rows as r
    inner join competitors as c on r.problem_example = c.competitor
    left join anchor_classes as a on r.anchor = a.anchor
    where r.problem = 'other target'
        and r.status <> 'lost'
        and r.referring_domain <> c.competitor
),

-- one row a kind of link first, since what follows reads it four times
kinds as (
    select site, own, referring_domain, anchor_class, followed, sponsored, ugc, language, country, count(*) as links
    from told
    group by site, own, referring_domain, anchor_class, followed, sponsored, ugc, language, country
),

valued as (
    select site, own, referring_domain, 'anchor' as aspect, anchor_class as value, links
    from kinds
    union all
    select
        site,
        own,
        referring_domain,
        'rel' as aspect,
        case
            when sponsored then 'sponsored'
            when ugc then 'ugc'
            when not followed then 'nofollow'
            when followed then 'followed'
            else 'unknown'
        end as value,
        links
    from kinds
    union all
    select site, own, referring_domain, 'language' as aspect, lower(substr(language, 1, 2)) as value, links
    from kinds
    where language is not null
    union all
    select site, own, referring_domain, 'country' as aspect, country as value, links
    from kinds
    where country is not null
),

counted as (
    select site, own, referring_domain, aspect, value, sum(links) as times
    from valued
    group by site, own, referring_domain, aspect, value
),

most as (
    select
        site,
        own,
        referring_domain,
        aspect,
        min_by(value, {'times': 0 - times, 'value': value}) as value
    from counted
    group by site, own, referring_domain, aspect
)

select
    site,
    own,
    aspect,
    value,
    count(*) as referring_domains
from most
group by site, own, aspect, value

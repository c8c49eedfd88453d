-- domain_claims: the number of links each source claims for each domain, groups counted; and its opinion on spam.
with counted as (
    select
        referring_domain,
        source,
        claimed_links as links,
        vendor_spam
    from single_counts
    union all
    select
        w.referring_domain,
        w.source,
        sum(w.group_size) as links,
        bool_or(w.vendor_spam) as vendor_spam
    from source_words as w
    group by w.referring_domain, w.source
),

one_by_one as (
    select
        referring_domain,
        source,
        sum(links) as links,
        bool_or(vendor_spam) as vendor_spam
    from counted
    group by referring_domain, source
),

-- a source may name several hosts of one domain: its newest word on each, added up
newest_words as (
    select
        referring_domain,
        source,
        host,
        min_by(links, source_place) filter (where links is not null) as links,
        min_by(vendor_spam, source_place) filter (where vendor_spam is not null) as vendor_spam
    from domain_rows
    where problem is null
    group by referring_domain, source, host
),

as_counts as (
    select
        referring_domain,
        source,
        sum(links) as links,
        bool_or(vendor_spam) as vendor_spam
    from newest_words
    group by referring_domain, source
),

both_kinds as (
    select * from one_by_one
    union all
    select * from as_counts
)

select
    referring_domain,
    source,
    cast(max(links) as bigint) as links,
    bool_or(vendor_spam) as vendor_spam
from both_kinds
group by referring_domain, source

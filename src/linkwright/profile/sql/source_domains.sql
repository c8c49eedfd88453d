-- source_domains: what each report of each source has of each referring domain. Our own crawl looks at what others
-- told of, so it is no source beside them: it would seem to know everything, and nothing would be known to one alone.
with merged as (
    select
        link_id,
        source,
        report,
        referring_domain,
        count(case when not attached then 1 end) as observations
    from ranked_rows
    group by link_id, source, report, referring_domain
),

-- a row that names only the page counts once, however many links of the page it speaks of
attached as (
    select distinct
        source,
        report,
        referring_domain,
        observation
    from ranked_rows
    where attached
),

told as (
    select
        source,
        report,
        referring_domain,
        links as observations,
        links
    from single_counts
    union all
    select
        source,
        report,
        referring_domain,
        observations,
        1 as links
    from merged
    union all
    select
        source,
        report,
        referring_domain,
        1 as observations,
        0 as links
    from attached
    union all
    select
        source,
        report,
        referring_domain,
        1 as observations,
        0 as links
    from domain_rows
    where problem is null
)

select
    source || ' ' || report as source,
    referring_domain,
    cast(sum(observations) as bigint) as observations,
    cast(sum(links) as bigint) as links
from told
where source <> 'own-crawl'
group by source || ' ' || report, referring_domain

-- source_domains: what each report of each source has of each referring domain.
with told as (
    select
        source || ' ' || report as source,
        referring_domain,
        count(*) as observations,
        count(*) as links
    from single_links
    group by source || ' ' || report, referring_domain
    union all
    select
        source || ' ' || report as source,
        referring_domain,
        count(distinct observation) as observations,
        count(distinct link_id) as links
    from ranked_rows
    group by source || ' ' || report, referring_domain
    union all
    select
        source || ' ' || report as source,
        referring_domain,
        count(*) as observations,
        0 as links
    from domain_rows
    where problem is null
    group by source || ' ' || report, referring_domain
)

select
    source,
    referring_domain,
    cast(sum(observations) as bigint) as observations,
    cast(sum(links) as bigint) as links
from told
group by source, referring_domain

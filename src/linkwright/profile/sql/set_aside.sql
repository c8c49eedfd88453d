-- set_aside: rows that are stored but are no backlinks of this site, by reason, each with an example. A target on one
-- of the owner's other domains shows here: adding that domain to the site brings the rows in.
with aside as (
    select
        problem as reason,
        source,
        report,
        problem_example as example,
        observation
    from link_rows
    where problem is not null
    union all
    select
        problem as reason,
        source,
        report,
        stated_domain as example,
        observation
    from domain_rows
    where problem is not null
    union all
    select
        'other target' as reason,
        source,
        report,
        about as example,
        batch || ':' || cast(row as varchar) as observation
    from domains_of_others
),

counted as (
    select
        reason,
        source,
        report,
        example,
        count(*) as observations,
        min(observation) as observation
    from aside
    group by reason, source, report, example
)

select
    reason,
    source,
    report,
    cast(sum(observations) as bigint) as observations,
    max_by(example, {'n': observations, 'example': example}) filter (where example is not null) as example,
    min(observation) as observation
from counted
group by reason, source, report

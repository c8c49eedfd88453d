-- domain_types: what kind of site each referring domain is, and how that was decided. The order is explained in
-- `source_types.toml`, which also holds the patterns the votes were counted by.
with votes as (
    select * from site_votes
    union all
    select * from page_votes
),

-- rules of one type vote together; the rule with most votes speaks for them
by_type as (
    select
        v.step,
        v.referring_domain,
        r.source_type,
        sum(v.votes) as votes,
        max(v.needed) as needed,
        max_by(r.reason, {'votes': v.votes, 'rule_id': r.rule_id}) as reason,
        max_by(r.rule_id, {'votes': v.votes, 'rule_id': r.rule_id}) as rule_id
    from votes as v
    inner join type_rules as r on v.rule_id = r.rule_id
    group by v.step, v.referring_domain, r.source_type
),

decided as (
    select
        step,
        referring_domain,
        source_type,
        reason,
        0 as votes
    from named_types
    union all
    select
        step,
        referring_domain,
        source_type,
        reason
            || ' (rule ' || rule_id || ', '
            || case step
                when 3 then cast(votes as varchar) || ' links'
                when 4 then cast(votes as varchar) || ' of ' || cast(needed as varchar) || ' hosts'
                else cast(votes as varchar) || ' of ' || cast(needed as varchar) || ' pages'
            end
            || ')' as reason,
        votes
    from by_type
    where votes * 2 >= needed
),

chosen as (
    select
        referring_domain,
        min_by(source_type, {'step': step, 'votes': 0 - votes, 'source_type': source_type}) as source_type,
        min_by(reason, {'step': step, 'votes': 0 - votes, 'source_type': source_type}) as reason
    from decided
    group by referring_domain
)

select
    f.referring_domain,
    coalesce(c.source_type, 'unknown') as source_type,
    coalesce(c.reason, 'nothing known of it matches a rule') as source_type_reason
from domain_facts as f
left join chosen as c on f.referring_domain = c.referring_domain

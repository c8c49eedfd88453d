-- domain_types: what kind of site each referring domain is, and how that was decided. The order is explained in
-- `source_types.toml`, which also holds the patterns that are put in here.
with words as (
    select
        referring_domain,
        {{word_rules}} as rule_id,
        count(*) as votes
    from links
    where platform is not null or page_type is not null or page_category is not null
    group by referring_domain, {{word_rules}}
),

host_votes as (
    select
        referring_domain,
        {{host_rules}} as rule_id,
        count(*) as votes
    from domain_hosts
    where regexp_matches(host, '{{host_patterns}}')
    group by referring_domain, {{host_rules}}
),

page_paths as (
    select
        referring_domain,
        case when contains(page_key, '/') then substr(page_key, strpos(page_key, '/')) end as path,
        title
    from pages
),

-- one pattern of all rules first: most pages meet none
page_votes as (
    select
        referring_domain,
        {{page_rules}} as rule_id,
        count(*) as votes
    from page_paths
    where regexp_matches(path, '{{path_patterns}}') or regexp_matches(title, '{{title_patterns}}')
    group by referring_domain, {{page_rules}}
),

votes as (
    select 3 as step, w.referring_domain, w.rule_id, w.votes, 0 as needed from words as w
    union all
    select 4 as step, h.referring_domain, h.rule_id, h.votes, f.hosts as needed
    from host_votes as h
    inner join domain_facts as f on h.referring_domain = f.referring_domain
    union all
    select 5 as step, p.referring_domain, p.rule_id, p.votes, f.pages as needed
    from page_votes as p
    inner join domain_facts as f on p.referring_domain = f.referring_domain
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

named as (
    select referring_domain, referring_domain as name from domain_facts
    union
    select referring_domain, icann_domain as name from domain_facts
    union
    select referring_domain, split_part(icann_domain, '.', 1) || '.*' as name from domain_facts
),

known as (
    select
        n.referring_domain,
        min(k.source_type) as source_type,
        min(k.domain) as domain
    from named as n
    inner join known_domains as k on n.name = k.domain
    group by n.referring_domain
),

decided as (
    select
        1 as step,
        referring_domain,
        source_type,
        'well-known domain ' || domain as reason,
        0 as votes
    from known
    union all
    select
        2 as step,
        referring_domain,
        'platform' as source_type,
        'anybody can have a site under this suffix (private section of the Public Suffix List)' as reason,
        0 as votes
    from domain_facts
    where referring_domain <> icann_domain
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

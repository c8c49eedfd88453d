-- site_votes: what the vendors' words on its pages (step 3) and its hosts (step 4) say of the kind of a domain.
with words as (
    select
        referring_domain,
        platform,
        page_type,
        page_category,
        count(*) as votes
    from links
    where platform is not null or page_type is not null or page_category is not null
    group by referring_domain, platform, page_type, page_category
),

word_votes as (
    select
        referring_domain,
        {{word_rules}} as rule_id,
        votes
    from words
),

host_votes as (
    select
        referring_domain,
        {{host_rules}} as rule_id
    from domain_hosts
    where regexp_matches(host, '{{host_patterns}}')
)

select
    3 as step,
    referring_domain,
    rule_id,
    cast(sum(votes) as bigint) as votes,
    cast(0 as bigint) as needed
from word_votes
where rule_id is not null
group by referring_domain, rule_id
union all
select
    4 as step,
    h.referring_domain,
    h.rule_id,
    count(*) as votes,
    max(f.hosts) as needed
from host_votes as h
inner join domain_facts as f on h.referring_domain = f.referring_domain
group by h.referring_domain, h.rule_id

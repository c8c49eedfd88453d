-- page_votes: what its pages say of the kind of a domain (step 5), where nothing before has decided it.
with decided as (
    select referring_domain from named_types
    union
    select referring_domain from site_votes where votes * 2 >= needed
),

page_paths as (
    select
        p.referring_domain,
        case when contains(p.page_key, '/') then substr(p.page_key, strpos(p.page_key, '/')) end as path,
        p.title
    from pages as p
    left join decided as d on p.referring_domain = d.referring_domain
    where d.referring_domain is null
),

-- one pattern of all rules first: most pages meet none
page_rules as (
    select
        referring_domain,
        {{page_rules}} as rule_id
    from page_paths
    where regexp_matches(path, '{{path_patterns}}') or regexp_matches(title, '{{title_patterns}}')
)

select
    5 as step,
    p.referring_domain,
    p.rule_id,
    count(*) as votes,
    max(f.pages) as needed
from page_rules as p
inner join domain_facts as f on p.referring_domain = f.referring_domain
group by p.referring_domain, p.rule_id

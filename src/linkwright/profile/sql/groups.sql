-- groups: the owner groups with the evidence for each.
with network_rows as (
    select
        m.owner_group,
        p.referring_domain,
        sum(p.observations) as observations,
        min(p.observation) as observation
    from trait_pages as p
    inner join network_traits as n on p.trait_id = n.trait_id
    inner join network_members as m
        on p.referring_domain = m.referring_domain and n.owner_group = m.owner_group
    group by m.owner_group, p.referring_domain
),

network_names as (
    select
        n.owner_group,
        max_by(t.path, {'icann_domains': t.icann_domains, 'trait_id': t.trait_id}) as path,
        max_by(t.title, {'icann_domains': t.icann_domains, 'trait_id': t.trait_id}) as title
    from network_traits as n
    inner join traits as t on n.trait_id = t.trait_id
    group by n.owner_group
),

-- the trait of a mirror that most rows show counts its rows: adding traits up would count rows twice
mirror_kinds as (
    select
        m.owner_group,
        t.referring_domain,
        t.kind,
        sum(t.observations) as observations,
        min(t.observation) as observation
    from mirror_traits as t
    inner join mirror_members as m on t.referring_domain = m.referring_domain
    group by m.owner_group, t.referring_domain, t.kind
),

mirror_rows as (
    select
        owner_group,
        referring_domain,
        max(observations) as observations,
        min(observation) as observation
    from mirror_kinds
    group by owner_group, referring_domain
),

mirror_names as (
    select
        owner_group,
        min(split_part(referring_domain, '.', 1)) as label,
        array_to_string(list_sort(array_agg(distinct kind)), ', ') as kinds
    from mirror_kinds
    group by owner_group
),

evidence as (
    select * from network_rows
    union all
    select * from mirror_rows
),

numbered as (
    select
        *,
        row_number() over (partition by owner_group order by referring_domain) as place
    from evidence
),

described as (
    select
        m.owner_group,
        min(m.kind) as kind,
        count(*) as domains,
        count(distinct f.icann_domain) as icann_domains,
        cast(sum(f.links) as bigint) as links,
        cast(sum(e.observations) as bigint) as observations,
        case min(m.kind)
            when 'network' then 'the path ' || min(n.path) || ' and the title “' || min(n.title) || '”'
            else 'the name “' || min(r.label) || '” and the same ' || min(r.kinds)
        end as shared,
        coalesce(min(n.path), '') as path,
        coalesce(min(n.title), '') as title,
        list_sort(array_agg(m.referring_domain) filter (where e.place <= 10)) as example_domains,
        list_sort(array_agg(e.observation) filter (where e.place <= 20)) as evidence
    from group_members as m
    inner join domain_facts as f on m.referring_domain = f.referring_domain
    left join numbered as e on m.owner_group = e.owner_group and m.referring_domain = e.referring_domain
    left join network_names as n on m.owner_group = n.owner_group
    left join mirror_names as r on m.owner_group = r.owner_group
    group by m.owner_group
)

select
    *,
    kind || ': ' || shared as nature
from described

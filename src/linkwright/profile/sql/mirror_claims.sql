-- mirror_claims: everything candidates might have in common, as texts that begin with their kind.
--
-- Of a domain with many links only some are looked at: those whose texts have small digests. Domains choose by the same
-- digests, so what two have in common is chosen in both.
with told as (
    select
        c.label,
        l.referring_domain,
        c.links,
        unnest([
            'path ' || case when contains(l.page_key, '/') then substr(l.page_key, strpos(l.page_key, '/')) end,
            'title ' || nullif(lower(trim(l.title)), ''),
            'anchor '
                || case
                    when l.anchor_class in ('exact', 'partial', 'topical', 'other script', 'other') then lower(trim(l.anchor)) || ' -> ' || l.target_key
                end
        ]) as trait,
        l.observations,
        l.observation
    from links as l
    inner join mirror_candidates as c on l.referring_domain = c.referring_domain
)

select
    label,
    referring_domain,
    trait,
    observations,
    observation
from told
where trait is not null
    and case
        when links <= 16 then true
        else md5(trait) < case
            when links <= 32 then '8'
            when links <= 64 then '4'
            when links <= 128 then '2'
            when links <= 256 then '1'
            when links <= 4096 then '02'
            else '002'
        end
    end
union all
select
    label,
    referring_domain,
    'subnet ' || subnet as trait,
    cast(1 as bigint) as observations,
    observation
from mirror_candidates
where subnet is not null and not regexp_matches(subnet || '.', '{{shared_networks}}')

-- What one run of our own crawler saw of one owner's links: one row a run, owner and turn.
with placed as (
    select
        *,
        regexp_replace(batch, '-[0-9]{4,}$', '', 'g') as run,
        row_number() over (
            partition by turn, owner_group, regexp_replace(batch, '-[0-9]{4,}$', '', 'g')
            order by observed_at, observation
        ) as place
    from dossier_turns
)

select
    turn,
    run,
    owner_group,
    max(observed_at) as seen_at,
    count(*) as links,
    count(distinct referring_domain) as domains,
    min(referring_domain) as example,
    list_sort(array_agg(distinct state)) as states,
    min(case when place = 1 then batch end) as batch,
    min(case when place = 1 then observation end) as first_observation,
    list_sort(array_agg(observation) filter (where place <= 20)) as observations,
    list_sort(array_agg(evidence_before) filter (where place <= 20 and evidence_before is not null)) as kept_before,
    list_sort(array_agg(evidence) filter (where place <= 20 and evidence is not null)) as kept
from placed
group by turn, run, owner_group

-- In which import the links somebody later decided or wrote about were first recorded: one row an owner and import.
with rows_of_links as (
    select
        n.owner_group,
        n.referring_domain,
        l.link_id,
        l.observation,
        l.first_seen,
        b.batch,
        b.recorded_at,
        row_number() over (
            partition by l.link_id
            order by b.recorded_at, b.batch, l.observation
        ) as place
    from dossier_links as n
    inner join link_rows as l on n.link_id = l.link_id
    inner join dossier_batches as b on regexp_extract(l.observation, '^(.*):[0-9]+$', 1) = b.batch
    where n.verdict in ('ask removal', 'disavow') or n.newest_step is not null
)

select
    owner_group,
    batch,
    count(*) as links,
    count(distinct referring_domain) as domains,
    min(referring_domain) as example,
    min(first_seen) as first_seen,
    min(observation) as observation
from rows_of_links
where place = 1
group by owner_group, batch

-- domain_rows: every domain row with its registrable domain, in the order of belief within its source and host.
with placed as (
    select
        d.source,
        d.report,
        d.observed_at,
        d.batch || ':' || cast(d.row as varchar) as observation,
        d.referring_domain as stated_domain,
        n.key_host as host,
        h.referring_domain,
        h.icann_domain,
        d.links,
        coalesce(d.status, 'unknown') as status,
        d.first_seen,
        d.last_seen,
        case when d.status = 'lost' then coalesce(d.lost_at, d.last_seen) end as lost_at,
        d.ip,
        d.country,
        d.vendor_spam,
        case when cardinality(d.metrics) > 0 then d.metrics end as metrics,
        case
            when h.host is null then 'not an address'
            when h.own then 'own site'
        end as problem,
        md5(
            concat_ws(
                '|',
                coalesce(d.report, ''),
                coalesce(cast(d.links as varchar), ''),
                coalesce(d.status, ''),
                coalesce(cast(d.lost_at as varchar), ''),
                coalesce(cast(d.last_seen as varchar), ''),
                coalesce(d.ip, ''),
                coalesce(d.country, ''),
                coalesce(cast(d.vendor_spam as varchar), ''),
                coalesce(array_to_string(map_keys(d.metrics), ','), ''),
                coalesce(
                    array_to_string(
                        cast(try_cast(map_values(d.metrics) as decimal(28, 6)[]) as varchar[]), ','
                    ),
                    ''
                )
            )
        ) as digest
    from domain_seen as d
    left join domain_names as n on d.referring_domain = n.raw
    left join hosts as h on n.key_host = h.host
)

select
    *,
    row_number() over (
        partition by source, host
        order by observed_at desc nulls last, case when status = 'lost' then 0 else 1 end, digest, observation
    ) as source_place
from placed

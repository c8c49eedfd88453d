-- ranked_rows: the rows of repeated links in the order in which they are believed; place 1 decides.
--
-- The order: our own crawl before any vendor; the newer observation before the older; at the same moment the row that
-- says lost before others, since a link must be seen before it can be lost; then sources and reports by name. What one
-- report says several times at one moment is put in order by a digest of what it says. It means nothing, but it does not
-- depend on the order of imports or on how rows are spread over files: rows with the same digest say the same, so only
-- the id of the observation still has to be chosen (the smallest). Texts from outside have the separator written as `~/`,
-- so that two fields never read like two others.
--
-- Only what tells sources apart is kept here; the rest is joined from `observed` by link and observation.
with believed as (
    select
        o.*,
        case when o.source = 'own-crawl' then 0 else 1 end as vendor_rank,
        case when o.status = 'lost' then 0 else 1 end as lost_rank,
        -- few links are tied, and a digest of a whole row is dear
        case
            when t.link_id is not null then md5(
                concat_ws(
                    '|',
                    coalesce(o.referring_page, ''),
                    coalesce(o.target_page, ''),
                    coalesce(replace(replace(o.anchor, '~', '~~'), '|', '~/'), '~'),
                    coalesce(o.link_type, ''),
                    coalesce(cast(o.nofollow as varchar), ''),
                    coalesce(cast(o.ugc as varchar), ''),
                    coalesce(cast(o.sponsored as varchar), ''),
                    o.status,
                    coalesce(replace(replace(o.status_reason, '~', '~~'), '|', '~/'), ''),
                    coalesce(cast(o.lost_at as varchar), ''),
                    coalesce(replace(replace(o.title, '~', '~~'), '|', '~/'), ''),
                    coalesce(o.language, ''),
                    coalesce(o.country, ''),
                    coalesce(o.ip, ''),
                    coalesce(cast(o.http_code as varchar), ''),
                    coalesce(cast(o.target_http_code as varchar), ''),
                    coalesce(cast(o.in_content as varchar), ''),
                    coalesce(cast(o.sitewide as varchar), ''),
                    coalesce(replace(replace(o.placement, '~', '~~'), '|', '~/'), ''),
                    coalesce(replace(replace(o.platform, '~', '~~'), '|', '~/'), ''),
                    coalesce(replace(replace(o.page_type, '~', '~~'), '|', '~/'), ''),
                    coalesce(replace(replace(o.page_category, '~', '~~'), '|', '~/'), ''),
                    coalesce(cast(o.external_links as varchar), ''),
                    coalesce(array_to_string(map_keys(o.metrics), ','), ''),
                    -- decimals, since engines write the same real number differently
                    coalesce(
                        array_to_string(
                            cast(try_cast(map_values(o.metrics) as decimal(28, 6)[]) as varchar[]), ','
                        ),
                        ''
                    )
                )
            )
        end as digest
    from observed as o
    left join tied_links as t on o.link_id = t.link_id
    where o.repeated
)

select
    link_id,
    source,
    report,
    referring_domain,
    attached,
    anchor,
    followed,
    status,
    status_reason,
    first_seen,
    last_seen,
    lost_at,
    group_size,
    vendor_spam,
    observation,
    row_number() over (
        partition by link_id
        order by vendor_rank, observed_at desc nulls last, lost_rank, source, report, digest, observation
    ) as place
from believed

-- tied_digests: a digest of what each row of a tied link says. It means nothing, but it does not depend on the order of
-- imports or on how rows are spread over files: rows with the same digest say the same, so only the id of the observation
-- still has to be chosen (the smallest). Texts from outside have the separator written as `~/`, so that two fields never
-- read like two others. Few links are tied, and a digest of a whole row is dear.
select
    o.link_id,
    o.observation,
    md5(
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
    ) as digest
from observed as o
inner join tied_links as t on o.link_id = t.link_id
where o.repeated

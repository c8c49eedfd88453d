-- merged_rows: the rows of `rows_to_merge`, each four neighbouring places of a link as one (`a` is believed most). Done
-- again and again, one row a link is left: two rows of different places and what is merged from them have the same columns.
--
-- The rules, in the order of belief of `ranked_rows.sql`:
--   * each attribute is that of the most believed row that has a value for it, and so is each of the vendors' numbers;
--   * status: the most believed definite statement (live or lost) decides; where there is none, dropped; else unknown;
--     reason, source and date of loss come from the deciding row;
--   * first seen is the earliest, last seen the latest of any row; the group size is the largest;
--   * flags: some source calls it spam -> spam.
--
-- Joins, since windows and aggregates of so many columns take more time and memory. `rows_to_merge` is read four times on
-- purpose: kept once, all its rows would have to fit into memory, and not only those of `b`, `c` and `d`.
select
    a.link_id,
    (a.place + 3) // 4 as place,
    -- `https` sorts after `http`: the text chosen is one of those seen and the same in any order of imports
    greatest(a.referring_page, b.referring_page, c.referring_page, d.referring_page) as referring_page,
    a.page_key,
    a.referring_host,
    a.referring_domain,
    greatest(a.target_page, b.target_page, c.target_page, d.target_page) as target_page,
    a.target_key,
    -- a text before none: one tool may leave out the text another gives for the same image
    coalesce(
        nullif(a.anchor, ''),
        nullif(b.anchor, ''),
        nullif(c.anchor, ''),
        nullif(d.anchor, ''),
        a.anchor,
        b.anchor,
        c.anchor,
        d.anchor
    ) as anchor,
    coalesce(a.link_type, b.link_type, c.link_type, d.link_type) as link_type,
    coalesce(a.nofollow, b.nofollow, c.nofollow, d.nofollow) as nofollow,
    coalesce(a.ugc, b.ugc, c.ugc, d.ugc) as ugc,
    coalesce(a.sponsored, b.sponsored, c.sponsored, d.sponsored) as sponsored,
    case least(a.vagueness, b.vagueness, c.vagueness, d.vagueness)
        when a.vagueness then a.status
        when b.vagueness then b.status
        when c.vagueness then c.status
        else d.status
    end as status,
    case least(a.vagueness, b.vagueness, c.vagueness, d.vagueness)
        when a.vagueness then a.status_reason
        when b.vagueness then b.status_reason
        when c.vagueness then c.status_reason
        else d.status_reason
    end as status_reason,
    case least(a.vagueness, b.vagueness, c.vagueness, d.vagueness)
        when a.vagueness then a.source
        when b.vagueness then b.source
        when c.vagueness then c.source
        else d.source
    end as source,
    least(a.first_seen, b.first_seen, c.first_seen, d.first_seen) as first_seen,
    greatest(a.last_seen, b.last_seen, c.last_seen, d.last_seen) as last_seen,
    case least(a.vagueness, b.vagueness, c.vagueness, d.vagueness)
        when a.vagueness then a.lost_at
        when b.vagueness then b.lost_at
        when c.vagueness then c.lost_at
        else d.lost_at
    end as lost_at,
    greatest(a.group_size, b.group_size, c.group_size, d.group_size) as group_size,
    coalesce(a.title, b.title, c.title, d.title) as title,
    coalesce(a.language, b.language, c.language, d.language) as language,
    coalesce(a.country, b.country, c.country, d.country) as country,
    coalesce(a.ip, b.ip, c.ip, d.ip) as ip,
    coalesce(a.http_code, b.http_code, c.http_code, d.http_code) as http_code,
    coalesce(a.target_http_code, b.target_http_code, c.target_http_code, d.target_http_code) as target_http_code,
    coalesce(a.in_content, b.in_content, c.in_content, d.in_content) as in_content,
    coalesce(a.sitewide, b.sitewide, c.sitewide, d.sitewide) as sitewide,
    coalesce(a.placement, b.placement, c.placement, d.placement) as placement,
    coalesce(a.platform, b.platform, c.platform, d.platform) as platform,
    coalesce(a.page_type, b.page_type, c.page_type, d.page_type) as page_type,
    coalesce(a.page_category, b.page_category, c.page_category, d.page_category) as page_category,
    coalesce(a.external_links, b.external_links, c.external_links, d.external_links) as external_links,
    greatest(a.vendor_spam, b.vendor_spam, c.vendor_spam, d.vendor_spam) as vendor_spam,
    case
        when coalesce(b.metrics, c.metrics, d.metrics) is null then a.metrics
        -- of one name the last counts; where a row has no numbers its neighbour stands in and changes nothing
        else map_concat(
            coalesce(d.metrics, c.metrics, b.metrics),
            coalesce(c.metrics, b.metrics, d.metrics),
            coalesce(b.metrics, c.metrics, d.metrics),
            coalesce(a.metrics, b.metrics, c.metrics, d.metrics)
        )
    end as metrics,
    a.observations
        + coalesce(b.observations, 0)
        + coalesce(c.observations, 0)
        + coalesce(d.observations, 0) as observations,
    least(a.vagueness, b.vagueness, c.vagueness, d.vagueness) as vagueness,
    case least(a.vagueness, b.vagueness, c.vagueness, d.vagueness)
        when a.vagueness then a.observation
        when b.vagueness then b.observation
        when c.vagueness then c.observation
        else d.observation
    end as observation
from rows_to_merge as a
left join rows_to_merge as b on a.link_id = b.link_id and a.place + 1 = b.place and b.place % 4 = 2
left join rows_to_merge as c on a.link_id = c.link_id and a.place + 2 = c.place and c.place % 4 = 3
left join rows_to_merge as d on a.link_id = d.link_id and a.place + 3 = d.place and d.place % 4 = 0
where a.place % 4 = 1

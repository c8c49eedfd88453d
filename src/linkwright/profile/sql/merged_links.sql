-- merged_links: repeated links, one row each.
--
-- The rules, in the order of belief of `ranked_rows.sql`:
--   * each attribute is that of the most believed row that has a value for it;
--   * status: the most believed definite statement (live or lost) decides; where there is none, dropped; else unknown;
--     reason, source and date of loss come from the deciding row;
--   * first seen is the earliest, last seen the latest of any row; the group size is the largest;
--   * flags: some source calls it spam -> spam.
with merged as (
    select
        r.link_id,
        -- `https` sorts after `http`: the text chosen is one of those seen and the same in any order of imports
        max(o.referring_page) as referring_page,
        any_value(o.page_key) as page_key,
        any_value(o.referring_host) as referring_host,
        any_value(o.referring_domain) as referring_domain,
        max(o.target_page) as target_page,
        any_value(o.target_key) as target_key,
        -- a text before none: one tool may leave out the text another gives for the same image
        coalesce(min_by(o.anchor, r.place) filter (where o.anchor <> ''), max(o.anchor)) as anchor,
        min_by(o.link_type, r.place) filter (where o.link_type is not null) as link_type,
        min_by(o.nofollow, r.place) filter (where o.nofollow is not null) as nofollow,
        min_by(o.ugc, r.place) filter (where o.ugc is not null) as ugc,
        min_by(o.sponsored, r.place) filter (where o.sponsored is not null) as sponsored,
        min(o.first_seen) as first_seen,
        max(o.last_seen) as last_seen,
        min(
            case
                when o.status in ('live', 'lost') then r.place
                when o.status = 'dropped' then r.place + 1000000000
                else r.place + 2000000000
            end
        ) % 1000000000 as deciding_place,
        max(o.group_size) as group_size,
        min_by(o.title, r.place) filter (where o.title is not null) as title,
        min_by(o.language, r.place) filter (where o.language is not null) as language,
        min_by(o.country, r.place) filter (where o.country is not null) as country,
        min_by(o.ip, r.place) filter (where o.ip is not null) as ip,
        min_by(o.http_code, r.place) filter (where o.http_code is not null) as http_code,
        min_by(o.target_http_code, r.place) filter (where o.target_http_code is not null) as target_http_code,
        min_by(o.in_content, r.place) filter (where o.in_content is not null) as in_content,
        min_by(o.sitewide, r.place) filter (where o.sitewide is not null) as sitewide,
        min_by(o.placement, r.place) filter (where o.placement is not null) as placement,
        min_by(o.platform, r.place) filter (where o.platform is not null) as platform,
        min_by(o.page_type, r.place) filter (where o.page_type is not null) as page_type,
        min_by(o.page_category, r.place) filter (where o.page_category is not null) as page_category,
        min_by(o.external_links, r.place) filter (where o.external_links is not null) as external_links,
        bool_or(o.vendor_spam) as vendor_spam,
        count(*) as observations
    from observed as o
    inner join ranked_rows as r on o.link_id = r.link_id and o.observation = r.observation
    where o.repeated
    group by r.link_id
),

told_by as (
    select
        link_id,
        list_sort(array_agg(source)) as sources
    from source_words
    group by link_id
)

select
    m.link_id,
    m.referring_page,
    m.page_key,
    m.referring_host,
    m.referring_domain,
    m.target_page,
    m.target_key,
    m.anchor,
    case
        when m.anchor is null then 'unknown'
        when c.anchor_class is not null then c.anchor_class
        when m.link_type = 'image' then 'image'
        else 'empty'
    end as anchor_class,
    m.link_type,
    m.nofollow,
    m.ugc,
    m.sponsored,
    case
        when m.nofollow or m.ugc or m.sponsored then false
        when m.nofollow is not null then true
    end as followed,
    d.status,
    case when d.status <> 'unknown' then d.status_reason end as status_reason,
    case when d.status <> 'unknown' then d.source end as status_source,
    m.first_seen,
    m.last_seen,
    d.lost_at,
    m.group_size,
    m.title,
    m.language,
    m.country,
    m.ip,
    m.http_code,
    m.target_http_code,
    m.in_content,
    m.sitewide,
    m.placement,
    m.platform,
    m.page_type,
    m.page_category,
    m.external_links,
    m.vendor_spam,
    x.metrics,
    t.sources,
    m.observations,
    coalesce(w.disagreement, cast([] as varchar[])) as disagreement,
    d.observation
from merged as m
inner join ranked_rows as d on m.link_id = d.link_id and m.deciding_place = d.place
inner join told_by as t on m.link_id = t.link_id
left join merged_metrics as x on m.link_id = x.link_id
left join disagreements as w on m.link_id = w.link_id
left join anchor_classes as c on m.anchor = c.anchor

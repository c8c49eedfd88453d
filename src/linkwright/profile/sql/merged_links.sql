-- merged_links: repeated links, one row each.
--
-- The rules, in the order of belief of `ranked_rows.sql`:
--   * each attribute is that of the most believed row that has a value for it;
--   * status: the most believed definite statement (live or lost) decides; where there is none, dropped; else unknown;
--     reason, source and date of loss come from the deciding row;
--   * first seen is the earliest, last seen the latest of any row; the group size is the largest;
--   * flags: some source calls it spam -> spam.
with placed as (
    select
        link_id,
        observation,
        place,
        case
            when status in ('live', 'lost') then place
            when status = 'dropped' then place + 1000000000
            else place + 2000000000
        end as status_place
    from ranked_rows
),

ordered as (
    select
        o.*,
        p.place,
        p.status_place
    from observed as o
    inner join placed as p on o.link_id = p.link_id and o.observation = p.observation
    where o.repeated
),

merged as (
    select
        link_id,
        -- `https` sorts after `http`: the text chosen is one of those seen and the same in any order of imports
        max(referring_page) as referring_page,
        min(page_key) as page_key,
        min(referring_host) as referring_host,
        min(referring_domain) as referring_domain,
        max(target_page) as target_page,
        min(target_key) as target_key,
        -- a text before none: one tool may leave out the text another gives for the same image
        coalesce(min_by(anchor, place) filter (where anchor <> ''), max(anchor)) as anchor,
        min_by(link_type, place) filter (where link_type is not null) as link_type,
        min_by(nofollow, place) filter (where nofollow is not null) as nofollow,
        min_by(ugc, place) filter (where ugc is not null) as ugc,
        min_by(sponsored, place) filter (where sponsored is not null) as sponsored,
        min_by(status, status_place) as status,
        min_by(coalesce(status_reason, ''), status_place) as status_reason,
        min_by(source, status_place) as status_source,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen,
        min(status_place) as status_place,
        max(group_size) as group_size,
        min_by(title, place) filter (where title is not null) as title,
        min_by(language, place) filter (where language is not null) as language,
        min_by(country, place) filter (where country is not null) as country,
        min_by(ip, place) filter (where ip is not null) as ip,
        min_by(http_code, place) filter (where http_code is not null) as http_code,
        min_by(target_http_code, place) filter (where target_http_code is not null) as target_http_code,
        min_by(in_content, place) filter (where in_content is not null) as in_content,
        min_by(sitewide, place) filter (where sitewide is not null) as sitewide,
        min_by(placement, place) filter (where placement is not null) as placement,
        min_by(platform, place) filter (where platform is not null) as platform,
        min_by(page_type, place) filter (where page_type is not null) as page_type,
        min_by(page_category, place) filter (where page_category is not null) as page_category,
        min_by(external_links, place) filter (where external_links is not null) as external_links,
        bool_or(vendor_spam) as vendor_spam,
        list_sort(array_agg(distinct source)) as sources,
        count(*) as observations,
        min_by(observation, status_place) as observation
    from ordered
    group by link_id
),

losses as (
    select
        link_id,
        place,
        lost_at
    from ranked_rows
    where status = 'lost'
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
    m.status,
    case when m.status <> 'unknown' then nullif(m.status_reason, '') end as status_reason,
    case when m.status <> 'unknown' then m.status_source end as status_source,
    m.first_seen,
    m.last_seen,
    l.lost_at,
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
    m.sources,
    m.observations,
    coalesce(d.disagreement, cast([] as varchar[])) as disagreement,
    m.observation
from merged as m
left join losses as l on m.link_id = l.link_id and m.status_place = l.place
left join merged_metrics as x on m.link_id = x.link_id
left join disagreements as d on m.link_id = d.link_id
left join anchor_classes as c on m.anchor = c.anchor

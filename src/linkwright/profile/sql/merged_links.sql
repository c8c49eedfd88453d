-- merged_links: repeated links, one row each.
--
-- The rules, in the order of belief of `ranked_rows.sql`:
--   * each attribute is that of the most believed row that has a value for it;
--   * status: the most believed definite statement (live or lost) decides; where there is none, dropped; else unknown;
--     reason, source and date of loss come from the deciding row;
--   * first seen is the earliest, last seen the latest of any row; the group size is the largest;
--   * flags: some source calls it spam -> spam.
--
-- Windows, since so many aggregates of two million groups do not fit into memory (10 million links: 36 s of processor
-- time against 51).
with believed as (
    select
        o.*,
        r.place
    from observed as o
    inner join ranked_rows as r on o.link_id = r.link_id and o.observation = r.observation
    where o.repeated
),

merged as (
    select
        link_id,
        place,
        -- `https` sorts after `http`: the text chosen is one of those seen and the same in any order of imports
        max(referring_page) over best as referring_page,
        page_key,
        referring_host,
        referring_domain,
        max(target_page) over best as target_page,
        target_key,
        -- a text before none: one tool may leave out the text another gives for the same image
        coalesce(
            first_value(nullif(anchor, '') ignore nulls) over best, first_value(anchor ignore nulls) over best
        ) as anchor,
        first_value(link_type ignore nulls) over best as link_type,
        first_value(nofollow ignore nulls) over best as nofollow,
        first_value(ugc ignore nulls) over best as ugc,
        first_value(sponsored ignore nulls) over best as sponsored,
        min(first_seen) over best as first_seen,
        max(last_seen) over best as last_seen,
        min(
            case
                when status in ('live', 'lost') then place
                when status = 'dropped' then place + 1000000000
                else place + 2000000000
            end
        ) over best % 1000000000 as deciding_place,
        max(group_size) over best as group_size,
        first_value(title ignore nulls) over best as title,
        first_value(language ignore nulls) over best as language,
        first_value(country ignore nulls) over best as country,
        first_value(ip ignore nulls) over best as ip,
        first_value(http_code ignore nulls) over best as http_code,
        first_value(target_http_code ignore nulls) over best as target_http_code,
        first_value(in_content ignore nulls) over best as in_content,
        first_value(sitewide ignore nulls) over best as sitewide,
        first_value(placement ignore nulls) over best as placement,
        first_value(platform ignore nulls) over best as platform,
        first_value(page_type ignore nulls) over best as page_type,
        first_value(page_category ignore nulls) over best as page_category,
        first_value(external_links ignore nulls) over best as external_links,
        bool_or(vendor_spam) over best as vendor_spam,
        count(*) over best as observations
    from believed
    window best as (
        partition by link_id
        order by place
        rows between unbounded preceding and unbounded following
    )
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
where m.place = 1

-- merged_links: repeated links, one row each; `merged_rows.sql` has the rules.
with merged as (
    {{merged_rows}}
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
    m.status,
    case when m.status <> 'unknown' then m.status_reason end as status_reason,
    case when m.status <> 'unknown' then m.source end as status_source,
    m.first_seen,
    m.last_seen,
    m.lost_at,
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
    m.metrics,
    t.sources,
    m.observations,
    coalesce(w.disagreement, cast([] as varchar[])) as disagreement,
    m.observation
from merged as m
inner join told_by as t on m.link_id = t.link_id
left join disagreements as w on m.link_id = w.link_id
left join anchor_classes as c on m.anchor = c.anchor

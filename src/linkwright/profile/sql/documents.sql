-- documents: the newest own reading of each page. A reading has the number of the first link row of its page.
with readings as (
    select
        l.page_key,
        l.referring_domain,
        l.problem is null as links_here,
        d.*,
        l.observation,
        row_number() over (
            partition by l.page_key
            order by d.observed_at desc, l.observation
        ) as place
    from document_seen as d
    inner join link_rows as l on d.batch || ':' || cast(d.row as varchar) = l.observation
    where l.page_key is not null
),

looks as (
    select
        l.page_key,
        c.batch,
        max(case when s.standing = 'stands' then 1 else 0 end) = 1 as carries_link
    from check_seen as c
    inner join link_rows as l on c.batch || ':' || cast(c.row as varchar) = l.observation
    inner join link_states as s on c.state = s.state
    group by l.page_key, c.batch
)

select
    r.page_key,
    r.referring_domain,
    r.links_here,
    k.carries_link,
    r.http_code,
    r.title,
    r.language,
    r.canonical_url,
    r.robots,
    r.author,
    r.published,
    r.modified,
    r.main_words,
    r.internal_links,
    r.external_links,
    r.page_type,
    r.paid_markers,
    r.platform,
    r.template_print,
    r.text_print,
    r.ip,
    r.server,
    r.etag,
    r.last_modified,
    r.observed_at as read_at,
    r.evidence,
    r.observation
from readings as r
left join looks as k on r.page_key = k.page_key and r.batch = k.batch
where r.place = 1

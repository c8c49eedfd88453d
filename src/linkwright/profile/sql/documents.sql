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
)

select
    page_key,
    referring_domain,
    links_here,
    http_code,
    title,
    language,
    canonical_url,
    robots,
    author,
    published,
    modified,
    main_words,
    internal_links,
    external_links,
    page_type,
    paid_markers,
    platform,
    template_print,
    text_print,
    ip,
    server,
    etag,
    last_modified,
    observed_at as read_at,
    evidence,
    observation
from readings
where place = 1

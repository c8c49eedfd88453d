-- link_details: words, author, rendering and redirects of a link, from the row that decided it.
with told as (
    select
        batch || ':' || cast(row as varchar) as observation,
        left_context,
        right_context,
        author,
        rendered_only,
        redirect_urls,
        redirect_codes
    from link_seen
    where coalesce(left_context, right_context, author, redirect_urls, redirect_codes) is not null
        or rendered_only
)

select
    l.link_id,
    l.referring_domain,
    case
        when coalesce(t.left_context, t.right_context) is not null
            then trim(coalesce(t.left_context, '')) || ' … ' || trim(coalesce(t.right_context, ''))
    end as context,
    t.author,
    t.rendered_only,
    t.redirect_urls,
    t.redirect_codes,
    t.observation
from told as t
inner join links as l on t.observation = l.observation

-- anchor_classes: what each distinct anchor text says, by the first rule that holds:
--   url      an address: it begins with a scheme or `www.`, or its host is ours, or it has a path
--   brand    names the site, alone or with other words: a name and a keyword together is how people cite a site
--   money    contains a phrase the site would like to rank for
--   generic  is one of the phrases that say nothing (`click here`, in many languages)
--   other    everything else
-- Empty texts have no row here: they are `image` or `empty`, by the type of the link; `unknown` where no source says.
-- Names and phrases compare by words: lower case, everything but letters, marks and digits is one space. A name is
-- also found written as one word, and anywhere in scripts that put no spaces between words.
with texts as (
    select
        anchor,
        lower(trim(anchor)) as plain,
        ' ' || trim(regexp_replace(lower(anchor), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')) || ' ' as words,
        regexp_replace(lower(anchor), '[^\p{L}\p{M}\p{N}]+', '', 'g') as squeezed
    from (select distinct anchor from link_seen where trim(anchor) <> '') as distinct_anchors
),

phrases as (
    select
        kind,
        ' ' || trim(regexp_replace(lower(phrase), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')) || ' ' as words,
        regexp_replace(lower(phrase), '[^\p{L}\p{M}\p{N}]+', '', 'g') as squeezed
    from anchor_phrases
),

urls as (
    select distinct t.anchor
    from texts as t
    left join site_hosts as h
        on t.plain = h.host
        or starts_with(t.plain, h.host || '/')
        or t.plain like '%.' || h.host
        or contains(t.plain, '.' || h.host || '/')
    where not contains(t.plain, ' ')
        and (
            h.host is not null
            or regexp_matches(t.plain, '^(?:https?:/*|www\.)[^ \t\n\f\r]+\.[^ \t\n\f\r]+$')
            or regexp_matches(t.plain, '^(?:[\p{L}\p{N}_-]+\.)+\p{L}[\p{L}\p{N}-]+(?::[0-9]+)?/[^ \t\n\f\r]*$')
        )
),

named as (
    select distinct t.anchor, p.kind
    from texts as t
    inner join phrases as p
        on p.kind in ('brand', 'money')
        and p.squeezed <> ''
        and (
            contains(t.words, p.words)
            or p.kind = 'brand'
            and (
                contains(t.words, ' ' || p.squeezed || ' ')
                or t.squeezed = p.squeezed
                or regexp_matches(p.squeezed, '{{unspaced_scripts}}')
                and contains(t.squeezed, p.squeezed)
            )
        )
),

generic as (
    select distinct words
    from phrases
    where kind = 'generic'
)

select
    t.anchor,
    -- the key of the table `anchors`: case and spaces folded
    lower(trim(regexp_replace(t.anchor, '[ \t\n\f\r]+', ' ', 'g'))) as anchor_key,
    case
        when max(case when u.anchor is not null then 1 else 0 end) = 1 then 'url'
        when max(case when n.kind = 'brand' then 1 else 0 end) = 1 then 'brand'
        when max(case when n.kind = 'money' then 1 else 0 end) = 1 then 'money'
        when max(case when g.words is not null then 1 else 0 end) = 1 then 'generic'
        else 'other'
    end as anchor_class
from texts as t
left join urls as u on t.anchor = u.anchor
left join named as n on t.anchor = n.anchor
left join generic as g on t.words = g.words
group by t.anchor

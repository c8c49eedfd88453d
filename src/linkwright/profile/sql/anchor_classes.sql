-- anchor_classes: what each distinct anchor text says, by the first rule that holds:
--   url           an address: it begins with a scheme or `www.`, or its host is ours, or it has a path
--   brand         names the site, alone or with other words: a name and a keyword together is how people cite a site
--   exact         is a phrase the site would like to rank for, and nothing else
--   partial       has all words of such a phrase among others
--   generic       is one of the phrases that say nothing (`click here`, in many languages)
--   topical       has a topic word of the site
--   other script  is written in letters that none of the audience's languages is written in; Latin letters never count,
--                 and nothing does where no languages are named
--   other         everything else
-- Empty texts have no row here: they are `image` or `empty`, by the type of the link; `unknown` where no source says.
with urls as (
    select distinct t.anchor
    from anchor_texts as t
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

-- Kinds in the order of the rules; the first by rank is the class.
kinds as (
    select
        anchor,
        min(case kind when 'brand' then 1 when 'exact' then 2 when 'partial' then 3 else 5 end) as rank
    from named_anchors
    group by anchor
),

generic as (
    select distinct words
    from phrases
    where kind = 'generic'
),

audience as (
    select count(*) as writings
    from audience_writings
)

select
    t.anchor,
    -- the key of the table `anchors`: case and spaces folded
    lower(trim(regexp_replace(t.anchor, '[ \t\n\f\r]+', ' ', 'g'))) as anchor_key,
    case
        when u.anchor is not null then 'url'
        when k.rank = 1 then 'brand'
        when k.rank = 2 then 'exact'
        when k.rank = 3 then 'partial'
        when g.words is not null then 'generic'
        when k.rank = 5 then 'topical'
        when t.writing is not null and w.writing is null and a.writings > 0 then 'other script'
        else 'other'
    end as anchor_class
from anchor_texts as t
left join urls as u on t.anchor = u.anchor
left join kinds as k on t.anchor = k.anchor
left join generic as g on t.words = g.words
left join audience_writings as w on t.writing = w.writing
cross join audience as a

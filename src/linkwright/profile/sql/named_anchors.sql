-- named_anchors: which anchors name the site (brand), a phrase it would like to rank for (exact: nothing else is said;
-- partial: all its words are there, in any order, among others) or what it is about (topic).
-- Names are found as words in their order, and written as one word; in scripts without spaces between words anywhere.
with spelled as (
    select kind, words, unnest(string_split(trim(words), ' ')) as word, 1000000 as most_words
    from phrases
    where kind in ('brand', 'money', 'topic')
    union
    select kind, ' ' || squeezed || ' ' as words, squeezed as word, 1000000 as most_words
    from phrases
    where kind in ('brand', 'money', 'topic')
    union
    -- In a longer text a word that differs from the name by a letter is more likely another word.
    select 'brand' as kind, ' ' || unit || ' ' as words, unit as word, 3 as most_words
    from misspelt_names
),

sized as (
    select *, count(*) over (partition by kind, words) as size
    from spelled
),

pieces as (
    select anchor, words, unnest(string_split(trim(words), ' ')) as word
    from anchor_texts
),

touched as (
    select
        p.anchor,
        p.words as anchor_words,
        p.word,
        s.kind,
        s.words,
        s.size
    from pieces as p
    inner join sized as s on p.word = s.word
    where length(p.words) - length(replace(p.words, ' ', '')) <= s.most_words + 1
),

worded as (
    select anchor, anchor_words, kind, words
    from touched
    where size = 1
    union
    select anchor, anchor_words, kind, words
    from touched
    where size > 1
    group by anchor, anchor_words, kind, words
    having count(distinct word) = max(size)
),

unspaced as (
    select kind, squeezed
    from phrases
    where kind in ('brand', 'money', 'topic')
        and regexp_matches(squeezed, '{{unspaced_scripts}}')
),

whole as (
    select kind, squeezed
    from phrases
    where kind in ('brand', 'money')
    union
    select 'brand' as kind, unit as squeezed
    from misspelt_names
)

select anchor, case when kind = 'money' then 'partial' else kind end as kind
from worded
where kind <> 'brand' or contains(anchor_words, words)
union
select t.anchor, case when w.kind = 'money' then 'exact' else w.kind end as kind
from anchor_texts as t
inner join whole as w on t.squeezed = w.squeezed
union
select t.anchor, case when u.kind = 'money' then 'partial' else u.kind end as kind
from anchor_texts as t
inner join unspaced as u on contains(t.squeezed, u.squeezed)
where regexp_matches(t.squeezed, '{{unspaced_scripts}}')

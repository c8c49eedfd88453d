-- phrases: names, keywords, topics and common phrases, folded like the anchors of `anchor_texts`.
select distinct
    kind,
    words,
    replace(words, ' ', '') as squeezed
from (
    select
        kind,
        ' ' || trim(regexp_replace(lower(phrase), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')) || ' ' as words
    from anchor_phrases
    where kind <> 'domain'
) as folded_phrases
where trim(words) <> ''

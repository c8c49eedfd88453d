-- topic_words: the words of each text, each once, cut to six letters and without final vowels, y and s, so that `bakery`
-- meets `bakeries`. Numbers and words of one or two letters tell nothing, but in scripts that write a word with one sign
-- or two.
with parted as (
    select
        referring_domain,
        unnest(string_split(trim(regexp_replace(lower(words), '[^\p{L}\p{M}]+', ' ', 'g')), ' ')) as word
    from topic_texts
)

select distinct
    p.referring_domain,
    case
        when regexp_matches(substr(p.word, 1, 6), '^.{3,}[^aeiouys][aeiouys]+$')
            then regexp_extract(substr(p.word, 1, 6), '^(.{3,}[^aeiouys])[aeiouys]+$', 1)
        else substr(p.word, 1, 6)
    end as word
from parted as p
left join silent_words as n on p.word = n.word
where n.word is null
    and (
        length(p.word) >= 3
        or regexp_matches(p.word, '{{unspaced_scripts}}')
    )

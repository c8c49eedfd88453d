-- anchor_texts: each distinct anchor text that is not empty, ready to be compared. Names and phrases compare by words:
-- lower case, everything but letters, marks and digits is one space.
--   words     the words with one space before, between and after them
--   squeezed  the same without spaces
--   writing   the writing system: Latin wherever there is a Latin letter; else that of its letters; Kana is Japanese
-- The writing is read from the letters and the language never guessed: a few words are too few for that.
with texts as (
    select
        anchor,
        count(*) as observations,
        lower(trim(anchor)) as plain,
        ' ' || trim(regexp_replace(lower(anchor), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')) || ' ' as words
    from link_seen
    where trim(anchor) <> ''
    group by anchor
)

select
    anchor,
    observations,
    plain,
    words,
    replace(words, ' ', '') as squeezed,
    case
        when regexp_matches(words, '\p{Latin}') then 'Latin'
        when not regexp_matches(words, '\p{L}') then null
        when regexp_matches(words, '\p{Cyrillic}') then 'Cyrillic'
        when regexp_matches(words, '[\p{Hiragana}\p{Katakana}]') then 'Kana'
        when regexp_matches(words, '\p{Hangul}') then 'Hangul'
        when regexp_matches(words, '\p{Han}') then 'Han'
        when regexp_matches(words, '\p{Arabic}') then 'Arabic'
        when regexp_matches(words, '\p{Hebrew}') then 'Hebrew'
        when regexp_matches(words, '\p{Greek}') then 'Greek'
        when regexp_matches(words, '\p{Thai}') then 'Thai'
        when regexp_matches(words, '\p{Devanagari}') then 'Devanagari'
        when regexp_matches(words, '\p{Bengali}') then 'Bengali'
        when regexp_matches(words, '\p{Tamil}') then 'Tamil'
        when regexp_matches(words, '\p{Telugu}') then 'Telugu'
        when regexp_matches(words, '\p{Gujarati}') then 'Gujarati'
        when regexp_matches(words, '\p{Gurmukhi}') then 'Gurmukhi'
        when regexp_matches(words, '\p{Kannada}') then 'Kannada'
        when regexp_matches(words, '\p{Malayalam}') then 'Malayalam'
        when regexp_matches(words, '\p{Sinhala}') then 'Sinhala'
        when regexp_matches(words, '\p{Georgian}') then 'Georgian'
        when regexp_matches(words, '\p{Armenian}') then 'Armenian'
        when regexp_matches(words, '\p{Ethiopic}') then 'Ethiopic'
        when regexp_matches(words, '\p{Khmer}') then 'Khmer'
        when regexp_matches(words, '\p{Lao}') then 'Lao'
        when regexp_matches(words, '\p{Myanmar}') then 'Myanmar'
    end as writing
from texts

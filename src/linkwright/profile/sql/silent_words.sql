-- silent_words: words that tell nothing of a topic: the site's own name, which everybody who links to it may write, and
-- words of addresses and start pages.
select unnest(string_split(trim(regexp_replace(lower(phrase), '[^\p{L}\p{M}]+', ' ', 'g')), ' ')) as word
from anchor_phrases
where kind in ('brand', 'domain')
union
select words as word
from generic_words

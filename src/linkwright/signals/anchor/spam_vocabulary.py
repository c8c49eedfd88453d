"""Signal `spam-vocabulary`."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linkwright.signals.contract import because, signal
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When such words are worth showing."""

    min_owners: int = because(3, "one or two odd anchors are in most profiles", "our assumption")


_TABLE = Path(__file__).with_name("spam_terms.csv")  # kind, language (xx: names known everywhere), term
_FOLDED = r"lower(trim(regexp_replace({text}, '[ \t\n\f\r]+', ' ', 'g')))"
_WORDS = r"' ' || trim(regexp_replace(lower({text}), '[^\p{{L}}\p{{M}}\p{{N}}]+', ' ', 'g')) || ' '"
_UNSPACED = r"'[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]'"


@cache
def _terms() -> str:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = [(row["kind"], row["term"].replace("'", "''")) for row in csv.DictReader(file)]
    return ",\n    ".join(f"('{kind}', '{term}')" for kind, term in rows)


@cache
def _sql() -> str:
    return f"""
with listed as (
  select *
  from (values
    {_terms()}
  ) terms (kind, term)
),
folded as (
  select
    kind,
    {_WORDS.format(text="term")} as words
  from listed
),
-- What the site itself is about: a kind of which it uses a word is none of spam here.
own as (
  select {_WORDS.format(text="phrase")} as words
  from anchor_phrases
  where kind in ('brand', 'money', 'topic', 'domain')
),
own_kinds as (
  select distinct folded.kind
  from folded
  join own
    on contains(own.words, folded.words)
    or length(folded.words) >= 7 and contains(replace(own.words, ' ', ''), replace(folded.words, ' ', ''))
),
vocabulary as (
  select
    folded.kind,
    folded.words,
    split_part(trim(folded.words), ' ', 1) as first_word
  from folded
  left join own_kinds on folded.kind = own_kinds.kind
  where own_kinds.kind is null
),
texts as (
  select
    anchor,
    owner_groups,
    {_WORDS.format(text="anchor")} as words
  from anchors
  where anchor_class in ('exact', 'partial', 'topical', 'other script', 'other')
),
pieces as (
  select
    anchor,
    owner_groups,
    words,
    unnest(string_split(trim(words), ' ')) as word
  from texts
),
matched as (
  select pieces.anchor, pieces.owner_groups, vocabulary.kind
  from pieces
  join vocabulary on pieces.word = vocabulary.first_word
  where contains(pieces.words, vocabulary.words)
  union
  select texts.anchor, texts.owner_groups, vocabulary.kind
  from texts
  join vocabulary on contains(texts.words, trim(vocabulary.words))
  where regexp_matches(texts.words, {_UNSPACED})
    and regexp_matches(vocabulary.words, {_UNSPACED})
),
examples as (
  select
    anchor,
    kind,
    {_FOLDED.format(text="anchor")} as folded,
    row_number() over (partition by kind order by owner_groups desc, anchor) as place
  from matched
),
spellings as (
  select
    l.anchor as spelling,
    examples.kind
  from (select anchor from links where anchor is not null group by anchor) l
  join examples on {_FOLDED.format(text="l.anchor")} = examples.folded
),
known as (
  select
    spellings.kind as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join spellings on l.anchor = spellings.spelling
),
owners as (
  select
    known.about,
    count(distinct domains.owner_group) as owner_groups
  from known
  join domains on known.referring_domain = domains.referring_domain
  group by known.about
),
totals as (
  select
    kind,
    count(*) as anchors,
    max(case when place = 1 then anchor end) as example
  from examples
  group by kind
),
{PROOF}
select
  'profile' as subject,
  cast(owners.owner_groups as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  totals.kind,
  totals.anchors,
  totals.example,
  owners.owner_groups
from totals
join owners on totals.kind = owners.about
join proof on totals.kind = proof.about
cross join params
where owners.owner_groups >= params.min_owners
"""


@signal(
    title="Anchors with the words of spam",
    subject=Subject.PROFILE,
    family=Family.ANCHOR,
    reads=("anchors", "links", "domains"),
    since="0.1",
    message=(
        "{owner_groups:,} owners link or linked to you by the vocabulary of spam ({kind}): {anchors:,} different "
        "texts, most often “{example}”"
    ),
    params=Params(),
)
def spam_vocabulary() -> str:
    """Anchors with the words of spam.

    ## What it finds
    Anchor texts with words that spam is made of (gambling, medicines, adult, loans, replicas, papers to order, links
    and followers for sale), in some thirty languages, used by at least three owners. Whole words are compared. A kind
    is left out when your own brands, topics, money keywords or address use a word of it: a casino is not spammed by
    the word “casino”. Lost links count too.

    ## Why it matters
    Nobody links to a bakery by “online casino” of his own accord. Such anchors come from programs that post
    everywhere, from a hacked site of yours that carries such pages, or from somebody who wishes you ill.

    ## When it is wrong
    If your trade is one of these and you named neither topics nor keywords, everything of it is listed: name them
    under topics. News and films have such words in their titles. The list is ours and never complete.

    ## What to do
    First look at the pages of yours these links lead to: if they are not yours, your site was broken into. Otherwise
    usually nothing; search engines know such links and most likely ignore them.

    ## Sources
    Google's spam policies (automatically generated links, hacked content). The list of words is our own.
    """
    return _sql()

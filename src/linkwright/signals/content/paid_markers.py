"""Signal `paid-markers`."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from linkwright.signals.contract import signal
from linkwright.signals.proof import DECIDING, NO_BACKGROUND
from linkwright.vocabulary.terms import Family, Subject

_UNSPACED = ("ja", "zh", "ko", "th")


@cache
def marker_pattern() -> str:
    """The words of `paid_words.toml` as one pattern over lower-case text."""
    words: dict[str, list[str]] = tomllib.loads(
        files("linkwright.signals.content").joinpath("paid_words.toml").read_text(encoding="utf-8")
    )
    spaced = [phrase for language, phrases in words.items() if language not in _UNSPACED for phrase in phrases]
    unspaced = [phrase for language in _UNSPACED for phrase in words[language]]
    gap = r"[\s_/+-]+"
    whole = "|".join(sorted({gap.join(re.escape(part) for part in phrase.split()) for phrase in spaced}))
    anywhere = "|".join(re.escape(phrase) for phrase in unspaced)
    return rf"(?:^|[^\p{{L}}])(?:{whole})(?:$|[^\p{{L}}])|{anywhere}"


SQL = """
with texts as (
  select
    l.referring_domain as about,
    l.referring_domain,
    l.referring_page,
    l.observation,
    lower(concat_ws(' | ', l.title, l.page_key, l.page_category, d.context)) as words
  from links l
  left join link_details d on l.link_id = d.link_id
  where l.followed
    and l.status <> 'lost'
),
known as (
  select
    about,
    referring_domain,
    referring_page,
    observation,
    regexp_extract(words, '{pattern}', 0) as marker
  from texts
  where regexp_matches(words, '{pattern}')
),
sizes as (
  select
    about,
    count(*) as links,
    min(referring_page) as referring_page,
    min(trim(regexp_replace(marker, '[^\\p{{L}}]+', ' ', 'g'))) as marker
  from known
  group by about
),
{deciding}
select
  sizes.about as subject,
  cast(sizes.links as double) as measure,
  {no_background},
  proof.rows,
  proof.evidence,
  proof.domains,
  sizes.about as referring_domain,
  sizes.links,
  sizes.referring_page,
  sizes.marker
from sizes
join proof on sizes.about = proof.about
"""


@signal(
    title="Followed links on pages that say they were paid for",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.CONTENT,
    reads=("links",),
    needs=("links.followed",),
    since="0.1",
    message=(
        "{referring_domain} links to you, followed, from pages that say “{marker}”: {links:,}, one of them "
        "{referring_page}"
    ),
)
def paid_markers() -> str:
    """Followed links on pages that say they were paid for.

    ## What it finds
    Followed links on pages whose title, address, category or words beside the link say that the page was paid for or
    that links are for sale (`sponsored post`, `advertorial`, `publirreportaje` and others in many languages). Links
    marked `sponsored`, `nofollow` or `ugc` are never named, nor links that are lost.

    ## Why it matters
    Paying is allowed; a paid link that search engines may follow is against their rules. They ask for the mark
    `sponsored`, and mostly take such links out of the count.

    ## When it is wrong
    The words may be about something else on the page, such as a category list, or an article about advertorials. A
    page with a call to `write for us` can still hold honest articles.

    ## What to do
    If you paid, ask the site to mark the link `sponsored`: then all is in order. If you did not, nothing.

    ## Sources
    Google's spam policies (buying links; mark them `sponsored` or `nofollow`). Google, 14 December 2022: links of sites
    that sell are neutralised. The words are our list.
    """
    return SQL.format(pattern=marker_pattern().replace("'", "''"), deciding=DECIDING, no_background=NO_BACKGROUND)

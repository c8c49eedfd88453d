"""Signal `paid-markers`."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from linkwright.signals.contract import signal
from linkwright.signals.proof import DECIDING
from linkwright.vocabulary.states import LinkState
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


# Notes about affiliate links are no sign that a page was paid for: every page with such links has to carry one.
AFFILIATE_NOTE = "affiliat|afiliad|affilié|commission|provision|amazon|werbelink|partnerlink"
# A page is named by the strongest of its marks: what it says of itself or an affiliate link to the site (1), before
# affiliate links to others (2). A mark is `kind (where): words or address`.
SQL = """
with forbidden as (
  select link_id
  from check_states
  where state = '{nofollow}'
),
texts as (
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
    and l.link_id not in (select link_id from forbidden)
),
marks as (
  select
    l.referring_domain,
    l.referring_page,
    l.target_page,
    l.observation,
    unnest(d.paid_markers) as mark
  from links l
  join documents d on l.page_key = d.page_key
  where l.followed
    and l.status <> 'lost'
    and d.carries_link
    and l.link_id not in (select link_id from forbidden)
),
read_marks as (
  select
    referring_domain,
    referring_page,
    observation,
    lower(substr(mark, strpos(mark, '): ') + 3)) as marker,
    mark like 'affiliate %' as affiliate,
    coalesce(target_page <> '' and contains(mark, target_page), false) as to_site
  from marks
),
marked as (
  select
    referring_domain,
    referring_page,
    observation,
    trim(regexp_replace(regexp_extract(words, '{pattern}', 0), '[^\\p{{L}}]+', ' ', 'g')) as marker,
    1 as grade
  from texts
  where regexp_matches(words, '{pattern}')
  union all
  select
    referring_domain,
    referring_page,
    observation,
    case when affiliate and to_site then 'affiliate link to you' else marker end as marker,
    case
      when affiliate and not to_site then 2
      when not affiliate and regexp_matches(marker, '{affiliate_note}') then 2
      else 1
    end as grade
  from read_marks
),
ranked as (
  select
    *,
    min(grade) over (partition by referring_domain) as strongest
  from marked
),
known as (
  select
    case when grade = 1 then referring_domain else 'profile' end as about,
    referring_domain,
    referring_page,
    observation,
    marker
  from ranked
  where grade = strongest
),
sizes as (
  select
    about,
    count(distinct observation) as links,
    count(distinct referring_domain) as referring_domains,
    min(referring_page) as referring_page,
    min(marker) as marker
  from known
  group by about
),
{deciding}
select
  sizes.about as subject,
  cast(case when sizes.about = 'profile' then 0 else sizes.links end as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  case when sizes.about = 'profile' then cast(1 as double) end as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  case
    when sizes.about <> 'profile' then sizes.about || ' links'
    when sizes.referring_domains = 1 then '1 referring domain links'
    else cast(sizes.referring_domains as text) || ' referring domains link'
  end as who,
  sizes.links,
  sizes.referring_page,
  case
    when sizes.about = 'profile' then 'with affiliate links to others, which is no sign that yours was paid for'
    else 'that say “' || sizes.marker || '”'
  end as what
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
    message="{who} to you, followed, from pages {what}: {links:,}, one of them {referring_page}",
)
def paid_markers() -> str:
    """Followed links on pages that say they were paid for.

    ## What it finds
    Followed links on pages whose title, address, category or words beside the link say that the page was paid for or
    that links are for sale (`sponsored post`, `advertorial`, `publirreportaje` and others in many languages). On pages
    our own crawler read also: such words beside the headline, at the beginning or end of the text, a section for paid
    texts, and affiliate links to you. Domains that have only affiliate links to others, or a note about such links, are
    one last finding together, which weighs nothing. Links marked `sponsored`, `nofollow` or `ugc`, by themselves or by
    their page, are never named, nor links that are lost.

    ## Why it matters
    Paying is allowed; a paid link that search engines may follow is against their rules. They ask for the mark
    `sponsored`, and mostly take such links out of the count.

    ## When it is wrong
    The words may be about something else on the page, such as a category list, or an article about advertorials. A
    page with a call to `write for us` can still hold honest articles. Affiliate links say that the page earns by its
    readers' purchases at the addresses in them: most honest reviews do, and your link may have cost nobody anything.

    ## What to do
    If you paid, ask the site to mark the link `sponsored`: then all is in order. If you did not, nothing.

    ## Sources
    Google's spam policies (buying links; mark them `sponsored` or `nofollow`). Google, 14 December 2022: links of sites
    that sell are neutralised. The words are our list.
    """
    return SQL.format(
        pattern=marker_pattern().replace("'", "''"),
        affiliate_note=AFFILIATE_NOTE,
        nofollow=LinkState.NOFOLLOW,
        deciding=DECIDING,
    )

"""Signal `unindexed-pages`."""

from linkwright.signals.contract import signal
from linkwright.signals.proof import DECIDING, NO_BACKGROUND
from linkwright.vocabulary.states import LinkState
from linkwright.vocabulary.terms import Family, Subject

NOINDEX = "the page asks not to be listed (noindex)"
CANONICAL = "the page names another one as the original (canonical)"
# A reason decides the status of a link; a look of our own may note the same beside a state that names it.
SQL = f"""
with words as (
  select distinct status_reason
  from links
  where status_reason is not null
),
reasons as (
  select
    status_reason,
    case
      when regexp_matches(lower(status_reason), 'no-?index') then '{NOINDEX}'
      when contains(lower(status_reason), 'canonical') then '{CANONICAL}'
    end as reason
  from words
),
known as (
  select
    l.referring_domain as about,
    l.referring_domain,
    l.link_id,
    l.observation,
    reasons.reason
  from links l
  join reasons on l.status_reason = reasons.status_reason
  where reasons.reason is not null
  union all
  select
    c.referring_domain as about,
    c.referring_domain,
    c.link_id,
    c.observation,
    case when c.state = '{LinkState.NOINDEX}' then '{NOINDEX}' else '{CANONICAL}' end as reason
  from check_states c
  where c.state in ('{LinkState.NOINDEX}', '{LinkState.CANONICALISED}')
),
sizes as (
  select
    about,
    count(distinct link_id) as links,
    array_to_string(array_sort(array_agg(distinct reason)), '; ') as reason
  from known
  group by about
),
{DECIDING}
select
  sizes.about as subject,
  cast(sizes.links as double) as measure,
  {NO_BACKGROUND},
  proof.rows,
  proof.evidence,
  proof.domains,
  sizes.about as referring_domain,
  sizes.links,
  sizes.reason
from sizes
join proof on sizes.about = proof.about
"""


@signal(
    title="Links on pages that are kept out of search engines",
    subject=Subject.REFERRING_DOMAIN,
    family=Family.TECHNICAL,
    reads=("links",),
    needs=("links.status_reason",),
    since="0.1",
    message="Links from {referring_domain} that stand where search engines do not count them: {links:,}; {reason}",
)
def unindexed_pages() -> str:
    """Links on pages that are kept out of search engines.

    ## What it finds
    Links whose page asks not to be listed (noindex), or names another page as the original (canonical): by the word of
    a tool, or as our own crawler read it in the page and its headers. Tools often call these links lost.

    ## Why it matters
    Readers still see such a link, search engines in time do not. Where the page names an original, look there: the link
    may stand on it as well.

    ## When it is wrong
    The reason is as old as the export or our look, and a page may be listed again.

    ## What to do
    Nothing in most cases. For a link you care about, tell the owner: a noindex is often a mistake.

    ## Sources
    Google's documentation: links on noindex pages are in time not followed; canonical addresses.
    """
    return SQL

"""Signal `dominant-page`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When one page holds too much of a profile."""

    min_share: float = because(0.05, "a twentieth of a profile on one page is seen in the totals", "our assumption")
    min_links: int = because(10, "with fewer links a share says nothing", "our assumption")


SQL = f"""
with candidates as (
  select
    page_key,
    referring_page,
    referring_domain
  from pages
  cross join params
  where pages.links >= params.min_links
),
known as (
  select
    l.page_key as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join candidates on l.page_key = candidates.page_key
  where l.status <> 'lost'
),
total as (
  select cast(count(*) as double) as links
  from links
  where status <> 'lost'
),
sizes as (
  select
    about,
    count(*) as links
  from known
  group by about
),
{PROOF}
select
  candidates.page_key as subject,
  cast(sizes.links as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  proof.rows,
  proof.evidence,
  proof.domains,
  candidates.referring_page,
  sizes.links,
  sizes.links / total.links as share
from candidates
join sizes on candidates.page_key = sizes.about
join proof on candidates.page_key = proof.about
cross join total
cross join params
where sizes.links >= params.min_links
  and sizes.links >= params.min_share * total.links
"""


@signal(
    title="One page that holds a large share of all links",
    subject=Subject.REFERRING_PAGE,
    family=Family.GRAPH,
    reads=("pages", "links"),
    since="0.1",
    message="The page {referring_page} links to {links:,} of your pages: {share:.0%} of all links listed and not lost",
    params=Params(),
)
def dominant_page() -> str:
    """One page that holds a large share of all links.

    ## What it finds
    Referring pages that alone hold at least 5 % of your known links (and at least ten of them), lost links left out.

    ## Why it matters
    If this page goes, that share of the links goes with it, and any average over links mostly describes this page.

    ## When it is wrong
    In a small profile one ordinary resource page is soon a twentieth of everything. An export cut off at a row limit
    may show one page in full and little else.

    ## What to do
    Judge your profile by referring domains instead of links. If the page is good, keep its owner informed about
    addresses that change; if it is a copy of your own pages, it brings nothing.

    ## Sources
    Our assumption: the shares are a reading aid. No statement of Google's sets a limit.
    """
    return SQL

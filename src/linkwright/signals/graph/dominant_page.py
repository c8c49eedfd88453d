"""Signal `dominant-page`."""

from dataclasses import dataclass

from linkwright.signals.contract import because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When one page holds too much of a profile."""

    min_share: float = because(0.05, "a twentieth of a profile on one page is seen in the totals", "our assumption")
    min_links: int = because(10, "with fewer links a share says nothing", "our assumption")


SQL = """
with total as (
  select cast(sum(links) as double) as links
  from pages
),
large as (
  select
    pages.page_key,
    pages.referring_page,
    pages.referring_domain,
    pages.links,
    pages.links / total.links as share
  from pages
  cross join total
  cross join params
  where pages.links >= params.min_links
    and pages.links >= params.min_share * total.links
),
known as (
  select
    l.page_key,
    l.observation,
    l.observations,
    row_number() over (partition by l.page_key order by l.observation) as place
  from links l
  where l.page_key in (select page_key from large)
),
proof as (
  select
    page_key,
    sum(observations) as observations,
    array_agg(observation) filter (where place <= 20) as evidence
  from known
  group by page_key
)
select
  large.page_key as subject,
  cast(large.links as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  cast(proof.observations as bigint) as rows,
  array_sort(proof.evidence) as evidence,
  array[large.referring_domain] as domains,
  large.referring_page,
  large.links,
  large.share
from large
join proof on large.page_key = proof.page_key
"""


@signal(
    title="One page that holds a large share of all links",
    subject=Subject.REFERRING_PAGE,
    family=Family.GRAPH,
    reads=("pages", "links"),
    since="0.1",
    message="The page {referring_page} links to {links:,} of your pages: {share:.0%} of all links to you",
    params=Params(),
)
def dominant_page() -> str:
    """One page that holds a large share of all links.

    ## What it finds
    Referring pages that alone hold at least 5 % of your known links (and at least ten of them).

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

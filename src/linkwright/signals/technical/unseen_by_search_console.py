"""Signal `unseen-by-search-console`."""

from dataclasses import dataclass

import pyarrow as pa

from linkwright.signals.contract import Fetch, NotApplicableError, because, signal
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a comparison with Search Console says something."""

    min_seen: int = because(10, "with fewer sites in it the export is a test or another property's", "our assumption")


SQL = """
with told as (
  select
    referring_domain,
    observation,
    array_contains(sources, 'gsc') as seen
  from domains
  where status <> 'lost'
),
counted as (
  select
    count(case when seen then 1 end) as seen,
    count(*) as standing
  from told
),
placed as (
  select
    referring_domain,
    observation,
    row_number() over (order by referring_domain) as place
  from told
  where not seen
),
unseen as (
  select
    count(*) as unseen,
    count(distinct observation) as rows,
    array_sort(array_agg(referring_domain)) as domains,
    array_sort(array_agg(distinct observation) filter (where place <= 20)) as evidence
  from placed
)
select
  'profile' as subject,
  cast(unseen.unseen as double) as measure,
  cast(null as double) as expected,
  cast(null as double) as p,
  cast(null as double) as likelihood_ratio,
  unseen.rows,
  unseen.evidence,
  unseen.domains,
  unseen.unseen,
  counted.standing
from unseen
cross join counted
where unseen.unseen > 0
"""
ENOUGH = """
select count(*) >= max(params.min_seen) as enough
from domains
cross join params
where array_contains(sources, 'gsc')
"""


@signal(
    title="Referring domains that Google's export does not show",
    subject=Subject.PROFILE,
    family=Family.TECHNICAL,
    reads=("domains",),
    since="0.1",
    message=(
        "{unseen:,} of {standing:,} referring domains are not in your Search Console export; "
        "it is a sample, so this is where to look, not what is wrong"
    ),
    params=Params(),
)
def unseen_by_search_console(fetch: Fetch) -> pa.Table:
    """Referring domains that Google's export does not show.

    ## What it finds
    Referring domains, lost ones left out, that other tools list and none of your Search Console exports does.

    ## Why it matters
    It helps to decide what to look at first: a link that Google shows you, Google has certainly seen.

    ## When it is wrong
    Search Console shows a sample: at most 1,000 sites, or 100,000 links, of what Google knows, with no word on how
    it was drawn, and for one property only. Most domains that are absent are absent for that reason. Google's index
    also knows pages that no tool found.

    ## What to do
    Nothing on this alone: it is no evidence of anything, and it weighs nothing. Export both link reports of Search
    Console ("More sample links" and "Latest links") to make the sample larger.

    ## Sources
    Google's documentation of the Links report: not all links are shown, and tables are limited in length.
    """
    if not fetch(ENOUGH)["enough"][0].as_py():
        raise NotApplicableError(
            "no link report of Search Console was imported that shows some of the referring domains; "
            "export “Top linking sites” or “Latest links” there"
        )
    return fetch(SQL)

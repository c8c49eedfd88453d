"""Signal `reciprocal-links`."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from scipy import special

from linkwright.signals.contract import FINDING, Fetch, because, signal
from linkwright.signals.graph.exchanged import EXCHANGED
from linkwright.vocabulary.terms import Family, Subject

_FITTED = "SCIENCE 3.1: fitted to the published study (26.4 % none, mean 11.16 %, median 6.45 %)"


@dataclass(frozen=True)
class Params:
    """What is ordinary, and how rare a profile must be."""

    without: float = because(0.264, "share of sites with no reciprocal link at all", _FITTED)
    shape_a: float = because(1.0, "Beta distribution of the share among the other sites", _FITTED)
    shape_b: float = because(5.88, "Beta distribution of the share among the other sites", _FITTED)
    min_domains: int = because(20, "among fewer a share says nothing", "our assumption")
    alarm: float = because(0.01, "above what 99 of 100 sites have: 51.9 % of a large profile", "SCIENCE 3.1")


COUNTED = f"""
with {EXCHANGED},
placed as (
  select
    *,
    row_number() over (order by referring_domain) as place
  from exchanged
),
evidence as (
  select received as observation from placed where place <= 10
  union
  select given as observation from placed where place <= 10
),
sizes as (
  select count(*) as standing
  from standing
)
select
  count(*) as exchanged,
  max(sizes.standing) as standing,
  array_sort(array_agg(placed.referring_domain)) as domains,
  (select array_sort(array_agg(observation)) from evidence) as evidence,
  count(distinct placed.received) + count(distinct placed.given) as rows
from placed
cross join sizes
"""
SCHEMA = pa.schema([*FINDING, ("exchanged", pa.int64()), ("standing", pa.int64()), ("share", pa.float64())])


def at_least(exchanged: int, domains: int, params: Params) -> float:
    """How often a site with so many referring domains links back to so many or more (zero-inflated beta-binomial)."""
    if exchanged == 0:
        return 1.0
    ways = np.arange(exchanged, domains + 1, dtype=np.float64)
    others = domains - ways
    logs = (
        special.gammaln(domains + 1)
        - special.gammaln(ways + 1)
        - special.gammaln(others + 1)
        + special.betaln(ways + params.shape_a, others + params.shape_b)
        - special.betaln(params.shape_a, params.shape_b)
    )
    return float((1 - params.without) * np.exp(logs).sum())


@signal(
    title="Links in both directions, far more than usual",
    subject=Subject.PROFILE,
    family=Family.GRAPH,
    reads=("domains", "own_links"),
    since="0.1",
    message=(
        "You link back to {exchanged:,} of {standing:,} referring domains ({share:.0%}); "
        "99 of 100 sites link back to fewer"
    ),
    params=Params(),
)
def reciprocal_links(fetch: Fetch) -> pa.Table:
    """Links in both directions, far more than usual.

    ## What it finds
    Whether the share of your referring domains that you link back to is larger than on 99 of 100 sites: for a large
    profile above 52 %. Lost links, links known not to be followed, and links your site repeats on all its pages do not
    count. Needs an export of what your own site links to, or a check of your pages (`linkwright verify`).

    ## Why it matters
    Links exchanged on a large scale to move rankings are against Google's rules. A profile of little else was built,
    rather than earned.

    ## When it is wrong
    Links in both directions are the rule on the web: three of four sites have them, and one of four links back to 15 %
    and more. Partners, clubs, suppliers and neighbours link to each other because they know each other.

    ## What to do
    Nothing about any single link. Stop exchanging links for their own sake, and earn some from sites you do not know.

    ## Sources
    Ahrefs' study of reciprocal links: 26.4 % of sites have none, mean 11.16 %, median 6.45 %, 27.4 % have 15 % and
    more; the curve is fitted to these. Google's spam policies (excessive link exchanges).
    """
    params = Params(**fetch("select * from params").to_pylist()[0])
    (counted,) = fetch(COUNTED).to_pylist()
    exchanged, standing = counted["exchanged"], counted["standing"] or 0
    if standing < params.min_domains or at_least(exchanged, standing, params) > params.alarm:
        return pa.Table.from_pylist([], schema=SCHEMA)
    mean = (1 - params.without) * params.shape_a / (params.shape_a + params.shape_b)
    finding = {
        **counted,
        "subject": "profile",
        "measure": exchanged / standing,
        "expected": mean,
        "p": at_least(exchanged, standing, params),
        "share": exchanged / standing,
    }
    return pa.Table.from_pylist([finding], schema=SCHEMA)

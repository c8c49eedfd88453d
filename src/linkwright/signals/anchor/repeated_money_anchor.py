"""Signal `repeated-money-anchor`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from linkwright.signals.anchor.keywords import LIMITS, require_keywords
from linkwright.signals.contract import FINDING, Fetch, because, signal
from linkwright.signals.mix_model import tail
from linkwright.signals.proof import PROOF
from linkwright.vocabulary.terms import Family, Subject


@dataclass(frozen=True)
class Params:
    """When a repeated phrase is worth showing."""

    min_groups: int = because(5, "independent owners rarely choose the same sales phrase five times", "our assumption")
    min_share: float = because(0.01, "below 1 % of all owners a phrase shapes nothing", "our assumption")
    months: int = because(12, "a campaign for a phrase lasts weeks to a year", "our assumption")
    min_others: int = because(30, "the dates of fewer other owners are no background", "our assumption")
    alarm: float = because(0.01, "one honest profile in a hundred, all phrases and years together", "as anchor-excess")
    alike: float = because(
        25.0,
        "how alike phrases are spread over time, as the sum of beta parameters",
        "as gathered-sales-phrases",
    )


# The folding of the table `anchors`: case and spaces do not count.
_FOLDED = r"lower(trim(regexp_replace({text}, '[ \t\n\f\r]+', ' ', 'g')))"
COMMON = f"""
total as (
  select cast(count(distinct owner_group) as double) as owner_groups
  from domains
),
common as (
  select
    anchors.anchor,
    {_FOLDED.format(text="anchors.anchor")} as folded,
    anchors.owner_groups,
    anchors.owner_groups / total.owner_groups as share
  from anchors
  cross join total
  cross join params
  where anchors.anchor_class in ('exact', 'partial')
    and anchors.owner_groups >= params.min_groups
    and anchors.owner_groups >= params.min_share * total.owner_groups
),
spellings as (
  select
    anchor,
    {_FOLDED.format(text="anchor")} as folded
  from links
  where anchor is not null
  group by anchor
)"""
SQL = f"""
with {COMMON},
known as (
  select
    common.anchor as about,
    l.link_id,
    l.referring_domain,
    l.observation,
    l.observations
  from links l
  join spellings on l.anchor = spellings.anchor
  join common on spellings.folded = common.folded
),
{PROOF}
select
  common.anchor as subject,
  cast(common.owner_groups as double) as measure,
  proof.rows,
  proof.evidence,
  proof.domains,
  common.anchor,
  common.owner_groups,
  common.share
from common
join proof on common.anchor = proof.about
"""
# In which month owners were first seen with each phrase; and all owners, with no phrase.
STARTS = f"""
with {COMMON},
uses as (
  select
    common.anchor,
    domains.owner_group,
    min(l.first_seen) as first_seen
  from links l
  join spellings on l.anchor = spellings.anchor
  join common on spellings.folded = common.folded
  join domains on l.referring_domain = domains.referring_domain
  where l.first_seen is not null
  group by common.anchor, domains.owner_group
  union all
  select
    '' as anchor,
    owner_group,
    min(first_seen) as first_seen
  from domains
  where first_seen is not null
  group by owner_group
)
select
  anchor,
  12 * year(first_seen) + month(first_seen) as month,
  cast(count(*) as bigint) as owners
from uses
group by anchor, 12 * year(first_seen) + month(first_seen)
"""


SCHEMA = pa.schema(
    [*FINDING, ("anchor", pa.string()), ("owner_groups", pa.int64()), ("share", pa.float64()), ("when", pa.string())]
)


@signal(
    title="One sales phrase used by many independent sites",
    subject=Subject.ANCHOR,
    family=Family.ANCHOR,
    reads=("anchors", "domains", "links"),
    since="0.1",
    message=(
        "{owner_groups:,} independent owners ({share:.1%} of all) link or linked to you by the words “{anchor}”; {when}"
    ),
    params=Params(),
)
def repeated_money_anchor(fetch: Fetch) -> pa.Table:
    """One sales phrase used by many independent sites.

    ## What it finds
    Anchor texts (the words one clicks on) that are one of your money keywords, or have all its words among others, and
    that at least five independent owners use, counted once per owner, however many links each has. Lost links count
    too: who chose the words does not change. Where dates are known, the finding says in which twelve months the phrase
    came more than your other links did, and how many times as often there as in all other time.

    ## Why it matters
    People who link of their own accord choose different words. The same sales phrase again and again is what bought or
    exchanged links look like; Google names optimised anchor texts at scale as a link scheme.

    ## When it is wrong
    Where the brand is itself a keyword, everybody uses it; such anchors count as the brand here, never as the keyword,
    so bought ones hide among them. In some trades the natural description is the sales phrase.
    There is no safe percentage: fixed limits accuse a third of honest profiles. So a phrase speaks of a scheme only as
    far as it gathers in time; a phrase that came as evenly as all your links, or without dates, is only a list to look
    at. `anchor-excess` compares with the anchor texts of competitors.

    ## What to do
    Open the rows and ask where the words came from. If you ordered them, stop ordering them; new links in other words
    change the mix by themselves. Do not ask people to change honest links.

    ## Sources
    Google's spam policies (keyword-rich anchor texts at scale). Measured by us on simulated honest profiles: a limit
    of 5 % flags 30 to 36 % of them. The test in time is a beta-binomial tail, divided by the number of phrases and of
    years looked at. The limit of five owners is our assumption.
    """
    limits = fetch(LIMITS).to_pylist()[0]
    require_keywords(limits["phrases"])
    phrases = fetch(SQL).to_pylist()
    starts: dict[str, dict[int, int]] = {}
    for row in fetch(STARTS).to_pylist() if phrases else ():
        starts.setdefault(row["anchor"], {})[row["month"]] = row["owners"]
    rows = [{**row, **_in_time(starts, row["anchor"], len(phrases), limits)} for row in phrases]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


UNTESTED = {"expected": None, "p": None, "likelihood_ratio": 1.0, "when": "when they came says nothing"}


def _in_time(
    starts: Mapping[str, Mapping[int, int]], phrase: str, phrases: int, limits: Mapping[str, float]
) -> Mapping[str, object]:
    """The twelve months in which a phrase came most unlike all other links, if there are such."""
    uses, everybody = starts.get(phrase, {}), starts.get("", {})
    others = {month: max(0, count - uses.get(month, 0)) for month, count in everybody.items()}
    total, of_others = sum(uses.values()), sum(others.values())
    if not total or of_others < limits["min_others"]:
        return UNTESTED
    first, last, length = min(everybody), max(everybody), int(limits["months"])
    years = [range(start, start + length) for start in range(first, max(first, last - length + 1) + 1)]
    best = min((_gathered(uses, others, year, limits["alike"]) for year in years), key=lambda found: found["p"])
    p = min(1.0, best["p"] * phrases * len(years))
    if p > limits["alarm"]:
        return {**UNTESTED, "p": p, "expected": best["expected"], "when": "they came as all your links did"}
    return {
        "p": p,
        "expected": best["expected"],
        "likelihood_ratio": best["lift"],
        "when": f"{best['inside']:.0f} of {total} came within twelve months, {best['expected']:.1f} would be usual",
    }


def _gathered(
    uses: Mapping[int, int], others: Mapping[int, int], year: Sequence[int], alike: float
) -> dict[str, float]:
    inside, total = sum(uses.get(month, 0) for month in year), sum(uses.values())
    others_inside, of_others = sum(others.get(month, 0) for month in year), sum(others.values())
    share = (others_inside + 0.5) / (of_others + 1)
    outside = (total - inside + 0.5) / (of_others - others_inside + 1)
    return {
        "p": tail(alike * np.array([share, 1 - share]), np.array([float(inside), float(total - inside)]), 0),
        "inside": inside,
        "expected": share * total,
        "lift": inside / (others_inside + 1) / outside,
    }

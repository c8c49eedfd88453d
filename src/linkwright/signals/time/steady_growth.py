"""Signal `steady-growth`."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from linkwright.signals.contract import FINDING, Fetch, NotApplicableError, because, signal
from linkwright.signals.time.first_seen_burst import alarms
from linkwright.signals.time.forecast import fit, predictive
from linkwright.signals.time.index_factor import CONTROLS, control_counts, offsets
from linkwright.vocabulary.terms import Family, Subject

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Params:
    """What counts as steady."""

    months: int = because(24, "a trend within a year is mostly season", "our assumption")
    watch_months: int = because(12, "the year that is spoken about", "our assumption")
    min_mean: float = because(5.0, "with fewer new owners a month a trend cannot be told from chance", "our simulation")
    largest_fall: float = because(0.2, "a fall of more than a fifth a year must be unlikely", "our assumption")
    alarm_once: float = because(0.0004, "as in first-seen-burst", "our simulation")
    alarm_together: float = because(0.002, "as in first-seen-burst", "our simulation")
    above_usual: float = because(0.25, "as in first-seen-burst", "our simulation")


MONTHLY = """
select
  month,
  new_groups
from months
order by month
"""
LIMITS = """
select *
from params
"""
MEMBERS = """
with starts as (
  select
    owner_group,
    min(first_seen) as first_seen
  from domains
  where first_seen is not null
  group by owner_group
),
fresh as (
  select
    domains.referring_domain,
    domains.observation,
    row_number() over (order by domains.first_seen desc, domains.referring_domain) as place
  from domains
  join starts on domains.owner_group = starts.owner_group
  join (select max(month) as month from months) latest
    on 12 * (year(latest.month) - year(starts.first_seen)) + month(latest.month) - month(starts.first_seen)
      < (select watch_months from params)
  where domains.first_seen = starts.first_seen
)
select
  count(distinct observation) as rows,
  array_sort(array_agg(referring_domain)) as domains,
  array_sort(array_agg(distinct observation) filter (where place <= 20)) as evidence
from fresh
"""
SCHEMA = pa.schema(
    [
        *FINDING,
        ("owners", pa.int64()),
        ("change", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("months", pa.int64()),
    ]
)


@signal(
    title="New linking sites month after month, without bursts",
    subject=Subject.PROFILE,
    family=Family.TIME,
    reads=("months", "domains"),
    needs=("domains.first_seen",),
    since="0.1",
    message=(
        "{owners:,} new owners started to link to you in the last year, without a burst; over {months} months the "
        "number of new ones changes by {change:+.0%} a year (90 % interval {low:+.0%} to {high:+.0%})"
    ),
    params=Params(),
)
def steady_growth(fetch: Fetch) -> pa.Table:
    """New linking sites month after month, without bursts.

    ## What it finds
    Good news: the number of owners first seen each month holds or grows over two years, a fall of more than a fifth a
    year is unlikely (5 %), and no month of the last year is a burst. Networks and mirrors count as one owner each. What
    a tool's index did to everybody is taken off where competitors' months are known.

    ## Why it matters
    Links that come month after month come from people who keep finding something worth a link. It cannot be bought in
    one order, and it is what a profile that grows by itself looks like.

    ## When it is wrong
    First seen is when a tool noticed. A tool that grows shows growth for everybody; without competitors' months that
    cannot be taken off. Sites that buy the same number of links every month look steady too. A season (a ski resort)
    is not modelled and makes the interval wider.

    ## What to do
    Look at which pages the new links lead to, and make more of that.

    ## Sources
    Negative-binomial regression with a trend, as in first-seen-burst; the interval is of the trend. The limits are our
    assumption. No statement of Google's says what pace is right.
    """
    limits = fetch(LIMITS).to_pylist()[0]
    counts: Vector = np.asarray(fetch(MONTHLY)["new_groups"].to_pylist(), dtype=np.float64)
    size, watch = int(limits["months"]), int(limits["watch_months"])
    if len(counts) < size:
        raise NotApplicableError(f"not enough history: {len(counts)} months, {size} are needed to see a trend")
    if counts[-size:].mean() < limits["min_mean"]:
        raise NotApplicableError(
            f"not enough history: {counts[-size:].mean():.1f} new owners a month, at least {limits['min_mean']:.0f} "
            "are needed to tell a trend from chance"
        )
    index = offsets(control_counts(fetch(CONTROLS), len(counts)))
    change, low, high = yearly_change(counts[-size:], index.logs[-size:])
    tests = {
        place: predictive(
            counts[:place],
            counts[place],
            offset_past=index.logs[:place],
            offset_now=float(index.logs[place]),
            offset_error=float(index.errors[place]),
        )
        for place in range(len(counts) - watch, len(counts))
    }
    bursts = alarms(tests, limits["alarm_once"], limits["alarm_together"], limits["above_usual"])
    if change < 0 or low < -limits["largest_fall"] or bursts:
        return SCHEMA.empty_table()
    row = {
        **fetch(MEMBERS).to_pylist()[0],
        "subject": "profile",
        "measure": 1 + change,
        "owners": int(counts[-watch:].sum()),
        "change": change,
        "low": low,
        "high": high,
        "months": size,
    }
    return pa.Table.from_pylist([row], schema=SCHEMA)


def yearly_change(counts: Vector, offset: Vector) -> tuple[float, float, float]:
    """How a monthly count changes in a year by its trend (0.1 is a tenth more), with the ends of the 90 % interval."""
    size = len(counts)
    design = np.column_stack([np.ones(size), (np.arange(size) - (size - 1) / 2) / 12])
    coefficients, covariance, _ = fit(counts, design, offset)
    slope, error = float(coefficients[1]), 1.645 * float(np.sqrt(covariance[1, 1]))
    return float(np.expm1(slope)), float(np.expm1(slope - error)), float(np.expm1(slope + error))

"""Signal `first-seen-burst`."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy import special

from linkwright.signals.contract import FINDING, Fetch, NotApplicableError, because, signal
from linkwright.signals.time.burst_makeup import MAKEUP, makeup_words
from linkwright.signals.time.forecast import predictive
from linkwright.signals.time.index_factor import CONTROLS, FEWEST, control_counts, offsets
from linkwright.vocabulary.terms import Family, Subject

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Params:
    """When a month's new owners are more than chance."""

    min_history: int = because(12, "a level, a trend and a spread need a year of months", "our simulation")
    max_history: int = because(36, "older months of an index say little about now", "our assumption")
    watch_months: int = because(12, "the error rates were measured for a year of looking", "our simulation")
    min_mean: float = because(
        5.0,
        "below a mean of about 4 a month even a sixfold burst is seen only half of the time",
        "our simulation",
    )
    alarm_once: float = because(0.0004, "so rare that one month is enough", "our simulation: 4 to 6 % of clean years")
    alarm_together: float = because(
        0.002, "two or three months running that are so rare together", "our simulation: 4 to 6 % of clean years"
    )
    above_usual: float = because(
        0.25,
        "each of these months is itself among the highest quarter",
        "else one high month would name its neighbours",
    )


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
MEMBERS = f"""
with starts as (
  select
    owner_group,
    date_trunc('month', min(first_seen)) as month
  from domains
  where first_seen is not null
  group by owner_group
),
-- No month before the first that is looked at can alarm.
watched as (
  select max(month) as last_month
  from starts
),
fresh as (
  select
    starts.month,
    domains.referring_domain,
    domains.observation,
    row_number() over (partition by starts.month order by domains.referring_domain) as place
  from domains
  join starts on domains.owner_group = starts.owner_group
  cross join watched
  cross join params
  where date_trunc('month', domains.first_seen) = starts.month
    and 12 * (year(watched.last_month) - year(starts.month)) + month(watched.last_month) - month(starts.month)
      <= params.watch_months
),
members as (
  select
    month,
    count(distinct observation) as rows,
    array_sort(array_agg(referring_domain)) as domains,
    array_sort(array_agg(distinct observation) filter (where place <= 20)) as evidence
  from fresh
  group by month
),
{MAKEUP}
select *
from members
join makeup using (month)
left join most using (month)
"""
LEAST_CHANCE = 1e-9  # below it one month counts no more among several
SCHEMA = pa.schema(
    [*FINDING, ("month", pa.timestamp("us")), ("owners", pa.int64()), ("index", pa.string()), ("makeup", pa.string())]
)


@signal(
    title="A month with far more new linking sites than usual",
    subject=Subject.PROFILE,
    family=Family.TIME,
    reads=("months", "domains"),
    needs=("domains.first_seen",),
    since="0.1",
    message=(
        "{month:%B %Y}: {owners:,} new owners started to link to you; your own history predicts {expected:.0f} "
        "({index}). The new domains: {makeup}"
    ),
    params=Params(),
)
def first_seen_burst(fetch: Fetch) -> pa.Table:
    """A month with far more new linking sites than usual.

    ## What it finds
    Months of the last year in which more independent owners were first seen linking to you than your own earlier
    months make likely: one month at odds below 1 in 2,500, or two or three months running that are together below 1 in
    500. Networks and mirrors
    count as one owner each, and are new only in the month in which the first of their domains was seen. Where exports
    of three competitors and more are known, what their months have in common is the doing of the tool that looked, and
    is taken into account. The finding says what kind of domains came.

    ## Why it matters
    A burst is either good news (something of yours was talked about) or somebody placed links in bulk. Together with
    other evidence about the same domains it tells which.

    ## When it is wrong
    First seen is when a tool noticed, not when the link was made: a larger index or a first import makes a burst of
    its own. Without competitors in the same exports this cannot be told apart, and the finding says “no controls”.
    News that concerns the whole trade looks like a larger index. Moved domains and viral posts look like a burst.
    There is no safe number of links a month.

    ## What to do
    Open the rows of the month. Different sites that write about you need nothing. One phrase, one template or one kind
    of site throughout: find out who ordered it.

    ## Sources
    Our simulations: fixed rules such as three times last month alarm in 32 to 93 % of clean years, this test in 4 to
    6 %. Where a refresh of the index trebles everybody's month, 22 to 45 % of clean years alarm without controls and
    7 to 9 % with five, which is the rate of years without a refresh in that simulation (5 to 8 %). Google has
    published no limit of links a month.
    """
    limits = fetch(LIMITS).to_pylist()[0]
    months = fetch(MONTHLY)
    counts: Vector = np.asarray(months["new_groups"].to_pylist(), dtype=np.float64)
    first_watched = max(int(limits["min_history"]), len(counts) - int(limits["watch_months"]))
    if len(counts) <= int(limits["min_history"]):
        raise NotApplicableError(f"not enough history: {len(counts)} months, {limits['min_history'] + 1} are needed")
    if counts[-int(limits["max_history"]) :].mean() < limits["min_mean"]:
        raise NotApplicableError(
            f"not enough history: {counts[-int(limits['max_history']) :].mean():.1f} new owners a month, "
            f"at least {limits['min_mean']:.0f} are needed to tell a burst from chance"
        )
    index = offsets(control_counts(fetch(CONTROLS), len(counts)))
    tests = {
        place: predictive(
            counts[since:place],
            counts[place],
            offset_past=index.logs[since:place],
            offset_now=float(index.logs[place]),
            offset_error=float(index.errors[place]),
        )
        for place in range(first_watched, len(counts))
        for since in [max(0, place - int(limits["max_history"]))]
    }
    found = alarms(tests, limits["alarm_once"], limits["alarm_together"], limits["above_usual"])
    words = {place: _index_words(index.controls, index.logs[place]) for place in found}
    return _findings(fetch, months, tests, words)


def alarms(tests: dict[int, tuple[float, float]], once: float, together: float, above_usual: float) -> list[int]:
    """Which months alarm: alone below `once`, or two or three running that are below `together` (all are named).

    Months are put together by Stouffer's sum of normal scores; each must be below `above_usual` itself.
    """
    found = {place for place, (_, p) in tests.items() if p < once}
    for start in tests:
        for months in (2, 3):
            run = range(start, start + months)
            chances = [tests[place][1] if place in tests else 1.0 for place in run]
            scores = -special.ndtri(np.clip(chances, LEAST_CHANCE, None))
            if max(chances) < above_usual and special.ndtr(-scores.sum() / np.sqrt(months)) < together:
                found.update(run)
    return sorted(found)


def _index_words(controls: int, log_factor: float) -> str:
    if controls < FEWEST:
        return f"no controls: the months of {controls} competitors are known, {FEWEST} are needed"
    return f"{controls} competitors saw {np.exp(log_factor):.1f} times their usual month, which is counted in"


def _findings(
    fetch: Fetch, months: pa.Table, tests: dict[int, tuple[float, float]], index_words: dict[int, str]
) -> pa.Table:
    if not index_words:
        return SCHEMA.empty_table()
    members = {row["month"]: row for row in fetch(MEMBERS).to_pylist()}
    rows = []
    for place, words in index_words.items():
        month, owners = months["month"][place].as_py(), months["new_groups"][place].as_py()
        expected, p = tests[place]
        member = members[month]
        rows.append(
            {
                **{name: member[name] for name in ("month", "rows", "evidence", "domains")},
                "subject": "profile",
                "measure": owners / max(expected, 1e-9),
                "expected": expected,
                "p": p,
                "likelihood_ratio": owners / max(expected, 1e-9),
                "owners": owners,
                "index": words,
                "makeup": makeup_words(member),
            }
        )
    return pa.Table.from_pylist(rows, schema=SCHEMA)

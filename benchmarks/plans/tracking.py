"""Does what is expected of a plan half-way hold at its end? On invented campaigns, most not as the model thinks."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from benchmarks.bars.reading import Reading, at_least
from benchmarks.floors import Floor
from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side
from linkwright.plan.chance import Chance
from linkwright.plan.promises import Measure
from linkwright.plan.tracking import track
from linkwright.rubric.priors import built_in_priors
from linkwright.vocabulary.facts import PLAN_SEEN

MONTHS_PLANNED, LOOK_AT = 12, 6
PROMISED = 60.0  # links over all months
MADE = datetime(2026, 1, 1)

Campaign = Callable[[np.random.Generator], np.ndarray[tuple[int], np.dtype[np.int64]]]


def _steady(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """As the model thinks: one factor for all months, links by chance."""
    factor = rng.gamma(1 / 0.35**2, 0.35**2)
    return rng.poisson(factor * PROMISED / MONTHS_PLANNED, MONTHS_PLANNED)


def _bursts(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Few stories bring many links each."""
    factor = rng.gamma(1 / 0.35**2, 0.35**2)
    stories = rng.poisson(factor * PROMISED / MONTHS_PLANNED / 5, MONTHS_PLANNED)
    return np.array([rng.poisson(5, story).sum() for story in stories])


def _learning(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The second half goes better than the first, by a quarter on average."""
    factor = rng.gamma(1 / 0.35**2, 0.35**2)
    better = np.linspace(0.875, 1.125, MONTHS_PLANNED) ** rng.uniform(0, 2)
    return rng.poisson(factor * better * PROMISED / MONTHS_PLANNED)


def _tiring(rng: np.random.Generator) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The easy prospects are used up: each month brings a little less, and the plan did not think of it."""
    factor = rng.gamma(1 / 0.35**2, 0.35**2)
    return rng.poisson(factor * 0.96 ** np.arange(MONTHS_PLANNED) * PROMISED / MONTHS_PLANNED)


CAMPAIGNS: Mapping[str, Campaign] = {
    "steady": _steady,
    "bursts": _bursts,
    "learning": _learning,
    "tiring": _tiring,
}


def measure(small: bool, _data: Path) -> list[Reading]:
    """Coverage of the 80 % interval, and whether verdicts said with 80 % are right, by campaign."""
    repeats = 40 if small else 1_000
    found = []
    for name, campaign in CAMPAIGNS.items():
        inside, said, right = _run(campaign, repeats, np.random.default_rng(15))
        what = f"{repeats:,} campaigns of {MONTHS_PLANNED} months seen at month {LOOK_AT}"
        covered = f"links at the end within the 80 % interval, {name}"
        found.append(Reading("tracking", covered, Floor(covered, at_least=0.75, at_most=0.92), inside, what))
        found.append(at_least("tracking", f"clear verdicts that come true, {name}", 0.8, right, f"{said} said"))
    return found


def _run(campaign: Campaign, repeats: int, rng: np.random.Generator) -> tuple[float, int, float]:
    priors, chance = built_in_priors(), Chance(draws=2_000)
    kept = _promised()
    inside, said, right = 0, 0, 0
    for _ in range(repeats):
        monthly = campaign(rng)
        progress = track(kept, _side(monthly[:LOOK_AT]), (), (), priors, chance, date(2026, 7, 1))
        links = progress.links if progress else None
        if links is None or links.chances is None:
            raise RuntimeError("a kept plan was not tracked")
        final = float(monthly.sum())
        inside += links.expected.low <= final <= links.expected.high
        for chance_of, true in (
            (links.chances.behind, final < 0.9 * PROMISED),
            (links.chances.ahead, final > 1.1 * PROMISED),
        ):
            if chance_of >= 0.8:
                said, right = said + 1, right + true
    return inside / repeats, said, right / said if said else 1.0


def _promised() -> pa.Table:
    rows = [
        {
            "row": month,
            "plan": "one",
            "made_at": MADE,
            "ends_at": datetime(2027, 1, 1),
            "day": MADE + timedelta(days=round(30.4375 * month)),
            "measure": str(Measure.LINKS),
            "low": 0.6 * PROMISED * month / MONTHS_PLANNED,
            "middle": PROMISED * month / MONTHS_PLANNED,
            "high": 1.5 * PROMISED * month / MONTHS_PLANNED,
        }
        for month in range(1, MONTHS_PLANNED + 1)
    ]
    return pa.Table.from_pylist(rows, schema=PLAN_SEEN.schema)


def _side(monthly: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Side:
    names = [f"{month}-{number}.example" for month, links in enumerate(monthly) for number in range(links)]
    seen = [datetime(2026, month + 1, 15) for month, links in enumerate(monthly) for _ in range(links)]
    columns = {"referring_domain": names, "owner_group": names, "quality": [0.2] * len(names), "first_seen": seen}
    length = len(names)
    domains = pa.table(
        {field.name: pa.array(columns.get(field.name, [None] * length), field.type) for field in DOMAINS},
        schema=DOMAINS,
    )
    return Side("own.example", True, domains, PAGE_DOMAINS.empty_table(), MONTHS.empty_table(), LIVES.empty_table())

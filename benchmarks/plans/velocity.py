"""How often the 80 % interval of a competitor's growth holds, and the pace table of our methods."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from benchmarks.bars.reading import Reading, at_least, at_most
from benchmarks.plans.survival import LEAST_COVERED
from linkwright.compare.side import MONTHS
from linkwright.plan.chance import Chance, interval
from linkwright.plan.pace import planned_extra
from linkwright.plan.velocity import fit_velocity, typical_growth
from linkwright.rubric.priors import built_in_priors

Vector = NDArray[np.float64]
Random = np.random.Generator
AHEAD = 12
LOSS = 0.012
SHORTEST, LONGEST = 14, 48  # months of history
REPEATS = 200
RIVALS = 5
# Mean a month and k of a history -> planned links a month (SCIENCE 4.7).
PACES = {(1, 1.5): 2, (4, 2): 6, (10, 3): 12, (20, 4): 18, (60, 5): 46, (150, 6): 98}


@dataclass(frozen=True)
class World:
    """Months of a site: owners won and lost, and how many linked at the end of each."""

    new: Vector
    lost: Vector
    standing: Vector


def measure(small: bool, _data: Path) -> list[Reading]:
    """Measure growth in all worlds, and the pace table."""
    repeats = 10 if small else REPEATS
    found = [_covered(name, partial(_one, draw), repeats) for name, draw in WORLDS.items()]
    found.append(_covered("five competitors who rise and fall together", _together, repeats))
    wrong = sum(planned_extra(mean, k) != extra for (mean, k), extra in PACES.items())
    found.append(
        at_most("pace", "planned links a month that differ from the table", 0, wrong, f"{len(PACES)} histories")
    )
    return found


def _steady(random: Random, months: int) -> tuple[Vector, Vector]:
    return _bursty(random, np.full(months, 10.0)), np.full(months, LOSS)


def _growing(random: Random, months: int) -> tuple[Vector, Vector]:
    return _bursty(random, 6 * np.exp(0.03 * np.arange(months))), np.full(months, LOSS)


def _fading(random: Random, months: int) -> tuple[Vector, Vector]:
    return _bursty(random, 20 * np.exp(-0.03 * np.arange(months))), np.full(months, LOSS)


def _seasonal(random: Random, months: int) -> tuple[Vector, Vector]:
    return _bursty(random, 10 * (1 + 0.5 * np.sin(2 * np.pi * np.arange(months) / 12))), np.full(months, LOSS)


def _campaigns(random: Random, months: int) -> tuple[Vector, Vector]:
    extra = (random.random(months) < 0.08) * np.round(random.lognormal(np.log(40), 0.7, months))
    return random.poisson(6, months) + extra, np.full(months, LOSS)


def _wandering(random: Random, months: int) -> tuple[Vector, Vector]:
    return _bursty(random, 10 * np.exp(_wander(random, months, 0.5))), np.full(months, LOSS)


def _purges(random: Random, months: int) -> tuple[Vector, Vector]:
    return _bursty(random, np.full(months, 10.0)), np.where(random.random(months) < 0.1, 0.08, 0.006)


WORLDS: Mapping[str, Callable[[Random, int], tuple[Vector, Vector]]] = {
    "steady": _steady,
    "3 % more a month": _growing,
    "3 % less a month": _fading,
    "season": _seasonal,
    "campaigns, not negative-binomial": _campaigns,
    "level wanders": _wandering,
    "losses in heaps": _purges,
}


def _covered(name: str, holds: Callable[[Random], list[tuple[float, float, float]]], repeats: int) -> Reading:
    """Share of repeats whose interval holds the truth; the note says on which side it does not."""
    found = [each for seed in range(repeats) for each in holds(np.random.default_rng([seed, 5]))]
    below = float(np.mean([true < low for low, _, true in found]))
    above = float(np.mean([true > high for _, high, true in found]))
    note = f"of {len(found)}; truth below in {below:.0%}, above in {above:.0%}"
    return at_least("growth", f"80 % interval of a year's growth holds, {name}", LEAST_COVERED, 1 - below - above, note)


def _one(draw: Callable[[Random, int], tuple[Vector, Vector]], random: Random) -> list[tuple[float, float, float]]:
    history = int(random.integers(SHORTEST, LONGEST + 1))
    world = _grown(random, *draw(random, history + AHEAD))
    grown = interval(fit_velocity(_months(world, history), built_in_priors()).growth(AHEAD, Chance(draws=2_000)))
    return [(grown.low, grown.high, float(world.standing[-1] / world.standing[history - 1]))]


def _together(random: Random) -> list[tuple[float, float, float]]:
    """The growth of a competitor, from the histories of five in one market, held against each of them."""
    history = int(random.integers(SHORTEST, LONGEST + 1))
    market = _wander(random, history + AHEAD, 0.4)
    size = np.exp(random.normal(np.log(10), 0.6, RIVALS))
    worlds = [_grown(random, _bursty(random, level * np.exp(market)), np.full(history + AHEAD, LOSS)) for level in size]
    each = [fit_velocity(_months(world, history), built_in_priors()) for world in worlds]
    grown = interval(typical_growth(each, AHEAD, Chance(draws=2_000)))
    return [(grown.low, grown.high, float(world.standing[-1] / world.standing[history - 1])) for world in worlds]


def _bursty(random: Random, means: Vector) -> Vector:
    return random.poisson(means * random.gamma(3, 1 / 3, len(means))).astype(np.float64)


def _wander(random: Random, months: int, spread: float) -> Vector:
    """A level that keeps nine tenths of its distance from the usual from month to month."""
    level = np.zeros(months)
    level[0] = spread * random.standard_normal()
    for month in range(1, months):
        level[month] = 0.9 * level[month - 1] + np.sqrt(1 - 0.9**2) * spread * random.standard_normal()
    return level


def _grown(random: Random, new: Vector, loss: Vector) -> World:
    lost, standing = np.zeros(len(new)), np.zeros(len(new))
    now = 0.0
    for month, owners in enumerate(new):
        lost[month] = random.binomial(int(now), loss[month])
        now += owners - lost[month]
        standing[month] = now
    return World(new, lost, standing)


def _months(world: World, history: int) -> pa.Table:
    """What tools know: the months of the history, and one that has only just begun."""
    new, lost = (np.append(each[:history], 0.0) for each in (world.new, world.lost))
    columns = {"month": pa.nulls(history + 1, pa.timestamp("us")), "new_domains": new, "lost_domains": lost}
    return pa.table(columns, schema=MONTHS)

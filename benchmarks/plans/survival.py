"""Bar 16: how long links stand, where each is seen late; and how often the 80 % interval holds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np
import pyarrow as pa
from lifelines import KaplanMeierFitter
from numpy.typing import NDArray
from scipy import special

from benchmarks.bars.reading import Reading, at_least, at_most
from linkwright.compare.side import LIVES
from linkwright.compare.survival_curve import DAYS_A_MONTH, life_curve
from linkwright.plan.chance import Chance, interval
from linkwright.plan.survival import fit_survival
from linkwright.rubric.priors import built_in_priors

Vector = NDArray[np.float64]
TODAY = date(2026, 1, 1)
WINDOW = 60.0  # months in which links were made
YEAR = 12.0
MANY, FEW = 3_000, 300
REPEATS = {MANY: 60, FEW: 200}
LEAST_COVERED = 0.75  # of intervals that should hold four times of five; the aim of bar 15


@dataclass(frozen=True)
class World:
    """Links that were made over five years.

    Attributes:
        born, seen, dead: month of each from the start of the window.
        domains: the domain of each.
        true: share of links that stands after a year.
        dated: whether the birth of links is stated.
    """

    born: Vector
    seen: Vector
    dead: Vector
    domains: NDArray[np.int64]
    true: float
    dated: bool = True


def measure(small: bool, _data: Path) -> list[Reading]:
    """Measure all worlds."""
    found: list[Reading] = []
    for name, (draw, aims) in WORLDS.items():
        for links, repeats in REPEATS.items():
            found += _of_world(name, draw, links, 5 if small else repeats, aims)
    return found


def _weibull(random: np.random.Generator, links: int, *, dated: bool = True) -> World:
    """As assumed: Weibull lives, first seen six months late in the mean."""
    born, life = random.uniform(0, WINDOW, links), 60 * random.weibull(0.7, links)
    seen = born + random.exponential(6, links)
    return World(born, seen, born + life, np.arange(links), float(np.exp(-((YEAR / 60) ** 0.7))), dated)


def _lognormal(random: np.random.Generator, links: int) -> World:
    """Few die at once, most in the second and third year: no Weibull curve fits."""
    born, life = random.uniform(0, WINDOW, links), 40 * np.exp(1.2 * random.standard_normal(links))
    true = 1 - float(special.ndtr(np.log(YEAR / 40) / 1.2))
    return World(born, born + random.exponential(6, links), born + life, np.arange(links), true)


def _authority(random: np.random.Generator, links: int) -> World:
    """Links from strong sites are seen sooner and stand longer: when a link is seen tells how long it lives."""
    born, authority = random.uniform(0, WINDOW, links), random.standard_normal(links)
    life = 60 * np.exp(0.5 * authority) * random.weibull(0.7, links)
    seen = born + 6 * np.exp(-0.8 * authority) * random.exponential(1, links)
    nodes, weights = np.polynomial.hermite_e.hermegauss(41)
    true = float(weights @ np.exp(-((YEAR / (60 * np.exp(0.5 * nodes))) ** 0.7)) / weights.sum())
    return World(born, seen, born + life, np.arange(links), true)


def _together(random: np.random.Generator, links: int) -> World:
    """Five links a domain, made and lost within a month of each other."""
    one = _weibull(random, links // 5)
    born, seen, dead = (np.repeat(each, 5) for each in (one.born, one.seen, one.dead))
    jitter = random.uniform(0, 1, (2, len(born)))
    return World(born, seen + jitter[0], np.maximum(dead + jitter[1], born), np.repeat(one.domains, 5), one.true)


# The aims hold where nothing but what is assumed happens; elsewhere the numbers are shown.
WORLDS: Mapping[str, tuple[Callable[[np.random.Generator, int], World], bool]] = {
    "as assumed": (_weibull, True),
    "births unknown": (partial(_weibull, dated=False), False),
    "lognormal lives": (_lognormal, False),
    "strong sites seen sooner and kept longer": (_authority, False),
    "five links a domain lost together": (_together, False),
}


def _of_world(
    name: str, draw: Callable[[np.random.Generator, int], World], links: int, repeats: int, aims: bool
) -> list[Reading]:
    errors: dict[str, list[float]] = {}
    covered = []
    for seed in range(repeats):
        world = draw(np.random.default_rng([seed, links]), links)
        table = lives_of(world)
        share = interval(fit_survival(table, built_in_priors(), TODAY).share(YEAR, Chance(draws=2_000)))
        covered.append(share.low <= world.true <= share.high)
        counted = life_curve(table, TODAY)
        told = counted.at(YEAR) if counted else None
        since_seen, entry_ignored = _naive(world)
        for how, value in (
            ("the plan's curve", share.middle),
            ("counted (Kaplan-Meier with entry)", told[0] if told else None),
            ("naive, since first seen", since_seen),
            ("naive, entry ignored", entry_ignored if world.dated else None),
        ):
            if value is not None:
                errors.setdefault(how, []).append(abs(value - world.true))
    allowed = 0.02 if links == MANY else 0.05
    found = []
    for how, each in errors.items():
        what, mean, note = (
            f"error of S(12), {how}, {name}, n = {links:,}",
            float(np.mean(each)),
            f"{len(each)} of {repeats}",
        )
        held = aims and not how.startswith("naive")
        found.append(at_most(16, what, allowed, mean, note) if held else Reading(16, what, None, mean, note))
    what = f"80 % interval of S(12) holds, {name}, n = {links:,}"
    found.append(at_least(16, what, LEAST_COVERED, float(np.mean(covered)), f"{repeats} worlds"))
    return found


def lives_of(world: World) -> pa.Table:
    """What tools list of a world: links that were seen while they stood, as `compare.side.LIVES`."""
    known = (world.seen < world.dead) & (world.seen < WINDOW)
    dead = np.where(world.dead < WINDOW, world.dead, np.nan)[known]
    size = int(known.sum())
    columns = {
        "link_id": [str(place) for place in range(size)],
        "referring_domain": [f"d{domain}" for domain in world.domains[known]],
        "source_type": ["blog"] * size,
        "rel": ["followed"] * size,
        "placement": ["body"] * size,
        "born": _times(world.born[known] if world.dated else np.full(size, np.nan)),
        "first_seen": _times(world.seen[known]),
        "last_seen": _times(np.minimum(world.dead, WINDOW)[known]),
        "lost_at": _times(dead),
    }
    return pa.table(columns, schema=LIVES)


def _times(months: Vector) -> pa.Array:
    passed = np.where(np.isfinite(months), (months - WINDOW) * DAYS_A_MONTH * 86_400e6, 0).astype("timedelta64[us]")
    return pa.array(np.datetime64(TODAY, "us") + passed, pa.timestamp("us"), mask=~np.isfinite(months))


def _naive(world: World) -> tuple[float, float]:
    """What is often done: to count from first sight; or from birth, as if all had been watched from then."""
    known = (world.seen < world.dead) & (world.seen < WINDOW)
    end, lost = np.minimum(world.dead, WINDOW)[known], (world.dead < WINDOW)[known]
    since_seen = KaplanMeierFitter().fit(end - world.seen[known], lost).predict(YEAR)
    ignored = KaplanMeierFitter().fit(end - world.born[known], lost).predict(YEAR)
    return float(since_seen), float(ignored)

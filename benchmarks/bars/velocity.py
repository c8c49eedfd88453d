"""Bars 10 and 11: bursts of new referring domains, on drawn series and on resampled months of a real profile."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from benchmarks.bars.reading import Reading, at_least, at_most, not_measured
from benchmarks.judged import judged
from benchmarks.worlds.exports import exports
from benchmarks.worlds.natural import natural
from linkwright.signals.time.first_seen_burst import Params, alarms
from linkwright.signals.time.forecast import predictive
from linkwright.signals.time.index_factor import Index, offsets
from linkwright.vocabulary.terms import Outcome

Vector = NDArray[np.float64]
Series = Callable[[np.random.RandomState], Vector]
HISTORY, WATCHED = 24, 12
BURST_AT = 30
CONTROLS = 9
REFRESH = 3.0
BLOCK = 3  # months that are resampled together
SMALL_WORLDS = 20
SERIES = 5  # times as many as profiles of the other bars: a series costs little, and its shares are compared closely


@dataclass(frozen=True)
class Shape:
    """A series of monthly counts: mean at the start, spread k (variance mu + mu²/k), season, growth a month."""

    name: str
    mean: float
    k: float
    season: float
    growth: float

    def draw(self, random: np.random.RandomState, factor: float = 1.0, months: int = 1) -> Vector:
        """Draw 24 + 12 months, with a burst by a factor where one is wanted."""
        place = np.arange(HISTORY + WATCHED)
        mean = self.mean * np.exp(self.growth * place) * (1 + self.season * np.sin(2 * np.pi * place / 12 + 1))
        mean[BURST_AT : BURST_AT + months] *= factor
        counts: Vector = random.negative_binomial(self.k, self.k / (self.k + mean)).astype(np.float64)
        return counts


SHAPES = (
    Shape("mean 20", 20, 4, 0.4, 0.02),
    Shape("mean 150", 150, 6, 0.4, 0.02),
    Shape("mean 20, 5 % growth a month", 20, 8, 0.2, 0.05),
)


def readings(repeats: int, real_months: Vector | None) -> list[Reading]:
    """Measure both bars.

    Args:
        repeats: a fifth of the series of each kind.
        real_months: new owners a month of a real profile, oldest first; None where there is none.
    """
    found: list[Reading] = []
    series = SERIES * repeats
    for shape in SHAPES:
        found += _drawn(shape.name, shape.draw, series)
    if real_months is None:
        found.append(not_measured(10, "resampled real months", "no real exports; name their folder with --data"))
    else:
        found += _drawn("resampled real months", partial(_resampled, _ratios(real_months)), series, "mean 20; ")
    found.append(_too_small())
    return found + _refreshed(series)


def alarmed(series: Vector, index: Index | None = None) -> list[int]:
    """Return the months of the watched year for which the product raises an alarm."""
    limits = Params()
    none = np.zeros(len(series))
    index = index or Index(none, none, 0)
    tests = {}
    for place in range(HISTORY, len(series)):
        past = slice(max(0, place - limits.max_history), place)
        tests[place] = predictive(
            series[past],
            series[place],
            offset_past=index.logs[past],
            offset_now=float(index.logs[place]),
            offset_error=float(index.errors[place]),
        )
    return alarms(tests, limits.alarm_once, limits.alarm_together, limits.above_usual)


def _drawn(name: str, draw: Callable[..., Vector], repeats: int, note: str = "") -> list[Reading]:
    clean = _share(lambda random: bool(alarmed(draw(random))), repeats)
    six = _share(lambda random: BURST_AT in alarmed(draw(random, 6.0)), repeats)
    three = _share(
        lambda random: bool(set(alarmed(draw(random, 3.0, 3))) & set(range(BURST_AT, BURST_AT + 3))), repeats
    )
    return [
        at_most(10, f"clean years alarmed, {name}", 0.08, clean, note + _interval(clean, repeats)),
        at_least(10, f"sixfold month found, {name}", 0.60, six, note + _interval(six, repeats)),
        at_least(10, f"threefold quarter found, {name}", 0.50, three, note + _interval(three, repeats)),
    ]


def _share(true: Callable[[np.random.RandomState], bool], repeats: int) -> float:
    return sum(true(np.random.RandomState(seed)) for seed in range(repeats)) / repeats


def _interval(share: float, of: int) -> str:
    """How far chance may move a share of so many series (Wilson, 95 %)."""
    z = 1.96
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * np.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return f"{max(0.0, middle - half):.3f} to {middle + half:.3f}"


def _ratios(months: Vector) -> Vector:
    """Real counts of the last three years over their own log-linear trend: how a real profile scatters."""
    recent = months[-HISTORY - WATCHED :]
    place = np.arange(len(recent))
    slope, level = np.polyfit(place, np.log(recent + 0.5), 1)
    ratios = (recent + 0.5) / np.exp(level + slope * place)
    scatter: Vector = ratios / ratios.mean()
    return scatter


def _resampled(ratios: Vector, random: np.random.RandomState, factor: float = 1.0, months: int = 1) -> Vector:
    starts = random.randint(0, len(ratios) - BLOCK + 1, (HISTORY + WATCHED) // BLOCK)
    mean = 20 * np.concatenate([ratios[start : start + BLOCK] for start in starts])
    mean[BURST_AT : BURST_AT + months] *= factor
    counts: Vector = random.poisson(mean).astype(np.float64)
    return counts


def _too_small() -> Reading:
    said = 0
    for seed in range(SMALL_WORLDS):
        world = natural(seed, "modest", competitors=0)
        with judged(exports(world), world.site) as found:
            said += found.results["first-seen-burst"].outcome is Outcome.NOT_APPLICABLE
    return at_least(10, "mean 4: says that there is not enough history", 1.0, said / SMALL_WORLDS, "whole profiles")


def _refreshed(repeats: int) -> list[Reading]:
    """Bar 11: one month has three times as many new domains, for us and for all controls."""
    ruled = _share(lambda random: _three_times_last(_refresh(random)[0]), repeats)
    compared = Reading(
        11, "rule of thumb (three times last month) alarms, index refresh", None, ruled, "for comparison"
    )
    name = "alarms in the month of an index refresh, controls given"

    def false(factor: float, random: np.random.RandomState) -> bool:
        own, controls = _refresh(random, factor)
        return BURST_AT in alarmed(own, offsets(controls))

    refreshed = _share(partial(false, REFRESH), repeats)
    calm = _share(partial(false, 1.0), repeats)
    same = Reading(11, "alarms in the same month without a refresh", None, calm, "for comparison")
    return [at_most(11, name, 0.0, refreshed, _interval(refreshed, repeats)), same, compared]


def _refresh(random: np.random.RandomState, factor: float = REFRESH) -> tuple[Vector, Vector]:
    """Our series and, one row each, those of the controls: so many times the usual in one month."""
    shape = SHAPES[0]
    return shape.draw(random, factor), np.array([shape.draw(random, factor) for _ in range(CONTROLS)])


def _three_times_last(series: Vector) -> bool:
    return bool(series[BURST_AT] > 3 * max(1.0, series[BURST_AT - 1]))

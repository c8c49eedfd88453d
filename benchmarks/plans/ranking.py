"""Bar 17: is the chance of a place, with more links, what it says? In worlds as assumed and in worlds that are not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.bars.reading import Reading, at_most
from benchmarks.floors import Floor
from benchmarks.plans import arrivals
from benchmarks.worlds.results import Floats, Truth, World, results
from linkwright.plan.chance import Chance
from linkwright.plan.entering import OwnPage, enter_race
from linkwright.plan.races import Outlook, Race
from linkwright.plan.ranking import Ranking, fit_ranking
from linkwright.rubric.priors import built_in_priors
from linkwright.vocabulary.numbers import Interval

_BINS = 10
_COVERED = 0.8
_GRID = np.linspace(0.0, 1.0, 101) ** 3  # of added Q, in parts of the largest looked at

# Two worlds as published correlations have it, then one assumption broken in each; a correlation of about 0.25 shows in
# all of them.
_WORLDS = (
    World("r 0.5", 0.5),
    World("r 0.6", 0.6),
)
_BROKEN = (
    World("the effect differs from phrase to phrase", 0.55, r_spread=0.1),
    World("luck of Plackett and Luce", 0.765, luck="gumbel"),
    World("luck with heavy tails", 0.675, luck="t"),
    World("links with heavy tails", 0.55, tails="heavy"),
    World("rivals share luck", 0.55, shared=0.5),
    World("30 candidates", 0.37, candidates=30),
    World("300 candidates", 0.635, candidates=300),
    World("a third of the links unknown", 0.55, unknown=0.33),
    World("own page at 21 to 50", 0.55, places=(21, 50)),
    World("half of it is content that earns links", 0.55, caused=0.5),
)


@dataclass(frozen=True)
class Forecast:
    """Chances said and what came, one row an action on one results page.

    Attributes:
        said: top -> chances; came: top -> whether it came true.
        needed: chance that was said for the least Q that does bring the page among the first ten, where any does.
    """

    said: Mapping[int, Floats]
    came: Mapping[int, Floats]
    needed: Floats
    spearman: float


def measure(small: bool, _real: Path) -> list[Reading]:
    """Measure calibration in every world, the table of SCIENCE 4.3, and the time for 200 pages."""
    pages = 40 if small else 400
    found: list[Reading] = []
    for world in _WORLDS:
        truths = list(results(world, pages, np.random.default_rng(17)))
        forecast = forecast_of(truths)
        found += _calibration(17, world, forecast)
        found += _match(truths, forecast)
        found += _arrivals(world, truths)
    for world in _BROKEN:
        truths = list(results(world, pages, _rng()))
        found += _calibration("17, assumptions broken", world, forecast_of(truths))
        if world.luck == "gumbel":
            found += _arrivals(world, truths)
    return [*found, _bands(pages), _seconds()]


def _rng() -> np.random.Generator:
    return np.random.default_rng(17)


def actions(truth: Truth) -> Floats:
    """Q to add: up to the median of the first three, up to the first, up to the median of ten, to 3.8 times its own."""
    own = truth.quality[truth.own]
    aims = (np.median(truth.quality[:3]), truth.quality[0], np.median(truth.quality[:10]), 3.8 * own)
    added: Floats = np.maximum(np.array(aims) - own, 0.0)
    return added


def forecast_of(truths: Sequence[Truth]) -> Forecast:
    fitted = fit_ranking([truth.search for truth in truths], built_in_priors(), Chance())
    said: dict[int, list[Floats]] = {10: [], 3: []}
    came: dict[int, list[Floats]] = {10: [], 3: []}
    needed: list[float] = []
    for truth in truths:
        race = _race(truth, fitted)
        added = actions(truth)
        ranks = np.array([truth.rank_with(more) for more in added])
        for top in said:
            said[top].append(race.chance_of(top, added, _still()).mean(axis=0))
            came[top].append((ranks <= top).astype(np.float64))
        least = truth.needed(10)
        if np.isfinite(least):
            needed.append(float(race.chance_of(10, np.array([least]), _still()).mean()))
    return Forecast(
        {top: np.array(each) for top, each in said.items()},
        {top: np.array(each) for top, each in came.items()},
        np.array(needed),
        float(np.mean([truth.spearman() for truth in truths])),
    )


def _race(truth: Truth, fitted: Ranking) -> Race:
    own = next(result for result in truth.search.results if result.own)
    quality = own.quality or Interval(0.0, 0.0, 0.0)
    return enter_race(truth.search, OwnPage(own.page, own.page_key, quality, quality), fitted, Chance())


def _still() -> Outlook:
    return Outlook(np.ones(1), np.ones(1))


def _calibration(bar: int | str, world: World, forecast: Forecast) -> list[Reading]:
    note = f"correlation among those shown {forecast.spearman:.2f}, {len(forecast.said[10])} results pages"
    inside = np.mean((forecast.needed > (1 - _COVERED) / 2) & (forecast.needed < (1 + _COVERED) / 2))
    return [
        *(
            at_most(
                bar,
                f"{world.name}: calibration error, top {top}",
                0.05,
                calibration_error(said, forecast.came[top]),
                note,
            )
            for top, said in forecast.said.items()
        ),
        Reading(
            bar,
            f"{world.name}: Q really needed inside the 80 % said",
            Floor("", at_least=0.7) if bar == 17 else None,
            float(inside),
            f"chance said at that Q: {np.mean(forecast.needed):.2f}; above 0.50 is too hopeful, below too cautious",
        ),
    ]


def calibration_error(said: Floats, came: Floats) -> float:
    """Expected calibration error in ten bins of equal width."""
    bins = np.minimum((said.ravel() * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(said.ravel()[bins == one].mean() - came.ravel()[bins == one].mean()) * np.mean(bins == one)
        for one in np.unique(bins)
    ]
    return float(np.sum(gaps))


def _match(truths: Sequence[Truth], forecast: Forecast) -> list[Reading]:
    """What matching the median of the first three, the first and the median of ten brings: said, and came."""
    name = truths[0].world.name
    found = [at_most(17, f"{name}: chance said of the top 3, matching its median", 0.3, _mean(forecast.said[3], 0))]
    for at, aim in enumerate(("the median of the top 3", "the first", "the median of the top 10")):
        for top in (3, 10):
            said, came = _mean(forecast.said[top], at), _mean(forecast.came[top], at)
            found.append(Reading(17, f"{name}: top {top} by matching {aim}", None, came, f"said {said:.3f}"))
    return found


def _mean(values: Floats, action: int) -> float:
    return float(values[:, action].mean())


def _arrivals(world: World, truths: Sequence[Truth]) -> list[Reading]:
    """The calibration error of arrival times in the same world, the correlation known to them."""
    rng = _rng()
    effect = arrivals.effect_for(round(float(np.mean([truth.spearman() for truth in truths])), 2))
    added = [actions(truth) for truth in truths]
    said = [arrivals.chances(truth, each, effect, rng) for truth, each in zip(truths, added, strict=True)]
    came = [
        [[truth.rank_with(more) <= top for more in each] for top in (10, 3)]
        for truth, each in zip(truths, added, strict=True)
    ]
    return [
        Reading(
            "17, luck as arrival times",
            f"{world.name}: calibration error, top {top}",
            None,
            calibration_error(np.array(said)[:, at], np.array(came, float)[:, at]),
        )
        for at, top in enumerate((10, 3))
    ]


def _bands(pages: int) -> Reading:
    """How often the band of a chance holds the chance that somebody who knows the effect of links would say."""
    world = World("effect as uncertain as studies and phrases leave it", 0.55, r_spread=0.15)
    inside = []
    for truth in results(world, pages // 4, _rng()):
        fitted = fit_ranking([truth.search], built_in_priors(), Chance())
        known = truth.effect / np.sqrt(1 - truth.effect**2)
        race, oracle = _race(truth, fitted), _race(truth, _knowing(fitted, known))
        added = actions(truth)
        low, high = np.quantile(race.chance_of(10, added, _still()), (0.1, 0.9), axis=0)
        chance = oracle.chance_of(10, added, _still()).mean(axis=0)
        inside.append((low - 0.01 <= chance) & (chance <= high + 0.01))
    return Reading(
        "17, bands",
        "80 % bands that hold the chance said with the effect known",
        None,
        float(np.mean(inside)),
        "one results page each",
    )


def _knowing(fitted: Ranking, effect: float) -> Ranking:
    count = len(fitted.page)
    return Ranking(
        page=np.full(count, effect),
        site=np.zeros(count),
        spreads=fitted.spreads,
        candidates=np.full(count, 100.0),
        between_keywords=0.0,
        intents=fitted.intents,
        caused=1.0,
        own_pages=0,
        assumptions=(),
    )


def _seconds() -> Reading:
    truths = list(results(World("speed", 0.55), 200, _rng()))
    started = process_time()
    fitted = fit_ranking([truth.search for truth in truths], built_in_priors(), Chance())
    for truth in truths:
        race = _race(truth, fitted)
        race.quality_needed(10, 0.8, _still(), 10_000)
        race.rank_chances(race.ceiling * _GRID[::5], _still())
    return at_most("17, time", "200 pages of 20 results, processor seconds", 15, process_time() - started)

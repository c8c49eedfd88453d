"""Links over pages against trying everything, and the own curve of clicks by place against a planted one."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from scipy.special import expit

from benchmarks.bars.reading import Reading, at_most
from benchmarks.floors import Floor
from linkwright.plan.allocation import PageCurve, share_out
from linkwright.plan.chance import Chance
from linkwright.plan.click_fit import FIRST_PAGE, whole_places
from linkwright.plan.clicks import ClickCurve, fit_clicks
from linkwright.rubric.priors import built_in_priors

Numbers = NDArray[np.float64]

SEED = 8
POINTS = 21
PLACES = np.arange(1, FIRST_PAGE + 1, dtype=np.float64)
SHOWN_PLACES = (0, 2, 9)  # first, third, tenth


def measure(small: bool, _data: Path) -> list[Reading]:
    """Both subjects, with everything in them drawn anew in each case."""
    return [*shared_out(20 if small else 500), _speed(20 if small else 200), *own_curves(2 if small else 100)]


def shared_out(cases: int) -> list[Reading]:
    """Share links out in small cases, and compare with every way there is."""
    rng = np.random.default_rng(SEED)
    short, greedy, fewer = [], [], 0
    for _ in range(cases):
        pages, links = int(rng.integers(2, 5)), int(rng.integers(1, 9))
        quality = rng.beta(2, 3, 400)
        curves = [_page(rng, f"page {at}", 400) for at in range(pages)]
        true = [_expected(curve, links, quality) for curve in curves]
        ways = (way for way in product(range(links + 1), repeat=pages) if sum(way) <= links)
        best = max(_total(true, way) for way in ways)
        reached = [_total(true, _shares(curves, number, quality)) for number in range(links + 1)]
        fewer += sum(later < earlier * (1 - 1e-3) for earlier, later in pairwise(reached))
        short.append(1 - reached[-1] / best)
        greedy.append(1 - _total(true, _one_at_a_time(true, links)) / best)
    what = f"{cases:,} cases of 2 to 4 pages and up to 8 links, half of the curves S-shaped"
    return [
        at_most("allocation", "largest shortfall against trying everything", 0.02, max(short), what),
        Reading("allocation", "mean shortfall of one link at a time", None, float(np.mean(greedy)), "for comparison"),
        at_most("allocation", "steps at which one more link brought fewer clicks", 0, float(fewer), what),
    ]


def _page(rng: np.random.Generator, name: str, draws: int) -> PageCurve:
    """A page whose clicks rise in an S, or from the first link on; its level is not known well."""
    added = np.linspace(0, rng.uniform(1, 8), POINTS)
    if rng.random() < 0.5:
        shape = expit(rng.uniform(1, 8) * (added - rng.uniform(0.2, 1) * added[-1]))
    else:
        shape = 1 - np.exp(-rng.uniform(0.2, 3) * added)
    level = rng.lognormal(4, 1.5) * rng.gamma(2, 0.5, draws)
    return PageCurve(name, (), added, np.outer(level, shape), "")


def _expected(curve: PageCurve, links: int, quality: Numbers) -> Numbers:
    """Clicks added by 0 to `links` links, over all draws."""
    rows = [
        np.mean([np.interp(number * each, curve.added, curve.clicks.mean(axis=0)) for each in quality])
        for number in range(links + 1)
    ]
    return np.array(rows, dtype=np.float64) - float(rows[0])


def _total(true: Sequence[Numbers], shares: Sequence[int]) -> float:
    return sum(float(page[number]) for page, number in zip(true, shares, strict=True))


def _shares(curves: Sequence[PageCurve], links: int, quality: Numbers) -> list[int]:
    given = {share.page: share.links for share in share_out(curves, links, quality)}
    return [given[curve.page] for curve in curves]


def _one_at_a_time(true: Sequence[Numbers], links: int) -> list[int]:
    shares = [0] * len(true)
    for _ in range(links):
        gains = [float(page[number + 1] - page[number]) for page, number in zip(true, shares, strict=True)]
        shares[int(np.argmax(gains))] += 1
    return shares


def _speed(pages: int) -> Reading:
    rng = np.random.default_rng(SEED)
    curves = [_page(rng, f"page {at}", 10_000) for at in range(pages)]
    start = time.process_time()
    share_out(curves, 1_000, rng.beta(2, 3, 10_000))
    taken = time.process_time() - start
    return at_most("allocation", f"CPU seconds, {pages} pages", 5, taken, "1,000 links, 10,000 draws")


@dataclass(frozen=True)
class _World:
    """How phrases are clicked and how their places are averaged.

    Attributes:
        factor: how much more or less one phrase is clicked than the curve says, mean 1.
        spread: how widely places are spread behind an average, 0 to 1, one value a world.
        hidden: share of phrases that are clicked like the site's name and do not contain it.
    """

    factor: Callable[[np.random.Generator, int], Numbers]
    spread: Callable[[np.random.Generator], float]
    hidden: float = 0.0


def _gamma(rng: np.random.Generator, phrases: int) -> Numbers:
    return rng.gamma(2, 0.5, phrases)


def _heavy(rng: np.random.Generator, phrases: int) -> Numbers:
    return rng.lognormal(-0.5, 1, phrases)


WORLDS: Mapping[str, _World] = {
    "as assumed": _World(_gamma, lambda rng: rng.uniform()),
    "heavy tails": _World(_heavy, lambda rng: rng.uniform()),
    "whole places": _World(_gamma, lambda _rng: 0.0),
    "places all over the page": _World(_gamma, lambda _rng: 1.0),
    "hidden names": _World(_gamma, lambda rng: rng.uniform(), hidden=0.05),
}
SIZES = (50, 500)


def own_curves(repeats: int, worlds: Sequence[str] = tuple(WORLDS), sizes: Sequence[int] = SIZES) -> list[Reading]:
    """Fit the curve of invented sites: how often its intervals hold, and how near it comes."""
    readings = []
    for name in worlds:
        world = WORLDS[name]
        for phrases in sizes:
            rng = np.random.default_rng(SEED)
            inside, off, published = zip(*(_one_world(world, phrases, rng) for _ in range(repeats)), strict=True)
            covered = f"places within the 80 % interval, {name}, {phrases} phrases"
            limits = Floor(covered, at_least=0.75, at_most=0.95)
            readings.append(Reading("clicks", covered, limits, float(np.mean(inside)), f"{repeats} sites"))
            left = f"error left of the published curve's, {name}, {phrases} phrases"
            note = f"typical factor {np.exp(np.mean(off)):.2f}, published {np.exp(np.mean(published)):.2f}"
            readings.append(at_most("clicks", left, 0.5, float(np.mean(off) / np.mean(published)), note))
    return readings


def _one_world(world: _World, phrases: int, rng: np.random.Generator) -> tuple[float, float, float]:
    """Coverage, and the mean error of the logarithm by own rows and by studies alone, at three places."""
    truth = rng.uniform(0.1, 0.4) * PLACES ** -rng.uniform(0.8, 1.5)
    chance = Chance(draws=1_000, seed=int(rng.integers(1 << 30)))
    own = fit_clicks(_rows(world, truth, phrases, rng), built_in_priors(), chance, brands=("Acme",))
    alone = fit_clicks(_rows(world, truth, 0, rng), built_in_priors(), chance)
    shown = list(SHOWN_PLACES)
    low, high = np.quantile(own.rates[:, shown], (0.1, 0.9), axis=0)
    inside = float(np.mean((low <= truth[shown]) & (truth[shown] <= high)))
    return inside, _error(own, truth), _error(alone, truth)


def _error(curve: ClickCurve, truth: Numbers) -> float:
    middle = np.median(curve.rates, axis=0)[:FIRST_PAGE]
    return float(np.mean(np.abs(np.log(middle / truth)[list(SHOWN_PLACES)])))


def _rows(world: _World, truth: Numbers, phrases: int, rng: np.random.Generator) -> pa.Table:
    """Search Console rows: a few phrases have most impressions; one in ten names the site and is clicked for that."""
    position = 1 + 9 * rng.beta(1.2, 1.5, phrases)
    impressions = np.ceil(30 * rng.pareto(1.1, phrases) + 10)
    rate = whole_places(position, world.spread(rng)) @ truth * world.factor(rng, phrases)
    kind = rng.random(phrases)
    named = kind < 0.1
    by_name = named | (kind < 0.1 + world.hidden)
    rate = np.where(by_name, 0.45, np.minimum(rate, 0.9))
    clicks = rng.binomial(impressions.astype(np.int64), rate).astype(float)
    keywords = [f"acme phrase {at}" if own else f"phrase {at}" for at, own in enumerate(named)]
    return pa.table(
        {
            "keyword": pa.array(keywords, pa.string()),
            "position": np.round(position, 1),
            "clicks": clicks,
            "impressions": impressions,
        }
    )

"""The other way to draw luck, for comparison: exponential arrival times (Plackett and Luce), exact and without a grid.

A candidate arrives after an exponential time with rate exp(strength); given the order seen, the gaps between arrivals
are exponential with the sum of the rates of all who have not arrived.
"""

from functools import cache

import numpy as np
from scipy import stats

from benchmarks.worlds.results import DEPTH, Floats, Truth, worth

_DRAWS = 4_000


@cache
def effect_for(spearman: float, candidates: int = 100) -> float:
    """The effect of a standard deviation of log Q that leaves this Spearman correlation among the results shown."""
    rng = np.random.default_rng(9)
    links, luck = rng.standard_normal((1_500, candidates)), rng.gumbel(size=(1_500, candidates))
    effects = np.linspace(0.0, 3.0, 16)
    left = []
    for effect in effects:
        best = np.argsort(-(effect * links + luck), axis=1)[:, :DEPTH]
        shown = np.take_along_axis(links, best, axis=1)
        left.append(np.mean([stats.spearmanr(each, -np.arange(DEPTH)).statistic for each in shown]))
    return float(np.interp(spearman, np.maximum.accumulate(left), effects))


def chances(truth: Truth, added: Floats, effect: float, rng: np.random.Generator) -> tuple[Floats, Floats]:
    """P(top 10) and P(top 3) with each of `added` Q more, by arrival times.

    They are told more than a plan ever knows: the links of the unseen candidates and the spread of links among all. The
    own page is among the results shown.
    """
    rates = np.exp(effect * worth(truth.quality, truth.world))
    remaining = np.cumsum(rates[::-1])[::-1][:DEPTH]
    times = np.cumsum(rng.exponential(size=(_DRAWS, DEPTH)) / remaining, axis=1)
    others = np.delete(times, truth.own, axis=1)
    faster = np.exp(effect * worth(truth.quality[truth.own] + added, truth.world)) / rates[truth.own]
    own = times[:, truth.own, None] / faster
    return (own < others[:, 9, None]).mean(axis=0), (own < others[:, 2, None]).mean(axis=0)

"""The other way to draw luck, for comparison: exponential arrival times (Plackett and Luce), exact and without a grid.

A candidate arrives after an exponential time with rate exp(strength); given the order seen, the gaps between arrivals
are exponential with the sum of the rates of all who have not arrived.
"""

from functools import cache

import numpy as np
from scipy import stats

from benchmarks.worlds.results import DEPTH, Floats, Truth

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
    """P(top 10) and P(top 3) with each of `added` Q more, by arrival times; the own page is among the results shown."""
    log_quality = np.log1p(truth.quality[:DEPTH])
    rates = np.exp(effect * (log_quality - log_quality.mean()) / log_quality.std(ddof=1))
    unseen = (len(truth.quality) - DEPTH) * np.exp(
        effect**2 / 2 - effect * 0.8
    )  # the pool's mean rate, it being weaker
    remaining = np.cumsum(rates[::-1])[::-1] + unseen
    times = np.cumsum(rng.exponential(size=(_DRAWS, DEPTH)) / remaining, axis=1)
    others = np.delete(times, truth.own, axis=1)
    faster = np.exp(
        effect * (np.log1p(truth.quality[truth.own] + added) - log_quality[truth.own]) / log_quality.std(ddof=1)
    )
    own = times[:, truth.own, None] / faster
    return (own < others[:, 9, None]).mean(axis=0), (own < others[:, 2, None]).mean(axis=0)

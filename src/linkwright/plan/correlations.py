"""What a published Spearman correlation says about all candidates, and about one pair of results."""

from functools import cache

import numpy as np

from linkwright.plan.luck import Floats


@cache
def spearman_among_shown(candidates: int, shown: int) -> tuple[Floats, Floats]:
    """Return correlations among all candidates, and the Spearman correlation each leaves among those shown.

    By simulation of normal scores with a fixed seed; the standard error is below 0.005.
    """
    rng = np.random.default_rng(8)
    links, luck = rng.standard_normal((2, 2_500, candidates))
    whole = np.linspace(0.0, 0.95, 20)
    left = [_mean_spearman(links, r * links + np.sqrt(1 - r * r) * luck, shown) for r in whole]
    return whole, np.maximum.accumulate(np.array(left))


def concordance(spearman: Floats) -> Floats:
    """How often, of two, the one with more is the better placed, by a Spearman correlation (normal scores)."""
    agreeing: Floats = 0.5 + np.arcsin(2 * np.sin(np.pi * spearman / 6)) / np.pi
    return agreeing


def _mean_spearman(links: Floats, score: Floats, shown: int) -> float:
    best = np.argsort(-score, axis=1)[:, :shown]
    ranks = np.argsort(np.argsort(-np.take_along_axis(links, best, axis=1), axis=1), axis=1)
    return float(np.mean(1 - 6 * np.sum((ranks - np.arange(shown)) ** 2, axis=1) / (shown * (shown**2 - 1))))

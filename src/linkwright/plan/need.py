"""From quality to links: how many have to be won so that enough stands at the end (SCIENCE 4.5)."""

import numpy as np

from linkwright.plan.chance import Chance, Draws
from linkwright.plan.survival import Survival


def missing_quality(target: Draws | float, growth: Draws, now: Draws | float, kept: Draws) -> Draws:
    """Q that is missing at the horizon: what the target has grown to, less what is left of the own. Never below zero.

    Args:
        target: Q of whoever is to be reached, now.
        growth: factor by which that grows over the horizon.
        now: own Q.
        kept: share of own Q that stands at the horizon.
    """
    missing: Draws = np.maximum(0.0, target * growth - now * kept)
    return missing


def links_needed(missing: Draws | float, quality_per_link: Draws, kept_new: Draws) -> Draws:
    """Links to win so that `missing` Q stands at the horizon: N(h) = missing / (E[V / 100] * mean survival).

    Args:
        missing: Q that has to be added and to stand, zero or more.
        quality_per_link: mean value / 100 of a link won, above zero.
        kept_new: share of the links won that stand at the horizon, above zero.
    """
    links: Draws = np.maximum(0.0, missing) / np.maximum(quality_per_link * kept_new, 1e-9)
    return links


def mean_survival(survival: Survival, months: int, chance: Chance) -> Draws:
    """Share of links that stand at the horizon when as many are won every month until then."""
    lives = [survival.share(float(months - month), chance) for month in range(1, months + 1)]
    mean: Draws = np.mean(lives, axis=0)
    return mean

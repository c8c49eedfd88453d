"""From quality to links: how many have to be won so that enough stands at the end (SCIENCE 4.5)."""

import numpy as np

from linkwright.plan.chance import Chance, Draws
from linkwright.plan.survival import ALL, Survival

_LEAST = 1e-9


def missing_quality(target: Draws | float, growth: Draws, now: Draws | float, own_growth: Draws) -> Draws:
    """Q that is missing at the horizon: what the target has grown to, less what is left of the own. Never below zero.

    Args:
        target: Q of whoever is to be reached, now.
        growth: factor by which that grows over the horizon.
        now: own Q.
        own_growth: factor by which own Q changes by itself: what of it stands, and what comes unasked.
    """
    missing: Draws = np.maximum(0.0, target * growth - now * own_growth)
    return missing


def links_needed(missing: Draws | float, kept_quality: Draws) -> Draws:
    """Links to win so that `missing` Q stands at the horizon: N(h) = missing / (E[V / 100] * mean survival).

    Args:
        missing: Q that has to be added and to stand, zero or more.
        kept_quality: mean value / 100 of a link won times the share of links that stand then; above zero.
    """
    links: Draws = np.maximum(0.0, missing) / np.maximum(kept_quality, _LEAST)
    return links


def mean_survival(survival: Survival, months: int, chance: Chance, kind: str = ALL) -> Draws:
    """Share of links that stand at the horizon when as many are won every month until then."""
    lives = [survival.share(float(months - month), chance, kind) for month in range(1, months + 1)]
    mean: Draws = np.mean(lives, axis=0)
    return mean

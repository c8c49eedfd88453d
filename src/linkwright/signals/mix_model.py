"""How profiles of one trade are mixed: a Dirichlet-multinomial, for signals that compare a site with its competitors.

Each profile has shares of its own; the shares of all are draws from one Dirichlet distribution, whose parameters (one a
class) say both the usual mix and how far honest profiles differ. Formulas: Minka 2000, "Estimating a Dirichlet
distribution"; measured error rates stand with the signals that use them.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import special

Vector = NDArray[np.float64]

FEWEST_PROFILES = 5  # below these, how far honest profiles differ cannot be learned
FEWEST_DOMAINS = 15  # below these, a share says little
ENOUGH = 8  # profiles from which the spread is taken as found
USUAL_TOTAL = 25.0  # else it is drawn to this one: shares of a tenth differ by 6 points between profiles
USUAL_WEIGHT = 5.0  # as if so many more profiles had shown it
_LEAST, _MOST = 1e-3, 1e4
_ROUNDS = 500


def fit_prior(counts: Vector) -> Vector:
    """Fit the Dirichlet parameters of several profiles by Minka's fixed point.

    Args:
        counts: one row a profile, one column a class; at least one profile with anything in it.

    Returns:
        One parameter a class. Their ratio is the usual mix; the larger their sum, the more alike the profiles are.
        Below eight profiles the sum is drawn towards 25, on the log scale, as if five more profiles had shown that.
    """
    counts = np.asarray(counts, dtype=np.float64)
    sizes = counts.sum(axis=1)
    alpha = 10 * counts.sum(axis=0) / sizes.sum() + _LEAST
    for _ in range(_ROUNDS):
        total = alpha.sum()
        above = (special.digamma(counts + alpha) - special.digamma(alpha)).sum(axis=0)
        below = (special.digamma(sizes + total) - special.digamma(total)).sum()
        better = np.clip(alpha * above / below, _LEAST, _MOST)
        moved = np.abs(better - alpha).max()
        alpha = better
        if moved < 1e-5:
            break
    profiles = len(counts)
    if profiles >= ENOUGH:
        return np.asarray(alpha, dtype=np.float64)
    logs = profiles * np.log(alpha.sum()) + USUAL_WEIGHT * np.log(USUAL_TOTAL)
    return np.asarray(alpha / alpha.sum() * np.exp(logs / (profiles + USUAL_WEIGHT)), dtype=np.float64)


def fit_share(profiles: Sequence[tuple[int, int]]) -> Vector | None:
    """Fit one share: of (count, of how many) of each profile, the parameters of what is in it and what is not.

    None when fewer than five profiles have at least fifteen domains.
    """
    large = [(count, of - count) for count, of in profiles if of >= FEWEST_DOMAINS]
    return fit_prior(np.asarray(large)) if len(large) >= FEWEST_PROFILES else None


def tail(alpha: Vector, own_counts: Vector, class_index: int) -> float:
    """P(a profile of this size has at least as many of the class), its own shares unknown (beta-binomial)."""
    size, count = int(np.sum(own_counts)), int(own_counts[class_index])
    return float(_chances(alpha[class_index], alpha.sum() - alpha[class_index], size)[count:].sum().clip(0, 1))


def most_ordinary(alpha: Vector, size: int, class_index: int, alarm: float) -> int:
    """The largest count of the class whose tail is still at least `alarm`."""
    chances = _chances(alpha[class_index], alpha.sum() - alpha[class_index], size)
    tails = chances[::-1].cumsum()[::-1]
    return int(np.flatnonzero(tails >= alarm)[-1])


def joint_chance(alpha: Vector, own_counts: Vector, draws: int = 2000) -> float:
    """How often a profile of this size would have a mix at most as likely as this one.

    By simulation with a fixed seed: the same input gives the same answer, to about 0.005 near 0.05.
    """
    size = int(np.sum(own_counts))
    dice = np.random.default_rng(20_000)
    simulated = np.stack([dice.multinomial(size, shares) for shares in dice.dirichlet(alpha, size=draws)])
    own = _log_chance(alpha, np.asarray(own_counts, dtype=np.float64)[None, :])[0]
    return float((1 + (_log_chance(alpha, simulated.astype(np.float64)) <= own + 1e-9).sum()) / (draws + 1))


def divergence(own_counts: Vector, pooled_counts: Vector) -> float:
    """Kullback-Leibler divergence in bits of one mix from another, half a count added to each class. A description."""
    own, pooled = own_counts + 0.5, pooled_counts + 0.5
    own, pooled = own / own.sum(), pooled / pooled.sum()
    return float((own * np.log2(own / pooled)).sum())


def _chances(inside: float, outside: float, size: int) -> Vector:
    """P(count = 0 .. size) of a beta-binomial."""
    counts = np.arange(size + 1, dtype=np.float64)
    ways = -special.betaln(1 + size - counts, 1 + counts) - np.log(size + 1)
    logs = ways + special.betaln(counts + inside, size - counts + outside) - special.betaln(inside, outside)
    return np.asarray(np.exp(logs), dtype=np.float64)


def _log_chance(alpha: Vector, counts: Vector) -> Vector:
    """Log of the Dirichlet-multinomial probability of each row, without the terms that all rows share."""
    parts = special.gammaln(counts + alpha) - special.gammaln(counts + 1)
    return np.asarray(parts.sum(axis=1), dtype=np.float64)

"""How long links stand: a Weibull curve with its prior, and what lives that were followed only in part say about it.

A link is first seen some time after it was made (delayed entry) and may still stand when last seen (censoring). What a
life says is the chance of what was seen of it, given that the link stood when it was first seen. Leaving that out makes
links look longer-lived than they are, because those that died unseen are missing.

The curve is H(t) = h (t / 12)^shape, t in months, S = exp(-H): h is how much is lost in the first year, a shape below 1
means that most of it is lost early. No curve fits exactly: in each part of a link's life the losses are the curve's
times a factor of their own, from a gamma distribution around 1. So own losses bend the curve where there are many.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import special

from linkwright.plan.chance import Chance, Draws

Vector = NDArray[np.float64]

YEAR = 12.0
SHORTEST = 1 / 30  # months: tools know days
PARTS = np.array([0, 1, 3, 6, 12, 24, 48, np.inf])  # months: bounds of the parts of a life
SHAPES = np.exp(np.linspace(np.log(0.15), np.log(2.5), 49))
HAZARDS = np.exp(np.linspace(np.log(0.005), np.log(5), 73))
NODES = 8  # points at which an unknown delay is averaged
DELAYS = (0.3, 0.4, 0.3)  # of an unknown delay's 10, 50 and 90 % points (Keefer and Bodily 1983)
ROUNDS = 3  # of filling in unknown ages and learning the curve


@dataclass(frozen=True)
class Lives:
    """Lives of links, one value each.

    Attributes:
        entry: age in months when first seen; not-a-number where nobody knows when it was made.
        followed: months between first seen and lost or last seen, above 0.
        lost: 1 where it was lost then, else 0.
        weight: how many lives it stands for.
    """

    entry: Vector
    followed: Vector
    lost: Vector
    weight: Vector

    def of(self, which: NDArray[np.bool_]) -> "Lives":
        """Return some of them."""
        return Lives(self.entry[which], self.followed[which], self.lost[which], self.weight[which])


@dataclass(frozen=True)
class Fit:
    """One survival curve, as far as it is known.

    Attributes:
        mean, covariance: of log shape and log h, normally distributed together.
        looseness: k of the gamma factors: they stray from 1 by 1/sqrt(k).
        deaths: own losses in each of `PARTS`.
        exposure: losses expected in each of `PARTS` (rows) with h = 1 at each of `SHAPES` (columns).
    """

    mean: Vector
    covariance: Vector
    looseness: float
    deaths: Vector
    exposure: Vector


@dataclass(frozen=True, eq=False)
class Curve:
    """A survival curve; where births are unknown it depends on how late links are seen.

    Attributes:
        fits: one, or one for each of the `DELAYS`.
    """

    fits: tuple[Fit, ...]

    def lost_between(self, start: float, end: float, chance: Chance) -> Draws:
        """Cumulated hazard between two ages in months; the same draw is the same curve at every age."""
        shape, hazards = _drawn(self, chance)
        lost: Draws = np.zeros(chance.draws)
        for hazard, low, high in zip(hazards, PARTS, PARTS[1:], strict=False):
            if start < high and end > low:
                lost += hazard * ((min(end, high) / YEAR) ** shape - (max(start, low) / YEAR) ** shape)
        return lost


@lru_cache(maxsize=32)  # a plan asks for many ages of few curves
def _drawn(curve: Curve, chance: Chance) -> tuple[Draws, Vector]:
    """Draws of the shape, and of h with its factor in each of `PARTS` (rows)."""
    fits = [_drawn_fit(fit, chance) for fit in curve.fits]
    if len(fits) == 1:
        return fits[0]
    which = chance.stream("survival delay").choice(len(fits), size=chance.draws, p=DELAYS)
    shapes, hazards = (np.stack(each) for each in zip(*fits, strict=True))
    draws = np.arange(chance.draws)
    return shapes[which, draws], hazards[which, :, draws].T


def _drawn_fit(fit: Fit, chance: Chance) -> tuple[Draws, Vector]:
    random = chance.stream("survival")
    logs = fit.mean[:, None] + np.linalg.cholesky(fit.covariance) @ random.standard_normal((2, chance.draws))
    hazard = np.exp(logs[1])
    exposed = np.array([np.interp(logs[0], np.log(SHAPES), each) for each in fit.exposure])
    factors = random.standard_gamma((fit.looseness + fit.deaths)[:, None], (len(fit.deaths), chance.draws))
    return np.exp(logs[0]), hazard * factors / (fit.looseness + hazard * exposed)


def unlearned(mean: Vector, spread: Vector, looseness: float) -> Fit:
    """A prior: log shape and log h with their standard deviations, and no own lives."""
    parts = len(PARTS) - 1
    return Fit(mean, np.diag(spread**2), looseness, np.zeros(parts), np.zeros((parts, len(SHAPES))))


def posterior(prior: Fit, lives: Lives, delays: tuple[float, float, float]) -> Curve:
    """Lay lives over a prior, by summing over a grid of shapes and h.

    Args:
        prior: without own lives.
        lives: own ones; none leave the prior as it is.
        delays: mean months from making a link to first sight, for lives of unknown birth: its 10, 50 and 90 % points.
    """
    if not len(lives.lost):
        return Curve((prior,))
    known = np.isfinite(lives.entry)
    if known.all():
        return Curve((_learned(prior, lives),))
    fits = []
    for delay in delays:
        fit = prior
        for _ in range(ROUNDS):
            fit = _learned(prior, _joined(lives.of(known), _aged(lives.of(~known), fit, delay)))
        fits.append(fit)
    return Curve(tuple(fits))


def _learned(prior: Fit, lives: Lives) -> Fit:
    """The posterior from lives whose age at first sight is known: left-truncated, right-censored."""
    end = lives.entry + lives.followed
    died = lives.weight * lives.lost
    deaths = np.histogram(end, PARTS, weights=died)[0]
    exposure = _exposure(lives.entry, end, lives.weight)
    hazards = HAZARDS[None, :]
    # The factors are integrated out, which leaves a negative-binomial chance for the losses of each part.
    logs = died.sum() * np.log(hazards * SHAPES[:, None]) + (SHAPES[:, None] - 1) * (died @ np.log(end / YEAR))
    for part, number in enumerate(deaths):
        shape = prior.looseness + number
        logs = logs - shape * np.log(prior.looseness + exposure[part][:, None] * hazards)
    points = np.stack(np.meshgrid(np.log(SHAPES), np.log(HAZARDS), indexing="ij"), axis=-1)
    away = points - prior.mean
    logs = logs - 0.5 * np.einsum("...i,ij,...j", away, np.linalg.inv(prior.covariance), away)
    mass = np.exp(logs - special.logsumexp(logs))
    mean = np.einsum("ij,ijk->k", mass, points)
    around = points - mean
    covariance = np.einsum("ij,ijk,ijl->kl", mass, around, around)
    return Fit(mean, covariance + 1e-9 * np.eye(2), prior.looseness, deaths, exposure)


def _exposure(entry: Vector, end: Vector, weight: Vector) -> Vector:
    """As `Fit.exposure`."""
    rows = []
    for low, high in pairwise(PARTS):
        inside = (entry < high) & (end > low)
        first, last = (np.clip(each[inside], low, high) / YEAR for each in (entry, end))
        rows.append([weight[inside] @ (last**shape - first**shape) for shape in SHAPES])
    return np.array(rows)


def _aged(lives: Lives, fit: Fit, delay: float) -> Lives:
    """Lives of unknown age at first sight, each as several of the ages it may have had, by how likely they are.

    Delays are exponentially distributed.
    """
    # Half months in the first year and whole months later, so that many lives are few different ones.
    rounded = np.where(lives.followed < YEAR, np.round(2 * lives.followed) / 2, np.round(lives.followed))
    kinds, which = np.unique(np.stack([np.maximum(rounded, 0.25), lives.lost]), axis=1, return_inverse=True)
    spell, lost = kinds
    entry = -delay * np.log1p(-(np.arange(NODES) + 0.5) / NODES)[:, None]
    shape, hazard = np.exp(fit.mean)
    end = (entry + spell) / YEAR
    logs = lost * (shape - 1) * np.log(end) - hazard * end**shape  # less what all ages share
    likely = np.exp(logs - special.logsumexp(logs, axis=0)) * np.bincount(which.ravel(), lives.weight)
    shaped = np.broadcast_arrays(entry, spell, lost, likely)
    return Lives(*(each.ravel() for each in shaped))


def _joined(one: Lives, other: Lives) -> Lives:
    pairs = (
        (one.entry, other.entry),
        (one.followed, other.followed),
        (one.lost, other.lost),
        (one.weight, other.weight),
    )
    return Lives(*(np.concatenate(pair) for pair in pairs))

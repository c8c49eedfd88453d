"""How long links stand: a Weibull curve, its prior, and what lives that were followed only in part say about it.

A link is first seen some time after it was made (delayed entry) and may still stand when last seen (censoring). What a
life says is the chance of what was seen of it, given that the link stood when it was first seen. Leaving that out makes
links look longer-lived than they are, because those that died unseen are missing.

S(t) = exp(-h (t / 12)^shape), t in months: h is how much is lost in the first year, shape below 1 means that most of
it is lost early.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkwright.plan.chance import Chance, Draws

Vector = NDArray[np.float64]

YEAR = 12.0
SHORTEST = 1 / 30  # months: tools know days
NODES = 8  # points at which an unknown delay is averaged
CELLS = 33  # of the grid, each way
ROUNDS = 4  # the grid closes in on where the probability is
LEAST = 1e-300  # chances below it are none
WIDE = 5.0  # standard deviations a round keeps


@dataclass(frozen=True)
class Lives:
    """Lives of links, one value each.

    Attributes:
        entry: age in months when first seen; not-a-number where nobody knows when it was made.
        followed: months between first seen and lost or last seen.
        lost: 1 where it was lost then, else 0.
        weight: links from one domain tend to go together, so that each counts for its share of the domain.
    """

    entry: Vector
    followed: Vector
    lost: Vector
    weight: Vector

    def of(self, which: NDArray[np.bool_]) -> "Lives":
        """Return some of them."""
        return Lives(self.entry[which], self.followed[which], self.lost[which], self.weight[which])


@dataclass(frozen=True)
class Curve:
    """What is known of one survival curve: log shape and log h, normally distributed together.

    Attributes:
        mean: their means, two values.
        covariance: two by two.
    """

    mean: Vector
    covariance: Vector

    def lost_between(self, start: float, end: float, chance: Chance) -> Draws:
        """Cumulated hazard between two ages in months; the same draw is the same curve at every age."""
        luck = chance.stream("survival").standard_normal((2, chance.draws))
        shape, hazard = np.exp(self.mean[:, None] + np.linalg.cholesky(self.covariance) @ luck)
        lost: Draws = hazard * ((end / YEAR) ** shape - (start / YEAR) ** shape)
        return lost


def posterior(prior: Curve, lives: Lives, delays: tuple[float, float, float]) -> Curve:
    """Lay lives over a prior, by summing over a grid that closes in on where the probability is.

    Args:
        prior: of log shape and log h.
        lives: own ones; none leave the prior as it is.
        delays: mean months from making a link to first sight, for lives of unknown birth: its 10, 50 and 90 % points.
    """
    if not len(lives.lost):
        return prior
    likelihood = _likelihood(lives, delays)
    inverse = np.linalg.inv(prior.covariance)
    mean, covariance = prior.mean, 4 * prior.covariance  # own links may be far from what studies say
    for _ in range(ROUNDS):
        spread = np.sqrt(np.diag(covariance))
        shapes, hazards = (
            np.linspace(middle - WIDE * half, middle + WIDE * half, CELLS)
            for middle, half in zip(mean, spread, strict=True)
        )
        points = np.stack(np.meshgrid(shapes, hazards, indexing="ij"), axis=-1)
        away = points - prior.mean
        logs = likelihood(np.exp(shapes), np.exp(hazards)) - 0.5 * np.einsum("...i,ij,...j", away, inverse, away)
        mass = np.exp(logs - logs.max())
        mass /= mass.sum()
        mean = np.einsum("ij,ijk->k", mass, points)
        around = points - mean
        cell = np.array([shapes[1] - shapes[0], hazards[1] - hazards[0]])
        covariance = np.einsum("ij,ijk,ijl->kl", mass, around, around) + np.diag(cell**2 / 12)
    return Curve(mean, covariance)


def _likelihood(lives: Lives, delays: tuple[float, float, float]) -> Callable[[Vector, Vector], Vector]:
    """Log likelihood at shapes (rows) and h (columns)."""
    known = np.isfinite(lives.entry)
    dated, undated = lives.of(known), lives.of(~known)

    def at(shapes: Vector, hazards: Vector) -> Vector:
        total = _dated(dated, shapes, hazards)
        if not known.all():
            each = [_undated(undated, delay, shapes, hazards) for delay in delays]
            # Three points in the place of a whole distribution (Keefer and Bodily 1983).
            total = total + np.logaddexp.reduce([each[0] + np.log(0.3), each[1] + np.log(0.4), each[2] + np.log(0.3)])
        return total

    return at


def _dated(lives: Lives, shapes: Vector, hazards: Vector) -> Vector:
    """Lives whose age at first sight is known: left-truncated, right-censored."""
    end = (lives.entry + lives.followed) / YEAR
    deaths = lives.weight * lives.lost
    exposed = np.array([lives.weight @ (end**shape - (lives.entry / YEAR) ** shape) for shape in shapes])
    logs = deaths @ np.log(end)
    total: Vector = (
        deaths.sum() * (np.log(shapes)[:, None] + np.log(hazards / YEAR))
        + ((shapes - 1) * logs)[:, None]
        - exposed[:, None] * hazards
    )
    return total


def _undated(lives: Lives, delay: float, shapes: Vector, hazards: Vector) -> Vector:
    """Lives of unknown age at first sight, averaged over delays that are exponentially distributed."""
    entry = -delay * np.log1p(-(np.arange(NODES) + 0.5) / NODES) / YEAR
    # Half months in the first year and whole months later, so that many lives are few different ones.
    rounded = np.where(lives.followed < YEAR, np.round(2 * lives.followed) / 2, np.round(lives.followed))
    spells, which = np.unique(np.maximum(rounded, 0.25), return_inverse=True)
    lost = np.bincount(which, lives.weight * lives.lost, len(spells))
    stand = np.bincount(which, lives.weight * (1 - lives.lost), len(spells))
    ages = entry[:, None] + spells / YEAR
    total = np.empty((len(shapes), len(hazards)))
    for row, shape in enumerate(shapes):
        seen = np.exp(-hazards[:, None] * entry**shape).mean(axis=1)
        left = np.exp(-hazards[:, None, None] * ages**shape)  # h, delay, spell
        dying = hazards[:, None] * (shape / YEAR * (ages ** (shape - 1)) * left).mean(axis=1)
        logs = [np.log(np.maximum(each, LEAST)) for each in (dying, left.mean(axis=1), seen)]
        total[row] = logs[0] @ lost + logs[1] @ stand - (lost + stand).sum() * logs[2]
    return total

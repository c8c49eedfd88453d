"""What everybody in a results page has beside links (content, brand, luck), given the order that is seen.

A candidate's score is its strength from links plus its luck, a standard normal value; the results are the candidates by
score. Given the order, luck is drawn exactly: on a grid of scores, `F_k(s)` is the probability that the k-th of the
order and all after it stand below `s` in that very order,

    F_k(s) = integral up to s of density_k(u) F_{k+1}(u) du,

and then the first score is drawn from F_1, the second from F_2 cut off at the first, and so on. F_1 of everything,
divided by the probability that just these candidates are shown, is the likelihood of their order. Candidates of unknown
strength are drawn from the pool of all, their strength integrated out.

Why normal luck and not the exponential arrival times of Plackett and Luce, whose draws need no grid: measured
(`python -m benchmarks.plans --only ranking`), each is calibrated where it is the truth and wrong where the other is.
But arrival times are wrong by hope (the top 3 reached in 16 %, said 23 %), normal luck by caution; and normal scores
are what correlations are usually turned into chances of pairs with.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr, ndtri

Floats = NDArray[np.float64]

POINTS = 96  # of a grid: a ten times finer one changes no log likelihood of twenty results by 0.1
_LOWEST = 1e-300  # probabilities below are taken as this, so that their logarithm exists
_ROW = 700.0  # more than -log of the lowest: keeps the rows of one flat table apart
_BEYOND = 4.5  # standard deviations the grid reaches beyond the strongest and the weakest candidate
_NEGLIGIBLE = 1e-12  # probability that all unseen ones stand below the lowest score of the grid


@dataclass(frozen=True)
class Pool:
    """All candidates there are, seen and unseen: the distribution of their scores, and how many.

    Attributes:
        mean, spread: of the score (strength and luck together), one value a world.
        size: candidates in all, one value a world.
    """

    mean: Floats
    spread: Floats
    size: Floats


@dataclass(frozen=True)
class Order:
    """An observed order, best first.

    Attributes:
        means, spreads: (worlds, items): of the score of each; a spread of 1 is luck alone, more is strength unknown.
        pool: where all unseen ones below come from.
        outsider: strength of one more candidate that stands somewhere below the item `shown`; None for none.
        shown: how many of the items are seen; those after are unseen ones listed singly.
    """

    means: Floats
    spreads: Floats
    pool: Pool
    shown: int
    outsider: Floats | None = None


@dataclass(frozen=True)
class Chain:
    """The tables of one order, ready for drawing.

    Attributes:
        tables: F_k on the grid divided by its largest value, per item (worlds, points).
        low, width: the grid of each world.
        log_probability: of the whole order, everybody else below, one value a world.
    """

    tables: tuple[Floats, ...]
    low: Floats
    width: Floats
    log_probability: Floats


def chain_of(order: Order, points: int = POINTS) -> Chain:
    """Work out the tables of an order on a grid of so many points."""
    scores, low, width = _grid(order, points)
    step = (width / (points - 1))[:, None]
    below, slope = _rest_below(order, scores)
    tables: list[Floats] = []
    log_probability = np.zeros(len(low))
    for item in reversed(range(order.means.shape[1])):
        if order.outsider is not None and item == order.shown - 1:
            apart = scores - order.outsider[:, None]
            slope = slope * ndtr(apart) + below * _density(apart)
            below = below * ndtr(apart)
        spread = order.spreads[:, item, None]
        apart = (scores - order.means[:, item, None]) / spread
        density = _density(apart) / spread
        joint = density * below
        bend = density * slope - apart / spread * joint
        below = np.maximum(_integral(joint, bend, step), 0.0)
        whole = np.maximum(below[:, -1:], _LOWEST)
        below, slope = below / whole, joint / whole
        log_probability += np.log(whole[:, 0])
        tables.append(below)
    return Chain(tuple(reversed(tables)), low, width, log_probability)


def log_likelihood(order: Order, points: int = POINTS) -> Floats:
    """Log probability of the order among those shown, given that just they are shown: one value a world.

    Whom the search engine picked from all says little as long as the others are not seen, so it is divided out.
    """
    scores, _, width = _grid(order, points)
    rest_below, slope = _rest_below(order, scores)
    all_above = np.prod(ndtr((order.means[:, :, None] - scores[:, None]) / order.spreads[:, :, None]), axis=1)
    chosen = np.trapezoid(slope * all_above, dx=1 / (points - 1), axis=1) * width + rest_below[:, 0] * all_above[:, 0]
    found: Floats = chain_of(order, points).log_probability - np.log(np.maximum(chosen, _LOWEST))
    return found


def scores_given(chain: Chain, uniforms: Floats) -> Floats:
    """Draw the scores of an order.

    Args:
        chain: the tables of the order.
        uniforms: (items, worlds, draws), between 0 and 1.

    Returns:
        (items, worlds, draws), falling from item to item.
    """
    worlds, points = chain.tables[0].shape
    row = np.arange(worlds)[:, None]
    places = np.linspace(0.0, 1.0, points)
    flat_places = (places + 2.0 * row).ravel()
    drawn = np.empty_like(uniforms)
    place = np.ones(uniforms.shape[1:])
    for item, below in enumerate(chain.tables):
        table = np.log(np.maximum(np.maximum.accumulate(below, axis=1), _LOWEST))
        ceiling = np.interp(place + 2.0 * row, flat_places, table.ravel())
        wanted = np.maximum(np.log(uniforms[item]) + ceiling, np.log(_LOWEST))
        place = np.interp(wanted + _ROW * row, (table + _ROW * row).ravel(), flat_places) - 2.0 * row
        drawn[item] = place
    return chain.low[:, None] + chain.width[:, None] * drawn


def _grid(order: Order, points: int) -> tuple[Floats, Floats, Floats]:
    """Scores that matter: from where the unseen below can hardly fit to where the strongest hardly reaches."""
    low = np.min(order.means - _BEYOND * order.spreads, axis=1)
    unlikely = ndtri(_NEGLIGIBLE ** (1 / np.maximum(order.pool.size - order.means.shape[1], 1.0)))
    low = np.maximum(low, order.pool.mean + order.pool.spread * unlikely)
    width = np.max(order.means + _BEYOND * order.spreads, axis=1) - low
    return low[:, None] + width[:, None] * np.linspace(0.0, 1.0, points), low, width


def _density(apart: Floats) -> Floats:
    density: Floats = np.exp(-0.5 * apart**2) / np.sqrt(2 * np.pi)
    return density


def _integral(values: Floats, slopes: Floats, step: Floats) -> Floats:
    """Integral up to each point, by trapezoids with the correction of Euler and Maclaurin for the slope at both ends.

    Plain trapezoids are not enough: twenty candidates stand so close that their error adds up.
    """
    trapezoids = np.cumsum(values, axis=1) - 0.5 * (values + values[:, :1])
    corrected: Floats = step * trapezoids - step**2 / 12 * (slopes - slopes[:, :1])
    return corrected


def _rest_below(order: Order, scores: Floats) -> tuple[Floats, Floats]:
    """Probability that all who are not listed stand below each score, and its slope."""
    listed = order.means.shape[1] + (order.outsider is not None)
    rest = np.maximum(order.pool.size - listed, 0.0)[:, None]
    spread = order.pool.spread[:, None]
    apart = (scores - order.pool.mean[:, None]) / spread
    log_below = log_ndtr(apart)
    below = np.exp(rest * log_below)
    return below, below * rest * _density(apart) / np.exp(log_below) / spread


def even_uniforms(rng: np.random.Generator, items: int, worlds: int, draws: int) -> Floats:
    """Uniform values spread evenly over the draws of each world (Latin hypercube): (items, worlds, draws)."""
    order = rng.permuted(np.broadcast_to(np.arange(draws), (items, worlds, draws)), axis=2)
    uniforms: Floats = (order + rng.random((items, worlds, draws))) / draws
    return uniforms


def score_below(strength: Floats, limit: Floats, uniforms: Floats) -> Floats:
    """Draw the score of a candidate of known strength (worlds,) that stands below `limit` (worlds, draws)."""
    cut = np.maximum(ndtr(limit - strength[:, None]), _LOWEST)
    drawn: Floats = np.minimum(strength[:, None] + ndtri(np.maximum(uniforms * cut, _LOWEST)), limit)
    return drawn


def pool_of(strengths: Floats, variance: Floats, size: Floats) -> Pool:
    """Infer where all candidates stand from the strengths of those that made it into the results.

    Those shown are the best `k` of `size`, so they are stronger than all: undone by the mean of a normal distribution
    cut off at its upper part, `narrowing`.

    Args:
        strengths: (worlds, k), known strengths of results shown.
        variance: of strength among all candidates, (worlds,).
        size: candidates in all, (worlds,).
    """
    gain, _ = narrowing(strengths.shape[1] / size)
    whole = np.sqrt(1 + variance)
    return Pool(strengths.mean(axis=1) - gain * variance / whole, whole, size)


def narrowing(share: Floats) -> tuple[Floats, Floats]:
    """The mean of the upper `share` of a standard normal distribution, and by how much its variance is below 1."""
    part = np.minimum(share, 0.999)
    cut = ndtri(1 - part)
    gain = _density(cut) / part
    return gain, gain * (gain - cut)

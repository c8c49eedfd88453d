"""The share of searches that clicks each place of the first page: published studies, corrected by own rows.

The logarithm of the curve is normal around `first / r^fall` (`priors.toml`, part `clicks`: level, bend, single places).

- A position in Search Console is an average over impressions. A row at 3.4 was shown at many places, and as the curve
  is bent its clicks are not those of place 3.4. How widely it was spread is not said: between the two places next to
  the average and a wide beta-binomial mixture with that mean. The curve is fitted with little, middling and wide
  spread (prior `clicks.wander`), and 30, 40 and 30 % of the draws are from each (Swanson's rule): the doubt is in them.
- Phrases differ (intent, title, answers on the page). Their clicks scatter around the curve by a gamma factor, so one
  huge phrase weighs no more than a few: the fit is a negative binomial one, `Var = m + v m^2`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import betabinom

from linkwright.plan.chance import TENTHS, Draws
from linkwright.rubric.priors import Prior, Priors

Numbers = NDArray[np.float64]

FIRST_PAGE: Final = 10
_SWANSON = (0.3, 0.4, 0.3)
_WIDE = 4.0  # a + b of the beta-binomial: 2.6 times the variance of a binomial
_EDGE = 1e-6
_STEPS = 50
_LARGEST_STEP = 1.0
_SETTLED = 1e-8
_FARTHEST = 4.0  # standard deviations from which a row pulls less the farther it is: it is another kind of phrase
_LEAST_SCATTER = 0.02


@dataclass(frozen=True)
class Shown:
    """Rows of phrases on the first page: average place, impressions worth a click as usual, clicks; each (rows,)."""

    position: Numbers
    impressions: Numbers
    clicks: Numbers

    def part(self, kept: NDArray[np.bool_]) -> "Shown":
        """Return only these rows."""
        return Shown(self.position[kept], self.impressions[kept], self.clicks[kept])


@dataclass(frozen=True)
class _Usual:
    """The published curve: `rates` (places,), and how its logarithm may be off (places, places)."""

    rates: Numbers
    covariance: Numbers


@dataclass(frozen=True)
class _Fit:
    """The shift of the logarithm of the curve, its covariance, and the scatter of phrases around it."""

    shift: Numbers
    covariance: Numbers
    scatter: float


def draw_first_page(shown: Shown, priors: Priors, stream: np.random.Generator, draws: int) -> tuple[Draws, float]:
    """Draw curves that never rise, and return them with the scatter of phrases around them.

    Args:
        shown: own rows; with none the draws are those of the published curve.
        priors: the part `clicks`.
        stream: where the draws come from.
        draws: how many.

    Returns:
        (draws, `FIRST_PAGE`) shares of searches, and the variance of the factor of one phrase.
    """
    usual, wander = _usual_curve(priors), priors["clicks.wander"]
    ends = np.round(np.cumsum(_SWANSON) * draws).astype(int)
    shifts, scatters = [], []
    for width, part in zip((wander.low, wander.value, wander.high), np.diff(ends, prepend=0), strict=True):
        seen = whole_places(shown.position, width) * shown.impressions[:, None]
        fit = _fit(usual, seen, shown.clicks, priors["clicks.keyword"])
        shifts.append(stream.multivariate_normal(fit.shift, fit.covariance, part, method="cholesky"))
        scatters.append(fit.scatter)
    shuffled = stream.permutation(np.concatenate(shifts))  # any part of the draws holds all three
    return np.minimum(np.exp(_never_rising(np.log(usual.rates) + shuffled)), 1.0), scatters[1]


def whole_places(position: Numbers, width: float) -> Numbers:
    """Average place -> probability of each whole place, with that mean: (rows, places).

    Args:
        position: averages, from 1 to `FIRST_PAGE`.
        width: 0 for the two places next to the average, 1 for a wide mixture, between them a part of each.
    """
    share = np.clip((position - 1) / (FIRST_PAGE - 1), _EDGE, 1 - _EDGE)[:, None]
    places = np.arange(FIRST_PAGE)[None, :]
    still = np.maximum(1 - np.abs(share * (FIRST_PAGE - 1) - places), 0)
    wide = betabinom.pmf(places, FIRST_PAGE - 1, share * _WIDE, (1 - share) * _WIDE)
    return np.asarray((1 - width) * still + width * wide, dtype=np.float64)


def _usual_curve(priors: Priors) -> _Usual:
    places = np.arange(1, FIRST_PAGE + 1, dtype=np.float64)
    first, fall, wobble = (priors[f"clicks.{name}"] for name in ("first", "fall", "wobble"))
    level = np.log(first.high / first.low) / TENTHS
    bend = (fall.high - fall.low) / TENTHS
    logs = np.log(places)
    covariance = level**2 + bend**2 * np.outer(logs, logs) + wobble.value**2 * np.eye(FIRST_PAGE)
    return _Usual(first.value * places**-fall.value, covariance)


def _fit(usual: _Usual, seen: Numbers, clicks: Numbers, assumed: Prior) -> _Fit:
    """Posterior mode and curvature of the shift, by Fisher scoring; the scatter by moments in the same rounds.

    Args:
        usual: the prior, normal in the logarithm of the curve.
        seen: (rows, places) impressions at each place.
        clicks: (rows,).
        assumed: the scatter to start from.
    """
    precision = np.linalg.inv(usual.covariance)
    shift, scatter, information = np.zeros(FIRST_PAGE), assumed.value, precision
    for _ in range(_STEPS):
        slopes = seen * (usual.rates * np.exp(shift))
        mean = slopes.sum(axis=1)
        variance = mean + scatter * mean**2
        off = clicks - mean
        believed = np.minimum(1.0, _FARTHEST**2 * variance / np.maximum(off**2, 1e-12))
        pull = believed / variance
        information = slopes.T @ (slopes * pull[:, None]) + precision
        step = np.linalg.solve(information, slopes.T @ (pull * off) - precision @ shift)
        step *= min(1.0, _LARGEST_STEP / max(float(np.abs(step).max()), 1e-12))
        before, shift, scatter = scatter, shift + step, _scatter(off, mean, believed, scatter, assumed)
        if float(np.abs(step).max()) < _SETTLED and abs(scatter - before) < _SETTLED:
            break
    return _Fit(shift, np.linalg.inv(information), scatter)


def _scatter(off: Numbers, mean: Numbers, believed: Numbers, scatter: float, assumed: Prior) -> float:
    """Moment estimate of the scatter, the prior's counted as `weight` rows; rows of few clicks say little about it."""
    weight = believed * (scatter * mean / (1 + scatter * mean)) ** 2
    seen = float(np.sum(weight * (off**2 * believed - mean) / mean**2))
    return max((assumed.weight * assumed.value + seen) / (assumed.weight + float(weight.sum())), _LEAST_SCATTER)


def _never_rising(logs: Numbers) -> Numbers:
    """The nearest curves that never rise, row by row: `min over i <= r of max over j >= r of mean(i..j)`."""
    places = logs.shape[1]
    sums = np.concatenate([np.zeros((len(logs), 1)), np.cumsum(logs, axis=1)], axis=1)
    best = np.full_like(logs, np.inf)
    for start in range(places):
        means = (sums[:, start + 1 :] - sums[:, start, None]) / np.arange(1, places - start + 1)
        onwards = np.maximum.accumulate(means[:, ::-1], axis=1)[:, ::-1]  # over all ends from here on
        best[:, start:] = np.minimum(best[:, start:], onwards)
    return best

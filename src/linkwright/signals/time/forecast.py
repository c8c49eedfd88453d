"""What a history of monthly counts makes likely: a negative-binomial regression, and what it predicts.

New linking sites come in bursts: their counts vary more than chance alone (Poisson) makes them. The negative binomial
has one number more for that, k: variance = mean + mean²/k.
"""

import numpy as np
from numpy.typing import NDArray
from scipy import special

Vector = NDArray[np.float64]

DRAWS = 400
SEASONAL = 24  # months: a season seen once is not a season
SEASON_SPREAD = 0.3  # prior spread of the wave on the log scale: most sites' seasons are mild; our assumption


def predictive(
    past: Vector,
    now: float,
    *,
    offset_past: Vector | None = None,
    offset_now: float = 0.0,
    offset_error: float = 0.0,
) -> tuple[float, float]:
    """How many new owners the past predicts for the next month, and how often it would give `now` or more.

    A negative-binomial regression (log level, trend and, from two years on, a yearly wave held back by a prior) on the
    past, single months above four times the median held at that, fitted by three rounds of reweighted least squares
    with the spread estimated from the residuals; the prediction averages over the uncertainty of the terms.

    Args:
        past: counts of the months before, oldest first, at least three.
        now: the count to judge.
        offset_past: log of the index factor of each month before; none counts as 0.
        offset_now: log of the index factor of the month to judge.
        offset_error: standard error of that; the prediction averages over it as well.

    Returns:
        Expected count and P(count >= now).
    """
    offset = np.zeros(len(past)) if offset_past is None else offset_past
    factor = np.exp(offset)
    held = np.minimum(past, np.maximum(4.0 * float(np.median(past / factor)) * factor, 1.0))
    size = len(held)
    design = terms(np.arange(size), size)
    coefficients, covariance, inverse_k = fit(held, design, offset)
    ahead = terms(np.array([size]), size)[0]
    spread = float(np.sqrt(ahead @ covariance @ ahead + offset_error**2))
    level = float(ahead @ coefficients) + offset_now
    if size < 24:  # few months: the spread is itself uncertain
        inverse_k *= float(special.stdtrit(size - 2, 0.975) / special.ndtri(0.975)) ** 2
    # Fixed quantiles in the place of random draws: the same input gives the same answer.
    means = np.exp(level + spread * special.ndtri((np.arange(DRAWS) + 0.5) / DRAWS))
    return float(np.exp(level)), at_least(now, 1.0 / inverse_k, means)


def terms(months: NDArray[np.int64], size: int) -> Vector:
    """The terms of the regression for months counted from the first: level, trend, from two years on a yearly wave."""
    columns = [np.ones(len(months)), (months - (size - 1) / 2) / size]
    if size >= SEASONAL:
        turn = 2 * np.pi * months / 12
        columns += [np.cos(turn), np.sin(turn)]
    return np.column_stack(columns)


def at_least(count: float, k: float, means: Vector) -> float:
    """P(Y >= count) for negative-binomial counts with variance mu + mu^2/k, averaged over the means."""
    if count <= 0:
        return 1.0
    # The incomplete beta function is this tail; scipy.special loads ten times faster than scipy.stats.
    return float(special.betainc(count, k, means / (k + means)).mean())


def fit(
    counts: Vector, design: Vector, offset: Vector, trend_spread: float | None = None
) -> tuple[Vector, Vector, float]:
    """Fit a negative-binomial regression with log link.

    Args:
        counts: one a month.
        design: as `terms` gives it.
        offset: log of what multiplies each month's mean.
        trend_spread: prior spread of the trend; None leaves it to the counts alone.

    Returns:
        Coefficients, their covariance, and 1/k (variance = mean + mean^2/k).
    """
    size, width = design.shape
    coefficients: Vector = np.zeros(width)
    prior = np.diag([1e-6, 1e-6, *[SEASON_SPREAD**-2] * (width - 2)][:width])
    if trend_spread is not None:
        prior[1, 1] = trend_spread**-2
    coefficients[0] = np.log(max(float((counts / np.exp(offset)).mean()), 0.1))
    inverse_k = 0.1
    for _ in range(3):
        for _ in range(8):
            mean = np.exp(np.clip(design @ coefficients + offset, -20, 20))
            weight = mean / (1 + mean * inverse_k)
            information = design.T @ (design * weight[:, None]) + prior
            slope = design.T @ (weight * (counts - mean) / mean) - prior @ coefficients
            coefficients = coefficients + np.linalg.solve(information, slope)
        mean = np.exp(np.clip(design @ coefficients + offset, -20, 20))
        inverse_k = max(1e-3, float((((counts - mean) ** 2 - mean) / mean**2).sum() / (size - width)))
    weight = mean / (1 + mean * inverse_k)
    covariance = np.linalg.inv(design.T @ (design * weight[:, None]) + prior)
    return coefficients, np.asarray(covariance, dtype=np.float64), inverse_k

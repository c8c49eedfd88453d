"""Hill numbers: how many kinds there effectively are, and how to compare them fairly (SCIENCE A13)."""

import numpy as np
from scipy.special import gammaln

from linkwright.signals.mix_model import Vector


def hill(counts: Vector) -> tuple[float, float, float]:
    """N0, N1, N2: how many values there are, and how many equally frequent ones would be as diverse (SCIENCE A13)."""
    shares = counts[counts > 0] / counts.sum()
    return float(len(shares)), float(np.exp(-(shares * np.log(shares)).sum())), float(1 / (shares**2).sum())


def coverage(counts: Vector) -> float:
    """Which part of all there is (by weight) the values seen make up (Chao and Jost 2012; SCIENCE A13)."""
    n, once, twice = counts.sum(), (counts == 1).sum(), (counts == 2).sum()
    if not once:
        return 1.0
    # Without values seen twice the estimate needs its bias-corrected form.
    rest = (n - 1) * once / ((n - 1) * once + 2 * twice) if twice else (n - 1) * (once - 1) / ((n - 1) * (once - 1) + 2)
    return float(1 - once / n * rest)


def expected_coverage(counts: Vector, size: int) -> float:
    """Coverage of a sample of so many out of these counts (Chao and Jost 2012); the estimate itself at full size."""
    n = counts.sum()
    if size >= n:
        return coverage(counts)
    some = counts[n - counts >= size]
    missed = _log_choose(n - some, size) - _log_choose(np.array([n - 1]), size)
    return float(1 - (some / n * np.exp(missed)).sum())


def rarefied(counts: Vector, size: int) -> tuple[float, float, float]:
    """N0, N1, N2 of a sample of so many out of these counts (Chao and others 2014); those of all at full size.

    From how many values such a sample shows once, twice and so on, on average: as long as the counts are whole numbers.
    """
    n = int(counts.sum())
    if size >= n:
        return hill(counts)
    often = np.zeros(size + 1)
    for count, values in zip(*np.unique(counts[counts > 0].astype(int), return_counts=True), strict=True):
        times = np.arange(max(1, size - (n - count)), min(count, size) + 1)
        logs = _log_choose(np.array([count]), times) + _log_choose(np.array([n - count]), size - times)
        often[times] += values * np.exp(logs - _log_choose(np.array([n]), size))
    shares = np.arange(1, size + 1) / size
    weights = shares * often[1:]  # they add up to 1, so N0 >= N1 >= N2 as of any mix
    return float(often[1:].sum()), float(np.exp(-(weights * np.log(shares)).sum())), float(1 / (weights @ shares))


def size_at(counts: Vector, wanted: float) -> int:
    """The smallest sample of these counts with that coverage."""
    low, high = 1, int(counts.sum())
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if expected_coverage(counts, middle) >= wanted else (middle + 1, high)
    return low


def _log_choose(n: Vector, k: int | Vector) -> Vector:
    chosen: Vector = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return chosen

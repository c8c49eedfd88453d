"""Q, quality-weighted referring domains: the sum over owners of the value of their best link / 100 (SCIENCE 4.1)."""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from linkwright.rubric.priors import Priors
from linkwright.vocabulary.numbers import Interval

SHARED = "compare.shared_error"
_Reals = NDArray[np.float64]


def total_quality(owners: pa.Table, priors: Priors) -> Interval:
    """Q of one row an owner; see `page_qualities` for the interval."""
    zeros = np.zeros(owners.num_rows, dtype=np.int64)
    low, middle, high = page_qualities(owners, zeros, 1, priors)
    return Interval(float(low[0]), float(middle[0]), float(high[0]))


def page_qualities(
    owners: pa.Table, page: NDArray[np.int64], pages: int, priors: Priors
) -> tuple[_Reals, _Reals, _Reals]:
    """Low, middle and high of Q of several pages.

    The values of two links are wrong together where the rubric is wrong, and each by itself where something about a
    link is not known. `compare.shared_error` is the part of the variance that all links share; the rest averages out:
    the half-width is sqrt(shared * (sum of half-widths)^2 + (1 - shared) * sum of their squares).

    Args:
        owners: one row an owner and page, with `quality`, `quality_low`, `quality_high`.
        page: the page of each row, from 0.
        pages: how many pages.
        priors: with `compare.shared_error`.
    """
    shared = priors[SHARED].value
    middle, low, high = (owners[name].to_numpy() for name in ("quality", "quality_low", "quality_high"))
    total = np.asarray(np.bincount(page, middle, pages), dtype=np.float64)

    def width(each: _Reals) -> _Reals:
        each = np.maximum(each, 0)
        together, apart = np.bincount(page, each, pages), np.bincount(page, each**2, pages)
        return np.asarray(np.sqrt(shared * together**2 + (1 - shared) * apart), dtype=np.float64)

    least: _Reals = np.maximum(total - width(middle - low), 0)
    return least, total, total + width(high - middle)

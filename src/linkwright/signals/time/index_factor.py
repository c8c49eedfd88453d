"""What an index did to everybody: the offset by month that competitors in the same exports give.

A tool that enlarges its index sees new links of all sites in the same month. How much more than usual it saw of sites
that have nothing to do with ours is taken off ours.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Vector = NDArray[np.float64]

CONTROLS = """
select
  competitor,
  month,
  new_domains
from competitor_months
order by competitor, month
"""
FEWEST = 3  # controls: the middle of two is pulled along by either
LEAST_LEVEL = 2.0  # new domains in a usual month; below it a ratio is chance
FEWEST_MONTHS = 12
PSEUDO = 2.0  # added to a month's count and to the usual level, so that small counts give no wild ratios


def control_counts(rows: pa.Table, months: int) -> Vector:
    """One row a competitor, one column a month of the profile's calendar; not-a-number outside its own history."""
    counts = np.asarray(rows["new_domains"].to_pylist(), dtype=np.float64).reshape(-1, months)
    for each in counts:
        seen = np.flatnonzero(each)
        if len(seen):  # before its first and after its last month nobody looked
            each[: seen[0]] = each[seen[-1] + 1 :] = np.nan
    return counts


@dataclass(frozen=True)
class Index:
    """What the index did to everybody.

    Attributes:
        logs: log of the index factor of each month, 0 where too few controls say or where it may be 1.
        errors: standard errors of those that are not 0.
        controls: how many controls were good enough.
    """

    logs: Vector
    errors: Vector
    controls: int


def offsets(counts: Vector) -> Index:
    """The index factor of each month.

    The factor is the median over controls of the month's new domains, divided by the control's own median month. Only
    a month in which it is two standard errors from 1 has one: otherwise the controls' own chance would be added to ours
    (in our simulation a smaller share of clean years alarms so).

    Args:
        counts: as `control_counts` gives them.
    """
    known = np.isfinite(counts)
    levels = np.asarray(
        [np.median(each[fits]) if fits.any() else 0.0 for each, fits in zip(counts, known, strict=True)]
    )
    good = (known.sum(axis=1) >= FEWEST_MONTHS) & (levels >= LEAST_LEVEL)
    none = np.zeros(counts.shape[1])
    if good.sum() < FEWEST:
        return Index(none, none, int(good.sum()))
    logs = np.log((counts[good] + PSEUDO) / (levels[good, None] + PSEUDO))
    told = known[good].sum(axis=0)
    enough = told >= FEWEST
    middle = none.copy()
    middle[enough] = np.nanmedian(logs[:, enough], axis=0)
    apart = np.nanmedian(np.abs(logs[:, enough] - middle[enough])) if enough.any() else 0.0
    error = 1.4826 * 1.2533 * apart / np.sqrt(np.maximum(told, 1))
    clear = np.abs(middle) > 2 * error
    return Index(np.where(clear, middle, 0.0), np.where(clear, error, 0.0), int(good.sum()))

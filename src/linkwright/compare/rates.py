"""New and lost referring domains a month."""

from datetime import date

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy import stats

from linkwright.compare.model import Velocity
from linkwright.compare.side import Side
from linkwright.vocabulary.numbers import Interval

MOST_MONTHS = 12
FEWEST_MONTHS = 3
_Reals = NDArray[np.float64]


def velocity(side: Side, today: date) -> Velocity | None:
    """How many owners a month are new and lost, over the last whole months that the data of a side reach.

    The interval is of the rate behind the counts: months of 0, 9, 0, 3 tell it less well than those of 3, 3, 3, 3.
    Counts vary more than by pure chance (negative binomial, by the method of moments); the rate is given the gamma
    distribution with that mean and variance, half an event added so that no news for a year is not never. Net:
    Student's t of the monthly differences.

    Returns:
        None with fewer than three whole months. The month the data end in does not count, as it may be cut off.
    """
    last = _data_end(side, today)
    if last is None or not side.months.num_rows:
        return None
    known = side.months["month"].to_numpy().astype("datetime64[M]")
    first = max(known.min(), last - MOST_MONTHS)
    months = int((last - first).astype(int))
    if months < FEWEST_MONTHS:
        return None
    inside = (known >= first) & (known < last)
    place = (known[inside] - first).astype(int)
    new, lost = (
        _monthly(side.months[name].to_numpy()[inside], place, months) for name in ("new_domains", "lost_domains")
    )
    net = new - lost
    wide = stats.t.ppf(0.9, months - 1) * net.std(ddof=1) / np.sqrt(months)
    middle = float(net.mean())
    return Velocity(months, _rate(new), _rate(lost), Interval(middle - float(wide), middle, middle + float(wide)))


def _data_end(side: Side, today: date) -> np.datetime64 | None:
    """The month in which the data of a side end, at the latest the present one."""
    ends = [pc.max(side.domains[name]).as_py() for name in ("first_seen", "last_seen")]
    days = [each.date() for each in ends if each is not None]
    return np.datetime64(min(today, max(days)), "M") if days else None


def _monthly(counts: _Reals, place: NDArray[np.int64], months: int) -> _Reals:
    """Counts by month; a month is once in the table, so a second row of it is the same row again."""
    found = np.zeros(months)
    np.maximum.at(found, place, np.nan_to_num(counts))
    return found


def _rate(counts: _Reals) -> Interval:
    months, mean = len(counts), counts.mean()
    spread = max(float(counts.var(ddof=1)), mean) / mean if mean else 1.0  # variance over mean, 1 for pure chance
    low, middle, high = stats.gamma.ppf((0.1, 0.5, 0.9), (counts.sum() + 0.5) / spread, scale=spread / months)
    return Interval(float(low), float(middle), float(high))

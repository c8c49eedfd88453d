"""How numbers that are not known exactly are said, and laid out in tables."""

import dataclasses
import math
from collections.abc import Sequence

from linkwright.report.model import ROWS_LIMIT, Cell, Column, Kind, Listing
from linkwright.report.reading import percent, rounded
from linkwright.vocabulary.numbers import Interval

_LARGE = 1_000
_LOW, _HIGH, _RANGE = "_low", "_high", "_range"


def amount(number: float, digits: int | None = None) -> str:
    """Say a number: `1,240`, `17.5`, `0.35`; with digits after the point as fit its size, or as asked for."""
    digits = _digits(number) if digits is None else digits
    text = f"{rounded(number, digits):,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _digits(number: float) -> int:
    return 0 if abs(number) >= 100 else 1 if abs(number) >= 1 else 2


def ends(interval: Interval, digits: int | None = None, kind: Kind = Kind.NUMBER) -> str:
    """Say both ends: `26 to 90`; `26 or more` where there is no upper one. Digits fit the middle."""
    if digits is None:
        digits = _digits(interval.middle if math.isfinite(interval.middle) else interval.low)
    low, high = (
        (percent(each) if kind is Kind.SHARE else amount(_coarse(each), digits)) if math.isfinite(each) else ""
        for each in (interval.low, interval.high)
    )
    if not high:
        return f"{low} or more" if low else "more than can be told"
    return low if low == high else f"{low} to {high}"


def _coarse(number: float) -> float:
    """A large number that is not known exactly, in three digits: more would look surer than it is."""
    return round(number, 3 - len(str(int(abs(number))))) if abs(number) >= _LARGE else number


def told(interval: Interval | None, digits: int | None = None, kind: Kind = Kind.NUMBER) -> str:
    """Say the middle with both ends: `48 (26 to 90)`; `not known` for None."""
    if interval is None:
        return "not known"
    if not math.isfinite(interval.middle) or interval.low == interval.high:
        return ends(interval, digits, kind)
    middle = percent(interval.middle) if kind is Kind.SHARE else amount(_coarse(interval.middle), digits)
    return f"{middle} ({ends(interval, digits, kind)})"


def spread(name: str, label: str, kind: Kind = Kind.NUMBER, gloss: str = "") -> tuple[Column, Column, Column]:
    """Three columns of one number: low end, middle, high end."""
    return (
        Column(name + _LOW, f"{label}, P10", kind, "P10, P50, P90"),
        Column(name, label, kind, gloss),
        Column(name + _HIGH, f"{label}, P90", kind, "P10, P50, P90"),
    )


def cells(interval: Interval | None, digits: int = 2) -> tuple[Cell, Cell, Cell]:
    """The cells of such columns; an end that is not known, or without bound, is empty."""
    if interval is None:
        return None, None, None
    low, middle, high = (_cell(each, digits) for each in (interval.low, interval.middle, interval.high))
    return low, middle, high


def _cell(number: float, digits: int) -> Cell:
    if not math.isfinite(number):
        return None
    return rounded(number, digits) if digits else int(rounded(number))


def folded(listing: Listing, only: Sequence[str] = ()) -> Listing:
    """Lay a listing out for a page: both ends of a number in one column after its middle.

    Args:
        listing: with columns as from `spread`.
        only: names of the columns to keep, in this order; the ends go with their middle.
    """
    names = [column.name for column in listing.columns]
    middles = [name for name in names if not (name.endswith((_LOW, _HIGH)) and name.rsplit("_", 1)[0] in names)]
    laid: list[tuple[int, bool]] = []  # place of a column, and whether it is to be shown as a range
    for place in (names.index(name) for name in only or middles):
        laid.append((place, False))
        if names[place] + _HIGH in names:
            laid.append((place, True))
    columns = listing.columns
    return dataclasses.replace(
        listing,
        columns=tuple(_range_column(columns[place]) if ranged else columns[place] for place, ranged in laid),
        rows=tuple(
            tuple(
                _range(row[place - 1 : place + 2], columns[place].kind) if ranged else row[place]
                for place, ranged in laid
            )
            for row in listing.rows[:ROWS_LIMIT]
        ),
    )


def _range_column(column: Column) -> Column:
    return Column(column.name + _RANGE, "Range", Kind.TEXT, "interval")


def _range(found: Sequence[Cell], kind: Kind) -> Cell:
    low, middle, high = (float(each) if isinstance(each, int | float) else math.inf for each in found)
    return None if math.isinf(low) else ends(Interval(low, middle, high), kind=kind)

"""How a file writes numbers and dates: decided once per file, never per cell, from the first block of its rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

_SPACES = " \u00a0\u202f\u2009"
_NUMBER = re.compile(rf"[-+]?[\d.,'’{_SPACES}]+")
_UNITS = re.compile(r"^[$€£¥\s]+|[%$€£¥\s]+$")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_EPOCH = re.compile(r"\d{10}|\d{13}")
_DAYS = (
    *("%d %b %Y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y", "%b %d %Y", "%d-%b-%Y", "%d-%b-%y", "%d. %B %Y", "%Y%m%d"),
)
_TIMES = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p")
_CLOCKS = ("", *(f" {time}" for time in _TIMES), *(f", {time}" for time in _TIMES))
_TRIED = 60  # texts that are not ISO dates; a pattern seen in none of so many is not in the file
_SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})\b")


@dataclass(frozen=True)
class Style:
    """How one file writes things.

    Attributes:
        decimal_comma: `1.234,5` (or `1 234,5`) rather than `1,234.5`.
        date_formats: patterns of the dates that are not ISO 8601, in the words of strptime.
        epoch: some dates are seconds or milliseconds since 1970.
        notes: where the file did not decide, or contradicts itself.
    """

    decimal_comma: bool = False
    date_formats: tuple[str, ...] = ()
    epoch: bool = False
    notes: tuple[str, ...] = ()


def decide(numbers: Iterable[str], whole_numbers: Iterable[str], dates: Iterable[str]) -> Style:
    """Decide the style of a file.

    Args:
        numbers: distinct texts of columns that hold numbers of any kind.
        whole_numbers: distinct texts of columns that hold counts, where a single separator must group thousands.
        dates: distinct texts of columns that hold dates.
    """
    decimal_comma, number_notes = _decimal_comma(numbers, whole_numbers)
    odd = [text.strip() for text in dates if not _ISO.match(text.strip())]
    day_first, date_notes = _day_first(odd, likely=decimal_comma)
    epoch = any(_EPOCH.fullmatch(text) for text in odd)
    return Style(decimal_comma, _date_formats(odd, day_first=day_first), epoch, number_notes + date_notes)


def _decimal_comma(numbers: Iterable[str], whole_numbers: Iterable[str]) -> tuple[bool, tuple[str, ...]]:
    marks = [_decimal_mark(text) for text in numbers]
    comma, point = marks.count(","), marks.count(".")
    if comma and point:
        note = f"numbers are written as 1.234,5 ({comma:,}) and as 1,234.5 ({point:,}); the more frequent was taken"
        return comma > point, (note,)
    if comma or point:
        return bool(comma), ()
    groups = [_grouping_mark(text) for text in whole_numbers]
    return groups.count(".") > groups.count(","), ()


def _decimal_mark(text: str) -> str:
    """Return the decimal mark this text proves, or an empty text: `1,234` proves nothing, `1,23` and `1.234,5` do."""
    number = _bare(text)
    if not number:
        return ""
    last_comma, last_point = number.rfind(","), number.rfind(".")
    if last_comma >= 0 and last_point >= 0:
        return "," if last_comma > last_point else "."
    mark = "," if last_comma >= 0 else "." if last_point >= 0 else ""
    if not mark:
        return ""
    groups = number.lstrip("+-").split(mark)
    if len(groups) > 2:  # 1.234.567: the mark groups thousands, so the other one is decimal
        return ("." if mark == "," else ",") if all(len(group) == 3 for group in groups[1:]) else ""
    whole, fraction = groups
    grouping_possible = len(fraction) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return "" if grouping_possible else mark


def _grouping_mark(text: str) -> str:
    match = re.fullmatch(r"[-+]?\d{1,3}([.,])\d{3}", _bare(text))
    return match[1] if match else ""


def _bare(text: str) -> str:
    number = _UNITS.sub("", text)
    if not _NUMBER.fullmatch(number) or not any(letter.isdigit() for letter in number):
        return ""
    return re.sub(rf"[{_SPACES}'’]", "", number)


def _day_first(dates: Iterable[str], *, likely: bool) -> tuple[bool, tuple[str, ...]]:
    day, month, points, undecided = 0, 0, 0, 0
    for text in dates:
        match = _SLASHED.match(text.strip())
        if not match:
            continue
        undecided += 1
        day += int(match[1]) > 12
        month += int(match[3]) > 12
        points += match[2] == "."
    if day and month:
        note = "dates are written both day first and month first; the more frequent was taken"
        return day > month, (note,)
    if day or month or not undecided:
        return bool(day), ()
    if points:  # nobody writes the month first with points
        return True, ()
    order = "day" if likely else "month"
    return likely, (f"no date of the file tells whether the day or the month comes first; read with the {order} first",)


def _date_formats(texts: list[str], *, day_first: bool) -> tuple[str, ...]:
    """The patterns of days that fit some text, each with every pattern of clocks."""
    first, second = ("%d", "%m") if day_first else ("%m", "%d")
    days = [f"{first}{mark}{second}{mark}{year}" for mark in "/.-" for year in ("%y", "%Y")]
    tried = list(islice((text for text in texts if not _EPOCH.fullmatch(text)), 0, None, max(1, len(texts) // _TRIED)))
    fitting = [day for day in (*days, *_DAYS) if any(_fits(text, day + clock) for text in tried for clock in _CLOCKS)]
    return tuple(day + clock for day in fitting for clock in _CLOCKS)


def _fits(text: str, pattern: str) -> bool:
    try:
        datetime.strptime(text, pattern)
    except ValueError:
        return False
    return True

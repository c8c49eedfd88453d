"""Finding delimiter and header row in the first lines of a delimited text.

A line that is the header of a known report decides everything. Else the delimiter that cuts most lines into the same
number of cells wins, and the first such line is the header unless it looks like data.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from linkwright.sources.layout import ReportLayout, header_keys, identify
from linkwright.sources.limits import LIMITS, Limits

DELIMITERS = (",", "\t", ";", "|")
_DATA = re.compile(r"\s*(https?://\S+|[-+]?[\d.,\s%]+|\d{4}-\d\d-\d\d.*|true|false)\s*", re.IGNORECASE)
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")


@dataclass(frozen=True)
class Dialect:
    """How a table is written.

    Attributes:
        delimiter: between cells.
        header: the header's cells as written; for a table without header `column 1`, `column 2`, ...
        preamble: the lines before the header.
        body: where in the text the rows start, in bytes.
        line: line number of the first row, from 1.
    """

    delimiter: str
    header: tuple[str, ...]
    preamble: tuple[str, ...]
    body: int
    line: int


def sniff(start: bytes, reports: Sequence[ReportLayout], limits: Limits = LIMITS) -> Dialect | None:
    """Look at the start of a UTF-8 text; None when it has no line with text."""
    ends, lines = _lines(start[: limits.sniff_bytes], limits.header_lines)
    if not any(line.strip() for line in lines):
        return None
    at, delimiter, has_header = _known_header(lines, reports) or _likely_header(lines)
    cells = split_line(lines[at], delimiter)
    header = tuple(cells) if has_header else tuple(f"column {place}" for place in range(1, len(cells) + 1))
    first = at + 1 if has_header else at
    return Dialect(delimiter, header, tuple(lines[:at]), ends[first - 1] if first else 0, first + 1)


def split_line(line: str, delimiter: str) -> list[str]:
    """Cut one line into cells. Quoted cells may not hold line ends here."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # a cell longer than the csv module allows: no header
        return [line]


def _lines(start: bytes, count: int) -> tuple[list[int], list[str]]:
    ends: list[int] = []
    lines: list[str] = []
    position = 0
    while len(lines) < count and position < len(start):
        match = _LINE.match(start, position)
        position = match.end() if match else len(start)
        lines.append(start[ends[-1] if ends else 0 : position].decode("utf-8", "replace").rstrip("\r\n"))
        ends.append(position)
    return ends, lines


def _known_header(lines: list[str], reports: Sequence[ReportLayout]) -> tuple[int, str, bool] | None:
    for at, line in enumerate(lines):
        best: tuple[tuple[int, int], str] | None = None
        for delimiter in DELIMITERS:
            header = split_line(line, delimiter)
            report = identify(header, reports)
            weight = report.weight(header_keys(header)) if report else None
            if weight and (best is None or weight > best[0]):
                best = weight, delimiter
        if best:
            return at, best[1], True
    return None


def _likely_header(lines: list[str]) -> tuple[int, str, bool]:
    best = (0.0, 0, ",", 0)
    for delimiter in DELIMITERS:
        counts = [len(split_line(line, delimiter)) for line in lines]
        filled = [count for count, line in zip(counts, lines, strict=True) if line.strip()]
        width, times = Counter(filled).most_common(1)[0]
        score = (times / len(filled) if width > 1 else 0.0, width, delimiter, counts.index(width))
        if score[:2] > best[:2]:
            best = score
    share, width, delimiter, at = best
    if not share:
        at = next(place for place, line in enumerate(lines) if line.strip())
    cells = split_line(lines[at], delimiter)
    return at, delimiter, not any(_DATA.fullmatch(cell) for cell in cells if cell)

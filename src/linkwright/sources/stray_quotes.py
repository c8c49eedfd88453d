"""The slow, forgiving walk over a block in which a quotation mark is out of place.

Rules, the same as those of the CSV parser behind it (pyarrow): a mark opens a quoted cell only at the start of a cell;
elsewhere it is a letter. A quoted cell may hold line ends only if its closing mark is in place; if not, a mark was
forgotten: the line it opens on is rejected and reading goes on with the next line. So one forgotten mark costs one row.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

UNCLOSED = "a quotation mark opens a cell and is never closed"
MISPLACED = "a quotation mark is missing or out of place"
LONG = "the row is longer than {limit:,} bytes"


@dataclass(frozen=True)
class Span:
    """One record: from `start` up to its line end at `end`; `line` counts from 0 in the block."""

    start: int
    end: int
    line: int
    lines: int
    blank: bool = False
    reason: str = ""


def walk(
    data: bytes, quotes: list[int], line_ends: list[int], delimiter: str, limit: int, *, final: bool
) -> list[Span]:
    """Return the whole records of a block, in order; what follows the last one needs more data.

    Args:
        data: the block.
        quotes: positions of all quotation marks.
        line_ends: positions of all line ends; for the last block its very end too.
        delimiter: the cell delimiter.
        limit: the longest record in bytes.
        final: nothing follows this block.
    """
    plain = re.compile(rb"[^" + re.escape(delimiter.encode()) + rb"\r\n]*")
    spans: list[Span] = []
    line = start = 0
    while line < len(line_ends):
        end = line_ends[line]
        at = bisect_left(quotes, start)
        if at == len(quotes) or quotes[at] > end:
            span = Span(start, end, line, 1, blank=not data[start:end].strip(b"\r\n"))
        else:
            stop = _record_stop(data, start, quotes, plain)
            if not final and (stop is None or stop > line_ends[-1]):
                break
            span = _span(start, stop, line, line_ends)
        if span.end - span.start > limit:
            span = Span(start, end, line, 1, reason=LONG.format(limit=limit))
        spans.append(span)
        line = span.line + span.lines
        start = span.end + 1
    return spans


def _span(start: int, stop: int | None, line: int, line_ends: list[int]) -> Span:
    if stop is None:
        return Span(start, line_ends[line], line, 1, reason=UNCLOSED)
    if stop < 0:
        return Span(start, line_ends[line], line, 1, reason=MISPLACED)
    last = bisect_left(line_ends, stop)
    return Span(start, line_ends[last], line, last - line + 1)


def _record_stop(data: bytes, start: int, quotes: list[int], plain: re.Pattern[bytes]) -> int | None:
    """Return where the record ends, None if a quoted cell is still open, -1 if a mark is out of place."""
    position = start
    while True:
        several_lines = False
        if data[position : position + 1] == b'"':
            close = _closing(quotes, position)
            if close is None:
                return None
            several_lines = b"\n" in data[position:close] or b"\r" in data[position:close]
            position = close + 1
        match = plain.match(data, position)
        stop = match.end() if match else position
        if several_lines and stop > position:
            return -1
        if stop >= len(data) or data[stop] in b"\r\n":
            return _line_end(data, stop)
        position = stop + 1


def _closing(quotes: list[int], opening: int) -> int | None:
    at = bisect_left(quotes, opening) + 1
    while at < len(quotes):
        if at + 1 < len(quotes) and quotes[at + 1] == quotes[at] + 1:
            at += 2  # a doubled mark is a mark in the text
            continue
        return quotes[at]
    return None


def _line_end(data: bytes, stop: int) -> int:
    return stop + 1 if data[stop : stop + 2] == b"\r\n" else stop

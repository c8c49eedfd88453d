"""Delimited text (CSV, TSV, ...) -> sections.

A file whose first line starts with `#` may be a commented export of Analytics: several tables with comment lines and
blank lines between them. These are held as a whole (they are small) and cut into tables. Everything else streams.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from linkwright.errors import Place, UnreadableInputError
from linkwright.sources.csv_blocks import CsvBlock
from linkwright.sources.headers import unique_headers
from linkwright.sources.layout import ReportLayout, identify
from linkwright.sources.limits import LIMITS, Limits
from linkwright.sources.records import RecordReader
from linkwright.sources.sniff import Dialect, sniff, split_line
from linkwright.sources.tables import Section
from linkwright.sources.text import blocks

_COMMENTED = re.compile(rb"\s*#(?:[ \r\n]|\Z)")  # `#,Domain` and `#<tab>` are headers, not comments
_LINE_END = re.compile(rb"[\r\n]")
_COMMENT = re.compile(rb"#(?:[ \r\n]|\Z)")


def delimited_sections(
    text: Iterable[bytes], name: str, reports: Sequence[ReportLayout], limits: Limits = LIMITS
) -> Iterator[Section]:
    """Yield the tables of a UTF-8 text.

    Args:
        text: pieces of the text, without byte order mark.
        name: of the file, for errors.
        reports: the reports whose headers decide.
        limits: bounds.

    Raises:
        UnreadableInputError: the text is empty, or a commented export is too large.
    """
    pieces = blocks(text, limits.block_bytes)
    first = next(pieces, b"")
    if _COMMENTED.match(first):
        yield from _commented(_whole(first, pieces, name, limits), reports, limits)
        return
    if len(first) > limits.sniff_bytes and not _LINE_END.search(first, 0, limits.sniff_bytes):
        raise UnreadableInputError(
            f"the first line is longer than {limits.sniff_bytes:,} bytes: this is no table with a header",
            todo="Look at the file; if it is one export, ask the tool for it again as CSV.",
            where=Place(name, 1),
        )
    dialect = sniff(first, reports, limits)
    if dialect is None:
        raise UnreadableInputError(
            "the file is empty", todo="Export it again and look whether the report has rows.", where=Place(name)
        )
    yield replace(_section(dialect, chain((first[dialect.body :],), pieces), limits), alone=True)


def _section(dialect: Dialect, text: Iterable[bytes], limits: Limits, row: int = 1) -> Section:
    header = unique_headers(dialect.header)
    return Section(
        header,
        _csv_blocks(text, dialect, header, limits, row),
        delimiter=dialect.delimiter,
        preamble=dialect.preamble,
    )


def _csv_blocks(
    text: Iterable[bytes], dialect: Dialect, header: tuple[str, ...], limits: Limits, row: int
) -> Iterator[CsvBlock]:
    reader = RecordReader(dialect.delimiter, dialect.line, row, limits)
    for records in reader.read(text):
        data = records.data
        open_end = int(records.lines[-1]) if len(records.lines) and not data.endswith((b"\n", b"\r")) else 0
        yield CsvBlock(records, tuple(dialect.header), dialect.delimiter, open_end)


def _whole(first: bytes, pieces: Iterator[bytes], name: str, limits: Limits) -> bytes:
    held = [first]
    size = len(first)
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size > limits.whole_bytes:
            raise UnreadableInputError(
                f"a report with comment lines may have at most {limits.whole_bytes >> 20:,} MB; this one has more",
                todo="Export a shorter period, or remove the lines that start with # above the header.",
                where=Place(name),
            )
    return b"".join(held)


def _commented(data: bytes, reports: Sequence[ReportLayout], limits: Limits) -> Iterator[Section]:
    """Cut a commented export into tables. Comment lines always end a table; a blank line does when a header follows."""
    lines = data.splitlines(keepends=True)
    preamble: list[str] = []
    at, row = 0, 1
    while at < len(lines):
        line = lines[at]
        if _COMMENT.match(line) or not line.strip():
            preamble.append(line.decode().strip())
            at += 1
            continue
        stop = _table_end(lines, at, reports)
        dialect = sniff(b"".join(lines[at:stop]), reports, limits)
        if dialect is None:
            return
        dialect = replace(dialect, preamble=(*preamble, *dialect.preamble), line=dialect.line + at)
        section = _section(dialect, (b"".join(lines[at:stop])[dialect.body :],), limits, row)
        held = list(section.blocks)
        row += sum(block.read for block in held)
        yield replace(section, blocks=iter(held))
        preamble = []
        at = stop


def _table_end(lines: list[bytes], start: int, reports: Sequence[ReportLayout]) -> int:
    for at in range(start + 1, len(lines)):
        if _COMMENT.match(lines[at]):
            return at
        if not lines[at].strip():
            following = next((line for line in lines[at:] if line.strip()), b"")
            if not following or _is_header(following, reports):
                return at
    return len(lines)


def _is_header(line: bytes, reports: Sequence[ReportLayout]) -> bool:
    cells = split_line(line.decode().strip(), ",")
    return identify(cells, reports) is not None

"""Workbooks (Excel and others) -> sections, one for each sheet with a table. Dates become ISO text; `5.0` is `5`."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import BinaryIO

import pyarrow as pa
import python_calamine

from linkwright.errors import Place, UnreadableInputError
from linkwright.sources.headers import unique_headers
from linkwright.sources.layout import ReportLayout, identify
from linkwright.sources.limits import LIMITS, Limits
from linkwright.sources.tables import Cells, Section, TableBlock, column_names

_ROWS = 20_000
_CELL_BYTES = 10  # about; only for the progress bar
Cell = int | float | str | bool | time | date | datetime | timedelta


def workbook_sections(
    source: BinaryIO, name: str, reports: Sequence[ReportLayout], limits: Limits = LIMITS
) -> Iterator[Section]:
    """Yield the tables of a workbook, sheet by sheet.

    Args:
        source: a seekable stream.
        name: of the file, for errors.
        reports: the reports whose headers decide.
        limits: bounds; the unpacked workbook must not be larger than `whole_bytes` times four.

    Raises:
        UnreadableInputError: it is damaged, protected or too large.
    """
    book = open_workbook(source, name, limits)
    row = 1
    skipped: list[str] = []
    for sheet_name in book.sheet_names:
        try:
            rows = iter(book.get_sheet_by_name(sheet_name).iter_rows())
        except python_calamine.CalamineError:  # a sheet that is only a chart
            skipped.append(sheet_name)
            continue
        start = list(islice(rows, limits.header_lines))
        at = _header_row(start, reports)
        if at is None:
            skipped.append(sheet_name)
            continue
        header = unique_headers([cell_text(cell) or "" for cell in _trimmed(start[at])])
        blocks = list(_blocks(header, start[at + 1 :], rows, row, at + 2))
        row += sum(block.read for block in blocks)
        notes = (f"sheet {sheet_name}",) if len(book.sheet_names) > 1 else ()
        yield Section(header, iter(blocks), notes=notes)
    if skipped and row == 1:
        what = "no sheet of the workbook holds a table"
        raise UnreadableInputError(what, where=Place(name), available=tuple(skipped))


def open_workbook(source: BinaryIO, name: str, limits: Limits = LIMITS) -> python_calamine.CalamineWorkbook:
    """Open a workbook of Excel or LibreOffice, unless it would unpack to more than `whole_bytes` times four.

    Raises:
        UnreadableInputError: it is damaged, protected or too large.
    """
    _check_size(source, name, limits)
    try:
        return python_calamine.CalamineWorkbook.from_filelike(source)
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise UnreadableInputError(
            f"the workbook cannot be read: {error}",
            todo="Open it in a spreadsheet program and save it as CSV.",
            where=Place(name),
        ) from error


def _check_size(source: BinaryIO, name: str, limits: Limits) -> None:
    if not zipfile.is_zipfile(source):
        source.seek(0)
        return
    source.seek(0)
    with zipfile.ZipFile(source) as archive:  # `is_zipfile` looked, and what it holds was listed before
        size = sum(info.file_size for info in archive.infolist())
    source.seek(0)
    most = limits.whole_bytes * 4
    if size > most:
        raise UnreadableInputError(
            f"unpacked the workbook has {size:,} bytes; at most {most:,} are read",
            todo="Save it as CSV and import that.",
            where=Place(name),
        )


def _header_row(rows: list[list[Cell]], reports: Sequence[ReportLayout]) -> int | None:
    for at, row in enumerate(rows):
        if identify([cell_text(cell) or "" for cell in row], reports):
            return at
    widths = [sum(cell_text(cell) is not None for cell in row) for row in rows]
    return widths.index(max(widths)) if widths and max(widths) > 0 else None


def _trimmed(row: list[Cell]) -> list[Cell]:
    width = max((place for place, cell in enumerate(row, 1) if cell_text(cell) is not None), default=0)
    return row[:width]


def _blocks(
    header: tuple[str, ...], start: list[list[Cell]], rest: Iterator[list[Cell]], row: int, line: int
) -> Iterator[TableBlock]:
    width = len(header)
    waiting: list[list[str | None]] = []
    lines: list[int] = []

    def block() -> TableBlock:
        columns = zip(*waiting, strict=True)
        table = pa.table(
            {name: pa.array(cells, pa.string()) for name, cells in zip(column_names(width), columns, strict=True)}
        )
        numbers = pa.array(range(row, row + len(waiting)), pa.int64())
        cells = Cells(table, numbers, pa.array(lines, pa.int64()))
        return TableBlock(cells, len(waiting) * width * _CELL_BYTES, len(waiting))

    for part in (start, rest):
        for cells in part:
            texts = [cell_text(cell) for cell in cells[:width]]
            texts += [None] * (width - len(texts))
            if any(text is not None for text in texts):
                waiting.append(texts)
                lines.append(line)
            line += 1
            if len(waiting) == _ROWS:
                yield block()
                row += len(waiting)
                waiting, lines = [], []
    if waiting:
        yield block()


def cell_text(cell: Cell) -> str | None:
    """A cell as text: dates as ISO, whole numbers without a point; None where nothing stands."""
    if isinstance(cell, str):
        return cell if cell.strip() else None
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    return str(cell)

"""Sheets of a workbook. No cell is a formula, no cell is a link."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from linkwright.report.model import Cell, Column, Kind
from linkwright.report.neutral import plain, spreadsheet_text

CELL_TEXT = 2_000  # characters of one cell; Excel allows 32,767 but becomes slow
_WIDTHS = {Kind.OUTSIDE: 44, Kind.SENTENCES: 60, Kind.LINE: 26, Kind.TEXT: 16, Kind.EVIDENCE: 26, Kind.DATE: 12}
_FORMATS = {Kind.NUMBER: "#,##0.####", Kind.SHARE: "0.0%", Kind.POINTS: "0.0", Kind.DATE: "@"}
_OPTIONS = {
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


@dataclass(frozen=True)
class Book:
    """A workbook in the making, with its formats."""

    workbook: Workbook
    heading: Format
    wrapped: Format
    formats: dict[Kind, Format]


@contextmanager
def new_book(path: Path, title: str, made_at: datetime, *, many: bool = False) -> Iterator[Book]:
    """Make a workbook, written when the block ends.

    Args:
        path: where to.
        title: what it is.
        made_at: the time it carries, so that the same input gives the same bytes.
        many: there are so many rows that they are better written one by one than held in memory.
    """
    with Workbook(str(path), {**_OPTIONS, "constant_memory": many}) as workbook:
        workbook.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        yield Book(
            workbook,
            heading=workbook.add_format({"bold": True, "bottom": 1, "valign": "top"}),
            wrapped=workbook.add_format({"text_wrap": True, "valign": "top", "align": "left"}),
            formats={
                kind: workbook.add_format({"num_format": text, "valign": "top"}) for kind, text in _FORMATS.items()
            },
        )


def write_sheet(book: Book, name: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a table: headings that stay in sight, a filter, outside texts neutralised."""
    sheet = book.workbook.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column.kind, 11), book.formats.get(column.kind))
        sheet.write_string(0, place, safe_cell(column.label), book.heading)
    last = 0
    for last, row in enumerate(rows, start=1):
        _write_row(sheet, last, row)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _write_row(sheet: Worksheet, place: int, row: Sequence[Cell]) -> None:
    for column, value in enumerate(row):
        if isinstance(value, bool):
            sheet.write_string(place, column, "yes" if value else "no")
        elif isinstance(value, int | float):
            sheet.write_number(place, column, value)
        elif value:
            sheet.write_string(place, column, safe_cell(value))


def safe_cell(text: str) -> str:
    """Make a text that Excel shows and never runs."""
    return spreadsheet_text(plain(text[:CELL_TEXT]))


def write_notes(book: Book, name: str, notes: Iterable[tuple[str, str | int]]) -> None:
    """Write a sheet of two columns: what it is, and what is said of it."""
    sheet = book.workbook.add_worksheet(name)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110, book.wrapped)
    for place, (what, value) in enumerate(notes):
        sheet.write_string(place, 0, safe_cell(what), book.heading)
        if isinstance(value, int):
            sheet.write_number(place, 1, value)
        else:
            sheet.write_string(place, 1, safe_cell(value))

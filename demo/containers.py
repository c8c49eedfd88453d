"""Bytes of files, the same on every run: no clock, no host name, no random salt in gzip, zip and xlsx."""

import csv
import gzip
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import xlsxwriter

Cell = str | int | float | bool | None
STAMP = (2026, 11, 1, 6, 0, 0)


def header(names: str) -> list[str]:
    """Return the header cells of a line joined by commas."""
    return names.split(",")


def delimited(rows: Iterable[Sequence[Cell]], delimiter: str, end: str, *, quote_all: bool = False) -> str:
    """Return rows as delimited text. True and False become `true` and `false`, None an empty cell."""
    out = io.StringIO(newline="")
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=end,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
    )
    writer.writerows([text_of(cell) for cell in row] for row in rows)
    return out.getvalue()


def text_of(cell: Cell) -> str:
    """Return a cell as the vendors write it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)


def gzipped(data: bytes) -> bytes:
    """Return gzip bytes without a time stamp or file name."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a zip archive whose members all have one fixed date."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, STAMP)
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return out.getvalue()


def workbook(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook of one sheet; texts stay texts, whatever sign they begin with."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(*STAMP)})
    sheet = book.add_worksheet("backlinks")
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, bool):
                sheet.write_boolean(line, column, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(line, column, cell)
            elif cell:
                sheet.write_string(line, column, cell)
    book.close()
    return out.getvalue()

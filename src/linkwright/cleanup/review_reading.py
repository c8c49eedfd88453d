"""Files that come back from a review -> rows. Workbooks of Excel and LibreOffice, csv, and JSON lines.

Rows may come in any order, be filtered or deleted; columns may be moved, added or deleted. Only the columns id and
verdict must be there, by name, in any of the first rows.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import python_calamine

from linkwright.cleanup.review_answers import Filled, Refused
from linkwright.cleanup.review_columns import COLUMNS, IDENTITY, INSTEAD, MARK, REASON, VERDICT
from linkwright.errors import Place, UnreadableInputError
from linkwright.sources.limits import LIMITS
from linkwright.sources.text import TextReader
from linkwright.sources.workbook import cell_text, open_workbook

READ_AT_MOST = LIMITS.whole_bytes
_WANTED = (IDENTITY, VERDICT, REASON, INSTEAD, MARK)
_NAMES = {
    text.lower(): column.name for column in COLUMNS if column.name in _WANTED for text in (column.name, column.label)
}
_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # workbooks: xlsx and ods; xls
_DELIMITERS = ",;\t"
_TODO = "Read back the file that `linkwright review --out` wrote: its columns Id and Verdict must still be there."

_Row = tuple[str, Sequence[str]]  # where it stands, and its cells


@dataclass(frozen=True)
class Returned:
    """The rows of a file that came back, and those that could not be read at all."""

    rows: tuple[Filled, ...]
    refused: tuple[Refused, ...] = ()


def read_returned(source: BinaryIO, name: str) -> Returned:
    """Read a file that came back; what kind it is shows in its bytes.

    Args:
        source: a stream at its beginning; it need not be seekable.
        name: of the file, for errors.

    Raises:
        UnreadableInputError: it is too large, damaged, or has no columns id and verdict.
    """
    data = source.read(READ_AT_MOST + 1)
    if len(data) > READ_AT_MOST:
        raise UnreadableInputError(
            f"The file is larger than {READ_AT_MOST:,} bytes: that is no review.", todo=_TODO, where=Place(name)
        )
    if data.startswith(_PACKED):
        return Returned(tuple(_workbook_rows(data, name)))
    text = b"".join(TextReader([data])).decode("utf-8")
    if text.lstrip().startswith("{"):
        return _json_rows(text)
    return Returned(tuple(_csv_rows(text, name)))


def read_returned_file(path: Path) -> Returned:
    """`read_returned` for a file.

    Raises:
        UnreadableInputError: also when it is not there.
    """
    try:
        with path.open("rb") as source:
            return read_returned(source, path.name)
    except OSError as error:
        raise UnreadableInputError(
            f"The file cannot be read: {error.strerror or error}.", todo="Check its name.", where=Place(str(path))
        ) from error


def _workbook_rows(data: bytes, name: str) -> Iterator[Filled]:
    book = open_workbook(io.BytesIO(data), name)
    tables = []
    for sheet_name in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(sheet_name)
            texts = [[(cell_text(cell) or "").strip() for cell in row] for row in sheet.iter_rows()]
        except python_calamine.CalamineError:  # a sheet that is only a chart
            continue
        found = _places(texts, name)
        if found:
            tables.append((sheet_name, texts, *found))
    if not tables:
        raise _without_header(name, book.sheet_names)
    for sheet_name, texts, header, places in tables:
        before = f"sheet {sheet_name}, " if len(tables) > 1 else ""
        rows_below = ((f"{before}row {at}", row) for at, row in enumerate(texts[header + 1 :], start=header + 2))
        yield from _filled(rows_below, places)


def _csv_rows(text: str, name: str) -> Iterator[Filled]:
    for delimiter in _DELIMITERS:
        start = _csv_cells(text, name, delimiter, LIMITS.header_lines)
        found = _places([cells for _, cells in start], name)
        if found:
            header, places = found
            rows = _csv_cells(text, name, delimiter, None)[header + 1 :]
            yield from _filled(rows, places)
            return
    raise _without_header(name, text[:200].splitlines()[:1])


def _csv_cells(text: str, name: str, delimiter: str, most: int | None) -> list[_Row]:
    """The records with the line each begins at."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[_Row] = []
    line = 1
    try:
        for cells in reader:
            rows.append((f"line {line}", [cell.strip() for cell in cells]))
            line = reader.line_num + 1
            if most is not None and len(rows) == most:
                break
    except csv.Error as error:
        raise UnreadableInputError(f"The file is damaged: {error}.", todo=_TODO, where=Place(name, line)) from error
    return rows


def _json_rows(text: str) -> Returned:
    rows, refused = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            refused.append(Refused(place, "", "this line is no JSON object"))
            continue
        texts = {key: told.get(key) for key in _WANTED} if isinstance(told, dict) else {}
        if not texts or any(value is not None and not isinstance(value, str) for value in texts.values()):
            refused.append(Refused(place, "", f"a line is an object with the texts {', '.join(_WANTED)}"))
            continue
        rows.append(_row(place, {key: (value or "").strip() for key, value in texts.items()}))
    return Returned(tuple(rows), tuple(refused))


def _places(rows: Sequence[Sequence[str]], name: str) -> tuple[int, Mapping[str, int]] | None:
    """The place of the header among the first rows, and of each of our columns in it."""
    for at, row in enumerate(rows[: LIMITS.header_lines]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            column = _NAMES.get(cell.lower())
            if column in places:
                raise UnreadableInputError(
                    f"Two columns are called “{cell}”.", todo="Rename the one you added.", where=Place(name, at + 1)
                )
            if column:
                places[column] = place
        if IDENTITY in places and VERDICT in places:
            return at, places
    return None


def _filled(rows: Iterable[_Row], places: Mapping[str, int]) -> Iterator[Filled]:
    for place, cells in rows:
        texts = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
        if any(texts.values()):
            yield _row(place, {name: _as_written(text) for name, text in texts.items()})


def _row(place: str, texts: Mapping[str, str]) -> Filled:
    return Filled(
        place,
        id=texts[IDENTITY],
        verdict=texts[VERDICT],
        reason=texts.get(REASON, ""),
        instead=texts.get(INSTEAD, ""),
        mark=texts.get(MARK, ""),
    )


def _as_written(text: str) -> str:
    """Take away the apostrophe that was put before a sign, lest a spreadsheet runs the text."""
    return text[1:].strip() if text.startswith("'") and not text[1:2].isalnum() else text


def _without_header(name: str, available: Sequence[str]) -> UnreadableInputError:
    return UnreadableInputError(
        "No table with the columns Id and Verdict was found.", todo=_TODO, where=Place(name), available=tuple(available)
    )

"""A review in files: the workbook, and for scripts csv and JSON lines, which are read back like it."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from enum import Enum
from pathlib import Path

from linkwright.cleanup.review_columns import COLUMNS, IDENTITY, INSTEAD, MARK, REASON, VERDICT, Cell, row_of
from linkwright.cleanup.review_model import Review, Subject
from linkwright.report.neutral import spreadsheet_lines
from linkwright.report.review_workbook import write_review_workbook

_FIRST = frozenset({VERDICT, REASON, INSTEAD, IDENTITY, MARK})


def write_review(review: Review, path: Path) -> None:
    """Write a review whole or not at all, as the end of the file's name says: .xlsx, .csv, else JSON lines."""
    making = path.with_name(f".{path.name}.making")
    kind = path.suffix.lower()
    if kind == ".xlsx":
        write_review_workbook(review, making)
    elif kind == ".csv":
        making.write_text(review_csv(review), "utf-8-sig", newline="")
    else:
        with making.open("w", encoding="utf-8", newline="") as file:
            file.writelines(review_lines(review))
    making.replace(path)


def review_csv(review: Review) -> str:
    """The columns of the workbook as UTF-8 csv with a header; no cell is run by a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.label for column in COLUMNS])
    writer.writerows([_cell(cell) for cell in row_of(subject)] for subject in review.subjects)
    return text.getvalue()


def review_lines(review: Review) -> Iterator[str]:
    """One JSON object a subject, each ending its line. Texts stand as found: whoever shows them must escape them."""
    for subject in review.subjects:
        yield json.dumps(subject_data(subject), ensure_ascii=False) + "\n"


def subject_data(subject: Subject) -> dict[str, object]:
    """One subject as plain values: what is to be filled in first, then all that is known."""
    told: dict[str, object] = {column.name: column.cell(subject) for column in COLUMNS if column.name in _FIRST}
    return told | {name: _plain(value) for name, value in vars(subject).items()}


def review_data(review: Review) -> dict[str, object]:
    """The whole review for the JSON envelope."""
    return {
        "site": review.site,
        "made_on": review.made_on.isoformat(),
        "websites": review.websites,
        "links": review.links,
        "flagged_links": review.flagged_links,
        "subjects": [subject_data(subject) for subject in review.subjects],
    }


def _plain(value: object) -> object:
    """Objects as dictionaries, dates as ISO texts, words of ours as texts."""
    if value is None or isinstance(value, str | float | bool) or type(value) is int:
        return value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.name.lower()
    return value.isoformat() if isinstance(value, date) else {name: _plain(each) for name, each in vars(value).items()}


def _cell(cell: Cell) -> Cell:
    return spreadsheet_lines(cell) if isinstance(cell, str) else cell

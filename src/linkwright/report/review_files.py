"""A review as csv and as JSON lines, for scripts. Both are read back like the workbook."""

import csv
import dataclasses
import io
import json
from collections.abc import Iterator
from datetime import date
from enum import Enum

from linkwright.cleanup.review_columns import COLUMNS, IDENTITY, INSTEAD, MARK, REASON, VERDICT, Cell, row_of
from linkwright.cleanup.review_model import Review, Subject
from linkwright.report.neutral import spreadsheet_lines

_TO_FILL = (VERDICT, REASON, INSTEAD)


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
    cells = dict(zip((column.name for column in COLUMNS), row_of(subject), strict=True))
    told = {name: cells[name] for name in (IDENTITY, MARK, *_TO_FILL)}
    return told | {name: plain_value(value) for name, value in dataclasses.asdict(subject).items() if name not in told}


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


def plain_value(value: object) -> object:
    """Dates as ISO texts, words of ours as texts, tuples as lists."""
    if isinstance(value, dict):
        return {name: plain_value(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain_value(each) for each in value]
    if isinstance(value, Enum):
        return value.name.lower() if isinstance(value, int) else str(value)
    return value.isoformat() if isinstance(value, date) else value


def _cell(cell: Cell) -> Cell:
    return spreadsheet_lines(cell) if isinstance(cell, str) else cell

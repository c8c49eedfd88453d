"""review.xlsx: one row a subject, verdicts to pick from lists. No cell is a formula, no cell is a link."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from linkwright.cleanup.review_answers import VALUES
from linkwright.cleanup.review_columns import COLUMNS, INSTEAD, VERDICT, Cell, Column, row_of
from linkwright.cleanup.review_model import Review
from linkwright.report.neutral import spreadsheet_lines
from linkwright.report.reviewed import in_words
from linkwright.report.sheets import Book, new_book
from linkwright.vocabulary.terms import Verdict

REVIEW_SHEET, HELP_SHEET, MEMBER_SHEET = "Review", "How to fill this in", "Members"
_ROW_HEIGHT = 60  # points: four lines of a text, lest one long text takes the screen
MEMBER_ROWS = 50_000  # rows of the sheet of members in all
_VERDICT_MEANINGS = {
    Verdict.KEEP: "You looked, and it is fine or does no harm. Right for most.",
    Verdict.WATCH: "Do nothing now; look again after the next import.",
    Verdict.ASK_REMOVAL: "Only for links you, or somebody for you, bought, ordered or exchanged.",
    Verdict.DISAVOW: "The last resort, for links of that kind that cannot be removed. Without a manual action or a "
    "known purchase it is hardly ever right.",
    Verdict.NOT_OURS: "It is no link of this site: another brand, or a mistake of the source.",
    Verdict.RECLASSIFY: "It is something else than we say: fill in Instead.",
}
_HELP = (
    "Go through the sheet Review from the top. Pick a word in the column Verdict; write why, if you like.",
    "Rows may be left empty, sorted, filtered or deleted, and columns added: each row is known again by its Id. Leave "
    "Id and Mark (grey) as they are.",
    "Save the file and read it back: linkwright review --in review.xlsx. The newest decision counts, and the older "
    "ones are kept.",
    "A decision on a group holds for all its websites, as long as the group stays what it is. A decision on one "
    "website comes before that on its group.",
    "Most sites need neither removal nor disavow: search engines most likely set nearly all such links aside by "
    "themselves.",
)


def write_review_workbook(review: Review, path: Path) -> None:
    """Write the workbook: the sheets Review, How to fill this in, Members."""
    made_at = datetime.combine(review.made_on, time())
    with new_book(path, f"Review of the backlinks of {review.site}", made_at, many=True) as book:
        sheet = _review(book, review)
        values = _help(book, review)
        _lists(sheet, len(review.subjects), values)
        _members(book, review)


def _review(book: Book, review: Review) -> Worksheet:
    styles = {
        "": book.workbook.add_format({"valign": "top"}),
        "fill": book.workbook.add_format(
            {"valign": "top", "bg_color": "#FFF8DC", "border": 1, "border_color": "#D9CFA8"}
        ),
        "outside": book.workbook.add_format({"valign": "top", "text_wrap": True}),
        "chance": book.workbook.add_format({"valign": "top", "num_format": "0.0%"}),
        "grey": book.workbook.add_format({"valign": "top", "font_color": "#808080"}),
    }
    sheet = book.workbook.add_worksheet(REVIEW_SHEET)
    sheet.freeze_panes(1, 4)
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width, styles[column.style])
        sheet.write_string(0, place, column.label, book.heading)
    for at, subject in enumerate(review.subjects, start=1):
        sheet.set_row(at, _ROW_HEIGHT)
        for place, (column, cell) in enumerate(zip(COLUMNS, row_of(subject), strict=True)):
            _write(sheet, at, place, cell, styles[column.style])
    sheet.autofilter(0, 0, max(len(review.subjects), 1), len(COLUMNS) - 1)
    return sheet


def _write(sheet: Worksheet, row: int, place: int, cell: Cell, style: Format | None = None) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(row, place, cell, style)
    elif cell:
        sheet.write_string(row, place, spreadsheet_lines(cell), style)
    elif style is not None:
        sheet.write_blank(row, place, None, style)


def _help(book: Book, review: Review) -> tuple[int, int]:
    """The sheet in plain words; returns the first and last row of the list of values for reclassify."""
    sheet = book.workbook.add_worksheet(HELP_SHEET)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110, book.wrapped)
    lines: list[tuple[str, str]] = [("What this is", text) for text in in_words(review)]
    lines += [("How", text) for text in _HELP]
    lines += [(str(verdict), meaning) for verdict, meaning in _VERDICT_MEANINGS.items()]
    lines += [(column.label, column.about) for column in COLUMNS]
    first = len(lines)
    lines += [("Word for Instead", value) for value in VALUES]
    for at, (name, text) in enumerate(lines):
        sheet.write_string(at, 0, spreadsheet_lines(name), book.heading)
        sheet.write_string(at, 1, spreadsheet_lines(text), book.wrapped)
    return first, len(lines) - 1


def _lists(sheet: Worksheet, subjects: int, values: tuple[int, int]) -> None:
    last = max(subjects, 1)
    choices: dict[str, Sequence[str] | str] = {
        VERDICT: [str(verdict) for verdict in Verdict],
        INSTEAD: f"='{HELP_SHEET}'!$B${values[0] + 1}:$B${values[1] + 1}",
    }
    for place, column in enumerate(COLUMNS):
        if column.name in choices:
            sheet.data_validation(
                1, place, last, place, {"validate": "list", "source": choices[column.name], **_told(column)}
            )


def _told(column: Column) -> dict[str, str]:
    return {"error_title": column.label, "error_message": "Pick a word from the list, or leave the cell empty."}


def _members(book: Book, review: Review) -> None:
    sheet = book.workbook.add_worksheet(MEMBER_SHEET)
    sheet.freeze_panes(1, 1)
    for place, (label, width) in enumerate(
        (("Group", 26), ("Website", 36), ("Links", 10), ("Value", 10), ("Note", 44))
    ):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, label, book.heading)
    row = 0
    for subject in review.subjects:
        shown = subject.members[: MEMBER_ROWS - row]
        for member in shown:
            row += 1
            value = None if member.value is None else round(member.value, 1)
            note = _note(len(shown), subject.websites) if member is shown[0] else ""
            for place, cell in enumerate((subject.subject, member.referring_domain, member.links, value, note)):
                _write(sheet, row, place, cell)
    left = sum(len(subject.members) for subject in review.subjects) - row
    if left:
        _write(
            sheet, row + 1, 4, f"Of the groups further down {left:,} websites are left out here; JSON lines have them."
        )
    sheet.autofilter(0, 0, max(row, 1), 4)


def _note(shown: int, websites: int) -> str:
    return f"{websites:,} websites in all" + (f"; the {shown:,} with most links are listed" if shown < websites else "")

"""Parts of a Markdown text. Texts from files make no link in it."""

from collections.abc import Iterable, Sequence

from linkwright.report.model import Cell, Column, Kind, Listing
from linkwright.report.neutral import markdown_text, shortened
from linkwright.report.reading import count_of, percent

ROWS = 20  # rows of a table in Markdown
TEXT, SENTENCES = 100, 400  # characters of a text and of sentences


def paragraphs(texts: Sequence[str]) -> str:
    """Texts, outside words neutralised, as paragraphs."""
    return "\n\n".join(markdown_text(shortened(text, 900)) for text in texts)


def bullets(texts: Sequence[str]) -> str:
    """Texts, outside words neutralised, as a list."""
    return "\n".join(f"- {markdown_text(text)}" for text in texts)


def table(listing: Listing) -> str:
    """The first rows of a listing under its heading; nothing when it has none."""
    if not listing.rows:
        return ""
    shown = min(ROWS, len(listing.rows))
    count = (
        f"The first {shown} of {listing.total:,}." if listing.total > shown else f"{count_of(listing.total, 'row')}."
    )
    rows = (
        [_cell(value, column) for value, column in zip(row, listing.columns, strict=True)]
        for row in listing.rows[:ROWS]
    )
    heading = [markdown_text(column.label) for column in listing.columns]
    return f"### {listing.title}\n\n{listing.about} {count}\n\n{rows_table(heading, rows)}"


def rows_table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts that are already safe."""
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _cell(value: Cell, column: Column) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        if column.kind is Kind.SHARE:
            return percent(value)
        return (
            f"{value:.0f}"
            if column.kind is Kind.POINTS
            else f"{value:,}"
            if isinstance(value, int)
            else f"{value:,.4g}"
        )
    return markdown_text(shortened(value, SENTENCES if column.kind is Kind.SENTENCES else TEXT))

"""report.xlsx: every table for a spreadsheet. No cell is a formula, no cell is a link."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import pyarrow as pa
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from linkwright.report.appendix import (
    evidence_listing,
    file_listing,
    finding_listing,
    month_listing,
    set_aside_listing,
    silent_listing,
    source_listing,
    verified_listings,
)
from linkwright.report.findings import Tables
from linkwright.report.listings import ANCHORS, DOMAINS, GROUPS, LINKS, TARGETS, Sheet, first_sql, listing_rows
from linkwright.report.model import Cell, Column, Kind, Listing, Report, Row
from linkwright.report.neutral import plain, spreadsheet_text
from linkwright.report.reading import count_of
from linkwright.report.verification import CHECKS, RECLAIM

# Excel could hold 1,048,576 rows a sheet, but a cell takes 8 microseconds to write, so such a sheet takes two minutes,
# and longer to open. Beyond this many links, links.csv and links.parquet serve.
LINKS_ROWS = 50_000
OTHER_ROWS = 100_000
CELL_TEXT = 2_000  # characters of one cell; Excel allows 32,767 but becomes slow
_WIDTHS = {Kind.OUTSIDE: 44, Kind.LINE: 26, Kind.TEXT: 16, Kind.EVIDENCE: 26, Kind.DATE: 12}
_FORMATS = {Kind.NUMBER: "#,##0.####", Kind.SHARE: "0.0%", Kind.POINTS: "0.0", Kind.DATE: "@"}
_WHOLE = (("Domains", DOMAINS), ("Groups", GROUPS), ("Anchors", ANCHORS), ("Targets", TARGETS))
# So few rows are held in memory until the end, which takes a tenth less time and room; more are written one by one.
HELD_ROWS = 30_000
_VERIFIED = (("Win back", RECLAIM), ("Checks", CHECKS))
_OPTIONS = {
    "strings_to_urls": False,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}


def write_workbook(report: Report, profile: Tables, path: Path, *, links_rows: int = LINKS_ROWS) -> None:
    """Write the workbook.

    Args:
        report: what the summary, findings and small sheets show.
        profile: read for the sheets that hold whole tables.
        path: where to.
        links_rows: most rows of the sheet Links, the highest values first. The sheet Summary names every sheet cut.
    """
    many = sum(listing.total for listing in report.listings) > HELD_ROWS
    with Workbook(str(path), {**_OPTIONS, "constant_memory": many}) as book:
        book.set_properties(
            {"title": f"Backlinks of {report.site.name}", "created": report.made_at.replace(tzinfo=None)}
        )
        formats = {kind: book.add_format({"num_format": text, "valign": "top"}) for kind, text in _FORMATS.items()}
        heading = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        _summary(book, report, heading, links_rows)
        for name, listing in (("Findings", finding_listing(report)), ("Evidence", evidence_listing(report))):
            _sheet(book, name, listing.columns, listing.rows, heading, formats)
        _sheet(book, "Links", LINKS.columns, _all_rows(profile, LINKS, links_rows), heading, formats)
        for name, sheet in _whole(report):
            _sheet(book, name, sheet.columns, _all_rows(profile, sheet, OTHER_ROWS), heading, formats)
        for name, listing in _small(report):
            _sheet(book, name, listing.columns, listing.rows, heading, formats)


def _whole(report: Report) -> tuple[tuple[str, Sheet], ...]:
    return (*_WHOLE, *_VERIFIED) if report.verification else _WHOLE


def _small(report: Report) -> tuple[tuple[str, Listing], ...]:
    return (
        *zip(("States", "Changes"), verified_listings(report), strict=False),
        ("Months", month_listing(report)),
        ("Sources", source_listing(report)),
        ("Files", file_listing(report)),
        ("Signals without findings", silent_listing(report)),
        ("Set aside", set_aside_listing(report)),
        ("Rejected", report.listing("rejected")),
    )


def _all_rows(profile: Tables, sheet: Sheet, limit: int) -> Iterable[Row]:
    rows: pa.Table = profile.query(first_sql(sheet, limit))
    for batch in rows.to_batches(max_chunksize=20_000):
        yield from listing_rows(pa.Table.from_batches([batch]), sheet.columns)


def _sheet(
    book: Workbook,
    name: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    heading: Format,
    formats: dict[Kind, Format],
) -> None:
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column.kind, 11), formats.get(column.kind))
        sheet.write_string(0, place, column.label, heading)
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


def _summary(book: Workbook, report: Report, heading: Format, links_rows: int) -> None:
    sheet = book.add_worksheet("Summary")
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 110, book.add_format({"text_wrap": True, "valign": "top", "align": "left"}))
    for place, (name, value) in enumerate(_summary_rows(report, links_rows)):
        sheet.write_string(place, 0, safe_cell(name), heading)
        if isinstance(value, int):
            sheet.write_number(place, 1, value)
        else:
            sheet.write_string(place, 1, safe_cell(value))


def _summary_rows(report: Report, links_rows: int) -> Iterable[tuple[str, str | int]]:
    head = report.headline
    yield "Site", report.site.name
    yield "Made", _moment(report.made_at)
    yield "Linkwright, rubric", f"{report.tool_version}, {report.rubric_version}"
    yield "Links", head.links
    if head.links > links_rows:
        yield (
            "Sheet Links",
            f"The {links_rows:,} links of the highest value of {head.links:,}; all are in links.csv and links.parquet.",
        )
    for name, sheet in _whole(report):
        total = report.listing(sheet.id).total
        if total > OTHER_ROWS:
            yield f"Sheet {name}", f"The first {OTHER_ROWS:,} rows of {total:,}."
    yield "Referring pages", head.referring_pages
    yield "Referring domains", head.referring_domains
    yield "By registry suffixes", head.icann_domains
    yield "Owner groups", head.owner_groups
    yield from (
        ("Live", head.live),
        ("Lost", head.lost),
        ("Of these, still on their page", head.lost_in_place),
        ("Dropped", head.dropped),
        ("Unknown", head.unknown),
    )
    yield "Followed", head.followed
    yield "Not followed", head.not_followed
    yield "Following not known", head.following_not_known
    for tier in report.tiers:
        yield (
            f"Tier {tier.tier}",
            f"{count_of(tier.groups, 'owner group')}, {count_of(tier.domains, 'referring domain')}, "
            f"{count_of(tier.links, 'link')}",
        )
    for title, texts in (
        ("What you have", report.reading.have),
        ("Verification", report.reading.verified),
        ("What can be won back", report.reading.reclaim),
        ("What it means", report.reading.means),
        ("What to look at first", report.reading.look_first),
        ("What we do not know", report.reading.not_known),
    ):
        for text in texts:
            yield title, text


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")

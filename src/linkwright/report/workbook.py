"""report.xlsx: every table for a spreadsheet. No cell is a formula, no cell is a link."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pyarrow as pa

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
from linkwright.report.decisions import agreement_listings, told
from linkwright.report.findings import Tables
from linkwright.report.listings import ANCHORS, DOMAINS, GROUPS, LINKS, TARGETS, Sheet, first_sql, listing_rows
from linkwright.report.model import Listing, Report, Row
from linkwright.report.reading import count_of
from linkwright.report.sheets import new_book, write_notes, write_sheet
from linkwright.report.verification import CHECKS, RECLAIM

# Excel could hold 1,048,576 rows a sheet, but a cell takes 8 microseconds to write, so such a sheet takes two minutes,
# and longer to open. Beyond this many links, links.csv and links.parquet serve.
LINKS_ROWS = 50_000
OTHER_ROWS = 100_000
_WHOLE = (("Domains", DOMAINS), ("Groups", GROUPS), ("Anchors", ANCHORS), ("Targets", TARGETS))
# So few rows are held in memory until the end, which takes a tenth less time and room; more are written one by one.
HELD_ROWS = 30_000
_VERIFIED = (("Win back", RECLAIM), ("Checks", CHECKS))


def write_workbook(report: Report, profile: Tables, path: Path, *, links_rows: int = LINKS_ROWS) -> None:
    """Write the workbook.

    Args:
        report: what the summary, findings and small sheets show.
        profile: read for the sheets that hold whole tables.
        path: where to.
        links_rows: most rows of the sheet Links, the highest values first. The sheet Summary names every sheet cut.
    """
    many = sum(listing.total for listing in report.listings) > HELD_ROWS
    with new_book(path, f"Backlinks of {report.site.name}", report.made_at, many=many) as book:
        write_notes(book, "Summary", _summary_rows(report, links_rows))
        for name, listing in (("Findings", finding_listing(report)), ("Evidence", evidence_listing(report))):
            write_sheet(book, name, listing.columns, listing.rows)
        for name, sheet in (("Links", LINKS), *_whole(report)):
            shown = replace(sheet, columns=report.listing(sheet.id).columns)
            limit = links_rows if sheet is LINKS else OTHER_ROWS
            write_sheet(book, name, shown.columns, _all_rows(profile, shown, limit))
        for name, listing in _small(report):
            write_sheet(book, name, listing.columns, listing.rows)


def _whole(report: Report) -> tuple[tuple[str, Sheet], ...]:
    return (*_WHOLE, *_VERIFIED) if report.verification else _WHOLE


def _small(report: Report) -> tuple[tuple[str, Listing], ...]:
    return (
        *zip(("States", "Changes"), verified_listings(report), strict=False),
        *(("Agreement", listing) for listing in agreement_listings(report)),
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
        ("Your decisions", told(report)),
        ("What to look at first", report.reading.look_first),
        ("What we do not know", report.reading.not_known),
    ):
        for text in texts:
            yield title, text


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")

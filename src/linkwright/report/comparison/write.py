"""Write a comparison: compare.html, compare.xlsx, compare.md and compare.json."""

from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path

from linkwright._version import __version__
from linkwright.compare.model import Comparison
from linkwright.report.comparison.charts import comparison_charts
from linkwright.report.comparison.facing import facing
from linkwright.report.comparison.listings import comparison_listings, heading, sayings, site_listing
from linkwright.report.envelope import enveloped, fields_of
from linkwright.report.frame import render_page
from linkwright.report.glosses import COMPARISON_GLOSSES
from linkwright.report.marked import bullets, paragraphs, rows_table, table
from linkwright.report.neutral import markdown_text, shortened
from linkwright.report.ranges import folded
from linkwright.report.reading import count_of
from linkwright.report.sheets import new_book, write_notes, write_sheet
from linkwright.report.whole import whole_files, write_text

SCHEMA_VERSION = 1  # of compare.json: goes up when a field changes its name or its meaning
_FILES = ("compare.html", "compare.xlsx", "compare.md", "compare.json")
_SHEETS = {
    "prospects": "Prospects",
    "mix": "Kinds",
    "diversity": "Variety",
    "assets": "Content types",
    "pages": "Pages",
    "overlap": "In both",
}


def write_comparison(comparison: Comparison, folder: Path) -> tuple[Path, ...]:
    """Write every rendering of a comparison into a folder; all of them, or none.

    Args:
        comparison: what to show.
        folder: made when it does not exist.

    Returns:
        The paths written, compare.html first.

    Raises:
        StorageError: the folder cannot be written.
    """
    with whole_files(folder, _FILES, "comparison") as making:
        write_text(making / "compare.html", render_comparison_html(comparison))
        write_comparison_workbook(comparison, making / "compare.xlsx")
        write_text(making / "compare.md", render_comparison_markdown(comparison))
        write_text(making / "compare.json", enveloped(comparison_data(comparison)))
    return tuple(folder / name for name in _FILES)


def comparison_data(comparison: Comparison) -> dict[str, object]:
    """Return the comparison as plain dictionaries, lists, texts and numbers; texts from files as found."""
    return {"schema": SCHEMA_VERSION, **fields_of(comparison)}


def render_comparison_html(comparison: Comparison) -> str:
    """Return the whole page."""
    return render_page(
        "compare.html.j2",
        listings=[folded(listing) for listing in comparison_listings(comparison)],
        charts=comparison_charts(comparison),
        glosses=COMPARISON_GLOSSES,
        file_names={},
        tool_version=__version__,
        comparison=comparison,
        measures=facing(comparison.sides),
        rivals=named(comparison),
        sayings=sayings(comparison),
    )


def named(comparison: Comparison) -> str:
    """Name the competitor, or count them where there are several."""
    rivals = [heading(side.site) for side in comparison.sides if not side.own]
    return rivals[0] if len(rivals) == 1 else count_of(len(rivals), "competitor")


def write_comparison_workbook(comparison: Comparison, path: Path) -> None:
    """Write compare.xlsx: what it says, the sites, the prospects, and the other tables."""
    made_at = datetime.combine(comparison.day, time(), UTC)
    with new_book(path, f"{comparison.site} and its competitors", made_at) as book:
        write_notes(book, "Summary", _notes(comparison))
        sites = site_listing(comparison)
        write_sheet(book, "Sites", sites.columns, sites.rows)
        listings = {listing.id: listing for listing in comparison_listings(comparison)}
        for name, title in _SHEETS.items():
            write_sheet(book, title, listings[name].columns, listings[name].rows)


def _notes(comparison: Comparison) -> Iterator[tuple[str, str | int]]:
    yield "Site", comparison.site
    yield "Day", comparison.day.isoformat()
    yield from (("How fair this is", text) for text in comparison.fairness.words)
    yield "Like with like", "yes" if comparison.fairness.fair else "no: no source covers all sites"
    yield from (("Compared by", source) for source in comparison.fairness.used)
    for source, lacks in comparison.fairness.left_out:
        yield "Left out", f"{source}: does not cover {', '.join(lacks)}"
    yield from (("In short", text) for text in sayings(comparison))
    yield "Websites that link to them and not to you", comparison.prospects_total
    for text in _unknowns(comparison):
        yield "What we do not know", text


def _unknowns(comparison: Comparison) -> tuple[str, ...]:
    own = (f"{side.site}: {text}" for side in comparison.sides for text in side.not_known)
    return (*comparison.not_known, *own)


def render_comparison_markdown(comparison: Comparison) -> str:
    """Return the text of compare.md, in the order of the page."""
    left_out, _sites, mix, diversity, prospects, assets, pages, overlap = (
        folded(listing) for listing in comparison_listings(comparison)
    )
    fair = comparison.fairness
    sites = [f"{markdown_text(shortened(side.site, 60))}{' (you)' if side.own else ''}" for side in comparison.sides]
    parts = (
        f"# {markdown_text(comparison.site)} beside {markdown_text(named(comparison))}",
        f"{comparison.day.isoformat()}, Linkwright {__version__}",
        "## How fair this is",
        "" if fair.fair else "**Not like with like.** No source covers all sites.",
        paragraphs(fair.words),
        table(left_out) if left_out.rows else "",
        "## Side by side",
        paragraphs(sayings(comparison)),
        rows_table(("Measure", *sites), ((each.label, *each.values) for each in facing(comparison.sides))),
        "## What kind of links",
        *map(table, (mix, diversity)),
        "## Link gap",
        *map(table, (prospects, overlap)),
        "## What earns links",
        *map(table, (assets, pages)),
        "## What we do not know",
        bullets((*_unknowns(comparison), "No source knows all links. What nobody has seen is in no number here.")),
        "## Words used here",
        "\n".join(f"- **{word}**: {meaning}" for word, meaning in COMPARISON_GLOSSES.items()),
    )
    return "\n\n".join(part for part in parts if part) + "\n"

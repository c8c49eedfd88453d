"""The frame of every page: one self-contained html file, no request leaves it, no outside text can act in it.

Style and script are separate files of this package, put into the page when it is made. The page's content security
policy allows exactly these two by their hashes and nothing else: no inline handlers, no pictures, no connections.
"""

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from linkwright.ledger.runs import run_and_part
from linkwright.report.drawing import Chart
from linkwright.report.model import TEXT_LIMIT, Cell, Column, Kind, Listing
from linkwright.report.neutral import plain, shortened
from linkwright.report.reading import percent, rounded

FIRST_ROWS = 25  # rows of a listing that stand in the page itself, for print and for readers without JavaScript
SHOWN_TEXT = 110  # characters of an outside text shown in a table; the whole of it is in the cell's title
NOT_KNOWN = "–"
_SCRIPT_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def render_page(
    template: str,
    *,
    listings: Sequence[Listing],
    charts: Sequence[Chart],
    glosses: Mapping[str, str],
    file_names: Mapping[str, str],
    **parts: object,
) -> str:
    """Return the text of a page.

    Args:
        template: a file that extends `base.html.j2`.
        listings: its tables, by their ids; outside texts in them are neutralised here.
        charts: its charts, by their ids.
        glosses: the words it explains.
        file_names: batch -> the file it is from, so that rows of evidence name files.
        parts: what else the template shows.
    """
    style, script = _asset("report.css"), _asset("report.js")
    shown_listings = [_for_page(listing, file_names) for listing in listings]
    return (
        _environment()
        .get_template(template)
        .render(
            listings={listing.id: listing for listing in shown_listings},
            models={listing.id: _model(listing) for listing in shown_listings},
            charts={chart.id: chart for chart in charts},
            glosses=glosses,
            style=Markup(style),  # noqa: S704 - our own files
            script=Markup(script),  # noqa: S704
            policy=_policy(style, script),
            first_rows=FIRST_ROWS,
            **parts,
        )
    )


def _policy(style: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _asset(name: str) -> str:
    return files("linkwright.report").joinpath("templates", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("linkwright.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "plain": plain,
        "outside": outside,
        "share": percent,
        "shown": shown,
        "svg": _drawing,
        "number": number_text,
        "day": lambda moment: f"{moment.day} {moment:%B %Y}",
    }
    return environment


def outside(text: str, limit: int = SHOWN_TEXT) -> Markup:
    """Show a text from a file: hidden characters visible, direction isolated, cut with the whole in `title`."""
    whole = plain(text[:TEXT_LIMIT])
    short = shortened(whole, limit)
    if short == whole:
        return Markup("<bdi>{}</bdi>").format(whole)
    return Markup('<bdi title="{}">{}</bdi>').format(whole, short)


def shown(value: Cell, kind: Kind) -> Markup:
    """Show one cell. `report.js` does the same for the rows it draws."""
    if value is None or value == "":
        return Markup(
            '<span class="none"><span aria-hidden="true">–</span><span class="unseen">not known</span></span>'
        )
    if kind in (Kind.OUTSIDE, Kind.EVIDENCE, Kind.LINE):
        return outside(str(value))
    if kind is Kind.SHARE and isinstance(value, int | float):
        return Markup("{}").format(percent(value))
    if kind is Kind.POINTS and isinstance(value, int | float):
        return Markup("{}").format(f"{rounded(value):.0f}")
    if kind is Kind.FLAG:
        return Markup("{}").format("yes" if value else "no")
    if kind is Kind.NUMBER and isinstance(value, int | float):
        return Markup("{}").format(number_text(value))
    return Markup("{}").format(plain(str(value)))


def number_text(value: float) -> str:
    """Say a number with four digits that count; a whole one with all its digits."""
    if 0 < value < 0.0001:
        return "< 0.0001"
    return f"{float(f'{value:.4g}'):,.8f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"


def _drawing(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 - drawn by vl-convert, which escapes the texts in it


def _for_page(listing: Listing, file_names: Mapping[str, str]) -> Listing:
    """Neutralise every text and name the files behind evidence ids."""
    kinds = [column.kind for column in listing.columns]
    rows = tuple(
        tuple(_page_cell(value, kind, file_names) for value, kind in zip(row, kinds, strict=True))
        for row in listing.rows
    )
    return Listing(listing.id, listing.title, listing.about, listing.columns, rows, listing.total)


def _page_cell(value: Cell, kind: Kind, file_names: Mapping[str, str]) -> Cell:
    if not isinstance(value, str):
        return value
    if kind is Kind.EVIDENCE:
        value = _places(value, file_names, "row")
    if kind is Kind.LINE:
        value = _places(value, file_names, "line")
    return plain(value[:TEXT_LIMIT])


def _places(ids: str, file_names: Mapping[str, str], word: str) -> str:
    """Say where evidence stands: `ahrefs.csv row 12, row 15; semrush.csv row 3`."""
    rows: dict[str, list[str]] = {}
    for identity in ids.split(", "):
        batch, _, row = identity.partition(":")
        run, part = run_and_part(batch)
        place = f"part {part} {word} {row}" if part else f"{word} {row}"
        rows.setdefault(file_names.get(run, run), []).append(place)
    return "; ".join(f"{name} {', '.join(places)}" for name, places in rows.items())


def _model(listing: Listing) -> Markup:
    """Write a listing's columns and rows as JSON that cannot leave its script element."""
    model = {
        "columns": [_column_model(listing, column) for column in listing.columns],
        "rows": listing.rows,
        "total": listing.total,
    }
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _SCRIPT_ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - escaped for a script element just above


def _column_model(listing: Listing, column: Column) -> dict[str, object]:
    return {"name": column.name, "label": column.label, "kind": str(column.kind), "choice": column.choice}

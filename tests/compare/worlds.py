"""Small sites for comparisons, with planted truth."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import pyarrow as pa
from hypothesis import strategies as some

from linkwright.compare.comparing import compare
from linkwright.compare.model import Comparison, Fairness
from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side

TODAY = date(2026, 11, 20)
FAIR = Fairness(used=("tool:links",), left_out=(), fair=True, words=("Both sides come from tool.",))
Row = Mapping[str, object]
_LINK = {
    "quality": 0.5,
    "tier": "medium",
    "source_type": "editorial",
    "anchor_class": "brand",
    "placement": "content",
    "followed": True,
    "first_seen": datetime(2025, 1, 10),
    "last_seen": datetime(2026, 11, 10),
    "sources": ["tool"],
    "observation": "batch:1",
}


def domain(name: str, **values: object) -> Row:
    """One referring domain with one link of Q 0.5 (0.3 to 0.6) unless said otherwise."""
    row = {**_LINK, "referring_domain": name, "owner_group": name, "referring_page": f"https://{name}/page", **values}
    quality = row["quality"]
    assert isinstance(quality, float)
    return {"quality_low": quality * 0.6, "quality_high": quality * 1.2, **row}


def side(site: str, domains: Sequence[Row], *, own: bool = False, pages: Sequence[Row] | None = None) -> Side:
    """A site; where `pages` is None, all links lead to its `/page`."""
    pages = pages or [{"target_key": f"{site}/page", "target_page": f"https://{site}/page"}] * len(domains)
    keys = ("referring_domain", "owner_group", "quality", "quality_low", "quality_high", "followed", "referring_page")
    page_rows = [{**{key: row[key] for key in keys}, **page} for row, page in zip(domains, pages, strict=True)]
    return Side(
        site,
        own,
        pa.Table.from_pylist(list(domains), schema=DOMAINS),
        pa.Table.from_pylist(page_rows, schema=PAGE_DOMAINS),
        MONTHS.empty_table(),
        LIVES.empty_table(),
    )


def compared(*sides: Side) -> Comparison:
    return compare(sides, FAIR, TODAY)


def with_domains(given: Side, *more: Row) -> Side:
    """The side with further rows of domains."""
    return replace(given, domains=pa.concat_tables([given.domains, pa.Table.from_pylist(list(more), schema=DOMAINS)]))


_KINDS = some.sampled_from(["editorial", "news", "directory", "unknown", "forum"])
SOME_DOMAIN = some.builds(
    lambda number, group, quality, kind, suspect, followed: domain(
        f"d{number}.test",
        owner_group=f"g{group}" if group else f"d{number}.test",
        quality=0.0 if suspect else quality,
        tier="suspect" if suspect else "medium",
        source_type=kind,
        followed=followed,
        sources=["one", "two"][: 1 + number % 2],
    ),
    some.integers(0, 30),
    some.integers(0, 3),
    some.floats(0, 1),
    _KINDS,
    some.booleans(),
    some.sampled_from([True, False, None]),
)


def _some_side(site: str, *, own: bool = False) -> some.SearchStrategy[Side]:
    rows = some.lists(SOME_DOMAIN, max_size=25, unique_by=lambda row: row["referring_domain"])
    return rows.map(lambda rows: side(site, rows, own=own))


SIDES = some.tuples(_some_side("us.test", own=True), _some_side("a.test"), _some_side("b.test"))

"""Small sites for comparisons, with planted truth."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

import pyarrow as pa

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

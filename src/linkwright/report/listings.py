"""The listings of a report: which columns, which rows, and why these. Only bounded queries leave the engine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.engine import Engine
from linkwright.report.model import ROWS_LIMIT, TEXT_LIMIT, Cell, Column, Kind, Listing, Row
from linkwright.rubric.model import CHECKS
from linkwright.vocabulary.facts import REJECTED
from linkwright.vocabulary.terms import LinkStatus, Tier


class Queryable(Protocol):
    """What a table is read from: a profile."""

    def query(self, sql: str) -> pa.Table:
        """Run a select and return all its rows."""


class Rejectable(Queryable, Protocol):
    """A profile whose engine can be given one more table."""

    @property
    def engine(self) -> Engine:
        """Where the tables are."""


@dataclass(frozen=True)
class Sheet:
    """One table as declared: `select` gives all its rows and columns, `ranks` which rows a page carries.

    Attributes:
        table: has one row for each row of the sheet.
        select: SQL of all rows; its column names are those of `columns`.
        order: order in which rows are shown; also the last word on which come first.
        ranks: (condition, order, how many): each adds its first rows. Empty means all in `order`.
        key: name of the column that identifies a row; it may lie outside `columns`.
        ranked_by: with `ranks`: the columns these and `order` read, `key` among them.
    """

    id: str
    title: str
    about: str
    columns: tuple[Column, ...]
    table: str
    select: str
    order: str
    key: str
    ranks: tuple[tuple[str, str, int], ...] = ()
    ranked_by: tuple[str, ...] = ()


_GOOD_ANSWERS = " + ".join(f"case when s.check_{name} then 1 else 0 end" for name in CHECKS)
LINKS = Sheet(
    id="links",
    title="Links",
    about=(
        "One row is one link. The highest values come first; every status and tier is represented. "
        "All links are in links.csv and links.parquet, the first 50,000 in report.xlsx."
    ),
    columns=(
        Column("referring_page", "Referring page", Kind.OUTSIDE, "referring page"),
        Column("target_page", "Target page", Kind.OUTSIDE, "target page"),
        Column("anchor", "Anchor text", Kind.OUTSIDE, "anchor"),
        Column("tier", "Tier", Kind.TEXT, "tier", choice=True),
        Column("value", "Value", Kind.POINTS, "value"),
        Column("coverage", "Coverage", Kind.SHARE, "coverage"),
        Column("good_answers", f"Good answers of {len(CHECKS)}", Kind.NUMBER, "good answers"),
        Column("status", "Status", Kind.TEXT, "live", choice=True),
        Column("followed", "Followed", Kind.FLAG, "followed", choice=True),
        Column("anchor_class", "Anchor class", Kind.TEXT, "anchor class", choice=True),
        Column("link_type", "Link type", Kind.TEXT, choice=True),
        Column("first_seen", "First seen", Kind.DATE, "first seen"),
        Column("last_seen", "Last seen", Kind.DATE),
        Column("sources", "Sources", Kind.TEXT, "source"),
        Column("referring_domain", "Referring domain", Kind.OUTSIDE, "referring domain"),
        Column("observation", "Row", Kind.EVIDENCE, "evidence"),
    ),
    table="links",
    select=f"""
        select
            l.link_id, l.referring_page, l.target_page, l.anchor, s.tier, s.verdict, s.value, s.coverage,
            {_GOOD_ANSWERS} as good_answers, l.status, l.followed,
            l.anchor_class, l.link_type, l.first_seen, l.last_seen, l.sources, l.referring_domain, l.observation
        from links l
        left join link_scores s on s.link_id = l.link_id
    """,
    order="value desc nulls last, link_id",
    key="link_id",
    ranks=(
        ("true", "value desc nulls last, link_id", 160),
        *((f"status = '{status}'", "value desc nulls last, link_id", 45) for status in LinkStatus),
        *((f"tier = '{tier}'", "value desc nulls last, link_id", 32) for tier in Tier),
    ),
    ranked_by=("link_id", "value", "status", "tier"),
)
DOMAINS = Sheet(
    id="domains",
    title="Referring domains",
    about=(
        "One row is one website that links to you. The highest values, the most links and the latest arrivals; every "
        "status and tier is represented. report.xlsx has up to 100,000."
    ),
    columns=(
        Column("referring_domain", "Referring domain", Kind.OUTSIDE, "referring domain"),
        Column("tier", "Tier", Kind.TEXT, "tier", choice=True),
        Column("value", "Value", Kind.POINTS, "value"),
        Column("risk_05", "Risk", Kind.SHARE, "risk"),
        Column("coverage", "Coverage", Kind.SHARE, "coverage"),
        Column("status", "Status", Kind.TEXT, "live", choice=True),
        Column("source_type", "Source type", Kind.TEXT, "source type", choice=True),
        Column("links", "Links", Kind.NUMBER, "link"),
        Column("claimed_links", "Links claimed", Kind.NUMBER),
        Column("live_links", "Live", Kind.NUMBER, "live"),
        Column("followed_links", "Followed", Kind.NUMBER, "followed"),
        Column("first_seen", "First seen", Kind.DATE, "first seen"),
        Column("owner_group", "Owner group", Kind.OUTSIDE, "owner group"),
        Column("country", "Country", Kind.OUTSIDE, choice=True),
        Column("sources", "Sources", Kind.TEXT, "source"),
        Column("observation", "Row", Kind.EVIDENCE, "evidence"),
    ),
    table="domains",
    select="""
        select
            d.referring_domain, s.tier, s.verdict, s.value, s.risk_05, s.coverage, d.status, d.source_type, d.links,
            d.claimed_links, d.live_links, d.followed_links, d.first_seen, d.owner_group, d.country, d.sources,
            d.observation
        from domains d
        left join domain_scores s on s.referring_domain = d.referring_domain
    """,
    order="value desc nulls last, links desc, referring_domain",
    key="referring_domain",
    ranks=(
        ("true", "value desc nulls last, links desc, referring_domain", 120),
        ("true", "links desc, referring_domain", 40),
        ("true", "first_seen desc nulls last, referring_domain", 40),
        ("risk_05 is not null", "risk_05 desc, referring_domain", 40),
        *((f"status = '{status}'", "links desc, referring_domain", 30) for status in LinkStatus),
        *((f"tier = '{tier}'", "links desc, referring_domain", 28) for tier in Tier),
    ),
    ranked_by=("referring_domain", "value", "risk_05", "status", "tier", "links", "first_seen"),
)
GROUPS = Sheet(
    id="groups",
    title="Owner groups",
    about="Websites that appear to belong together, and what they share. The largest come first.",
    columns=(
        Column("owner_group", "Owner group", Kind.OUTSIDE, "owner group"),
        Column("kind", "Kind", Kind.TEXT, choice=True),
        Column("shared", "What they share", Kind.OUTSIDE),
        Column("domains", "Referring domains", Kind.NUMBER, "referring domain"),
        Column("links", "Links", Kind.NUMBER, "link"),
        Column("observations", "Rows that show it", Kind.NUMBER, "observation"),
        Column("tier", "Tier", Kind.TEXT, "tier", choice=True),
        Column("example_domains", "Examples", Kind.OUTSIDE),
        Column("evidence", "Rows", Kind.EVIDENCE, "evidence"),
    ),
    table="groups",
    select="""
        select
            g.owner_group, g.kind, g.shared, g.domains, g.links, g.observations, s.tier, s.verdict, g.example_domains,
            g.evidence
        from groups g
        left join group_scores s on s.owner_group = g.owner_group
    """,
    order="domains desc, links desc, owner_group",
    key="owner_group",
)
ANCHORS = Sheet(
    id="anchors",
    title="Anchor texts",
    about="One row is one wording of a link, letter case and spaces folded. The most used come first.",
    columns=(
        Column("anchor", "Anchor text", Kind.OUTSIDE, "anchor"),
        Column("anchor_class", "Class", Kind.TEXT, "anchor class", choice=True),
        Column("referring_domains", "Referring domains", Kind.NUMBER, "referring domain"),
        Column("owner_groups", "Owner groups", Kind.NUMBER, "owner group"),
        Column("links", "Links", Kind.NUMBER, "link"),
        Column("live_links", "Live", Kind.NUMBER, "live"),
        Column("followed_links", "Followed", Kind.NUMBER, "followed"),
        Column("first_seen", "First seen", Kind.DATE, "first seen"),
        Column("observation", "Row", Kind.EVIDENCE, "evidence"),
    ),
    table="anchors",
    select="""
        select
            anchor, anchor_class, referring_domains, owner_groups, links, live_links, followed_links, first_seen,
            observation
        from anchors
    """,
    order="owner_groups desc, referring_domains desc, links desc, anchor",
    key="anchor",
)
TARGETS = Sheet(
    id="targets",
    title="Target pages",
    about="One row is one page of your site that others link to. The most linked come first.",
    columns=(
        Column("target_page", "Target page", Kind.OUTSIDE, "target page"),
        Column("referring_domains", "Referring domains", Kind.NUMBER, "referring domain"),
        Column("owner_groups", "Owner groups", Kind.NUMBER, "owner group"),
        Column("links", "Links", Kind.NUMBER, "link"),
        Column("live_links", "Live", Kind.NUMBER, "live"),
        Column("followed_links", "Followed", Kind.NUMBER, "followed"),
        Column("http_code", "HTTP status", Kind.TEXT, choice=True),
        Column("first_seen", "First seen", Kind.DATE, "first seen"),
        Column("observation", "Row", Kind.EVIDENCE, "evidence"),
    ),
    table="targets",
    select="""
        select
            target_page, referring_domains, owner_groups, links, live_links, followed_links,
            cast(http_code as varchar) as http_code, first_seen, observation, target_key
        from targets
    """,
    order="owner_groups desc, referring_domains desc, links desc, target_key",
    key="target_key",
)
REJECTED_ROWS = Sheet(
    id="rejected",
    title="Rows that could not be read",
    about="The first of them, with their line in the file and the reason. The good rows of the same files were kept.",
    columns=(
        Column("place", "File and line", Kind.LINE, "rejected"),
        Column("reason", "Why", Kind.OUTSIDE),
        Column("raw", "The row as found", Kind.OUTSIDE),
    ),
    table="report_rejected",
    select="""
        select batch || ':' || cast(line as varchar) as place, batch, line, reason, raw
        from report_rejected
    """,
    order="batch, line",
    key="place",
)
SHEETS = (LINKS, DOMAINS, GROUPS, ANCHORS, TARGETS)


def with_verdicts(sheet: Sheet) -> Sheet:
    """Return a sheet with what a person decided beside the tier, where it has tiers."""
    names = [column.name for column in sheet.columns]
    if "tier" not in names:
        return sheet
    place = names.index("tier") + 1
    verdict = Column("verdict", "Your verdict", Kind.TEXT, choice=True)
    return replace(sheet, columns=(*sheet.columns[:place], verdict, *sheet.columns[place:]))


def read_listing(profile: Queryable, sheet: Sheet) -> Listing:
    """Read the rows of one table that a page carries, and count all."""
    rows = profile.query(page_sql(sheet))
    total = profile.query(f"select count(*) as n from {sheet.table}").column("n")[0].as_py()
    return Listing(sheet.id, sheet.title, sheet.about, sheet.columns, listing_rows(rows, sheet.columns), int(total))


def read_rejected(profile: Rejectable, files: Sequence[Path]) -> Listing:
    """Read the first rows that could not be read, in the order of files and lines."""
    if files:
        profile.engine.register("report_rejected", files)
    else:
        profile.engine.register("report_rejected", REJECTED.schema.empty_table())
    return read_listing(profile, REJECTED_ROWS)


def page_sql(sheet: Sheet) -> str:
    """Build the select of the rows a page carries: the union of the first rows of each rank, at most `ROWS_LIMIT`."""
    if not sheet.ranks:
        return first_sql(sheet, ROWS_LIMIT)
    firsts = "\nunion all\n".join(
        f"(select {sheet.key} from ranked where {where} order by {order} limit {limit})"
        for where, order, limit in sheet.ranks
    )
    return _chosen(sheet, firsts)


def first_sql(sheet: Sheet, limit: int) -> str:
    """Build the select of the first rows in the order of the sheet."""
    if not sheet.ranks:
        return f"select {_names(sheet)} from ({sheet.select}) t order by {sheet.order} limit {limit}"
    return _chosen(sheet, f"select {sheet.key} from ranked order by {sheet.order} limit {limit}")


def _chosen(sheet: Sheet, firsts: str) -> str:
    # Chosen by what ranks them, then read whole: ten million whole rows do not fit into memory.
    return f"""
        with ranked as (select {", ".join(sheet.ranked_by)} from ({sheet.select}) t),
        firsts as ({firsts})
        select {_names(sheet)}
        from ({sheet.select}) t
        where {sheet.key} in (select {sheet.key} from firsts)
        order by {sheet.order}
    """


def _names(sheet: Sheet) -> str:
    return ", ".join(column.name for column in sheet.columns)


def listing_rows(rows: pa.Table, columns: Sequence[Column]) -> tuple[Row, ...]:
    """Turn a small Arrow table into cells, by the columns' kinds."""
    lists = [_cells(rows.column(column.name), column.kind) for column in columns]
    return tuple(zip(*lists, strict=True))


def _cells(values: pa.ChunkedArray, kind: Kind) -> list[Cell]:
    # Dates and texts column by column: a workbook has a million cells.
    if pa.types.is_timestamp(values.type) or pa.types.is_date(values.type):
        values = pc.strftime(values, "%Y-%m-%d")
    if pa.types.is_string(values.type):
        found: list[Cell] = pc.utf8_slice_codeunits(values, 0, TEXT_LIMIT).to_pylist()
        return found
    return [cell(value, kind) for value in values.to_pylist()]


def cell(value: object, kind: Kind) -> Cell:
    """Turn one value of a profile table into a cell: dates as ISO text, lists joined, texts cut."""
    if value is None:
        return None
    if isinstance(value, list):
        value = ", ".join(str(part) for part in value)
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return round(value, 4) if kind in (Kind.SHARE, Kind.POINTS) else value
    return str(value)[:TEXT_LIMIT]

"""Runs a plan on blocks of text cells: facts, rejected rows, declared rows, and texts without a value."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linkwright.sources.addresses import are_addresses, usable
from linkwright.sources.clean import clean_table
from linkwright.sources.expressions import sql_name
from linkwright.sources.limits import LIMITS
from linkwright.sources.maps import NAMES, empty_maps, map_column
from linkwright.sources.plain import plain_values
from linkwright.sources.plan import LINE, Check, Plan
from linkwright.sources.records import Reject
from linkwright.sources.tables import Cells, joined
from linkwright.vocabulary.facts import REAL, TEXT
from linkwright.vocabulary.terms import KeyKind

# Without this column a row says nothing.
REQUIRED = {
    "link_seen": ("referring_page_url", "no address of a referring page"),
    "page_seen": ("page_url", "no address of a page"),
    "domain_seen": ("referring_domain", "no referring domain"),
    "subnet_seen": ("subnet", "no block of addresses"),
    "rank_seen": ("keyword", "no search phrase"),
    "verdict_seen": ("subject", "no domain or address"),
    "outcome_seen": ("channel", "no channel: the way in which links were asked for"),
    "key_seen": ("kind", f"no domain, no key, or no kind of key known here ({', '.join(KeyKind)})"),
}
NOT_AN_ADDRESS = "the referring page is not a web address: {value}"
EMPTY_ROW = "the row is empty"
_MOMENTS = ("observed_at", "first_seen", "last_seen", "lost_at", "day")
_NAMED = ("source", "report", "batch", "metrics", "extra")  # dictionary-encoded
_SHOWN = 80
_local = threading.local()


@dataclass(frozen=True)
class Converted:
    """One converted block.

    Attributes:
        facts: rows with the columns of the fact table; names that stand in every row are dictionary-encoded.
        rejects: rows that are no facts.
        declared: rows left out on purpose, by reason.
        unreadable: vendor column -> texts without a value.
    """

    facts: pa.Table
    rejects: tuple[Reject, ...]
    declared: Mapping[str, int]
    unreadable: Mapping[str, "Unreadable"]


@dataclass(frozen=True)
class Unreadable:
    """Texts of one column that could not be read as a value."""

    count: int
    example: str
    line: int


def convert(plan: Plan, cells: Cells) -> Converted:
    """Convert one block. Runs in any thread; each thread has its own engine."""
    block = _block(plan, cells)
    result = _result(plan, block)
    unreadable = dict(_unreadable(plan, check, block, result) for check in plan.checks)
    declared = _declared(plan, result)
    reasons = _reasons(plan, result, cells, declared)
    bad = np.array(list(reasons), np.int64)
    keep = ~declared
    keep[bad] = False
    rejects = tuple(_reject(plan, cells, place, reason) for place, reason in reasons.items())
    count = int(declared.sum())
    reason = plan.layout.declared_reason or "left out by the layout"
    facts = _facts(plan, result, cells)
    return Converted(
        facts if keep.all() else facts.filter(pa.array(keep)),
        (*cells.rejects, *rejects),
        {**cells.declared, reason: cells.declared.get(reason, 0) + count} if count else cells.declared,
        {header: found for header, found in unreadable.items() if found.count},
    )


def distinct_texts(plan: Plan, cells: Cells, most: int) -> tuple[tuple[Check, list[str]], ...]:
    """Return distinct texts of the checked columns, for deciding how a file writes numbers and dates."""
    block = _block(plan, cells)
    return tuple((check, _distinct(plan, check, block, most)) for check in plan.checks)


def _distinct(plan: Plan, check: Check, block: pa.Table, most: int) -> list[str]:
    sql = f"select distinct {check.text} from own where {check.text} is not null limit {most}"
    return [text for (text,) in _asked(plan, check, block, sql)]


def _asked(plan: Plan, check: Check, block: pa.Table, sql: str) -> list[tuple[Any, ...]]:
    """Ask about one column. A statement over all columns for each of them would take the square of their number."""
    own = plan.own
    if check.place is not None:
        cell = f"c{check.place}"
        block = block.select([cell, "line"])
        own = f"with own as (select line as {LINE}, {cell} as {sql_name(plan.header[check.place])} from block)"
    with _registered(block) as connection:
        return connection.execute(f"{own}\n{sql}").fetchall()


def _result(plan: Plan, block: pa.Table) -> pa.Table:
    """The result columns: by Arrow where the texts are written plainly, the others by one SQL statement."""
    found: dict[str, pa.Array] = {}
    for column in plan.results:
        texts = None if column.place is None else joined(block.column(column.place))
        values = None if texts is None else plain_values(texts, column.kind, plan.style)
        if values is not None:
            found[column.name] = values if column.empty is None else pc.fill_null(values, column.empty)
    others = [column for column in plan.results if column.name not in found]
    if others:
        with _registered(block) as connection:
            told = connection.sql(plan.statement(others)).to_arrow_table()
        found |= {column.name: joined(told.column(column.name)) for column in others}
    return pa.table(found)


def _block(plan: Plan, cells: Cells) -> pa.Table:
    return clean_table(cells.table, plan.layout.nulls).append_column("line", cells.lines)


@contextmanager
def _registered(block: pa.Table) -> Iterator[duckdb.DuckDBPyConnection]:
    """This thread's engine, in which the block is the table `block`."""
    connection = _connection()
    connection.register("block", block)
    try:
        yield connection
    finally:
        connection.unregister("block")


def _connection() -> duckdb.DuckDBPyConnection:
    connection: duckdb.DuckDBPyConnection | None = getattr(_local, "connection", None)
    if connection is None:
        connection = duckdb.connect(":memory:", config={"threads": 1})  # rows keep their order; blocks are the unit
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("set enable_progress_bar = false")
        _local.connection = connection
    return connection


def _declared(plan: Plan, result: pa.Table) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    if plan.layout.declared_rows:
        return np.asarray(result["is_declared"].to_numpy(), np.bool_)
    return np.zeros(result.num_rows, np.bool_)


def _reasons(
    plan: Plan, result: pa.Table, cells: Cells, declared: "np.ndarray[tuple[int], np.dtype[np.bool_]]"
) -> dict[int, str]:
    """Which rows are no facts, and why: row of the block -> reason."""
    name, missing = REQUIRED.get(plan.fact.name, ("", EMPTY_ROW))
    if not name:
        empty = np.all([column.is_null().to_numpy() for column in cells.table.columns], axis=0)
        return dict.fromkeys(np.flatnonzero(empty & ~declared).tolist(), EMPTY_ROW)
    values = joined(result[name])
    if plan.fact.name != "link_seen":
        absent = values.is_null().to_numpy(zero_copy_only=False)
        return dict.fromkeys(np.flatnonzero(absent & ~declared).tolist(), missing)
    plain = pc.fill_null(usable(values), False).to_numpy(zero_copy_only=False)
    odd = np.flatnonzero(~plain & ~declared)
    if not len(odd):
        return {}
    texts = values.take(pa.array(odd))
    good = are_addresses(texts).to_numpy(zero_copy_only=False)
    return {
        int(place): NOT_AN_ADDRESS.format(value=value[:_SHOWN]) if value else missing
        for place, value, is_good in zip(odd, texts.to_pylist(), good, strict=True)
        if not is_good
    }


def _reject(plan: Plan, cells: Cells, place: int, reason: str) -> Reject:
    row = [column[place].as_py() or "" for column in cells.table.columns]
    return Reject(cells.lines[place].as_py(), reason, plan.delimiter.join(row)[: LIMITS.raw_characters])


def _facts(plan: Plan, result: pa.Table, cells: Cells) -> pa.Table:
    rows = result.num_rows
    latest = [result[name] for name in _MOMENTS if name in result.column_names]
    own_date = pc.max_element_wise(pa.nulls(rows, pa.timestamp("us")), *latest, skip_nulls=True)
    filled = {
        "source": _repeated(plan.layout.vendor, rows),
        "report": _repeated(plan.layout.id, rows),
        "batch": _repeated(plan.batch, rows),
        "row": cells.rows,
        "observed_at": pc.fill_null(own_date, pa.scalar(plan.observed_at, pa.timestamp("us"))),
        "metrics": _maps(plan.metrics, "m", result, REAL),
        "extra": _maps(plan.extra, "e", result, TEXT),
    }
    schema = plan.fact.schema
    filled |= {name: result[name] for name in result.column_names if name in schema.names and name not in filled}
    columns = [
        filled[name] if name in _NAMED else filled[name].cast(kind) if name in filled else pa.nulls(rows, kind)
        for name, kind in zip(schema.names, schema.types, strict=True)
    ]
    return pa.table(columns, names=schema.names)


def _repeated(name: str, rows: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), pa.array([name], NAMES.value_type))


def _maps(names: tuple[str, ...], prefix: str, result: pa.Table, item_type: pa.DataType) -> pa.Array:
    if not names:
        return empty_maps(result.num_rows, item_type)
    columns = [joined(result[f"{prefix}{at}"]).cast(item_type) for at in range(len(names))]
    return map_column(names, columns, item_type)


def _unreadable(plan: Plan, check: Check, block: pa.Table, result: pa.Table) -> tuple[str, Unreadable]:
    """Count the texts of one column that gave no value. Asks the engine only where nulls appeared."""
    header = check.result if check.place is None else plan.header[check.place]
    absent = 0 if check.place is None else block[f"c{check.place}"].null_count
    if result[check.result].null_count <= absent:
        return header, Unreadable(0, "", 0)
    sql = (
        f"select count(*), coalesce(arg_min({check.text}, {LINE}), ''), coalesce(min({LINE}), 0)\n"
        f"from own\nwhere {check.text} is not null and {check.value} is null"
    )
    count, example, line = _asked(plan, check, block, sql)[0]
    return header, Unreadable(count, example[:_SHOWN], line)

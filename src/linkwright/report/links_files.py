"""links.csv and links.parquet: every link with its scores, written part by part so that memory does not grow.

The parts are runs of referring domains of about `PART_LINKS` links; a domain with more links than that is cut by link
id. Rows are in the order of referring domain and link id inside a part, and parts follow each other, so the same
profile gives the same bytes.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from linkwright.report.findings import Tables
from linkwright.report.neutral import spreadsheet_column

PART_LINKS = 500_000
_SLICES = "0123456789abcdef"  # first digit of the link id, for domains of more than `PART_LINKS` links
_PARTS = """
    select
        referring_domain,
        cast(floor((sum(links) over (order by referring_domain rows unbounded preceding) - links) / {size}) as bigint)
            as part
    from (
        select referring_domain, count(*) as links
        from links
        group by referring_domain
    ) counted
"""
_SIZES = """
    select p.part, count(*) as links
    from report_links l
    join report_parts p on p.referring_domain = l.referring_domain
    group by p.part
    order by p.part
"""
# Sorted once, so that a part is a few neighbouring pieces of the kept table.
_SORTED = """
    select l.*, {scores}
    from links l
    left join link_scores s on s.link_id = l.link_id
    order by l.referring_domain, l.link_id
"""
_PART = """
    select l.*
    from report_links l
    join report_parts p on p.referring_domain = l.referring_domain
    where p.part = {part} and {within}
    order by l.referring_domain, l.link_id
"""


def write_links(profile: Tables, csv: Path, parquet: Path) -> int:
    """Write both files. Returns the number of links. The CSV is neutralised for spreadsheets, the Parquet is raw."""
    schema = _schema(profile)
    written = 0
    with (
        csv.open("wb") as file,
        pq.ParquetWriter(parquet, schema, compression="zstd") as columns,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        _heading(file, schema)
        for part in link_parts(profile):
            stored = beside.submit(columns.write_table, part.cast(schema))
            pa_csv.write_csv(
                for_spreadsheet(part), file, pa_csv.WriteOptions(include_header=False, quoting_style="needed")
            )
            stored.result()
            written += part.num_rows
    return written


def link_parts(profile: Tables) -> Iterator[pa.Table]:
    """Give all links with their scores, part by part, always in the same order."""
    scores = ", ".join(f"s.{name}" for name in _score_columns(profile))
    profile.engine.materialise("report_links", _SORTED.format(scores=scores), large=True)
    profile.engine.materialise("report_parts", _PARTS.format(size=PART_LINKS))
    for row in profile.query(_SIZES).to_pylist():
        for within in _slices(row["links"]):
            yield profile.query(_PART.format(part=int(row["part"]), within=within))


def _slices(links: int) -> Iterator[str]:
    if links <= 2 * PART_LINKS:
        yield "true"
        return
    yield f"l.link_id < '{_SLICES[1]}'"
    for low, high in pairwise(_SLICES[1:]):
        yield f"l.link_id >= '{low}' and l.link_id < '{high}'"
    yield f"l.link_id >= '{_SLICES[-1]}'"


def _score_columns(profile: Tables) -> tuple[str, ...]:
    names = profile.query("select * from link_scores limit 0").column_names
    return tuple(name for name in names if name not in ("link_id", "referring_domain"))


def _schema(profile: Tables) -> pa.Schema:
    scores = ", ".join(f"s.{name}" for name in _score_columns(profile))
    empty: pa.Table = profile.query(
        f"select l.*, {scores} from links l left join link_scores s on s.link_id = l.link_id limit 0"
    )
    return empty.schema


def _heading(file: BinaryIO, schema: pa.Schema) -> None:
    file.write(b"\xef\xbb\xbf")  # the mark that makes Excel read UTF-8
    file.write((",".join(schema.names) + "\n").encode())


def for_spreadsheet(rows: pa.Table) -> pa.Table:
    """Make a table that a spreadsheet shows and never runs: lists and numbers by name as text, texts neutralised."""
    columns = [_flat(rows.column(name)) for name in rows.column_names]
    return pa.table(columns, names=rows.column_names)


def _flat(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_map(kind):
        column = pa.chunked_array([_pairs(chunk) for chunk in column.chunks], pa.list_(pa.string()))
    if pa.types.is_map(kind) or pa.types.is_list(kind):
        column = pc.binary_join(column, "; ")
    if pa.types.is_timestamp(kind):
        return column.cast(pa.date32(), safe=False)  # written as 2026-11-20
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return spreadsheet_column(column)
    return column


def _pairs(entries: pa.MapArray) -> pa.ListArray:
    """Write each map as a list of `name=number`."""
    keys, items = entries.keys.cast(pa.string()), entries.items.cast(pa.string())
    pairs = pc.binary_join_element_wise(keys, pc.fill_null(items, ""), "=")
    return pa.ListArray.from_arrays(entries.offsets, pairs, mask=pc.is_null(entries))

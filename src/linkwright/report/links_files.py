"""links.csv and links.parquet: every link with its scores, written part by part so that memory does not grow.

A profile of up to `PART_LINKS` links is one part, in the order of referring domain and link id. A larger one is cut by
link id into even parts, each in that order: sorting all of it would take longer than all the rest of a report. The same
profile gives the same bytes.
"""

import math
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

PART_LINKS = 2_000_000  # a gigabyte; each part reads all links once
_CUTS = 256  # link ids are even over these: their first two digits are hexadecimal
_SCORED = """
    select l.*, {scores}
    from links l
    left join link_scores s on s.link_id = l.link_id
    where {within}
    order by l.referring_domain, l.link_id
"""


def write_links(profile: Tables, csv: Path, parquet: Path) -> int:
    """Write both files. Returns the number of links. The CSV is neutralised for spreadsheets, the Parquet is raw."""
    scored = _SCORED.format(scores=_score_columns(profile), within="{within}")
    schema: pa.Schema = profile.query(scored.format(within="false")).schema
    written = 0
    with (
        csv.open("wb") as file,
        pq.ParquetWriter(parquet, schema, compression="zstd") as columns,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        _heading(file, schema)
        for within in _slices(profile):
            part = profile.query(scored.format(within=within)).cast(schema)
            stored = beside.submit(columns.write_table, part)
            pa_csv.write_csv(
                for_spreadsheet(part), file, pa_csv.WriteOptions(include_header=False, quoting_style="needed")
            )
            stored.result()
            written += part.num_rows
            del part, stored  # before the next one is read
    return written


def _slices(profile: Tables) -> Iterator[str]:
    """Give the condition of each part."""
    links = int(profile.query("select count(*) as n from links").column("n")[0].as_py())
    parts = min(max(1, math.ceil(links / PART_LINKS)), _CUTS)
    cuts = [f"{part * _CUTS // parts:02x}" for part in range(1, parts)]
    for low, high in pairwise(("", *cuts, "g")):
        yield f"l.link_id >= '{low}' and l.link_id < '{high}'" if cuts else "true"


def _score_columns(profile: Tables) -> str:
    """The scores of a link; what a person decided and what we would have said only where a person decided."""
    names = profile.query("select * from link_scores limit 0").column_names
    decided = profile.query("select count(verdict) as n from link_scores").column("n")[0].as_py()
    left_out = {"link_id", "referring_domain"} | (set() if decided else {"verdict", "scored_tier"})
    return ", ".join(f"s.{name}" for name in names if name not in left_out)


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
    numbers = entries.items.dictionary_encode()  # few different ones, and each is slow to write out
    items = numbers.dictionary.cast(pa.string()).take(numbers.indices)
    pairs = pc.binary_join_element_wise(entries.keys.cast(pa.string()), pc.fill_null(items, ""), "=")
    return pa.ListArray.from_arrays(entries.offsets, pairs, mask=pc.is_null(entries))

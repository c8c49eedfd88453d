"""What every reader (CSV, workbook, JSON) hands to the conversion: sections of one header, in blocks of text cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

import pyarrow as pa

from linkwright.sources.layout import ReportLayout
from linkwright.sources.records import Reject


@dataclass(frozen=True)
class Cells:
    """Rows of text cells.

    Attributes:
        table: columns `c0`, `c1`, ... of text, in the order of the header.
        rows: record number of each row, int64.
        lines: line in the file of each row, int64.
        rejects: rows of this block that could not be read.
        declared: rows of this block left out on purpose, by reason.
    """

    table: pa.Table
    rows: pa.Array
    lines: pa.Array
    rejects: tuple[Reject, ...] = ()
    declared: Mapping[str, int] = field(default_factory=dict)


class Block(Protocol):
    """A piece of a section that can be parsed in any thread.

    Attributes:
        read: how many records it holds, whatever becomes of them.
        size: about how many bytes of the file it stands for.
    """

    @property
    def read(self) -> int: ...

    @property
    def size(self) -> int: ...

    def cells(self) -> Cells:
        """Parse it."""


@dataclass(frozen=True)
class Section:
    """One table of a file: most files have one; some Analytics exports and workbooks have several.

    Attributes:
        header: distinct column names.
        blocks: its rows; read them all before asking for the next section.
        kind: "table" or "json", as `format` in the vendor files.
        layout: the report, where the reader knows it.
        delimiter: for the raw text of rejected rows.
        preamble: lines before the header.
        notes: what a user should know.
        alone: the file holds no other table; if nobody knows this one, nothing of the file can be used.
    """

    header: tuple[str, ...]
    blocks: Iterator[Block]
    kind: str = "table"
    layout: ReportLayout | None = None
    delimiter: str = ","
    preamble: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    alone: bool = False


@dataclass(frozen=True)
class TableBlock:
    """Rows that are text cells already, from workbooks, JSON and disavow files.

    Attributes:
        parsed: the rows.
        size: about how many bytes of the file they stand for.
        read: how many records were counted while reading.
    """

    parsed: Cells
    size: int
    read: int

    def cells(self) -> Cells:
        """See `Block`."""
        return self.parsed


def column_names(count: int) -> list[str]:
    """Names of text columns by place: outside names never become identifiers before they were matched."""
    return [f"c{place}" for place in range(count)]


def joined(column: pa.ChunkedArray) -> pa.Array:
    """The column as one array; without a copy when it is one already."""
    if column.num_chunks == 1:
        return column.chunk(0)
    return pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type)

"""Blocks of CSV records -> text cells, by pyarrow's parser (about 250 MB a second and thread)."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from linkwright.sources.limits import LIMITS
from linkwright.sources.records import RecordBlock, Reject
from linkwright.sources.tables import Cells, column_names

WRONG_COUNT = "{found} cells where the header has {expected}"
ENDS_EARLY = "the file ends in the middle of this row: {found} of {expected} cells"
TOTALS_ROW = "totals row"
REPEATED_HEADER = "header repeated between the rows"
_TOTALS = "grand total"  # Analytics writes it in one cell more than the header has


@dataclass(frozen=True)
class CsvBlock:
    """Records of one table with what is needed to parse them.

    Attributes:
        records: from the record reader.
        header: column names as in the file.
        delimiter: one ASCII character.
        open_end: line number of a last row without a line end; 0 if there is none. It may have been cut off.
    """

    records: RecordBlock
    header: tuple[str, ...]
    delimiter: str
    open_end: int = 0

    @property
    def read(self) -> int:
        """See `tables.Block`."""
        return self.records.read

    @property
    def size(self) -> int:
        """See `tables.Block`."""
        return len(self.records.data)

    def cells(self) -> Cells:
        """Parse the records. Rows with a wrong number of cells are rejected, or declared when they are totals."""
        table, invalid = _parsed(self.records.data, len(self.header), self.delimiter)
        rejects = list(self.records.rejects)
        declared: dict[str, int] = {}
        rows, lines = pa.array(self.records.rows), pa.array(self.records.lines)
        if table.num_rows + len(invalid) != len(rows):
            raise RuntimeError(f"{len(rows)} records were cut and {table.num_rows + len(invalid)} parsed")
        if invalid:
            for row in invalid:
                line = int(self.records.lines[row.number - 1])
                if row.actual_columns == len(self.header) + 1 and _is_totals(row.text, self.delimiter):
                    declared[TOTALS_ROW] = declared.get(TOTALS_ROW, 0) + 1
                else:
                    rejects.append(self._reject(row, line))
            keep = _without(len(rows), [row.number - 1 for row in invalid])
            rows, lines = rows.take(keep), lines.take(keep)
        return _without_headers(Cells(table, rows, lines, tuple(rejects), declared), self.header)

    def _reject(self, row: "pyarrow.csv.InvalidRow", line: int) -> Reject:
        reason = ENDS_EARLY if line == self.open_end and row.actual_columns < len(self.header) else WRONG_COUNT
        text = reason.format(found=row.actual_columns, expected=len(self.header))
        return Reject(line, text, row.text[: LIMITS.raw_characters].rstrip("\r\n"))


def _parsed(data: bytes, width: int, delimiter: str) -> tuple[pa.Table, list["pyarrow.csv.InvalidRow"]]:
    names = column_names(width)
    invalid: list[pyarrow.csv.InvalidRow] = []

    def note(row: "pyarrow.csv.InvalidRow") -> str:
        invalid.append(row)
        return "skip"

    if not data or (data[0] in b"\r\n" and not data.strip(b"\r\n")):  # the parser refuses an empty file
        return pa.table({name: pa.array([], pa.string()) for name in names}), invalid
    table = pyarrow.csv.read_csv(
        pa.py_buffer(data),
        read_options=pyarrow.csv.ReadOptions(
            use_threads=False,  # so that rejected rows have numbers; blocks are the unit of work, not columns
            column_names=names,
            block_size=len(data) + 1,
        ),
        parse_options=pyarrow.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True, invalid_row_handler=note),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            null_values=[""],
            check_utf8=False,  # `text.py` made it
        ),
    )
    return table, invalid


def _is_totals(text: str, delimiter: str) -> bool:
    return text.rstrip().rsplit(delimiter, 1)[-1].strip(' "').casefold() == _TOTALS


def _without(count: int, out: list[int]) -> pa.Array:
    keep = np.ones(count, np.bool_)
    keep[out] = False
    return pa.array(np.flatnonzero(keep))


def _without_headers(cells: Cells, header: tuple[str, ...]) -> Cells:
    """Declare rows that repeat the header: files glued together by hand have them."""
    if not cells.table.num_rows:
        return cells
    same = pc.equal(cells.table.column(0), header[0])
    if not pc.any(same).as_py():
        return cells
    for place, name in enumerate(header[1:], 1):
        same = pc.and_(same, pc.equal(cells.table.column(place), name))
    same = pc.fill_null(same, False).combine_chunks()
    count = pc.sum(same).as_py()
    if not count:
        return cells
    keep = pc.invert(same)
    return Cells(
        cells.table.filter(keep),
        cells.rows.filter(keep),
        cells.lines.filter(keep),
        cells.rejects,
        {**cells.declared, REPEATED_HEADER: count},
    )

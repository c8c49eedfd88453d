"""Cutting text into records: exact on anything quoted right, and one bad mark costs one row."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.sources.csv_blocks import CsvBlock
from linkwright.sources.limits import LIMITS
from linkwright.sources.records import RecordReader, Reject

HEADER = ("a", "b", "c")


def read(
    data: bytes, delimiter: str = ",", size: int = 1 << 20, **limits: int
) -> tuple[list[list[str | None]], list[Reject], int]:
    """Cells, rejects and number of records of a text without header, fed in pieces."""
    reader = RecordReader(delimiter, limits=replace(LIMITS, **limits))
    pieces = (data[at : at + size] for at in range(0, len(data), size))
    rows: list[list[str | None]] = []
    rejects: list[Reject] = []
    count = 0
    numbers: list[int] = []
    for block in reader.read(pieces):
        cells = CsvBlock(block, HEADER, delimiter).cells()
        rows += [list(row.values()) for row in cells.table.to_pylist()]
        rejects += cells.rejects
        count += block.read
        numbers += cells.rows.to_pylist()
    assert numbers == sorted(set(numbers))
    assert len(rows) + len(rejects) == count
    return rows, sorted(rejects, key=lambda reject: reject.line), count


def quoted(cell: str, delimiter: str, *, always: bool) -> str:
    needed = always or any(letter in cell for letter in (delimiter, '"', "\r", "\n"))
    return '"' + cell.replace('"', '""') + '"' if needed else cell


texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=8)
tables = st.lists(st.tuples(texts, texts, texts), max_size=20)


@settings(max_examples=150)
@given(
    table=tables,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    always=st.booleans(),
    final_end=st.booleans(),
    size=st.integers(1, 40),
)
def test_any_table_reads_back_with_equal_cells(
    table: list[tuple[str, str, str]], delimiter: str, end: str, always: bool, final_end: bool, size: int
) -> None:
    text = "".join(delimiter.join(quoted(cell, delimiter, always=always) for cell in row) + end for row in table)
    data = text if final_end else text.removesuffix(end)
    rows, rejects, count = read(data.encode(), delimiter, size)
    assert rejects == []
    assert rows == [[cell or None for cell in row] for row in table]
    assert count == len(table)


@settings(max_examples=200)
@given(data=st.text(st.sampled_from('a,"\r\n'), max_size=60), size=st.integers(1, 30))
def test_any_mess_of_quotes_loses_no_record_and_reads_the_same_in_any_pieces(data: str, size: int) -> None:
    whole = read(data.encode())
    assert read(data.encode(), size=size) == whole


def test_a_forgotten_closing_mark_costs_one_row() -> None:
    data = b'1,2,3\n4,"5,6\n7,8,9\n10,"11",12\n'
    rows, rejects, _ = read(data)
    assert rows == [["1", "2", "3"], ["7", "8", "9"], ["10", "11", "12"]]
    assert [(reject.line, reject.raw) for reject in rejects] == [(2, '4,"5,6')]


def test_a_mark_inside_a_cell_is_a_letter() -> None:
    rows, rejects, _ = read(b'1,5" pipe,3\n"4"x,5,6\n')
    assert rows == [["1", '5" pipe', "3"], ["4x", "5", "6"]]
    assert rejects == []


def test_an_unclosed_mark_does_not_swallow_the_rest() -> None:
    good = b"".join(b"%d,b,c\n" % number for number in range(2000))
    rows, rejects, _ = read(b'x,"y,z\n' + good, size=500, record_bytes=1000)
    assert len(rows) == 2000
    assert [reject.line for reject in rejects] == [1]


def test_wrong_cell_counts_are_rejected_with_their_lines() -> None:
    rows, rejects, count = read(b'1,"two\nlines",3\n\n4,5\n6,7,8,9\n10,11,12')
    assert rows == [["1", "two\nlines", "3"], ["10", "11", "12"]]
    assert [(reject.line, reject.raw) for reject in rejects] == [(4, "4,5"), (5, "6,7,8,9")]
    assert count == 4


def test_blank_lines_are_no_records() -> None:
    assert read(b"\r\n1,2,3\r\n\r\n\r\n4,5,6\r\n")[2] == 2


def test_a_line_without_end_runs_in_bounded_memory() -> None:
    def endless() -> Iterator[bytes]:
        yield b"1,2,3\n"
        for _ in range(300):
            yield b"x" * (1 << 20)
        yield b"\n4,5,6\n"

    reader = RecordReader(",")
    tracemalloc.start()
    blocks = list(reader.read(endless()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 << 20
    rejects = [reject for block in blocks for reject in block.rejects]
    assert [(reject.line, len(reject.raw)) for reject in rejects] == [(2, 4096)]
    assert [line for block in blocks for line in block.lines.tolist()] == [1, 3]
    assert sum(block.read for block in blocks) == 3


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_line_numbers_count_every_kind_of_line_end(size: int) -> None:
    reader = RecordReader(",", line=11)
    data = b'a,b\r\n"c\r\nd",e\rf,g\nh,i'
    pieces = [data[at : at + size] for at in range(0, len(data), size)]
    blocks = list(reader.read(pieces))
    assert pa.concat_arrays([pa.array(block.lines) for block in blocks]).to_pylist() == [11, 12, 14, 15]

"""What is committed is there, what is not is not, and the same content twice changes nothing."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkwright.ledger import Batch, Ledger, parquet
from linkwright.ledger.parquet import ROW_GROUP
from linkwright.vocabulary.facts import LINK_SEEN, REJECTED
from tests.ledger.making import batch_id, batch_of, counted, fill, hidden, link_rows, promised, rejected_rows, store

ONE = batch_id(1)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "ledger")


def test_a_ledger_that_does_not_exist_is_empty(ledger: Ledger) -> None:
    assert ledger.batches() == ()
    assert ledger.find(ONE) is None
    assert ledger.files("link_seen") == ()
    assert ledger.rejected_files() == ()
    assert ledger.tidy() == 0
    assert not ledger.folder.exists()


def test_round_trip(ledger: Ledger) -> None:
    assert store(ledger, ONE, stored=1000)
    assert ledger.batches() == (batch_of(ONE, stored=1000),)
    assert ledger.find(ONE) == batch_of(ONE, stored=1000)
    (path,) = ledger.files("link_seen")
    table = pq.read_table(path)
    assert table.schema.equals(LINK_SEEN.schema)
    assert table.equals(link_rows(ONE, 1, 1000))
    (rejected,) = ledger.rejected_files()
    assert pq.read_table(rejected).equals(rejected_rows(ONE, 1))
    assert ledger.files("page_seen") == ()
    assert hidden(ledger) == []


def test_every_file_carries_the_metadata(ledger: Ledger) -> None:
    store(ledger, ONE)
    for path in (ledger.folder / ONE).iterdir():
        text = pq.read_metadata(path).metadata[b"linkwright.batch"]
        assert Batch.from_json(text) == batch_of(ONE)


def test_the_same_content_twice_is_a_no_op(ledger: Ledger) -> None:
    assert store(ledger, ONE)
    before = {path: path.stat().st_mtime_ns for path in ledger.folder.rglob("*")}
    assert not store(ledger, ONE, stored=7)
    assert {path: path.stat().st_mtime_ns for path in ledger.folder.rglob("*")} == before


def test_whoever_commits_second_changes_nothing(ledger: Ledger) -> None:
    with ledger.writing(ONE) as slow:
        fill(slow, ONE)
        assert store(ledger, ONE)
        assert not slow.commit(batch_of(ONE))
    assert counted(ledger) == {ONE: 5}
    assert hidden(ledger) == []


def test_without_commit_nothing_stays(ledger: Ledger) -> None:
    with ledger.writing(ONE) as writer:
        fill(writer, ONE)
    with pytest.raises(KeyboardInterrupt), ledger.writing(ONE) as writer:  # noqa: PT012
        fill(writer, ONE)
        raise KeyboardInterrupt
    assert ledger.batches() == ()
    assert list(ledger.folder.iterdir()) == []


def test_a_batch_of_rejected_rows_only(ledger: Ledger) -> None:
    with ledger.writing(ONE) as writer:
        writer.reject(rejected_rows(ONE, 3))
        assert writer.commit(batch_of(ONE, stored=0, rejected=3))
    assert [path.name for path in (ledger.folder / ONE).iterdir()] == ["rejected.parquet"]


def test_without_rejected_rows_the_file_is_there_and_not_listed(ledger: Ledger) -> None:
    with ledger.writing(ONE) as writer:
        fill(writer, ONE, rejected=0)
        assert writer.commit(batch_of(ONE, rejected=0))
    assert (ledger.folder / ONE / "rejected.parquet").exists()
    assert ledger.rejected_files() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"read": 8},
        {"stored": 4, "read": 6},
        {"rejected": 0, "read": 6},
        {"declared": 0, "read": 6},
        {"facts": {"link_seen": 4, "page_seen": 1}},
        {"id": batch_id(2)},
    ],
)
def test_counts_that_do_not_add_up_are_refused(ledger: Ledger, wrong: dict[str, object]) -> None:
    batch = replace(batch_of(ONE), **wrong)  # type: ignore[arg-type]
    with ledger.writing(ONE) as writer:
        fill(writer, ONE)
        with pytest.raises(ValueError, match="of the batch: it says"):
            writer.commit(batch)
    assert ledger.batches() == ()


@pytest.mark.parametrize("name", ["", "../x", "a/b", ".hidden", "fold-1", "A", "a" * 65])
def test_ids_that_cannot_be_folders_are_refused(ledger: Ledger, name: str) -> None:
    with pytest.raises(ValueError, match="not a batch id"), ledger.writing(name):
        pass
    assert ledger.find(name) is None


def test_other_columns_are_refused(ledger: Ledger) -> None:
    rows = link_rows(ONE, 1, 2)
    with ledger.writing(ONE) as writer:
        with pytest.raises(ValueError, match=r"missing \['batch'\]"):
            writer.write("link_seen", rows.drop_columns(["batch"]))
        with pytest.raises(ValueError, match="row is int32, not int64"):
            writer.write("link_seen", rows.set_column(3, "row", rows["row"].cast(pa.int32())))
        with pytest.raises(ValueError, match="no fact table `links`"):
            writer.write("links", rows)


def test_small_tables_become_full_row_groups(ledger: Ledger) -> None:
    pieces = 260
    piece = pa.table([pa.nulls(1000, field.type) for field in LINK_SEEN.schema], schema=LINK_SEEN.schema)
    with ledger.writing(ONE) as writer:
        for _ in range(pieces):
            writer.write("link_seen", piece)
        writer.commit(batch_of(ONE, stored=pieces * 1000, rejected=0))
    footer = pq.read_metadata(ledger.files("link_seen")[0])
    sizes = [footer.row_group(n).num_rows for n in range(footer.num_row_groups)]
    assert sizes == [ROW_GROUP, ROW_GROUP, pieces * 1000 - 2 * ROW_GROUP]


def test_rows_with_very_long_texts_do_not_wait_for_a_full_row_group(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_PENDING_BYTES", 1 << 20)
    with ledger.writing(ONE) as writer:
        for line in range(9):
            raw = {"batch": ONE, "line": line, "reason": "not closed", "raw": "x" * 400_000}
            writer.reject(pa.Table.from_pylist([raw], schema=REJECTED.schema))
        writer.commit(batch_of(ONE, stored=0, rejected=9))
    footer = pq.read_metadata(ledger.rejected_files()[0])
    assert [footer.row_group(n).num_rows for n in range(footer.num_row_groups)] == [3, 3, 3]


def test_batches_are_listed_without_reading_a_row(ledger: Ledger) -> None:
    for number in range(3):
        store(ledger, batch_id(number))
    for file in (*ledger.files("link_seen"), *ledger.rejected_files()):
        _spoil_rows(file)
    assert len(ledger.batches()) == 3


def _spoil_rows(file: Path) -> None:
    """Overwrite all of a Parquet file but its footer."""
    raw = file.read_bytes()
    footer = int.from_bytes(raw[-8:-4], "little") + 8
    file.write_bytes(raw[:4] + bytes(len(raw) - footer - 4) + raw[-footer:])
    with pytest.raises((OSError, pa.ArrowInvalid)):
        pq.read_table(file)


def test_batches_are_listed_by_import_then_id(ledger: Ledger) -> None:
    for number in (3, 1, 2):
        store(ledger, batch_id(number))
    assert list(promised(ledger)) == [batch_id(1), batch_id(2), batch_id(3)]

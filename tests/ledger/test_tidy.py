"""Folding small batches changes nothing a reader can see, except how many files there are."""

import fcntl
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkwright.ledger import Ledger
from tests.ledger.making import batch_id, batch_of, counted, fill, hidden, promised, rejected_rows, store


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "ledger")
    for number in range(4):
        store(ledger, batch_id(number))
    return ledger


def folders(ledger: Ledger) -> list[str]:
    return sorted(path.name for path in ledger.folder.glob("[!.]*"))


def test_rows_and_batches_stay(ledger: Ledger) -> None:
    before = (ledger.batches(), counted(Ledger(ledger.folder)))
    assert ledger.tidy() == 4
    assert [name[:5] for name in folders(ledger)] == ["fold-"]
    assert (ledger.batches(), counted(ledger)) == before
    assert ledger.find(batch_id(2)) == batch_of(batch_id(2))
    assert sum(pq.read_metadata(path).num_rows for path in ledger.rejected_files()) == 4
    assert hidden(ledger) == []


def test_an_import_of_a_folded_batch_is_a_no_op(ledger: Ledger) -> None:
    ledger.tidy()
    assert not store(ledger, batch_id(1))
    assert len(folders(ledger)) == 1


def test_a_fold_is_folded_again(ledger: Ledger) -> None:
    ledger.tidy()
    assert ledger.tidy() == 0
    store(ledger, batch_id(9))
    assert ledger.tidy() == 2
    assert len(folders(ledger)) == 1
    assert counted(ledger) == promised(ledger) == {batch_id(n): 5 for n in (0, 1, 2, 3, 9)}


def test_large_folders_stay(ledger: Ledger) -> None:
    store(ledger, batch_id(9), stored=50)
    assert ledger.tidy(below_rows=50) == 4
    assert batch_id(9) in folders(ledger)
    assert ledger.tidy(below_rows=50) == 0


def test_batches_of_different_tables_fold(ledger: Ledger) -> None:
    with ledger.writing(batch_id(8)) as writer:
        writer.reject(rejected_rows(batch_id(8), 2))
        writer.commit(batch_of(batch_id(8), stored=0, rejected=2))
    assert ledger.tidy() == 5
    assert len(ledger.batches()) == 5
    assert sum(pq.read_metadata(path).num_rows for path in ledger.rejected_files()) == 6


def test_given_paths_stay_readable_while_their_ledger_lives(ledger: Ledger) -> None:
    reader = Ledger(ledger.folder)
    paths = reader.files("link_seen")
    assert ledger.tidy() == 4
    assert all(path.exists() for path in paths)
    assert counted(ledger) == {batch_id(n): 5 for n in range(4)}


def test_a_later_import_finishes_the_deletion(ledger: Ledger) -> None:
    reader = Ledger(ledger.folder)
    reader.files("link_seen")
    ledger.tidy()
    assert len(folders(ledger)) == 5
    del reader
    store(ledger, batch_id(9))
    assert [name[:5] for name in folders(ledger)] == ["00000", "fold-"]


def test_folders_put_back_from_a_copy_count_once(ledger: Ledger, tmp_path: Path) -> None:
    shutil.copytree(ledger.folder / batch_id(0), tmp_path / "copy")
    ledger.tidy()
    shutil.copytree(tmp_path / "copy", ledger.folder / batch_id(0))
    assert counted(Ledger(ledger.folder)) == {batch_id(n): 5 for n in range(4)}


def test_while_another_tidies_nothing_happens(ledger: Ledger) -> None:
    with (ledger.folder / ".tidy.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert ledger.tidy() == 0
    assert ledger.tidy() == 4


def test_folders_with_other_columns_are_left_alone(ledger: Ledger) -> None:
    path = ledger.folder / batch_id(0) / "link_seen.parquet"
    table = pq.read_table(path)
    pq.write_table(table.append_column("colour", [["red"] * 5]), path)
    assert ledger.tidy() == 3
    assert "colour" in pq.read_schema(path).names
    assert counted(ledger) == {batch_id(n): 5 for n in range(4)}


def test_a_writer_open_during_a_tidy_commits(ledger: Ledger) -> None:
    with ledger.writing(batch_id(9)) as writer:
        fill(writer, batch_id(9))
        ledger.tidy()
        assert writer.commit(batch_of(batch_id(9)))
    assert counted(ledger) == {batch_id(n): 5 for n in (0, 1, 2, 3, 9)}

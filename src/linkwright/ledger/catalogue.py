"""Reading the ledger folder: which folders count, and which batches are in each.

A folder is one batch, or a **fold**: many small batches put into one folder by `tidy`. A fold says in its footer which
folders it replaces; those are ignored wherever they still exist, so that at no instant a row counts twice.
"""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from linkwright.errors import StorageError
from linkwright.ledger.batch import Batch, batch_from_record, batch_to_record
from linkwright.ledger.faults import damaged, foreign
from linkwright.vocabulary.facts import REJECTED

BATCH_KEY = b"linkwright.batch"
FOLD_KEY = b"linkwright.fold"
FOLD_PREFIX = "fold-"
_PATIENCE = 100  # readings that may be overtaken by somebody's tidy before we give up

Result = TypeVar("Result")


@dataclass(frozen=True)
class Stored:
    """One visible folder.

    Attributes:
        path: the folder.
        batches: its batches: one, or those a fold was made of.
        replaces: names of the folders a fold stands for; empty for a batch.
    """

    path: Path
    batches: tuple[Batch, ...]
    replaces: frozenset[str] = frozenset()

    @property
    def rows(self) -> int:
        """Rows on disk."""
        return sum(batch.rows for batch in self.batches)

    def rows_of(self, table: str) -> int:
        """Rows of one table, by the metadata."""
        if table == REJECTED.name:
            return sum(batch.rejected for batch in self.batches)
        return sum(batch.facts.get(table, 0) for batch in self.batches)

    def file(self, table: str) -> Path:
        """The table's file, its footer checked.

        Raises:
            StorageError: when it is not whole.
        """
        path = self.path / f"{table}.parquet"
        found = _footer(path).num_rows
        if found != self.rows_of(table):
            raise damaged(self.path, f"`{path.name}` has {found} rows instead of {self.rows_of(table)}")
        return path


class _GoneError(Exception):
    """A fold took the folder's place while we were reading it."""


def fold_metadata(batches: tuple[Batch, ...], replaces: frozenset[str]) -> bytes:
    """Return the footer text of a fold."""
    record = {"replaces": sorted(replaces), "batches": [batch_to_record(batch) for batch in batches]}
    return json.dumps(record).encode()


def live(ledger: Path) -> tuple[Stored, ...]:
    """Return the folders that count, by name.

    Raises:
        StorageError: when a folder is damaged or not ours.
        OSError: when the ledger cannot be read.
    """
    return _settled(lambda: _live(ledger))


def live_files(ledger: Path, table: str) -> tuple[Path, ...]:
    """Return the files of a table that count and have rows, their footers checked. Raises as `live`."""
    return _settled(lambda: tuple(stored.file(table) for stored in _live(ledger) if stored.rows_of(table)))


def folds(ledger: Path) -> tuple[Stored, ...]:
    """Return only the folds; quick, since there are few. Raises as `live`."""
    return _settled(lambda: tuple(map(read_stored, filter(_is_fold, _visible(ledger)))))


def find_batch(ledger: Path, batch_id: str) -> Batch | None:
    """Look one batch up. Raises as `live`, but looks only at its folder and the folds."""
    return _settled(lambda: _find_batch(ledger, batch_id))


def _settled(read: Callable[[], Result]) -> Result:
    """Read again when a fold took the place of a folder meanwhile."""
    for _ in range(_PATIENCE):
        with suppress(_GoneError):
            return read()
    raise StorageError(
        "The ledger keeps changing while it is read.",
        todo="Another Linkwright command is working on it; run this one again when that has finished.",
    )


def _live(ledger: Path) -> tuple[Stored, ...]:
    stored = [read_stored(path) for path in _visible(ledger)]
    replaced = frozenset[str]().union(*(folder.replaces for folder in stored))
    return tuple(folder for folder in stored if folder.path.name not in replaced)


def _find_batch(ledger: Path, batch_id: str) -> Batch | None:
    # Its own folder comes first: tidy makes the fold before it removes the folder.
    path = ledger / batch_id
    if path.exists():
        return read_stored(path).batches[0]
    known = {batch.id: batch for fold in folds(ledger) for batch in fold.batches}
    return known.get(batch_id)


def read_stored(path: Path) -> Stored:
    """Read the metadata of one folder from the footer of its `rejected.parquet`.

    Raises:
        StorageError: when it is damaged or not ours.
    """
    footer = path / f"{REJECTED.name}.parquet"
    if not footer.exists():
        raise foreign(path) if path.exists() else _GoneError
    metadata = _footer(footer).metadata or {}
    try:
        stored = _parsed(path, metadata)
    except ValueError as error:
        raise damaged(path, str(error)) from error
    if stored is None or (not stored.replaces and stored.batches[0].id != path.name):
        raise foreign(path)
    return stored


def _is_fold(path: Path) -> bool:
    return path.name.startswith(FOLD_PREFIX)


def _parsed(path: Path, metadata: dict[bytes, bytes]) -> Stored | None:
    """Read the metadata, or return None where there is none of ours."""
    if BATCH_KEY in metadata:
        return Stored(path, (Batch.from_json(metadata[BATCH_KEY]),))
    if FOLD_KEY not in metadata:
        return None
    record = json.loads(metadata[FOLD_KEY])
    if not isinstance(record, dict) or not record.get("batches") or not record.get("replaces"):
        raise ValueError("the list of its batches is missing")
    batches = tuple(batch_from_record(item) for item in record["batches"])
    return Stored(path, batches, frozenset(record["replaces"]))


def _footer(path: Path) -> pq.FileMetaData:
    """Read a footer. A file that cannot be parsed, in a folder still there, is damage."""
    try:
        return pq.read_metadata(path)
    except (pa.ArrowInvalid, FileNotFoundError) as error:
        if not path.parent.exists():
            raise _GoneError from error
        detail = "is missing" if isinstance(error, FileNotFoundError) else "is not a whole Parquet file"
        raise damaged(path.parent, f"`{path.name}` {detail}") from error


def _visible(ledger: Path) -> list[Path]:
    """Everything that could be facts: folders, and stray Parquet files; hidden names are drafts and locks."""
    if not ledger.exists():
        return []
    return sorted(
        path
        for path in ledger.iterdir()
        if not path.name.startswith(".") and (path.suffix == ".parquet" or path.is_dir())
    )

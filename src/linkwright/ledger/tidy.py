"""Folding small batches into one folder.

A fold is written and published exactly as a batch is, and names the folders it replaces. From the rename on it counts
and they do not; deleting them comes after, and may as well come in another process, weeks later.
"""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkwright.ledger.batch import by_import
from linkwright.ledger.catalogue import FOLD_KEY, FOLD_PREFIX, Stored, fold_metadata, folds, live
from linkwright.ledger.draft import SCHEMAS, Draft, remove_left_drafts
from linkwright.ledger.locks import take_lock

READERS_LOCK = ".readers.lock"  # shared by everybody who was given paths of files
_TIDY_LOCK = ".tidy.lock"
_GONE_PREFIX = ".gone-"


def tidy(ledger: Path, below_rows: int) -> int:
    """Fold the folders with fewer rows than that. Returns how many; see `Ledger.tidy`.

    Raises:
        StorageError: when a folder is damaged.
        OSError: when the disk or the permissions do not allow it.
    """
    with _alone(ledger / _TIDY_LOCK) as alone:
        if not alone:
            return 0
        remove_left_drafts(ledger)
        remove_replaced(ledger)
        small = [stored for stored in live(ledger) if stored.rows < below_rows and _is_current(stored)]
        if len(small) < 2:
            return 0
        small.sort(key=lambda stored: by_import(stored.batches[0]))
        _fold(ledger, small)
        remove_replaced(ledger)
        return len(small)


def remove_replaced(ledger: Path) -> None:
    """Delete the folders that folds have replaced, unless somebody may be reading them now."""
    replaced = {name for fold in folds(ledger) for name in fold.replaces}
    left = [ledger / name for name in sorted(replaced) if (ledger / name).exists()]
    if left:
        with _alone(ledger / READERS_LOCK) as alone:
            for folder in left if alone else ():
                _hide(folder)
    for gone in ledger.glob(f"{_GONE_PREFIX}*"):
        shutil.rmtree(gone, ignore_errors=True)


def _hide(folder: Path) -> None:
    """Take a folder out of sight in one step, so that nobody ever sees half of it."""
    try:
        folder.rename(folder.with_name(f"{_GONE_PREFIX}{folder.name}-{secrets.token_hex(4)}"))
    except FileNotFoundError:
        return  # another process was quicker


def _fold(ledger: Path, small: list[Stored]) -> None:
    """Write the fold of these folders and publish it."""
    batches = tuple(sorted((batch for stored in small for batch in stored.batches), key=by_import))
    replaces = frozenset(batch.id for batch in batches) | frozenset(stored.path.name for stored in small)
    name = FOLD_PREFIX + hashlib.sha256("\n".join(sorted(replaces)).encode()).hexdigest()[:16]
    draft = Draft(ledger)
    try:
        for table in SCHEMAS:
            for stored in small:
                for rows in _row_groups(stored, table):
                    draft.write(table, rows)
        draft.publish(name, {FOLD_KEY: fold_metadata(batches, replaces)})
    finally:
        draft.discard()


def _row_groups(stored: Stored, table: str) -> Iterator[pa.Table]:
    """Read a folder's table a row group at a time."""
    if not stored.rows_of(table):
        return
    with pq.ParquetFile(stored.file(table)) as file:
        for group in range(file.num_row_groups):
            yield file.read_row_group(group)


def _is_current(stored: Stored) -> bool:
    """Tell whether all tables have today's columns; others stay as they are, so that no column is lost."""
    return all(
        pq.read_schema(stored.file(table)).equals(schema) for table, schema in SCHEMAS.items() if stored.rows_of(table)
    )


@contextmanager
def _alone(path: Path) -> Iterator[bool]:
    """Hold a lock for the block; gives False when somebody else has it."""
    lock = take_lock(path)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            os.close(lock)

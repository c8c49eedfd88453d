"""The ledger: whole batches of facts, added and never changed."""

import os
import re
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from linkwright.ledger.batch import Batch, by_import
from linkwright.ledger.catalogue import find_batch, live, live_files
from linkwright.ledger.draft import Draft, remove_left_drafts
from linkwright.ledger.faults import storage_errors
from linkwright.ledger.locks import share_lock
from linkwright.ledger.tidy import READERS_LOCK, remove_replaced, tidy
from linkwright.ledger.writer import BatchWriter
from linkwright.vocabulary.facts import REJECTED

SMALL_BATCH = 100_000  # rows; below that a file is mostly opened and hardly read
_BATCH_ID = re.compile(r"(?!fold-)[0-9a-z][0-9a-z-]{0,63}")


class Ledger:
    """A folder of batches. Any number of processes may read and write it at the same time.

    From the first call of `files` on, and as long as this object lives, no tidy-up deletes a file: the paths given out
    stay readable.
    """

    def __init__(self, folder: Path) -> None:
        """Name the folder; it need not exist."""
        self.folder = folder
        self._holds_files = False

    def batches(self) -> tuple[Batch, ...]:
        """Return all batches, oldest import first; about 0.2 ms each.

        Raises:
            StorageError: when something in the folder is damaged or is not a batch.
        """
        with storage_errors(self.folder, "read"):
            return tuple(sorted((batch for stored in live(self.folder) for batch in stored.batches), key=by_import))

    def find(self, batch_id: str) -> Batch | None:
        """Return one batch, or None. Raises as `batches`."""
        if not _BATCH_ID.fullmatch(batch_id):
            return None
        with storage_errors(self.folder, "read"):
            return find_batch(self.folder, batch_id)

    def files(self, fact: str) -> tuple[Path, ...]:
        """Return the Parquet files with the rows of a fact table, () when there is no such row. Raises as `batches`."""
        with storage_errors(self.folder, "read"):
            self._hold_files()
            return live_files(self.folder, fact)

    def rejected_files(self) -> tuple[Path, ...]:
        """Return the Parquet files with the rejected rows, () when there is no such row. Raises as `batches`."""
        return self.files(REJECTED.name)

    @contextmanager
    def writing(self, batch_id: str) -> Iterator[BatchWriter]:
        """Write a batch; what is not committed when the block ends is gone.

        Args:
            batch_id: lower-case letters, digits and hyphens, at most 64.

        Raises:
            StorageError: when the folder cannot be written.
            ValueError: when the id is none.
        """
        if not _BATCH_ID.fullmatch(batch_id):
            raise ValueError(f"not a batch id: {batch_id!r}")
        with storage_errors(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            remove_left_drafts(self.folder)
            remove_replaced(self.folder)
            draft = Draft(self.folder)
        try:
            yield BatchWriter(batch_id, self.folder, draft, self.find)
        finally:
            draft.discard()

    def tidy(self, below_rows: int = SMALL_BATCH) -> int:
        """Fold small batches into one folder, so that hundreds of imports stay quick to read.

        No row and no batch is changed. Being killed does no harm: the next import or tidy-up finishes the work.

        Args:
            below_rows: a folder with fewer rows is small.

        Returns:
            How many folders became one; 0 when there is nothing to fold or another process is at it.

        Raises:
            StorageError: when the ledger cannot be read or written.
        """
        with storage_errors(self.folder):
            return tidy(self.folder, below_rows) if self.folder.exists() else 0

    def _hold_files(self) -> None:
        if self._holds_files or not self.folder.exists():
            return
        self._holds_files = True
        lock = share_lock(self.folder / READERS_LOCK)
        if lock is not None:
            weakref.finalize(self, os.close, lock)

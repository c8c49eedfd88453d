"""Writing one batch."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from linkwright.ledger.batch import Batch
from linkwright.ledger.catalogue import BATCH_KEY
from linkwright.ledger.draft import Draft
from linkwright.ledger.faults import storage_errors
from linkwright.vocabulary.facts import REJECTED


class BatchWriter:
    """Takes the rows of one batch. Get one from `Ledger.writing`; without `commit` nothing of it stays."""

    def __init__(self, batch_id: str, ledger: Path, draft: Draft, find: Callable[[str], Batch | None]) -> None:
        self._batch_id = batch_id
        self._ledger = ledger
        self._draft = draft
        self._find = find
        self._finished = False

    def write(self, fact: str, rows: pa.Table) -> None:
        """Append rows to a fact table.

        Args:
            fact: name of the table, see `vocabulary.facts.FACTS`.
            rows: exactly the columns of its schema.

        Raises:
            StorageError: when the disk is full or does not allow it.
            ValueError: when the columns differ from the schema.
        """
        with storage_errors(self._ledger):
            self._draft.write(fact, rows)

    def reject(self, rows: pa.Table) -> None:
        """Append rows that could not be read, with the columns of `vocabulary.facts.REJECTED`. Raises as `write`."""
        self.write(REJECTED.name, rows)

    def commit(self, batch: Batch) -> bool:
        """Make the whole batch visible at once, safe on disk.

        Returns:
            True, or False when the ledger has this batch already: the same content, so nothing changes.

        Raises:
            StorageError: when the disk is full or does not allow it.
            ValueError: when the counts of the batch do not add up to what was written.
        """
        if self._finished:
            raise ValueError("this batch was committed before")
        self._check(batch)
        self._finished = True
        if self._find(batch.id) is not None:
            return False
        with storage_errors(self._ledger):
            return self._draft.publish(batch.id, {BATCH_KEY: batch.to_json().encode()})

    def _check(self, batch: Batch) -> None:
        """Refuse a batch whose counts do not say what is in its files."""
        written = self._draft.rows()
        rejected = written.pop(REJECTED.name, 0)
        claims = {
            "the id": (batch.id, self._batch_id),
            "rows read": (batch.read, batch.stored + batch.rejected + batch.declared),
            "rows stored": (batch.stored, sum(written.values())),
            "rows rejected": (batch.rejected, rejected),
            "rows declared": (batch.declared, sum(batch.declared_reasons.values())),
            "rows of each fact": ({fact: rows for fact, rows in batch.facts.items() if rows}, written),
        }
        for claim, (said, found) in claims.items():
            if said != found:
                raise ValueError(f"{claim} of the batch: it says {said}, but it is {found}")

"""What a run has seen, into the ledger batch by batch: a run of days loses at most its last minute."""

import hashlib
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pyarrow as pa

from linkwright._version import __version__
from linkwright.fetch.evidence import EvidenceWriter
from linkwright.fetch.model import Answer
from linkwright.ledger import Batch, Ledger
from linkwright.ledger.runs import part_id, part_name
from linkwright.page.analysis import Document
from linkwright.verify.agenda import Agenda, Run
from linkwright.verify.looks import Look
from linkwright.verify.records import REPORT, Records
from linkwright.vocabulary.facts import FACTS
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import OWN_CRAWL

PAGES_PER_BATCH = 1_000
SECONDS_PER_BATCH = 60.0


class Journal:
    """Collects pages and writes a batch when enough have come; pages are done once their batch is written."""

    def __init__(
        self, ledger: Ledger, agenda: Agenda, run: Run, site: Site, evidence: EvidenceWriter | None = None
    ) -> None:
        self._evidence = evidence
        self._ledger = ledger
        self._agenda = agenda
        self._run = run
        self._site = site
        self._number = 0
        self._start()

    def add(self, answer: Answer, document: Document | None, looks: Sequence[Look]) -> None:
        """Take what was seen of one referring page, and keep the response if that is wanted. Raises as `flush`."""
        kept = self._evidence.keep(answer) if self._evidence else ""
        self._records.add_page(answer, document, looks, self._site, kept or None)
        self._pages.append(answer.url)
        if len(self._pages) >= PAGES_PER_BATCH or time.monotonic() - self._began > SECONDS_PER_BATCH:
            self.flush()

    def add_own_page(self, answer: Answer, document: Document) -> None:
        """Take what a page of the site itself links to."""
        self._records.add_own_page(answer, document, self._site)

    def flush(self) -> None:
        """Write what was collected.

        Raises:
            StorageError: when the disk is full or does not allow it; nothing is marked as done then.
        """
        if self._evidence:
            self._evidence.sync()  # before the ledger speaks of it
        if self._records.rows:
            with self._ledger.writing(self._records.batch) as writer:
                for fact, rows in self._records.rows.items():
                    writer.write(fact, pa.Table.from_pylist(rows, schema=FACTS[fact].schema))
                writer.commit(self._batch())
        self._agenda.finish(self._pages)
        self._start()

    def _start(self) -> None:
        while self._ledger.find(self._batch_id()) is not None:
            self._number += 1
        self._records = Records(self._batch_id())
        self._pages: list[str] = []
        self._began = time.monotonic()

    def _batch_id(self) -> str:
        return part_id(self._run.id, self._number)

    def _batch(self) -> Batch:
        rows = {fact: len(found) for fact, found in self._records.rows.items()}
        stored = sum(rows.values())
        days = [
            moment.date()
            for found in self._records.rows.values()
            for row in found
            if isinstance(moment := row["observed_at"], datetime)
        ]
        now = datetime.now(UTC)
        return Batch(
            id=self._records.batch,
            source=OWN_CRAWL,
            report=REPORT,
            title="Own check of links",
            file_name=part_name(f"check of {self._run.begun:%Y-%m-%d %H:%M} ({self._run.scope})", self._number),
            file_sha256=hashlib.sha256(self._records.batch.encode()).hexdigest(),
            file_size=0,
            read=stored,
            stored=stored,
            rejected=0,
            declared=0,
            declared_reasons={},
            facts=rows,
            period_start=min(days),
            period_end=max(days),
            observed_at=now,
            imported_at=now,
            tool_version=__version__,
            notes=(),
        )

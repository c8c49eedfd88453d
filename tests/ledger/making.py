"""Synthetic batches for the tests of the ledger, and a way to count what a ledger holds."""

import hashlib
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from linkwright.ledger import Batch, BatchWriter, Ledger
from linkwright.vocabulary.facts import LINK_SEEN, REJECTED


def batch_id(number: int) -> str:
    return f"{number:016x}"


def link_rows(identity: str, first: int, count: int) -> pa.Table:
    """Rows whose texts hardly compress, so that sizes on disk are what they look like."""
    columns = {field.name: pa.nulls(count, field.type) for field in LINK_SEEN.schema}
    numbers = range(first, first + count)
    pages = [f"https://example-{hashlib.sha256(f'{identity}{n}'.encode()).hexdigest()}.test/{n}" for n in numbers]
    columns["batch"] = pa.array([identity] * count, pa.string())
    columns["row"] = pa.array(numbers, pa.int64())
    columns["referring_page_url"] = pa.array(pages, pa.string())
    columns["extra"] = pa.array([[("Language", "en")]] * count, LINK_SEEN.schema.field("extra").type)
    return pa.table(columns, schema=LINK_SEEN.schema)


def rejected_rows(identity: str, count: int) -> pa.Table:
    records = [{"batch": identity, "line": n, "reason": "too few cells", "raw": "x,"} for n in range(count)]
    return pa.Table.from_pylist(records, schema=REJECTED.schema)


def batch_of(identity: str, *, stored: int = 5, rejected: int = 1, declared: int = 1) -> Batch:
    return Batch(
        id=identity,
        source="ahrefs",
        report="backlinks",
        title="Ahrefs backlinks",
        file_name=f"{identity}.csv",
        file_sha256=identity * 4,
        file_size=1234,
        read=stored + rejected + declared,
        stored=stored,
        rejected=rejected,
        declared=declared,
        declared_reasons={"totals row": declared} if declared else {},
        facts={"link_seen": stored} if stored else {},
        period_start=date(2024, 1, 1),
        period_end=date(2024, 1, 31),
        observed_at=datetime(2024, 2, 1, tzinfo=UTC),
        imported_at=datetime(2024, 2, 2, 3, 4, 5, 678, tzinfo=UTC),
        tool_version="0.1.0",
        notes=("row count equals a known cap (1,000): this file is a sample",),
    )


def fill(writer: BatchWriter, identity: str, *, stored: int = 5, rejected: int = 1) -> None:
    """Write the rows of `batch_of`, in a few pieces."""
    for first in range(1, stored + 1, 400):
        writer.write("link_seen", link_rows(identity, first, min(400, stored + 1 - first)))
    writer.reject(rejected_rows(identity, rejected))


def store(ledger: Ledger, identity: str, *, stored: int = 5) -> bool:
    with ledger.writing(identity) as writer:
        fill(writer, identity, stored=stored)
        return writer.commit(batch_of(identity, stored=stored))


def counted(ledger: Ledger) -> dict[str, int]:
    """Rows of `link_seen` by batch; fails when a row is there twice."""
    found: Counter[tuple[str, int]] = Counter()
    for path in ledger.files("link_seen"):
        table = pq.read_table(path, columns=["batch", "row"], use_threads=False)
        found.update(zip(table["batch"].to_pylist(), table["row"].to_pylist(), strict=True))
    assert all(times == 1 for times in found.values())
    return dict(Counter(batch for batch, _ in found))


def promised(ledger: Ledger) -> dict[str, int]:
    """Rows of `link_seen` by batch, as the metadata says."""
    return {batch.id: batch.facts["link_seen"] for batch in ledger.batches()}


def hidden(ledger: Ledger) -> list[str]:
    """Leftovers of work that did not finish; the two lock files of the ledger are no leftovers."""
    locks = {".readers.lock", ".tidy.lock"}
    return sorted(path.name for path in Path(ledger.folder).glob(".*") if path.name not in locks)

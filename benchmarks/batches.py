"""Invented facts as batches of a ledger, as if an export had been imported."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from linkwright import __version__
from linkwright.ledger import Batch, Ledger
from linkwright.vocabulary.facts import FACTS

READ_AT = datetime(2026, 11, 1)


@dataclass(frozen=True)
class Export:
    """Which file the rows are supposed to come from.

    Attributes:
        source: short name of the vendor.
        report: which of its reports.
        title: what screens call it; the batch's id is made of it, so no two exports of a ledger may share it.
        fact: the fact table its rows go to.
    """

    source: str
    report: str
    title: str
    fact: str


def write_batch(ledger: Ledger, export: Export, pieces: Iterable[pa.RecordBatch]) -> None:
    """Write rows that have some of the columns of a fact table; the others stay empty."""
    digest = hashlib.sha256(export.title.encode()).hexdigest()
    rows = 0
    with ledger.writing(digest[:16]) as writer:
        for piece in pieces:
            rows += piece.num_rows
            writer.write(export.fact, _conformed(piece, export, digest[:16]))
        writer.commit(_batch(export, digest, rows))


def _conformed(piece: pa.RecordBatch, export: Export, batch: str) -> pa.Table:
    """Give all columns of its fact table to rows that have some: who, from which batch, and empty cells."""
    count = piece.num_rows
    fixed = {"source": export.source, "report": export.report, "batch": batch}
    columns = []
    for field in FACTS[export.fact].schema:
        if field.name in fixed:
            columns.append(pa.repeat(pa.scalar(fixed[field.name], field.type), count))
        elif field.name in piece.schema.names:
            columns.append(piece.column(field.name).cast(field.type))
        else:
            columns.append(pa.nulls(count, field.type))
    return pa.table(columns, schema=FACTS[export.fact].schema)


def _batch(export: Export, digest: str, rows: int) -> Batch:
    return Batch(
        id=digest[:16],
        source=export.source,
        report=export.report,
        title=export.title,
        file_name=f"{export.source}-{export.report}.csv",
        file_sha256=digest,
        file_size=rows * 200,
        read=rows,
        stored=rows,
        rejected=0,
        declared=0,
        declared_reasons={},
        facts={export.fact: rows},
        period_start=READ_AT.date().replace(year=2021, month=1),
        period_end=READ_AT.date(),
        observed_at=READ_AT,
        imported_at=READ_AT,
        tool_version=__version__,
        notes=(),
    )

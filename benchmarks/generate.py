"""Large exports and ledgers, written by DuckDB in minutes. Run inside a child process: it takes memory."""

import hashlib
from datetime import datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from linkwright import __version__
from linkwright.ledger import Batch, Ledger
from linkwright.vocabulary.facts import FACTS

SQL = Path(__file__).parent / "sql"
DOMAINS = 300_000
SHAPES = ("semrush", "ahrefs")
SOURCES = (("ahrefs", "Ahrefs backlinks"), ("semrush", "Semrush backlinks"), ("majestic", "Majestic backlinks"))
DOMAIN_SOURCE = ("semrush", "Semrush referring domains")
READ_AT = datetime(2026, 11, 1)
_BATCH_ROWS = 122_880
_PIECE = 8 << 20


def write_export(shape: str, rows: int, file: Path) -> None:
    """Write an export of that many rows: `semrush` (comma, CRLF in real life, LF here) or `ahrefs` (UTF-16, tabs)."""
    connection = world(rows)
    select = (SQL / f"{shape}.sql").read_text("utf-8")
    plain = file if shape == "semrush" else file.with_suffix(".utf8")
    options = "header, delimiter ','" if shape == "semrush" else "header, delimiter '\t', force_quote *"
    connection.execute(f"copy ({select}) to '{plain}' (format csv, {options})")
    if plain != file:
        _to_utf16(plain, file)
        plain.unlink()


def write_ledger(links: int, folder: Path) -> None:
    """Write a ledger of that many different links, 1.25 observations each, from three sources, and domain facts."""
    ledger = Ledger(folder)
    connection = world(links)
    for number, (source, title) in enumerate(SOURCES):
        connection.execute(f"set variable source = {number}")
        _write_batch(ledger, connection, "link_seen", source, "backlinks", title)
    _write_batch(ledger, connection, "domain_seen", DOMAIN_SOURCE[0], "referring-domains", DOMAIN_SOURCE[1])


def world(links: int) -> duckdb.DuckDBPyConnection:
    """Open a DuckDB with the view `world` of that many links."""
    connection = duckdb.connect()
    connection.execute("set preserve_insertion_order = false")
    connection.execute(f"set variable links = {links}")
    connection.execute(f"set variable domains = {max(400, min(DOMAINS, links // 20))}")
    connection.execute((SQL / "world.sql").read_text("utf-8"))
    return connection


def _write_batch(
    ledger: Ledger, connection: duckdb.DuckDBPyConnection, fact: str, source: str, report: str, title: str
) -> None:
    digest = hashlib.sha256(title.encode()).hexdigest()
    select = (SQL / f"{fact}.sql").read_text("utf-8")
    rows = 0
    with ledger.writing(digest[:16]) as writer:
        for piece in connection.sql(select).to_arrow_reader(_BATCH_ROWS):
            rows += piece.num_rows
            writer.write(fact, _conformed(piece, fact, source, report, digest[:16]))
        writer.commit(_batch(digest, fact, source, report, title, rows))


def _conformed(piece: pa.RecordBatch, fact: str, source: str, report: str, batch: str) -> pa.Table:
    """Give the columns of a fact table to rows that have some of them: who, from which batch, and empty cells."""
    count = piece.num_rows
    fixed = {"source": source, "report": report, "batch": batch}
    columns = []
    for field in FACTS[fact].schema:
        if field.name in fixed:
            columns.append(pa.repeat(pa.scalar(fixed[field.name], field.type), count))
        elif field.name in piece.schema.names:
            columns.append(piece.column(field.name).cast(field.type))
        else:
            columns.append(pa.nulls(count, field.type))
    return pa.table(columns, schema=FACTS[fact].schema)


def _batch(digest: str, fact: str, source: str, report: str, title: str, rows: int) -> Batch:
    return Batch(
        id=digest[:16],
        source=source,
        report=report,
        title=title,
        file_name=f"{source}-{report}.csv",
        file_sha256=digest,
        file_size=rows * 200,
        read=rows,
        stored=rows,
        rejected=0,
        declared=0,
        declared_reasons={},
        facts={fact: rows},
        period_start=READ_AT.date().replace(year=2021, month=1),
        period_end=READ_AT.date(),
        observed_at=READ_AT,
        imported_at=READ_AT,
        tool_version=__version__,
        notes=(),
    )


def _to_utf16(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8", newline="") as text, target.open("wb") as out:
        out.write(b"\xff\xfe")
        while piece := text.read(_PIECE):
            out.write(piece.encode("utf-16-le"))

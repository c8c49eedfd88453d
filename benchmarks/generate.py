"""Large exports and ledgers, written by DuckDB in minutes. Run inside a child process: it takes memory."""

from pathlib import Path

import duckdb

from benchmarks.batches import Export, write_batch
from linkwright.ledger import Ledger

SQL = Path(__file__).parent / "sql"
DOMAINS = 300_000
SHAPES = ("semrush", "ahrefs")
SOURCES = (("ahrefs", "Ahrefs backlinks"), ("semrush", "Semrush backlinks"), ("majestic", "Majestic backlinks"))
DOMAIN_SOURCE = ("semrush", "Semrush referring domains")
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
    select = (SQL / f"{fact}.sql").read_text("utf-8")
    write_batch(ledger, Export(source, report, title, fact), connection.sql(select).to_arrow_reader(_BATCH_ROWS))


def _to_utf16(source: Path, target: Path) -> None:
    with source.open(encoding="utf-8", newline="") as text, target.open("wb") as out:
        out.write(b"\xff\xfe")
        while piece := text.read(_PIECE):
            out.write(piece.encode("utf-16-le"))

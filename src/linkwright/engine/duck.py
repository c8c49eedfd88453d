"""The embedded engine: DuckDB in memory over Parquet files, spilling to disk above its memory limit.

No DuckDB file is ever shared: each process opens its own in-memory database over the ledger's Parquet files.
"""

import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

DEFAULT_MEMORY = "4GB"  # leaves room under 6 GB for Arrow tables and the rest of the process


class DuckEngine:
    """DuckDB behind the `Engine` protocol. Use `duck_engine()` to get one that cleans up its spill folder."""

    def __init__(self, spill: Path, memory: str = DEFAULT_MEMORY, threads: int | None = None) -> None:
        self._spill = spill
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": memory,
            "temp_directory": str(spill),
            "preserve_insertion_order": False,
        }
        if threads:
            config["threads"] = threads
        self._connection = duckdb.connect(":memory:", config=config)
        self._turn = threading.RLock()  # a connection answers one thread at a time
        self._connection.execute("set TimeZone = 'UTC'")
        self._connection.execute("set enable_progress_bar = false")

    def register(self, name: str, data: pa.Table | Sequence[Path] | str) -> None:
        """See `Engine.register`."""
        with self._turn:
            if isinstance(data, str):
                self._connection.execute(f"create or replace view {name} as {data}")
            elif isinstance(data, pa.Table):
                self._connection.register(name, data)
            else:
                files = [str(path) for path in data]
                self._connection.read_parquet(files, union_by_name=True).create_view(name, replace=True)

    def query(self, sql: str) -> pa.Table:
        """See `Engine.query`."""
        with self._turn:
            return self._connection.sql(sql).to_arrow_table()

    def materialise(self, name: str, sql: str, *, large: bool = False) -> None:
        """See `Engine.materialise`."""
        with self._turn:
            if not large:
                self._connection.execute(f"create or replace table {name} as {sql}")
                return
            # As Parquet ten million links take a tenth of the room they take in memory, and nothing else has to spill.
            path = self._spill / f"{name}.parquet"
            literal = str(path).replace("'", "''")
            self._connection.execute(f"copy ({sql}) to '{literal}' (format parquet, compression lz4_raw)")
            self.register(name, [path])

    def close(self) -> None:
        """Free the memory and the spill files."""
        self._connection.close()


@contextmanager
def duck_engine(memory: str = DEFAULT_MEMORY, threads: int | None = None) -> Iterator[DuckEngine]:
    """Open an embedded engine whose spill folder goes away with it."""
    with tempfile.TemporaryDirectory(prefix="linkwright-") as spill:
        engine = DuckEngine(Path(spill), memory, threads)
        try:
            yield engine
        finally:
            engine.close()

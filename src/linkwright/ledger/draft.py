"""A folder being written: invisible until one rename publishes it, cleaned up after a process that was killed.

`ledger/.writing-<pid>-<random>/` is the folder, `.writing-<pid>-<random>.lock` beside it the lock its writer holds.
The lock is taken before the folder exists and let go after the folder is gone, so a lock that can be taken means a
dead writer.
"""

import errno
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from linkwright.ledger.locks import take_left_lock, take_lock
from linkwright.ledger.parquet import ParquetSink, sync
from linkwright.vocabulary.facts import FACTS, REJECTED

_PREFIX = ".writing-"
_LOCK_SUFFIX = ".lock"
_TAKEN = (errno.EEXIST, errno.ENOTEMPTY)
SCHEMAS: Mapping[str, pa.Schema] = {fact.name: fact.schema for fact in (*FACTS.values(), REJECTED)}


class Draft:
    """The Parquet files of a folder that is not visible yet.

    Raises:
        OSError: from any method, when the disk or the permissions do not allow it.
    """

    def __init__(self, ledger: Path) -> None:
        self._ledger = ledger
        self._path, self._lock = _claim(ledger)
        self._sinks: dict[str, ParquetSink] = {}

    def write(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table's file, opening it with the first ones.

        Args:
            table: name of the fact table.
            rows: its columns; texts may be dictionary-encoded, if they are in all rows of the draft.

        Raises:
            ValueError: when there is no such table, or the columns differ from its schema.
        """
        schema = SCHEMAS.get(table)
        if schema is None:
            raise ValueError(f"no fact table `{table}`; there are {', '.join(SCHEMAS)}")
        found = pa.schema([(field.name, _decoded(field.type)) for field in rows.schema])
        if not found.equals(schema):
            raise ValueError(f"the columns of `{table}` differ: {_difference(found, schema)}")
        if rows.num_rows:
            self._sink(table, rows.schema).write(rows)

    def rows(self) -> dict[str, int]:
        """Rows written so far of each table that has any."""
        return {table: sink.rows for table, sink in self._sinks.items()}

    def publish(self, name: str, metadata: Mapping[bytes, bytes]) -> bool:
        """Make the folder visible under a name, with everything safely on disk first.

        Returns:
            False when the name is taken; the draft is then still there for `discard`.
        """
        self._sink(REJECTED.name, REJECTED.schema)
        for sink in self._sinks.values():
            sink.close(metadata)
        sync(self._path)
        try:
            self._path.rename(self._ledger / name)
        except OSError as error:
            if error.errno in _TAKEN:
                return False
            raise
        sync(self._ledger)
        return True

    def discard(self) -> None:
        """Remove what is left of the draft (after `publish`: only its lock). Never raises."""
        for sink in self._sinks.values():
            sink.abandon()
        _remove(self._path, self._lock)

    def _sink(self, table: str, schema: pa.Schema) -> ParquetSink:
        if table not in self._sinks:
            self._sinks[table] = ParquetSink(self._path / f"{table}.parquet", schema)
        return self._sinks[table]


def remove_left_drafts(ledger: Path) -> None:
    """Remove the drafts of processes that are gone. Those of living processes are not touched."""
    for lock_path in ledger.glob(f"{_PREFIX}*{_LOCK_SUFFIX}"):
        lock = take_left_lock(lock_path)
        if lock is not None:
            _remove(lock_path.with_suffix(""), lock)


def _claim(ledger: Path) -> tuple[Path, int]:
    """Make a fresh draft folder with its lock held."""
    while True:
        path = ledger / f"{_PREFIX}{os.getpid()}-{secrets.token_hex(4)}"
        # None: somebody cleaning up saw the lock file in the instant before it was locked, and removes it.
        lock = take_lock(_lock_of(path))
        if lock is None:
            continue
        try:
            path.mkdir()
        except OSError:
            _remove(path, lock)
            raise
        return path, lock


def _lock_of(path: Path) -> Path:
    return path.with_name(path.name + _LOCK_SUFFIX)


def _remove(path: Path, lock: int) -> None:
    """Remove the folder first, its lock last."""
    shutil.rmtree(path, ignore_errors=True)
    if not path.exists():
        _lock_of(path).unlink(missing_ok=True)
    os.close(lock)


def _decoded(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_map(kind):
        return pa.map_(_decoded(kind.key_type), kind.item_type)
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _difference(found: pa.Schema, expected: pa.Schema) -> str:
    """Name the columns that differ, for the programmer who wrote them."""
    missing = [name for name in expected.names if name not in found.names]
    unknown = [name for name in found.names if name not in expected.names]
    types = [
        f"{field.name} is {found.field(field.name).type}, not {field.type}"
        for field in expected
        if field.name in found.names and found.field(field.name).type != field.type
    ]
    return f"missing {missing}, unknown {unknown}, types {types}, or their order"

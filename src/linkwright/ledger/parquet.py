"""Writing one Parquet file as a stream, with the memory of about one row group."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROW_GROUP = 122_880  # rows; what DuckDB hands to one thread at a time
_PENDING_BYTES = 64 << 20  # rows with very long texts are written earlier than at a full row group
# 1.04 M link rows on 2 cores, two runs: zstd level 1 writes 740,000 to 980,000 rows/s into 55 MB, level 3 no faster
# into 56 MB, snappy 900,000 to 990,000 into 77 MB; once warm, DuckDB scans each in 0.13 to 0.21 s.
_COMPRESSION = "zstd"
_LEVEL = 1
# Bytes of distinct values after which a column is written plainly. Row numbers and moments to the second hardly repeat:
# at the usual 1 MB, 104,000 link rows took 129 ms and 5.7 MB, with this 121 ms and 5.2 MB. Days and addresses of a few
# thousand pages still fit.
_DICTIONARY = 256 << 10


class ParquetSink:
    """One Parquet file being written. Small tables are gathered into row groups of `ROW_GROUP` rows."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.rows = 0
        self._pending: list[pa.Table] = []
        self._pending_rows = 0
        self._pending_bytes = 0
        self._file = path.open("wb")
        self._writer = pq.ParquetWriter(
            self._file,
            schema,
            store_schema=False,  # a column is read as plain texts, however they were held when written
            compression=_COMPRESSION,
            compression_level=_LEVEL,
            dictionary_pagesize_limit=_DICTIONARY,
        )

    def write(self, rows: pa.Table) -> None:
        """Append rows of the file's schema."""
        self.rows += rows.num_rows
        self._hold(rows.replace_schema_metadata(None))
        if self._pending_rows >= ROW_GROUP:
            self._flush(self._pending_rows - self._pending_rows % ROW_GROUP)
        elif self._pending_bytes >= _PENDING_BYTES:
            self._flush(self._pending_rows)

    def close(self, metadata: Mapping[bytes, bytes]) -> None:
        """Write the rest and the footer, and wait until it is all on disk."""
        if self._pending_rows:
            self._flush(self._pending_rows)
        self._writer.add_key_value_metadata(dict(metadata))
        self._writer.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Let the file go, finished or not. Never raises: after a full disk nothing here can be written anyway."""
        for part in (self._writer, self._file):
            with suppress(OSError, ValueError):
                part.close()

    def _hold(self, rows: pa.Table) -> None:
        self._pending.append(rows)
        self._pending_rows += rows.num_rows
        self._pending_bytes += rows.nbytes

    def _flush(self, count: int) -> None:
        """Write that many of the rows held back, and hold the rest."""
        held = pa.concat_tables(self._pending)
        self._pending, self._pending_rows, self._pending_bytes = [], 0, 0
        self._writer.write_table(held.slice(0, count), row_group_size=ROW_GROUP)
        if count < held.num_rows:
            self._hold(held.slice(count))


def sync(folder: Path) -> None:
    """Wait until the names in a folder are on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

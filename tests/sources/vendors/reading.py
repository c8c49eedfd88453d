"""Imports one export into a ledger of its own and gives back what was stored, as plain values that compare."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq

from linkwright.ledger import Batch, Ledger
from linkwright.sources import ImportResult, import_inputs
from linkwright.vocabulary.facts import FACTS
from linkwright.vocabulary.site import Site

from .exports import SITE, Export

Fact = dict[str, object]
_COUNTS = ("source", "report", "read", "stored", "rejected", "declared", "declared_reasons", "facts")
# The id depends on every byte of the file and the moment often on the clock: neither says anything about the reading.
_LEFT_OUT = ("batch", "observed_at")


@dataclass(frozen=True)
class Reading:
    """What became of one file.

    Attributes:
        result: what the import says.
        facts: rows of all fact tables, columns without a value left out.
        rejected: rows that could not be read.
    """

    result: ImportResult
    facts: tuple[Fact, ...]
    rejected: tuple[Fact, ...]

    @property
    def batch(self) -> Batch:
        """The batch; the test fails here if there is none."""
        assert self.result.batch is not None, self.result
        return self.result.batch

    def golden(self) -> str:
        """Counts, then each row, as JSON lines."""
        counts = {name: getattr(self.batch, name) for name in _COUNTS}
        counts["declared_reasons"], counts["facts"] = dict(self.batch.declared_reasons), dict(self.batch.facts)
        rows = [{name: value for name, value in row.items() if name not in _LEFT_OUT} for row in self.facts]
        lines = [counts, *rows, *({"rejected": row["reason"]} for row in self.rejected)]
        return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def read_export(folder: Path, export: Export) -> Reading:
    """Import a synthetic export of the site `SITE`."""
    return read_bytes(folder, export.file_name, export.data)


def read_bytes(folder: Path, file_name: str, data: bytes) -> Reading:
    """Import a file with these bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / file_name
    file.write_bytes(data)
    return read_file(folder / "ledger", file)


def read_file(ledger_folder: Path, file: Path, site: str = SITE) -> Reading:
    """Import a file that is there."""
    ledger = Ledger(ledger_folder)
    (result,) = import_inputs([file], ledger, site=Site(domains=(site,)))
    facts = [row for fact in FACTS for path in ledger.files(fact) for row in _rows(path, fact)]
    rejected = [row for path in ledger.rejected_files() for row in _rows(path, "rejected")]
    return Reading(result, tuple(facts), tuple(rejected))


def _rows(path: Path, fact: str) -> list[Fact]:
    rows = pq.ParquetFile(path).read().to_pylist()
    plain = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return [{"fact": fact, **{name: value for name, value in row.items() if value not in (None, {})}} for row in plain]


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, list):  # Arrow gives maps as pairs
        return dict(value)
    return value

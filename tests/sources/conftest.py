"""A ledger to import into, and reading back what is in it."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkwright.ledger import Ledger
from linkwright.vocabulary.facts import FACTS, REJECTED

Rows = list[dict[str, object]]


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """An empty ledger."""
    return Ledger(tmp_path / "ledger")


@pytest.fixture
def rows_of(ledger: Ledger) -> Callable[[str], Rows]:
    """Rows of a fact table (or of `rejected`) in the order of the file."""

    def rows(fact: str) -> Rows:
        files = ledger.files(fact)
        schema = (FACTS | {REJECTED.name: REJECTED})[fact].schema
        table = pa.concat_tables([pq.read_table(file) for file in files]) if files else schema.empty_table()
        found: Rows = table.to_pylist()
        return sorted(found, key=lambda row: int(str(row.get("row") or row.get("line"))))

    return rows

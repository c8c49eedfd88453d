"""Where SQL runs. Three methods, so that the same SQL runs on a laptop and on a cluster."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa


class Engine(Protocol):
    """Runs SQL over named tables.

    SQL stays in the subset that DuckDB and Spark share. Values from outside never go into the text of a statement:
    they come in as registered tables.
    """

    def register(self, name: str, data: pa.Table | Sequence[Path] | str) -> None:
        """Make a table available under a name, copying nothing.

        Args:
            name: the name.
            data: an Arrow table, or Parquet files read as one (at least one file), or the text of a select that runs
                each time somebody reads it (a view).
        """

    def query(self, sql: str) -> pa.Table:
        """Run a select and return all its rows."""

    def materialise(self, name: str, sql: str, *, large: bool = False) -> None:
        """Run a select once and keep its rows under a name, replacing what was there.

        Args:
            name: the name.
            sql: the select.
            large: it may have a row for each link, so it is better kept outside memory.
        """

r"""Where SQL runs. Three methods, so that the same SQL runs on a laptop and on a cluster.

SQL is written in DuckDB's words; sqlglot puts it into Spark's. Where the two *mean* different things no translation
helps, so write what they read alike (a test compares both engines row by row):

*   `min_by` and `max_by`: `filter (where value is not null)`, and nothing unknown to order by. DuckDB passes over
    unknown values and takes an unknown order for the largest; Spark does neither.
*   `array_agg(...) filter (...)` of no row is null in DuckDB and an empty list in Spark: do not tell these apart.
*   Patterns: the syntax common to RE2 and Java; scripts by name (`\p{Han}`) are translated. `[ \t\n\f\r]` instead of
    `\s`, `(?:^|$|\W)` instead of `\b`. `(?i)` reaches ASCII letters only. No `\1` in a replacement: take the group with
    `regexp_extract`. `regexp_replace` always with `g`.
*   `hash` gives other numbers in each engine: compare it with itself only, and let two values of one digest do no harm.
*   `map_concat` of an unknown map is the other map in DuckDB and unknown in Spark: pass known ones.
*   `lower`, never `upper`: Java's makes two letters of one.
*   `trim` takes away spaces only; cells came trimmed from the import. `cast(sum(...) as bigint)` for counts.
*   A list is never indexed by a number (Spark counts from 0), a map only by its key.
"""

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

"""The Parquet files of a fact table as a table with today's columns, whichever Linkwright wrote them."""

from collections.abc import Sequence
from pathlib import Path

from linkwright.engine import Engine
from linkwright.vocabulary.facts import EXTRA, FLAG, INTEGER, METRICS, REAL, TEXT, TEXTS, TIME, Fact

_SQL_TYPES = {
    TEXT: "varchar",
    INTEGER: "bigint",
    REAL: "double",
    FLAG: "boolean",
    TIME: "timestamp",
    TEXTS: "varchar[]",
    METRICS: "map(varchar, double)",
    EXTRA: "map(varchar, varchar)",
}


def register_fact(engine: Engine, name: str, fact: Fact, files: Sequence[Path]) -> None:
    """Register a fact table. A column that is younger than all of its files is unknown in every row.

    Args:
        engine: where it goes.
        name: what it is called there.
        fact: which table.
        files: its Parquet files, none if it has no rows.
    """
    engine.register(name, files or fact.schema.empty_table())
    stored = set(engine.query(f"select * from {name} limit 0").column_names) if files else set(fact.schema.names)
    younger = [column for column in fact.columns if column.name not in stored]
    if younger:
        columns = ",\n".join(f"cast(null as {_SQL_TYPES[column.type]}) as {column.name}" for column in younger)
        engine.register(f"stored_{name}", files)
        engine.register(name, f"select *,\n{columns}\nfrom stored_{name}")

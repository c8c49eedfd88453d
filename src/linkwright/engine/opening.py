"""Which engine, by the name a user gives."""

from contextlib import AbstractContextManager

from linkwright.engine import Engine
from linkwright.engine.duck import DEFAULT_MEMORY, duck_engine
from linkwright.engine.spark import spark_engine
from linkwright.errors import ConfigError

EMBEDDED = "duckdb"
SPARK = "spark"


def open_engine(name: str = EMBEDDED, memory: str = DEFAULT_MEMORY) -> AbstractContextManager[Engine]:
    """Open an engine.

    Args:
        name: `duckdb`, `spark` for Spark on this machine, or the address of a cluster such as `spark://host:7077`.
        memory: how much it may take before it spills to disk; on a cluster what this process may take.

    Raises:
        ConfigError: there is no such engine, or it is not installed.
    """
    if name == EMBEDDED:
        return duck_engine(memory)
    if name == SPARK:
        return spark_engine(memory=memory)
    if "://" in name:
        return spark_engine(name, memory)
    raise ConfigError(
        f"There is no engine “{name}”.",
        todo="Name one of these, or a Spark cluster by its address, such as spark://host:7077.",
        available=(EMBEDDED, SPARK),
    )

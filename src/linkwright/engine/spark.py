"""The engine for data that one machine cannot hold: the same SQL on Apache Spark, on this machine or on a cluster.

Optional: needs Java 17 or newer and `pip install 'linkwright[spark]'`. sqlglot puts each statement from DuckDB's words
into Spark's; we add no translation of our own. On a cluster the workers must see the ledger's files and the temporary
folder (`TMPDIR`) under the same paths as this process.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from linkwright.errors import ConfigError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

DEFAULT_MEMORY = "4GB"
LOCAL = "local[*]"


class SparkEngine:
    """Spark behind the `Engine` protocol. Use `spark_engine()` to get one that cleans up after itself."""

    def __init__(self, session: "SparkSession", folder: Path) -> None:
        self._session = session
        self._folder = folder
        self._written = 0

    def register(self, name: str, data: pa.Table | Sequence[Path] | str) -> None:
        """See `Engine.register`."""
        if isinstance(data, str):
            # As text, so that the view follows the tables it reads when these are replaced.
            self._session.sql(f"create or replace temporary view {name} as {translated(data)}")
        elif isinstance(data, pa.Table):
            self._session.createDataFrame(data).createOrReplaceTempView(name)
        else:
            files = [str(path) for path in data]
            self._session.read.option("mergeSchema", True).parquet(*files).createOrReplaceTempView(name)

    def query(self, sql: str) -> pa.Table:
        """See `Engine.query`."""
        return self._session.sql(translated(sql)).toArrow()

    def materialise(self, name: str, sql: str, *, large: bool = False) -> None:
        """See `Engine.materialise`."""
        # Always as Parquet: what is only cached keeps its whole history as a plan, and plans of plans explode.
        self._written += 1
        path = str(self._folder / f"{name}-{self._written}.parquet")
        self._session.sql(translated(sql)).write.parquet(path)
        self._session.read.parquet(path).createOrReplaceTempView(name)


def translated(sql: str) -> str:
    """The statement in Spark's words."""
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(sql, read="duckdb")
    # Java lowers words (the last letter of `ΟΔΟΣ` becomes `ς`, and `İ` two letters), DuckDB letters, by Unicode's simple
    # mapping. These two letters are all the difference, and no setting of Spark takes it away.
    for lower in tree.find_all(exp.Lower):
        lower.set("this", exp.func("translate", lower.this, exp.Literal.string("İΣ"), exp.Literal.string("iσ")))
    return tree.sql("spark", comments=False, unsupported_level=sqlglot.ErrorLevel.RAISE)


@contextmanager
def spark_engine(url: str = LOCAL, memory: str = DEFAULT_MEMORY) -> Iterator[SparkEngine]:
    """Open a Spark session whose files go away with it.

    Args:
        url: `local[2]` for two cores of this machine, or the cluster's, such as `spark://host:7077`.
        memory: for the driver, which on this machine does all the work; such as `4GB`.

    Raises:
        ConfigError: PySpark or Java is not installed.
    """
    with tempfile.TemporaryDirectory(prefix="linkwright-") as folder:
        session = _session(url, memory, folder)
        try:
            yield SparkEngine(session, Path(folder))
        finally:
            session.stop()


def _session(url: str, memory: str, folder: str) -> "SparkSession":
    try:
        import sqlglot  # noqa: F401
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ConfigError("PySpark is not installed.", todo="pip install 'linkwright[spark]'") from error
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        raise ConfigError("Spark needs Java, and there is none.", todo="Install Java 17")
    settings = {
        "spark.driver.memory": memory.lower().removesuffix("b"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.local.dir": folder,
        "spark.sql.warehouse.dir": f"{folder}/warehouse",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
    }
    if url.startswith("local"):
        settings |= {
            "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": "2",
            "spark.sql.adaptive.enabled": "false",
        }
    builder = SparkSession.builder.master(url).appName("linkwright")
    return builder.config(map=settings).getOrCreate()

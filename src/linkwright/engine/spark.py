"""The engine for more data than one machine holds: the same SQL on Apache Spark, on this machine or on a cluster.

Optional: `pip install 'linkwright[spark]'` and Java 17 or newer. The library sqlglot puts each statement from DuckDB's
words into Spark's. The workers of a cluster must see the ledger's files and the temporary folder (the environment
variable TMPDIR names it) under the same paths as this process.
"""

import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from linkwright.engine.duck import DEFAULT_MEMORY
from linkwright.errors import ConfigError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

THIS_MACHINE = "local[*]"
_SCRIPT = re.compile(r"\\p\{([A-Z][a-z]+)\}")
_TIME = pa.timestamp("us")
# What goes wrong comes back as an exception. Without an appender Spark takes its own settings.
_QUIET = """
rootLogger.level = error
rootLogger.appenderRef.none.ref = none
appender.none.type = Null
appender.none.name = none
"""


class SparkEngine:
    """Spark behind the `Engine` protocol. Use `spark_engine()` to get one that cleans up after itself."""

    def __init__(self, session: "SparkSession", folder: Path) -> None:
        self._session = session
        self._folder = folder
        self._kept = 0

    def register(self, name: str, data: pa.Table | Sequence[Path] | str) -> None:
        """See `Engine.register`."""
        if isinstance(data, str):
            # As text, so that the view follows the tables it reads when these are replaced.
            self._session.sql(f"create or replace temporary view {name} as {translated(data)}")
        elif isinstance(data, pa.Table):
            self._session.createDataFrame(data).createOrReplaceTempView(name)
        else:
            files = [str(path) for path in data]
            self._session.read.parquet(*files, mergeSchema=True).createOrReplaceTempView(name)

    def query(self, sql: str) -> pa.Table:
        """See `Engine.query`."""
        found = self._session.sql(translated(sql)).toArrow()
        # Some functions of Spark give moments with a zone, which by our setting is UTC, as everywhere.
        plain = [field.with_type(_TIME) if pa.types.is_timestamp(field.type) else field for field in found.schema]
        return found.cast(pa.schema(plain))

    def materialise(self, name: str, sql: str, *, large: bool = False) -> None:
        """See `Engine.materialise`. Small tables are kept as Parquet too.

        A cached table would keep the plan it came from, and plans of plans grow beyond all bounds.
        """
        self._kept += 1  # the new rows may come from the old ones of the same name
        path = str(self._folder / f"{self._kept}-{name}")
        self._session.sql(translated(sql)).write.parquet(path)
        self._session.read.parquet(path).createOrReplaceTempView(name)


def translated(sql: str) -> str:
    """The statement in Spark's words."""
    import sqlglot
    from sqlglot import exp

    tree = sqlglot.parse_one(sql, read="duckdb")
    # Java lowers words (the last letter of `ΟΔΟΣ` becomes `ς`, and `İ` two letters), DuckDB letters, by Unicode's
    # simple mapping. These two letters make the difference, and no setting of Spark takes it away.
    for lower in tree.find_all(exp.Lower):
        lower.set("this", exp.func("translate", lower.this, exp.Literal.string("İΣ"), exp.Literal.string("iσ")))
    # RE2 calls a script `\p{Han}`, Java `\p{IsHan}`.
    for text in tree.find_all(exp.Literal):
        if text.is_string:
            text.set("this", _SCRIPT.sub(r"\\p{Is\1}", text.this))
    return tree.sql("spark", comments=False, unsupported_level=sqlglot.ErrorLevel.RAISE)


@contextmanager
def spark_engine(
    url: str = THIS_MACHINE, memory: str = DEFAULT_MEMORY, settings: Mapping[str, str] | None = None
) -> Iterator[SparkEngine]:
    """Open a Spark session whose files go away with it.

    Args:
        url: `local[2]` for two cores of this machine, `local[*]` for all, or a cluster, such as `spark://host:7077`.
        memory: of the driver, which on this machine does all the work, such as `4GB`. It counts for the first session
            of a process: Java starts only once.
        settings: of Spark, laid over ours.

    Raises:
        ConfigError: PySpark or Java is not installed, or Spark does not start.
    """
    with tempfile.TemporaryDirectory(prefix="linkwright-") as folder:
        session = _open(url, {**_settings(url, memory, Path(folder)), **(settings or {})})
        try:
            yield SparkEngine(session, Path(folder))
        finally:
            session.stop()


def _open(url: str, settings: Mapping[str, str]) -> "SparkSession":
    try:
        import sqlglot  # noqa: F401
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise ConfigError("Spark is not installed.", todo="Install it: pip install 'linkwright[spark]'") from error
    try:
        return SparkSession.builder.master(url).appName("linkwright").config(map=dict(settings)).getOrCreate()
    except (PySparkRuntimeError, OSError) as error:
        raise ConfigError(
            "Spark did not start.",
            todo="It needs Java 17 or newer (Debian and Ubuntu: apt-get install openjdk-17-jre-headless); "
            "JAVA_HOME, where it is set, must point to it.",
        ) from error


def _settings(url: str, memory: str, folder: Path) -> dict[str, str]:
    log = folder / "log4j2.properties"
    log.write_text(_QUIET, encoding="utf-8")
    settings = {
        "spark.driver.memory": memory.lower().removesuffix("b"),  # Java writes 4g for 4GB
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={log.as_uri()}",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        # Moments are UTC and carry no zone, as in the ledger.
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        # Of one key in several maps the last counts, as in DuckDB.
        "spark.sql.mapKeyDedupPolicy": "LAST_WIN",
    }
    if not url.startswith("local"):
        return settings
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")  # nobody else needs to reach it
    cores = str(os.cpu_count() or 1)
    return settings | {"spark.sql.shuffle.partitions": cores, "spark.sql.adaptive.enabled": "false"}

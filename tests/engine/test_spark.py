"""Both engines give the same: every table of the profile, every signal and every score, row by row."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from benchmarks.generate import write_ledger

from linkwright.cleanup.calibration import Calibration, calibrate
from linkwright.compare.reading import read_side
from linkwright.engine import Engine
from linkwright.engine.duck import duck_engine
from linkwright.engine.spark import spark_engine
from linkwright.ledger import Ledger
from linkwright.profile import build_profile
from linkwright.profile.schema import TABLES
from linkwright.profile.scope import Scope, register_facts
from linkwright.profile.tables import FactFiles
from linkwright.rubric import judge, load_rubric
from linkwright.signals import all_signals, run_signals
from linkwright.vocabulary.facts import FACTS
from linkwright.vocabulary.terms import Outcome
from tests.engine.odd_facts import SITE, odd_rows
from tests.profile.making import FolderOfFacts, Row

LINKS = 200_000  # ordinary ones, of three sources, with mirrors and networks
ODD_ROWS = 1_500  # of each fact table, with values that engines like to read differently
# Hundreds of statements, each run once: the time that goes into compiling them well never comes back, nor does that
# for packing what is read back at once.
BRISK = {
    "spark.driver.defaultJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmn1g",
    "spark.sql.shuffle.partitions": "1",
    "spark.shuffle.compress": "false",
    "spark.shuffle.checksum.enabled": "false",
    "spark.sql.parquet.compression.codec": "uncompressed",
}
TOLERANCE = 1e-9  # relative; engines add numbers up in different orders
SHOWN = 3  # rows of one difference
LONGEST = 1_000  # letters of one row

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Facts:
    """Ordinary and odd facts together."""

    ordinary: FactFiles
    odd: FactFiles

    def files(self, fact: str) -> tuple[Path, ...]:
        return (*self.ordinary.files(fact), *self.odd.files(fact))


def test_spark_gives_row_by_row_what_duckdb_gives(tmp_path: Path) -> None:
    need_spark()
    write_ledger(LINKS, tmp_path / "ledger")
    odd = FolderOfFacts(tmp_path)
    chance = random.Random(20261101)  # noqa: S311 (test data)
    for name, fact in FACTS.items():
        odd.add(name, odd_rows(fact, ODD_ROWS, chance))
    odd.add("verdict_seen", [decision_about(f"brand{number}.de", number) for number in range(20)])
    facts = Facts(Ledger(tmp_path / "ledger"), odd)
    with duck_engine(memory="2GB") as engine:
        expected = everything(engine, facts)
    with spark_engine("local[2]", memory="2GB", settings=BRISK) as engine:
        found = everything(engine, facts)
    assert expected["links"].num_rows > LINKS
    assert [name for name, table in expected.items() if name in TABLES and not table.num_rows] == []
    assert list(found) == list(expected)
    complaints = [text for name in expected for text in differences(name, expected[name], found[name])]
    assert not complaints, "\n".join(["Spark differs from DuckDB:", *complaints])


def test_spark_leaves_out_the_same_rows_where_files_are_about_several_sites(tmp_path: Path) -> None:
    need_spark()
    facts = FolderOfFacts(tmp_path)
    chance = random.Random(20261124)  # noqa: S311 (test data)
    for name in ("link_seen", "domain_seen", "rank_seen"):
        rows = odd_rows(FACTS[name], 60, chance)
        facts.add(name, [row | {"batch": f"b{place % 3}"} for place, row in enumerate(rows)])
    asked = frozenset(f"{row['source']} {row['report']}" for row in rows[:20])
    scope = Scope({"b1": "rival.example"}, frozenset({"b1"}), asked)
    columns = "batch, row, source, report"
    selects = {
        "links": f"select {columns}, target_url from link_seen",
        "domains": f"select {columns}, referring_domain from domain_seen",
        "ranks": f"select {columns}, keyword from rank_seen",
        "others": f"select {columns}, about from domains_of_others",
    }
    read = {}
    with duck_engine(memory="500MB") as engine:
        register_facts(engine, facts, scope)
        read["duckdb"] = {name: engine.query(sql) for name, sql in selects.items()}
    with spark_engine("local[2]", memory="2GB", settings=BRISK) as engine:
        register_facts(engine, facts, scope)
        read["spark"] = {name: engine.query(sql) for name, sql in selects.items()}
    assert min(table.num_rows for table in read["duckdb"].values()) > 0
    complaints = [text for name in selects for text in differences(name, read["duckdb"][name], read["spark"][name])]
    assert not complaints, "\n".join(complaints)


def test_spark_keeps_the_protocol_and_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_spark()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "o'brien"))
    (tmp_path / "o'brien").mkdir()
    pq.write_table(pa.table({"name": ["a"], "old": [1]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"name": ["b"], "new": [2]}), tmp_path / "2.parquet")
    with spark_engine("local[2]", memory="2GB", settings=BRISK) as engine:
        engine.register("files", [tmp_path / "1.parquet", tmp_path / "2.parquet"])
        engine.register("doubled", "select name, 2 * old as n from files where old is not null")
        engine.materialise("kept", "select n from doubled")
        engine.register("files", pa.table({"name": ["a"], "old": [4]}))
        assert engine.query("select n from doubled").to_pylist() == [{"n": 8}], "a view follows what it reads"
        assert engine.query("select n from kept").to_pylist() == [{"n": 2}], "kept rows do not"
        engine.materialise("kept", "select n + 1 as n from kept", large=True)
        assert engine.query("select n from kept").to_pylist() == [{"n": 3}]
        engine.register("moments", pa.table({"at": pa.array([datetime(2026, 1, 31)], pa.timestamp("us"))}))
        month = engine.query("select date_trunc('month', at) as month from moments")
    assert month.to_pylist() == [{"month": datetime(2026, 1, 1)}]
    assert list((tmp_path / "o'brien").iterdir()) == []


def test_without_java_the_error_says_what_to_install(tmp_path: Path) -> None:
    pytest.importorskip("pyspark")
    code = "from linkwright.engine.spark import spark_engine\nwith spark_engine('local[1]'): pass"
    surroundings = {**os.environ, "JAVA_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], env=surroundings, capture_output=True, text=True)
    assert done.returncode == 1
    assert "linkwright.errors.ConfigError: Spark did not start." in done.stderr


def decision_about(group: str, number: int) -> Row:
    """A person's decision about a mirror of the ordinary links; every other one about what it no longer is."""
    name = f"brand{number}" if number % 2 else "another name"
    return {
        **{"source": "linkwright", "report": "review", "batch": "decided", "row": number, "who": "Ann"},
        **{"observed_at": datetime(2026, 1, 1), "decided_at": datetime(2026, 1, 1)},
        **{"subject_kind": "group", "subject": group, "verdict": "watch"},
        "nature": f"mirror: the name “{name}” and the same title",
    }


def need_spark() -> None:
    pytest.importorskip("pyspark", reason="the extra `spark` is not installed: pip install -e '.[spark]'")
    if shutil.which("java") is None:
        pytest.skip(
            "Spark needs Java, and there is none on this machine (Debian: apt-get install openjdk-17-jre-headless)"
        )


def everything(engine: Engine, facts: FactFiles) -> Tables:
    """All that is computed in an engine, as tables by name."""
    profile = build_profile(engine, facts, SITE)
    rubric = load_rubric()
    results = run_signals(profile, all_signals(), rubric.signal_parameters)
    judgement = judge(profile, results, rubric)
    outcomes = {
        "signal": list(results),
        "outcome": [str(result.outcome) for result in results.values()],
        "error": [result.error for result in results.values()],
        "missing": [list(result.missing) for result in results.values()],
    }
    assert [result.error for result in results.values() if result.outcome == Outcome.ERROR] == []
    side = read_side(profile, own=True)
    return {
        **{name: profile.table(name) for name in TABLES},
        **{name: judgement.table(name) for name in judgement.names},
        "agreement": signal_counts(calibrate(engine, rubric)),
        "domains of the side": side.domains,
        "pages of the side": side.page_domains,
        "months of the side": side.months,
        "lives of the side": side.lives,
        "outcomes of signals": pa.table(outcomes),
        **{f"findings of {name}": result.findings for name, result in results.items()},
        **{f"domains concerned by {name}": result.concerned for name, result in results.items()},
    }


def signal_counts(calibration: Calibration) -> pa.Table:
    """What people decided, overall and where each signal found something."""
    overall = (calibration.suspect, calibration.others)
    return pa.table(
        {
            "what": [*(each.what for each in overall), *(each.signal for each in calibration.signals)],
            "cases": [*(each.cases for each in overall), *(each.against for each in calibration.signals)],
            "agreed": [*(each.agreed for each in overall), *(each.kept for each in calibration.signals)],
        }
    )


def differences(name: str, expected: pa.Table, found: pa.Table) -> Iterator[str]:
    """What differs, in words: rows that only one has, or else numbers further apart than the tolerance."""
    if found.column_names != expected.column_names:
        yield f"{name}: columns {found.column_names} instead of {expected.column_names}"
        return
    real = [field.name for field in expected.schema if is_real(field.type)]
    exact = ", ".join(
        f'map_keys("{each.name}")' if is_map(each.type) else f'"{each.name}"'
        for each in expected.schema
        if not pa.types.is_floating(each.type)
    )
    connection = duckdb.connect()
    connection.register("expected", expected)
    connection.register("found", found)
    for one, other in (("expected", "found"), ("found", "expected")):
        lacking = connection.sql(f"select {exact} from {one} except all select {exact} from {other}").to_arrow_table()
        if lacking.num_rows:
            rows = "".join(f"\n    {row}"[:LONGEST] for row in lacking.slice(0, SHOWN).to_pylist())
            yield f"{name}: {lacking.num_rows} rows only in what was {one}, such as{rows}"
    order = [
        (each.name, "ascending") for each in expected.schema if not (each.name in real or pa.types.is_nested(each.type))
    ]
    expected, found = expected.sort_by(order), found.sort_by(order)
    for column in real:
        ours, theirs = reals(expected[column]), reals(found[column])
        if len(ours) != len(theirs):
            yield f"{name}.{column}: {len(theirs)} numbers instead of {len(ours)}"
            continue
        apart = np.flatnonzero(~np.isclose(ours, theirs, rtol=TOLERANCE, atol=0, equal_nan=True))
        if len(apart):
            pairs = ", ".join(f"{theirs[place]} instead of {ours[place]}" for place in apart[:SHOWN])
            yield f"{name}.{column}: {len(apart)} numbers differ, such as {pairs}"


def is_map(kind: pa.DataType) -> bool:
    return bool(pa.types.is_map(kind))


def is_real(kind: pa.DataType) -> bool:
    return bool(pa.types.is_floating(kind.item_type if is_map(kind) else kind))


def reals(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """The numbers of a column, those in maps one after the other; not known is not a number."""
    whole = column.combine_chunks()
    numbers = whole.items if is_map(column.type) else whole
    return np.asarray(numbers.to_numpy(zero_copy_only=False), np.float64)

"""The embedded engine: three methods, spill cleaned up, memory bounded by its setting."""

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from linkwright.engine.duck import duck_engine


def test_registers_queries_and_materialises(tmp_path: Path) -> None:
    pq.write_table(pa.table({"name": ["a"], "old": [1]}), tmp_path / "1.parquet")
    pq.write_table(pa.table({"name": ["b"], "new": [2]}), tmp_path / "2.parquet")
    with duck_engine() as engine:
        engine.register("files", [tmp_path / "1.parquet", tmp_path / "2.parquet"])
        engine.register("names", pa.table({"name": ["a", "b"], "word": ["first", "second"]}))
        engine.materialise("joined", "select word, old, new from files join names using (name)")
        rows = engine.query("select * from joined order by word").to_pylist()
    assert rows == [{"word": "first", "old": 1, "new": None}, {"word": "second", "old": None, "new": 2}]


def test_registering_again_replaces() -> None:
    with duck_engine() as engine:
        engine.register("numbers", pa.table({"n": [1]}))
        engine.register("numbers", pa.table({"n": [2]}))
        assert engine.query("select n from numbers").to_pylist() == [{"n": 2}]


def test_spills_beyond_its_memory_and_leaves_no_file_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with duck_engine(memory="100MB") as engine:
        engine.materialise("big", "select range as n, md5(cast(range as varchar)) as text from range(3000000)")
        assert list(tmp_path.rglob("*.tmp")), "nothing was spilled: the limit does not hold"
        distinct = engine.query("select count(distinct n) as n from big").to_pylist()
    assert distinct == [{"n": 3000000}]
    assert list(tmp_path.iterdir()) == []


def test_a_quote_in_the_name_of_the_temporary_folder_does_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "o'brien"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    with duck_engine() as engine:
        engine.materialise("numbers", "select 1 as n", large=True)
        assert engine.query("select n from numbers").to_pylist() == [{"n": 1}]


def test_views_follow_what_they_read() -> None:
    with duck_engine() as engine:
        engine.register("numbers", pa.table({"n": [1]}))
        engine.register("doubled", "select 2 * n as n from numbers")
        engine.register("numbers", pa.table({"n": [4]}))
        assert engine.query("select n from doubled").to_pylist() == [{"n": 8}]


def test_threads_take_turns() -> None:
    with duck_engine() as engine, ThreadPoolExecutor(max_workers=4) as pool:
        engine.materialise("numbers", "select range as n from range(200000)")
        sums = pool.map(lambda k: engine.query(f"select sum(n + {k}) as s from numbers")["s"][0].as_py(), range(40))
        assert list(sums) == [sum(range(200000)) + 200000 * k for k in range(40)]

"""The shipped demo files are what the generator writes, today and on any machine."""

import csv
import gzip
import io
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from demo.generate import HERE, generate
from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parents[2]
GENERATED = generate()
NAMES = sorted(GENERATED)


def contents(name: str, data: bytes) -> object:
    """What a reader gets of a file: compressed bytes may differ between versions of zlib, their content may not."""
    if name.endswith(".gz"):
        return gzip.decompress(data)
    if name.endswith(".zip"):
        archive = zipfile.ZipFile(io.BytesIO(data))
        return {entry.filename: (entry.date_time, archive.read(entry)) for entry in archive.infolist()}
    if name.endswith(".xlsx"):
        return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    return data


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_file_is_the_generated_one(name: str) -> None:
    same = contents(name, (HERE / name).read_bytes()) == contents(name, GENERATED[name])
    assert same, f"{name} differs; run `python -m demo.generate` and look at what changed"


def test_nothing_is_shipped_that_the_generator_does_not_write() -> None:
    folders = ("exports", "rivals", "plan")
    shipped = {path for folder in folders for path in (HERE / folder).rglob("*") if path.is_file()}
    assert shipped == {HERE / name for name in NAMES if name.startswith(folders)}


def test_two_runs_give_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-m", "demo.generate", str(tmp_path / seed)],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
    for name in NAMES:
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes(), name


def test_the_demo_stays_small() -> None:
    assert sum(len(data) for data in GENERATED.values()) < 1_800_000


def test_every_referring_name_is_invented() -> None:
    text = (HERE / "exports" / "harbourbakery.example-backlinks_refdomains.csv").read_text("utf-8")
    domains = [line.split(",")[1] for line in text.splitlines()[1:]]
    for path in (HERE / "rivals").rglob("*-backlinks.csv"):
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        domains += [urlsplit(row[column]).hostname or "" for row in rows for column in ("Source url", "Target url")]
    with (HERE / "plan" / "serp-overview_2026-11-03.csv").open(encoding="utf-8-sig", newline="") as file:
        domains += [urlsplit(row["URL"]).hostname or "" for row in csv.DictReader(file) if row["URL"]]
    known = ("reddit.com", "pinterest.com", "facebook.com", "youtube.com")
    assert [name for name in domains if not name.endswith((".example", ".test", ".invalid", *known))] == []

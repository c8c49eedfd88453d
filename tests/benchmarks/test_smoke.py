"""The benchmarks run, on small data, and count right. No test looks at the clock."""

import io
import json
import tarfile
from pathlib import Path

import duckdb
import pytest
from benchmarks.generate import world, write_export, write_ledger

from benchmarks import audit, fetching, imports, main_text, page_types, reviews, startup
from linkwright.ledger import Ledger

ROWS = 20_000


def test_imports_stores_every_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = imports.main(["--rows", str(ROWS), "--keep", str(tmp_path)])
    assert [(run.shape, run.imported.rows, run.plain.rows) for run in runs] == [
        ("semrush", ROWS, ROWS),
        ("ahrefs", ROWS, ROWS),
    ]
    assert all(run.imported.note == f"read {ROWS:,}, rejected 0" for run in runs)
    assert "cores" in capsys.readouterr().out


def test_audit_judges_every_link(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stages = {stage.name: stage for stage in audit.main(["--links", str(ROWS), "--keep", str(tmp_path)])}
    assert stages["profile"].rows == ROWS
    assert stages["rubric"].rows == ROWS
    assert stages["signals"].rows > 0
    assert stages["signals"].note == ""
    assert stages["report"].rows >= 6
    assert "| together |" in capsys.readouterr().out


def test_fetching_gets_every_page(capsys: pytest.CaptureFixture[str]) -> None:
    stages = fetching.main(["--pages", "300", "--links", "1000", "--hosts", "100", "--scrapy", "no-such-python"])
    assert [(stage.name, stage.rows) for stage in stages[:2]] == [("bare aiohttp", 300), ("linkwright", 300)]
    assert stages[2].note.startswith("1,000 links")
    assert "skipped Scrapy" in capsys.readouterr().err


def test_reviews_come_back_whole(capsys: pytest.CaptureFixture[str]) -> None:
    stages = {stage.name: stage.rows for stage in reviews.main(["--groups", "40"])}
    assert {name: rows for name, rows in stages.items() if "read back" in name} == {
        "xlsx read back": 40,
        "csv read back": 40,
        "jsonl read back": 40,
    }
    assert "40 owner groups" in capsys.readouterr().out


def test_startup_skips_real_files_that_are_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measured = startup.main(["--data", str(tmp_path), "--repeats", "1"])
    assert measured == ["python -c pass", "import linkwright", "linkwright --help"]
    assert "skipped" in capsys.readouterr().err


def test_the_links_of_the_world_all_differ() -> None:
    connection = world(ROWS)
    pairs = "select count(*), count(distinct (host_part || domain_name || path, target_path)) from world"
    assert connection.execute(pairs).fetchall() == [(ROWS, ROWS)]


def test_the_ledger_knows_each_link_by_one_and_a_quarter_observations(tmp_path: Path) -> None:
    write_ledger(ROWS, tmp_path)
    batches = Ledger(tmp_path).batches()
    links = sum(batch.facts.get("link_seen", 0) for batch in batches)
    assert links == pytest.approx(1.25 * ROWS, rel=0.03)
    assert {batch.source for batch in batches} == {"ahrefs", "semrush", "majestic"}
    assert sum(batch.facts.get("domain_seen", 0) for batch in batches) > 500


def test_exports_are_the_same_on_every_run(tmp_path: Path) -> None:
    for name in ("one.csv", "two.csv"):
        write_export("semrush", 2_000, tmp_path / name)
    query = f"select count(*) from (from '{tmp_path}/one.csv' except from '{tmp_path}/two.csv')"
    assert duckdb.connect().execute(query).fetchall() == [(0,)]


def test_pages_are_read_and_their_types_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _write_pages(tmp_path / "pages.tar.xz")
    pages = list(page_types.labelled_pages(tmp_path))
    assert [(page.word, page.label.value) for page in pages] == [("article", "article"), ("service", "home")]
    page_types.main(["--data", str(tmp_path)])
    assert "| article | 1 | 1 | article 1 |" in capsys.readouterr().out
    assert page_types.macro_f1([(page.label, page.label) for page in pages]) == 1
    assert main_text.main(["--data", str(tmp_path)])["article"][0][0] > 0.9


def _write_pages(path: Path) -> None:
    text = "<p>" + "Some words about bread and flour that fill a page. " * 80
    pages = {
        "0001": ("article", "https://example.org/2026/03/how-to-bake-rye-bread", f"<h1>Bread</h1>{text}"),
        "0002": ("service", "https://example.com/", "<h1>We bake</h1>"),
        "0003": ("forum", "", "<p>No address: left out."),
    }
    with tarfile.open(path, "w:xz") as archive:
        for number, (word, url, html) in pages.items():
            truth = {
                "url": url,
                "_internal": {"page_type": {"primary": word}},
                "ground_truth": {"main_content": html.rpartition(">")[2]},
            }
            for name, text in ((f"ground-truth/{number}.json", json.dumps(truth)), (f"html/{number}.html", html)):
                member = tarfile.TarInfo(name)
                member.size = len(text.encode())
                archive.addfile(member, io.BytesIO(text.encode()))

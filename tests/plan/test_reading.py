"""What a plan is made from is read from one export of each kind, own pages only."""

import zipfile
from datetime import date
from pathlib import Path

import pytest

from linkwright.ledger import Ledger
from linkwright.plan.evidence import Evidence
from linkwright.plan.reading import read_evidence
from linkwright.rubric.priors import built_in_priors
from linkwright.sources import import_inputs
from linkwright.sources.competitors import import_competitors
from linkwright.vocabulary.site import Site

OWNER = Site(("mine.example",), brands=("My Own",))
QUERY_PAGES = "Query,Page,Clicks,Impressions,CTR,Position"
PAGES = "Top pages,Clicks,Impressions,CTR,Position"


def evidence_of(ledger: Ledger) -> Evidence:
    return read_evidence(ledger, OWNER, (), built_in_priors(), date(2026, 1, 1), memory="500MB")


def stored(folder: Path, files: dict[str, list[str]]) -> Ledger:
    """A ledger with these files, given as lines."""
    ledger = Ledger(folder / "ledger")
    for name, lines in files.items():
        (folder / name).write_text("\n".join(lines), encoding="utf-8")
    results = import_inputs([folder / name for name in files], ledger, site=OWNER)
    assert all(result.error is None for result in results), [result.error for result in results]
    return ledger


def test_clicks_are_of_one_export_the_newest_with_pages(tmp_path: Path) -> None:
    old = [QUERY_PAGES, "linen,https://mine.example/a,5,50,10%,3"]
    new = [QUERY_PAGES, "linen,https://mine.example/a,9,60,15%,2", "wool,https://mine.example/b,1,90,1%,8"]
    bare = ["Top queries,Clicks,Impressions,CTR,Position", "linen,99,999,10%,1"]
    files = {"gsc-2025-01-01.csv": old, "gsc-2025-06-01.csv": new, "q-2025-07-01.csv": bare}
    clicks = evidence_of(stored(tmp_path, files)).clicks
    assert clicks.to_pylist() == [
        {"keyword": "linen", "page_url": "https://mine.example/a", "position": 2.0, "clicks": 9.0, "impressions": 60.0},
        {"keyword": "wool", "page_url": "https://mine.example/b", "position": 8.0, "clicks": 1.0, "impressions": 90.0},
    ]


def test_the_period_of_clicks_is_that_of_the_archive_they_are_from(tmp_path: Path) -> None:
    days = ["Date,Clicks,Impressions,CTR,Position", "2025-01-01,1,10,10%,4", "2025-03-31,1,10,10%,4"]
    with zipfile.ZipFile(tmp_path / "performance.zip", "w") as archive:
        archive.writestr("Queries.csv", "Top queries,Clicks,Impressions,CTR,Position\nlinen,9,99,9%,4\n")
        archive.writestr("Chart.csv", "\n".join(days))
    ledger = Ledger(tmp_path / "ledger")
    import_inputs([tmp_path / "performance.zip"], ledger, site=OWNER)
    assert evidence_of(ledger).clicks_months == pytest.approx(90 / 30.44, rel=0.01)


def test_pages_have_visits_and_internal_links(tmp_path: Path) -> None:
    files = {
        "pages.csv": [PAGES, "https://mine.example/a,5,50,10%,3", "https://www.mine.example/b/,7,50,10%,3"],
        "internal.csv": ["Target page,Internal links", "https://mine.example/a,12"],
    }
    found = evidence_of(stored(tmp_path, files))
    assert found.page_visits == {"mine.example/a": 5.0, "mine.example/b": 7.0}
    assert found.internal_links == {"mine.example/a": 12}
    assert found.brand_names == ("My Own", "mine")


def test_what_files_about_competitors_say_is_not_ours(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger")
    (tmp_path / "r.csv").write_text("\n".join([QUERY_PAGES, "linen,https://rival.example/a,5,50,10%,3"]))
    import_competitors([("rival.example", str(tmp_path / "r.csv"))], ledger, OWNER)
    found = evidence_of(ledger)
    assert found.clicks.num_rows == 0
    assert found.clicks_months is None


def test_without_any_facts_there_is_nothing_and_no_error(tmp_path: Path) -> None:
    found = evidence_of(Ledger(tmp_path / "ledger"))
    assert (found.searches, found.page_visits, found.internal_links) == ((), {}, {})

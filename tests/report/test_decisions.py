"""What a report says of a person's decisions, and that it says nothing where there are none."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from rich.console import Console

from linkwright.api import analyse
from linkwright.cleanup.calibration import Agreement, Calibration, SignalAgreement, Suggestion
from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.ledger import Ledger
from linkwright.report import render_calibration, render_summary
from linkwright.sources import import_inputs
from linkwright.vocabulary.numbers import Interval
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Verdict

SITE = Site(("mysite.example.com",))
ROWS = 30
FILES = ("report.md", "report.json", "report.html", "links.csv")


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    file = tmp_path / "links.csv"
    rows = [
        [f"https://site{n}.test/post", "https://mysite.example.com/", "2026-01-0" + str(1 + n % 9)] for n in range(ROWS)
    ]
    text = io.StringIO()
    csv.writer(text).writerows([["Source URL", "Target URL", "First seen"], *rows])
    file.write_text(text.getvalue(), encoding="utf-8")
    ledger = Ledger(tmp_path / "ledger")
    mapping = {"source": "Source URL", "target": "Target URL", "first_seen": "First seen"}
    import_inputs([file], ledger, site=SITE, mapping=mapping)
    return ledger


def decide(ledger: Ledger) -> None:
    decisions = [
        Decision("domain", "site1.test", Verdict.DISAVOW, "bought <b>once</b>"),
        *(Decision("domain", f"site{n}.test", Verdict.KEEP) for n in (2, 3)),
        Decision("url", "https://site4.test/post", Verdict.NOT_OURS),
    ]
    record_verdicts(ledger, decisions, "Anna", datetime(2026, 2, 1, tzinfo=UTC))


def written(ledger: Ledger, folder: Path) -> dict[str, str]:
    with analyse(ledger, SITE) as analysis:
        analysis.write(folder)
        console = Console(width=100, record=True, file=io.StringIO())
        render_summary(analysis.report, console)
    return {name: (folder / name).read_text(encoding="utf-8") for name in FILES} | {"screen": console.export_text()}


def test_without_decisions_no_screen_speaks_of_them(ledger: Ledger, tmp_path: Path) -> None:
    found = written(ledger, tmp_path / "out")
    for text in found.values():
        assert "ecided about" not in text
        assert "our verdict" not in text
        assert "our decisions" not in text
    assert "verdict" not in found["links.csv"]
    assert "decisions" not in json.loads(found["report.json"])["data"]


def test_with_decisions_every_screen_has_them_beside_the_tier(ledger: Ledger, tmp_path: Path) -> None:
    decide(ledger)
    found = written(ledger, tmp_path / "out")
    told = "You decided about 3 referring domains (2 keep, 1 disavow) and 1 page (1 not ours)."
    assert told in " ".join(found["screen"].split())
    for name in ("report.md", "report.html"):
        assert told in found[name]
        assert "Your decisions" in found[name]
    data = json.loads(found["report.json"])["data"]
    assert data["decisions"]["calibration"]["overall"]["cases"] == 3
    domains = {row["referring_domain"]: row["verdict"] for row in data["listings"]["domains"]["rows"]}
    assert (domains["site1.test"], domains["site2.test"], domains["site9.test"]) == ("disavow", "keep", None)
    sheet = load_workbook(tmp_path / "out" / "report.xlsx", read_only=True)["Domains"]
    assert "Your verdict" in [cell for row in sheet.iter_rows(max_row=3, values_only=True) for cell in row]
    links = {row["referring_domain"]: row for row in pq.read_table(tmp_path / "out" / "links.parquet").to_pylist()}
    assert (links["site1.test"]["verdict"], links["site1.test"]["tier"]) == ("disavow", "suspect")
    assert links["site1.test"]["scored_tier"] == links["site9.test"]["tier"] != "suspect"
    assert (links["site4.test"]["verdict"], links["site4.test"]["tier"]) == ("not ours", None)


SHARE = Interval(0.7, 0.8, 0.9)
CALIBRATION = Calibration(
    overall=Agreement("all", 60, 49, SHARE),
    suspect=Agreement("suspect", 50, 40, SHARE),
    others=Agreement("others", 10, 9, None),
    watched=3,
    other=1,
    signals=(
        SignalAgreement("template-network", 40, 10, SHARE, 20, Interval(1.5, 2.5, 4)),
        SignalAgreement("anchor-excess", 2, 1, None, 3, None),
    ),
    suggestions=(
        Suggestion("template-network", 20, 5.1, Interval(1.5, 2.5, 4), "[risk.template-network]\nratio = 5.1"),
    ),
)


def test_calibration_on_a_terminal_says_what_is_known_and_what_is_too_little() -> None:
    console = Console(width=100, record=True, file=io.StringIO())
    render_calibration(CALIBRATION, console)
    text = console.export_text()
    words = " ".join(text.split())
    assert "Of 60 owners that people decided clearly, they and Linkwright agree on 49" in words
    assert "between 70 % and 90 %" in words
    assert "people kept 9 (fewer than 20 are too few to tell a share)" in words
    assert "Nothing was changed" in words
    assert "[risk.template-network]\nratio = 5.1" in text
    (line,) = [line for line in text.splitlines() if "anchor-excess" in line]
    assert line.count("too few") == 2

"""A row that cannot be read, from a real file through a real ledger to every place that lists it."""

import json
from pathlib import Path

import openpyxl
import pytest

from linkwright.engine.duck import duck_engine
from linkwright.ledger import Ledger
from linkwright.report import build_report, write_report
from linkwright.sources import import_inputs
from tests.report.mini import MADE_AT, MiniJudgement, link, mini_profile

MAP = {"source": "From", "target": "To"}
SHORT = '"https://blog.example/2",https://caldea.example/,"and, one cell too many",more'


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    file = tmp_path / "links.csv"
    file.write_text(f"From,To\nhttps://blog.example/1,https://caldea.example/\n{SHORT}\n", encoding="utf-8")
    ledger = Ledger(tmp_path / "ledger")
    (result,) = import_inputs([file], ledger, mapping=MAP)
    assert result.batch is not None
    assert (result.batch.read, result.batch.stored, result.batch.rejected) == (2, 1, 1)
    return ledger


def test_a_rejected_row_is_listed_with_line_reason_and_text(ledger: Ledger, tmp_path: Path) -> None:
    with duck_engine() as engine:
        profile = mini_profile(engine, [link(1)])
        report = build_report(
            profile,
            {},
            MiniJudgement(),
            ledger.batches(),
            rejected_files=ledger.rejected_files(),
            made_at=MADE_AT,
        )
        write_report(report, profile, MiniJudgement(), tmp_path / "out")
    (batch,) = ledger.batches()
    data = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["data"]
    (row,) = data["listings"]["rejected"]["rows"]
    assert row["place"] == f"{batch.id}:3"
    assert row["reason"]
    assert row["raw"] == SHORT
    sheet = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx")["Rejected"]
    _, cells = sheet.iter_rows(values_only=True)
    assert cells == (row["place"], row["reason"], SHORT)
    assert "links.csv line 3" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")

"""report.json: a stable envelope, golden for a tiny report."""

import json
from pathlib import Path

from linkwright.engine.duck import duck_engine
from linkwright.report import build_report, render_json
from tests.report.conftest import Written
from tests.report.mini import MADE_AT, MiniJudgement, batch, imported, link, mini_profile, mini_results

GOLDEN = Path(__file__).with_name("tiny.golden.json")


def tiny() -> str:
    links = [link(number) for number in range(5)]
    with duck_engine() as engine:
        profile = mini_profile(engine, links)
        one = batch()
        report = build_report(
            profile, mini_results(links), MiniJudgement(), [one], [imported(one)], rejected_files=(), made_at=MADE_AT
        )
    return render_json(report)


def test_the_tiny_report_is_as_agreed() -> None:
    assert tiny() == GOLDEN.read_text(encoding="utf-8"), (
        "report.json changed. If that is meant: raise SCHEMA_VERSION when a field was renamed or means something else, "
        "and write the new golden file with: python -m tests.report.test_envelope"
    )


def test_hostile_texts_stand_as_found(hostile: Written) -> None:
    data = json.loads(hostile.text("report.json"))["data"]
    anchors = {row["anchor"] for row in data["listings"]["links"]["rows"]}
    assert {"<script>alert(1)</script>", "\u202egpj.exe\u202c"} <= anchors
    assert max(len(anchor or "") for anchor in anchors) == 2_000


def test_whole_tables_are_not_in_it(written: Written) -> None:
    envelope = json.loads(written.text("report.json"))
    assert (envelope["ok"], envelope["error"]) == (True, None)
    assert envelope["data"]["schema"] == 1
    assert "tables" not in envelope["data"]


if __name__ == "__main__":
    GOLDEN.write_text(tiny(), encoding="utf-8")

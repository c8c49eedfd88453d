"""JSON: a stable envelope, golden for a tiny report, comparison and plan."""

import dataclasses
import json
import math
from pathlib import Path

import pytest

from linkwright.engine.duck import duck_engine
from linkwright.plan.model import CurvePoint
from linkwright.report import build_report, comparison_data, plan_data, render_json
from linkwright.report.envelope import enveloped
from linkwright.vocabulary.numbers import Interval
from tests.report.comparing import comparison
from tests.report.conftest import Written
from tests.report.mini import MADE_AT, MiniJudgement, batch, imported, link, mini_profile, mini_results
from tests.report.planning import plan

HERE = Path(__file__).parent


def tiny() -> str:
    links = [link(number) for number in range(5)]
    with duck_engine() as engine:
        profile = mini_profile(engine, links)
        one = batch()
        report = build_report(
            profile, mini_results(links), MiniJudgement(), [one], [imported(one)], rejected_files=(), made_at=MADE_AT
        )
    return render_json(report)


def tiny_comparison() -> str:
    usual = comparison(rivals=1, prospects=2)
    sides = tuple(
        dataclasses.replace(side, quality=Interval(1.5, 2.0, 2.5), qualities=(0.9, 0.1)) for side in usual.sides
    )
    return enveloped(comparison_data(dataclasses.replace(usual, sides=sides, pages=usual.pages[:1])))


def tiny_plan() -> str:
    usual = plan()
    point = CurvePoint(1.5, Interval(0.2, 0.3, 0.5))
    need = dataclasses.replace(usual.needs[0], top_10=(point,), top_3=(), links_needed=Interval(9.0, 19.0, math.inf))
    return enveloped(
        plan_data(dataclasses.replace(usual, needs=(need,), mix=usual.mix[:1], channels=usual.channels[:1]))
    )


GOLDENS = {"tiny": tiny, "comparison": tiny_comparison, "plan": tiny_plan}


@pytest.mark.parametrize("name", GOLDENS)
def test_the_json_is_as_agreed(name: str) -> None:
    assert GOLDENS[name]() == (HERE / f"{name}.golden.json").read_text(encoding="utf-8"), (
        "The JSON changed. If that is meant: raise SCHEMA_VERSION when a field was renamed or means something else, "
        "and write the new golden file with: python -m tests.report.test_envelope"
    )


def test_hostile_texts_stand_as_found(hostile: Written) -> None:
    data = json.loads(hostile.text("report.json"))["data"]
    anchors = {row["anchor"] for row in data["listings"]["links"]["rows"]}
    assert {"<script>alert(1)</script>", "\u202egpj.exe\u202c"} <= anchors
    assert max(len(anchor or "") for anchor in anchors) == 2_000


def test_a_number_without_bound_is_null() -> None:
    need = json.loads(tiny_plan())["data"]["needs"][0]
    assert need["links_needed"] == {"low": 9.0, "middle": 19.0, "high": None}


def test_whole_tables_are_not_in_it(written: Written) -> None:
    envelope = json.loads(written.text("report.json"))
    assert (envelope["ok"], envelope["error"]) == (True, None)
    assert envelope["data"]["schema"] == 1
    assert "tables" not in envelope["data"]


if __name__ == "__main__":
    for golden, make in GOLDENS.items():
        (HERE / f"{golden}.golden.json").write_text(make(), encoding="utf-8")

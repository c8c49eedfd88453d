"""The plans benchmark runs, small, and measures what its floors are about."""

from pathlib import Path

import numpy as np
import pytest
from benchmarks.floors import floors
from benchmarks.plans import __main__ as plans
from benchmarks.plans import funnel, survival


def test_growth_and_pace_are_measured(capsys: pytest.CaptureFixture[str]) -> None:
    found = {(str(each.bar), each.what): each.measured for each in plans.main(["--small", "--only", "velocity"])}
    assert {what for bar, what in found if bar == "growth"} >= set(floors("plans")["growth"])
    assert found["pace", "planned links a month that differ from the table"] == 0
    assert "BELOW THE FLOOR" not in capsys.readouterr().out  # few repeats are not held to the floors


def test_the_floors_of_outreach_are_about_what_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(funnel, "PLANNERS", 40)
    found = {each.what: each.measured for each in funnel.measure(True, Path())}
    assert set(found) >= set(floors("plans")["15"])
    assert all(measured is not None and 0 <= measured <= 1 for measured in found.values())


@pytest.mark.parametrize("name", survival.WORLDS)
def test_the_truth_of_a_world_is_what_its_links_do(name: str) -> None:
    world = survival.WORLDS[name][0](np.random.default_rng(1), 40_000)
    assert np.mean(world.dead - world.born > survival.YEAR) == pytest.approx(world.true, abs=0.01)


def test_only_links_seen_while_they_stood_are_listed() -> None:
    world = survival.WORLDS["as assumed"][0](np.random.default_rng(1), 500)
    listed = survival.lives_of(world)
    assert 0 < listed.num_rows < 500
    assert all(row["born"] <= row["first_seen"] <= (row["lost_at"] or row["last_seen"]) for row in listed.to_pylist())

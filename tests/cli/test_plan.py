"""Planning from the command line: without a workspace, in one, and how it goes later."""

from pathlib import Path

import click
import pytest

from linkwright.cli.plan import parse_budget, parse_horizon
from linkwright.errors import ExitCode
from tests.cli.test_cli import data, run
from tests.compare.making import RIVAL, backlinks, links_to, names


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    results = "keyword,position,url,volume,referring_domains\n" + "".join(
        f"rye bread,{place},https://{'mine.example' if place == 9 else f'r{place}.example'}/rye,900,{60 - 3 * place}\n"
        for place in range(1, 13)
    )
    (tmp_path / "mine.csv").write_text(backlinks(links_to("mine.example", names("mine", 6))), "utf-8")
    (tmp_path / "rival.csv").write_text(backlinks(links_to(RIVAL, names("rival", 8))), "utf-8")
    (tmp_path / "results.csv").write_text(results, "utf-8")
    return tmp_path


def test_one_shot_plans_and_writes_every_file(exports: Path) -> None:
    given = ("mine.csv", "--site", "mine.example", "--competitor", f"{RIVAL}=rival.csv", "--serp", "results.csv")
    asked = ("--budget", "120h", "--horizon", "1y", "--top", "3")
    done = run("plan", *given, *asked, "--out", "out", "--json", cwd=exports)
    assert done.returncode == ExitCode.OK, done.stderr
    made = data(done)
    assert isinstance(made, dict)
    assert made["request"] == {
        "pages": [],
        "keywords": [],
        "months": 12,
        "budget": None,
        "hours": 120.0,
        "confidence": 0.8,
        "top": 3,
    }
    assert [need["keyword"] for need in made["needs"]] == ["rye bread"]
    assert "here is yours" in made["strongest"]
    assert (exports / "out" / "plan.html").exists()
    assert (exports / "out" / "plan.xlsx").exists()


def test_a_workspace_keeps_every_plan_and_follows_the_newest(exports: Path) -> None:
    assert run("init", "mine.example", cwd=exports).returncode == ExitCode.OK
    home = exports / "mine.example"
    assert run("import", "../mine.csv", cwd=home).returncode == ExitCode.OK
    nothing = run("plan", "track", cwd=home)
    assert nothing.returncode == ExitCode.NO_INPUT
    assert "linkwright plan" in nothing.stderr
    first = data(run("plan", "--competitor", f"{RIVAL}=../rival.csv", "--serp", "../results.csv", "--json", cwd=home))
    second = data(run("plan", "--page", "https://mine.example/rye", "--budget", "2000", "--json", cwd=home))
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert (first["version"], second["version"]) == (1, 2)
    followed = data(run("plan", "track", "--json", cwd=home))
    assert isinstance(followed, dict)
    assert followed["version"] == 2


@pytest.mark.parametrize(("text", "months"), [("12m", 12), ("6", 6), ("1y", 12), ("2 years", 24)])
def test_a_horizon_is_months_or_years(text: str, months: int) -> None:
    assert parse_horizon(text) == months


@pytest.mark.parametrize("text", ["", "0m", "soon", "-3", "9y"])
def test_what_is_no_horizon_is_said(text: str) -> None:
    with pytest.raises(click.BadParameter, match="12m"):
        parse_horizon(text)


@pytest.mark.parametrize(
    ("text", "read"), [(None, (None, None)), ("5,000", (5000.0, None)), ("120h", (None, 120.0)), ("0", (0.0, None))]
)
def test_a_budget_is_money_or_hours(text: str | None, read: tuple[float | None, float | None]) -> None:
    assert parse_budget(text) == read


@pytest.mark.parametrize("text", ["much", "-5", "10 eur"])
def test_what_is_no_budget_is_said(text: str) -> None:
    with pytest.raises(click.BadParameter, match="120h"):
        parse_budget(text)

"""`linkwright cleanup` as a user meets it: from the decision to the removal that our crawler confirms."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.errors import ExitCode
from linkwright.ledger.workspace import Workspace
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Verdict
from tests.cli.test_cli import LINKS, run

ANN = "Ann Miller <ann@quaybakery.example>"
FORUM = "millers.example"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Two links, and the decision of a person to ask for the removal of one."""
    made = Workspace.create(tmp_path / "bakery", Site(("quaybakery.example",)))
    (tmp_path / "links.csv").write_text(LINKS, "utf-8")
    assert run("import", "../links.csv", cwd=tmp_path / "bakery").returncode == ExitCode.OK
    asked = Decision("domain", FORUM, Verdict.ASK_REMOVAL, "bought in 2019")
    record_verdicts(made.ledger, [asked], "Ann", datetime(2026, 1, 1, tzinfo=UTC))
    return tmp_path / "bakery"


def state(done: subprocess.CompletedProcess[str]) -> object:
    assert done.returncode == ExitCode.OK, done.stderr
    found = json.loads(done.stdout)["data"]
    (request,) = found["requests"] if isinstance(found, dict) else found
    return request["progress"]["state"]


def test_from_the_decision_to_the_reminder(workspace: Path) -> None:
    plan = run("cleanup", "plan", cwd=workspace)
    assert "millers.example: 1 link" in plan.stdout
    assert "no contact seen: open https://forum.millers.example/t/9" in plan.stdout
    assert "bought in 2019" in plan.stdout
    assert "Never pay" in " ".join(plan.stderr.split())

    letters = run("cleanup", "letters", "--from", ANN, "--out", "letters", cwd=workspace)
    assert letters.stdout.split() == ["letters/letter-millers.example-first.eml", "letters/log.csv"]
    assert "Nothing was sent." in letters.stderr
    assert "https://forum.millers.example/t/9" in (workspace / letters.stdout.split()[0]).read_text()

    logged = run("cleanup", "log", "--in", "letters/log.csv", "--json", cwd=workspace)
    assert state(logged) == "waiting"
    day = f"{datetime.now(UTC) - timedelta(days=20):%Y-%m-%d}"
    again = run("cleanup", "log", FORUM, "--step", "answered", "--on", day, "--words", "who?", "--json", cwd=workspace)
    assert state(again) == "answered"
    assert "1 new in the log" in again.stderr
    assert "no letter is due" in run("cleanup", "letters", "--from", ANN, "--out", "x", cwd=workspace).stderr.lower()
    assert not (workspace / "x").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("log", "nobody.test", "--step", "sent"), ExitCode.USAGE, "nobody.test"),
        (("log", FORUM), ExitCode.USAGE, "needs its owner"),
        (("log", "--in", "missing.csv"), ExitCode.NO_INPUT, "missing.csv"),
        (("letters", "--from", "Ann", "--out", "x"), ExitCode.USAGE, "--from"),
        (("letters", "--from", ANN, "--out", "x", "--language", "xx"), ExitCode.USAGE, "xx"),
        (("letters", "--from", ANN, "--out", "x", "--template", "../links.csv"), ExitCode.USAGE, "links.csv:1"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    workspace: Path, arguments: tuple[str, ...], code: ExitCode, words: str
) -> None:
    done = run("cleanup", *arguments, cwd=workspace)
    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (workspace / "x").exists()
    assert len(Workspace.open(workspace).ledger.batches()) == 2

"""`linkwright cleanup`: from the decision of a person to the letter, the log and the reminder."""

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.cli import cli
from linkwright.errors import ExitCode, LinkwrightError
from linkwright.ledger.workspace import Workspace
from linkwright.sources import import_inputs
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Verdict
from tests.cli.test_cli import LINKS, run

ANN = "Ann Miller <ann@quaybakery.example>"
FORUM = "millers.example"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two links, and the decision of a person to ask for the removal of one."""
    folder = tmp_path_factory.mktemp("cleanup")
    made = Workspace.create(folder / "bakery", Site(("quaybakery.example",)))
    (folder / "links.csv").write_text(LINKS, "utf-8")
    import_inputs([folder / "links.csv"], made.ledger)
    asked = Decision("domain", FORUM, Verdict.ASK_REMOVAL, "bought in 2019")
    record_verdicts(made.ledger, [asked], "Ann", datetime(2026, 1, 1, tzinfo=UTC))
    return folder / "bakery"


@pytest.fixture
def workspace(untouched: Path, tmp_path: Path) -> Path:
    return shutil.copytree(untouched, tmp_path / "bakery")


def within(*arguments: str | Path) -> Result:
    """Run a command in this process: a process of its own takes a second to start."""
    return CliRunner().invoke(cli, ["cleanup", *map(str, arguments)], standalone_mode=False)


def state(done: Result) -> object:
    (request,) = json.loads(done.stdout)["data"]["requests"]
    return request["progress"]["state"]


def test_from_the_decision_to_the_reminder(workspace: Path) -> None:
    plan = run("cleanup", "plan", cwd=workspace)
    assert "millers.example: 1 link" in plan.stdout
    assert "no contact seen: open https://forum.millers.example/t/9" in plan.stdout
    assert "bought in 2019" in plan.stdout
    assert "Never pay" in " ".join(plan.stderr.split())

    here = ("-w", workspace)
    letters = within("letters", "--from", ANN, "--out", workspace / "out", *here)
    draft, steps = map(Path, letters.stdout.split())
    assert (draft.name, steps.name) == ("letter-millers.example-first.eml", "log.csv")
    assert "Nothing was sent." in letters.stderr
    assert "https://forum.millers.example/t/9" in draft.read_text()

    assert state(within("log", "--in", steps, "--json", *here)) == "waiting"
    day = f"{datetime.now(UTC) - timedelta(days=20):%Y-%m-%d}"
    answered = within("log", FORUM, "--step", "answered", "--on", day, "--words", "who?", "--json", *here)
    assert state(answered) == "answered"
    assert "1 new in the log" in answered.stderr
    none_due = within("letters", "--from", ANN, "--out", workspace / "none", *here)
    assert "No letter is due" in none_due.stderr
    assert not (workspace / "none").exists()
    log = within("log", *here).stdout
    assert log.index("answered") < log.index("sent"), "the oldest first"
    assert "Answered on" in log


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("log", "nobody.test", "--step", "sent"), ExitCode.USAGE, "nobody.test"),
        (("log", FORUM), ExitCode.USAGE, "needs its owner"),
        (("log", FORUM, "--step", "sent", "--on", "soon"), ExitCode.USAGE, "soon"),
        (("log", "--in", "missing.csv"), ExitCode.NO_INPUT, "cannot be read"),
        (("letters", "--from", "Ann", "--out", "x"), ExitCode.USAGE, "--from"),
        (("letters", "--from", ANN, "--out", "x", "--language", "xx"), ExitCode.USAGE, "xx"),
        (("letters", "--from", ANN, "--out", "x", "--template", __file__), ExitCode.USAGE, "no subject"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    untouched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    error = within(*arguments, "-w", untouched).exception
    assert isinstance(error, LinkwrightError)
    assert error.exit_code == code
    assert words in error.what
    assert not (tmp_path / "x").exists()
    assert len(Workspace.open(untouched).ledger.batches()) == 2

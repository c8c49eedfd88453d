"""`linkwright dossier` as a user meets it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.cli.dossier import dossier_command
from linkwright.errors import ConfigError, ExitCode, UnreadableInputError
from linkwright.vocabulary.terms import Verdict
from tests.cleanup.stories import add, empty, links, planted


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(dossier_command, [*map(str, arguments)], standalone_mode=False)


def test_it_writes_prints_the_seal_and_a_check_tells_with_code_1_what_was_changed(tmp_path: Path) -> None:
    workspace, out = planted(tmp_path / "workspace"), tmp_path / "dossier"
    made = run("--workspace", workspace.folder, "--out", out)
    assert made.return_value == ExitCode.OK, made.output
    seal = made.stdout.splitlines()[-1]
    whole = run("--check", out, "--seal", seal, "--extends", out)
    assert (whole.return_value, whole.stdout.startswith("As it was made: 21 entries")) == (ExitCode.OK, True)
    assert "Only its parts were compared" in run("--check", out).stdout
    with (out / "links.csv").open("a") as file:
        file.write("\n")
    changed = run("--check", out, "--seal", seal)
    assert (changed.return_value, changed.stdout.split(".")[0]) == (ExitCode.FINDINGS, "altered: links")
    told = json.loads(run("--check", out, "--json").stdout)["data"]
    assert [(finding["change"], finding["what"]) for finding in told["findings"]] == [("altered", "links.csv")]
    assert told["seal"] == seal


def test_decisions_alone_make_a_dossier_where_no_response_was_kept(tmp_path: Path) -> None:
    workspace = empty(tmp_path / "workspace")
    add(workspace.ledger, {"link_seen": links(["bad.test"], 1)}, 10, "ahrefs", "backlinks", "a.csv")
    decision = Decision("domain", "bad.test", Verdict.ASK_REMOVAL, "bought in 2019")
    record_verdicts(workspace.ledger, [decision], "Ann", datetime(2026, 1, 20, tzinfo=UTC))
    made = run("--workspace", workspace.folder, "--out", tmp_path / "dossier")
    assert made.exception is None, made.exception
    assert "bought in 2019" in (tmp_path / "dossier" / "timeline.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    "arguments", [(), ("--out", "a", "--check", "b"), ("--out", "a", "--seal", "x"), ("--check", "a", "--attach", "b")]
)
def test_unclear_wishes_are_refused(arguments: tuple[str, ...]) -> None:
    assert isinstance(run(*arguments).exception, ConfigError)


def test_with_nothing_to_show_yet_it_says_so_and_writes_nothing(tmp_path: Path) -> None:
    workspace = empty(tmp_path / "workspace")
    bare = run("--workspace", workspace.folder, "--out", tmp_path / "dossier").exception
    assert isinstance(bare, UnreadableInputError)
    assert "holds no data yet" in bare.what
    add(workspace.ledger, {"link_seen": links(["good.test"], 1)}, 10, "ahrefs", "backlinks", "a.csv")
    undecided = run("--workspace", workspace.folder, "--out", tmp_path / "dossier").exception
    assert isinstance(undecided, UnreadableInputError)
    assert "nothing to show yet" in undecided.what
    assert not (tmp_path / "dossier").exists()

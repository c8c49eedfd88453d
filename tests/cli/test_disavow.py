import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from linkwright.cli import cli
from linkwright.errors import LinkwrightError

FILE = "# mine\ndomain: spam.example\ndomain:blogspot.com\ndomain:meadowlark.example\ndomain:ok.example\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "disavow.txt"
    path.write_text(FILE, encoding="utf-8")
    return path


def _run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli, [str(word) for word in words], catch_exceptions=False, standalone_mode=False)
    return (done.return_value or 0), done.output


def test_a_file_is_checked_without_a_workspace(file: Path, tmp_path: Path) -> None:
    code, said = _run("disavow", "check", file, "--site", "meadowlark.example", "-w", tmp_path)
    assert code == 0
    for words in (
        "line 2: domain: spam.example",
        "Platform of many owners",
        "Your own site",
        "What it would cost is not",
    ):
        assert words in said
    assert said.index("Your own site") < said.index("Space after")


def test_fix_writes_the_safe_repairs_only_and_leaves_the_file(file: Path, tmp_path: Path) -> None:
    fixed = tmp_path / "fixed.txt"
    _run("disavow", "check", file, "--fix", fixed, "-w", tmp_path)
    assert fixed.read_text() == FILE.replace("domain: spam", "domain:spam")
    assert file.read_text() == FILE


def test_scripts_get_json_and_an_exit_code(file: Path, tmp_path: Path) -> None:
    code, said = _run("disavow", "check", file, "--json", "--fail-on", "problem", "-w", tmp_path)
    assert code == 1
    found = json.loads(said)["data"]
    assert [(each["line"], each["kind"]) for each in found["problems"]] == [(2, "space-after-domain"), (3, "platform")]
    assert found["cost"] is None


def test_nothing_is_written_without_a_reason(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "next.txt"
    with pytest.raises(LinkwrightError, match="no reason"):
        _run("disavow", "write", "--current", file, "--out", out, "-w", tmp_path)
    assert not out.exists()


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LinkwrightError, match="cannot be read"):
        _run("disavow", "check", tmp_path / "none.txt")


def test_a_bad_workspace_writes_nothing(file: Path, tmp_path: Path) -> None:
    with pytest.raises(LinkwrightError, match="no workspace"):
        _run("disavow", "write", "--current", file, "--reason", "manual-action", "-w", tmp_path)


def test_the_next_file_is_written_from_decisions_and_shown_as_a_difference(file: Path, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from linkwright.cleanup.deciding import Decision, record_verdicts
    from linkwright.ledger.workspace import Workspace
    from linkwright.vocabulary.terms import Verdict

    folder = tmp_path / "workspace"
    links = tmp_path / "links.csv"
    links.write_text("source_url,target_url,anchor_text\nhttps://bad.example/a,https://meadowlark.example/,spa\n")
    _run("init", "meadowlark.example", "--folder", folder)
    _run("import", links, "-w", folder)
    decision = Decision("domain", "bad.example", Verdict.DISAVOW, "bought in 2019")
    record_verdicts(Workspace.open(folder).ledger, [decision], "Ann", datetime(2026, 11, 20, tzinfo=UTC))
    out = tmp_path / "next.txt"
    code, said = _run("disavow", "write", "--current", file, "--reason", "known-purchase", "--out", out, "-w", folder)
    assert code == 0
    assert "+ domain:bad.example" in said
    assert out.read_text().startswith(FILE)
    assert out.read_text().endswith("\ndomain:bad.example\n")
    _, checked = _run("disavow", "check", out, "-w", folder)
    assert "1 of 5 entries cover something: 1 link from 1 referring domain" in " ".join(checked.split())

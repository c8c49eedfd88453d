"""Comparing from the command line: in a workspace, without one, and what can go wrong."""

import json
from pathlib import Path

import pytest

from linkwright.errors import ExitCode
from tests.cli.test_cli import data, run
from tests.compare.making import OTHER, RIVAL, backlinks, links_to, names, referring_domains


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """Exports about three sites; both rivals have two websites in common that do not link to us."""
    files = {
        "mine.csv": links_to("mine.example", names("mine", 4)),
        "rival.csv": links_to(RIVAL, names("rival", 3) + names("both", 2)),
        "other.csv": links_to(OTHER, names("other", 2) + names("both", 2)),
    }
    for name, links in files.items():
        (tmp_path / name).write_text(backlinks(links), "utf-8")
    return tmp_path


def test_one_shot_compares_and_writes_every_file(exports: Path) -> None:
    rivals = ("--competitor", f"{RIVAL}=rival.csv", "--competitor", f"{OTHER}=other.csv")
    done = run("compare", "mine.csv", "--site", "mine.example", *rivals, "--out", "out", "--json", cwd=exports)
    assert done.returncode == ExitCode.OK, done.stderr
    assert done.stderr.count("rows stored") + done.stderr.count(" stored +") == 3
    found = data(done)
    assert isinstance(found, dict)
    sides = {side["site"]: side for side in found["sides"]}
    assert {site: side["referring_domains"] for site, side in sides.items()} == {"mine.example": 4, RIVAL: 5, OTHER: 4}
    best = [each for each in found["prospects"] if len(each["links_to"]) == 2]
    assert {each["referring_domain"] for each in best} == set(names("both", 2))
    assert (exports / "out" / "compare.html").exists()


def test_a_workspace_keeps_competitors_and_names_those_without_data(exports: Path) -> None:
    assert run("init", "mine.example", "--competitor", "nowhere.example", cwd=exports).returncode == ExitCode.OK
    home = exports / "mine.example"
    first = data(run("import", "../mine.csv", "--competitor", f"{RIVAL}=../rival.csv", "--json", cwd=home))
    assert isinstance(first, list)
    assert {row["file"].rsplit("/")[-1]: row["about"] for row in first} == {"mine.csv": None, "rival.csv": RIVAL}
    listed = data(run("sources", "--json", cwd=home))
    assert isinstance(listed, list)
    assert {row["about"] for row in listed} == {None, RIVAL}
    compared = run("compare", "--json", cwd=home)
    assert compared.returncode == ExitCode.OK, compared.stderr
    found = data(compared)
    assert isinstance(found, dict)
    assert [side["site"] for side in found["sides"]] == ["mine.example", RIVAL]
    assert any("nowhere.example" in words for words in found["not_known"])
    # A file without any target counts for the rival alone: our own report does not know it.
    (exports / "far.csv").write_text(referring_domains(names("far", 5)), "utf-8")
    assert run("import", "--competitor", f"{RIVAL}=../far.csv", cwd=home).returncode == ExitCode.OK
    report = json.loads(run("report", "--json", cwd=home).stdout)["data"]
    assert report["headline"]["referring_domains"] == 4


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("compare", "--competitor", "rival.example"), ExitCode.USAGE, "--competitor rival.com=rival.csv"),
        (("compare", "mine.csv"), ExitCode.USAGE, "--site"),
        (("compare", "--topic", "x"), ExitCode.USAGE, "linkwright.toml"),
        (("compare",), ExitCode.USAGE, "linkwright init"),
        (
            ("compare", "mine.csv", "--site", "mine.example", "--competitor", "www.mine.example=rival.csv"),
            ExitCode.USAGE,
            "your own site",
        ),
        (("compare", "mine.csv", "--site", "mine.example"), ExitCode.NO_INPUT, "nobody to compare"),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(
    exports: Path, arguments: tuple[str, ...], code: ExitCode, words: str
) -> None:
    done = run(*arguments, cwd=exports)
    assert done.returncode == code
    assert words in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr

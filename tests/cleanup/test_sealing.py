"""A closed dossier: any file that is not as it was is named; with the seal, so is a dossier made anew."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.cleanup.chain import Change, chained, head_of
from linkwright.cleanup.sealing import MANIFEST, TIMELINE, Manifest, check, close, hashes_of
from linkwright.errors import UnreadableInputError

STORY = chained([{"id": name} for name in ("found", "decided", "asked")])
LATER = chained([{"id": "gone"}, {"id": "closed"}], STORY)
NOTHING = {
    **dict.fromkeys(("site", "made_at", "tool_version", "head", "extends"), ""),
    "schema": 1,
    "files": {},
    "entries": 0,
}
FILES = {
    "index.html": b"<p>what happened</p>",
    "links.csv": b"page\nhttps://a.test/\n",
    "disavow/001.txt": b"domain:a.test\n",
}


def made(folder: Path, lines: Sequence[str] = STORY, site: str = "mysite.example") -> str:
    """Make a dossier of a few files; returns its seal."""
    for name, data in {**FILES, TIMELINE: "".join(f"{line}\n" for line in lines).encode()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return close(folder, Manifest(site, "2026-06-01T09:00:00Z", "0.1", len(lines), head_of(lines), hashes_of(folder)))


def found(folder: Path, seal: str = "") -> list[tuple[str, str]]:
    return [(finding.change, finding.what) for finding in check(folder, seal=seal).findings]


def test_a_dossier_nobody_touched_is_as_it_was(tmp_path: Path) -> None:
    seal = made(tmp_path)
    assert found(tmp_path, seal=seal) == found(tmp_path, seal=f" {seal.upper()}\n") == []
    checked = check(tmp_path)
    assert (checked.seal, checked.lines, checked.manifest.entries) == (seal, STORY, 3)


@settings(max_examples=40)
@given(st.sampled_from([*FILES, TIMELINE]), st.data())
def test_any_changed_byte_of_any_file_is_found(name: str, data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        made(Path(folder))
        path = Path(folder) / name
        before = path.read_bytes()
        at = data.draw(st.integers(0, len(before) - 1))
        other = data.draw(st.integers(1, 255))
        path.write_bytes(before[:at] + bytes([before[at] ^ other]) + before[at + 1 :])
        assert (Change.ALTERED, name) in found(Path(folder))


@settings(max_examples=60)
@given(st.data())
def test_any_changed_byte_of_the_manifest_is_found_with_the_seal(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        seal = made(Path(folder))
        path = Path(folder) / MANIFEST
        before = path.read_bytes()
        at = data.draw(st.integers(0, len(before) - 1))
        other = data.draw(st.integers(1, 255))
        path.write_bytes(before[:at] + bytes([before[at] ^ other]) + before[at + 1 :])
        try:
            findings = found(Path(folder), seal=seal)
        except UnreadableInputError:
            return  # it says that the manifest was altered; see below
        assert (Change.ALTERED, MANIFEST) in findings


def test_files_taken_out_put_in_or_renamed_are_named(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "links.csv").rename(tmp_path / "other.csv")
    assert found(tmp_path) == [(Change.MISSING, "links.csv"), (Change.ADDED, "other.csv")]


def test_a_missing_timeline_and_a_timeline_without_its_last_line_end_are_found(tmp_path: Path) -> None:
    made(tmp_path)
    path = tmp_path / TIMELINE
    path.write_bytes(path.read_bytes()[:-1])
    assert found(tmp_path) == [(Change.ALTERED, TIMELINE)] * 2
    path.unlink()
    assert found(tmp_path)[:2] == [(Change.MISSING, TIMELINE), (Change.MISSING, "entries 1 to 3")]


def test_links_and_pipes_in_place_of_files_are_found_and_not_followed(tmp_path: Path) -> None:
    made(tmp_path / "dossier")
    original = tmp_path / "dossier" / "index.html"
    shutil.copy(original, tmp_path / "same.html")
    original.unlink()
    original.symlink_to(tmp_path / "same.html")
    os.mkfifo(tmp_path / "dossier" / "pipe")
    (tmp_path / "dossier" / "elsewhere").symlink_to("/")
    assert found(tmp_path / "dossier") == [
        (Change.ALTERED, "index.html"),
        (Change.ADDED, "elsewhere"),
        (Change.ADDED, "pipe"),
    ]


def test_only_the_seal_tells_of_a_dossier_that_was_made_anew(tmp_path: Path) -> None:
    """What a check can prove, and what it cannot."""
    seal = made(tmp_path)
    (tmp_path / MANIFEST).unlink()
    made(tmp_path, chained([{"id": "nothing happened"}]))
    assert found(tmp_path) == []
    assert found(tmp_path, seal=seal) == [(Change.ALTERED, MANIFEST)]


def test_an_earlier_dossier_is_shown_to_be_the_beginning(tmp_path: Path) -> None:
    made(tmp_path / "first")
    made(tmp_path / "second", LATER)
    assert check(tmp_path / "second", earlier=tmp_path / "first").findings == ()
    (finding,) = check(tmp_path / "first", earlier=tmp_path / "second").findings
    assert (finding.change, finding.what) == (Change.MISSING, "entry 4")


def test_another_story_another_site_and_an_altered_beginning_are_told(tmp_path: Path) -> None:
    made(tmp_path / "first")
    made(
        tmp_path / "second",
        chained([{"id": "found"}, {"id": "dreamed"}, {"id": "asked"}, {"id": "gone"}]),
        "other.example",
    )
    (tmp_path / "first" / "index.html").write_text("else")
    findings = check(tmp_path / "second", earlier=tmp_path / "first").findings
    assert [(finding.change, finding.what) for finding in findings] == [
        (Change.ALTERED, "the earlier dossier: index.html"),
        (Change.ALTERED, MANIFEST),
        (Change.ALTERED, "entry 2"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        json.dumps({**NOTHING, "schema": 2}),
        json.dumps({**NOTHING, "site": None}),
        json.dumps({**NOTHING, "files": {"a": 1}}),
        json.dumps({**NOTHING, "entries": -1}),
        json.dumps({**NOTHING, "entries": True}),
        "\x00\xff",
    ],
)
def test_a_manifest_that_is_none_is_a_clear_error(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text, "latin-1")
    with pytest.raises(UnreadableInputError, match="altered"):
        check(tmp_path)


def test_a_manifest_that_claims_a_trillion_entries_costs_nothing(tmp_path: Path) -> None:
    made(tmp_path)
    record = json.loads((tmp_path / MANIFEST).read_text())
    (tmp_path / MANIFEST).write_text(json.dumps({**record, "entries": 10**12}))
    assert found(tmp_path) == [(Change.MISSING, "entries 4 to 1000000000000")]


def test_names_in_a_manifest_lead_nowhere(tmp_path: Path) -> None:
    made(tmp_path / "dossier")
    (tmp_path / "secret").write_text("x")
    manifest = replace(check(tmp_path / "dossier").manifest, files={"../secret": "0" * 64, "/etc/passwd": "0" * 64})
    close(tmp_path / "dossier", manifest)
    assert {change for change, name in found(tmp_path / "dossier") if name in manifest.files} == {Change.MISSING}


def test_a_folder_without_a_manifest_is_no_dossier(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="no dossier"):
        check(tmp_path)

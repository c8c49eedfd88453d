"""A dossier on disk: all of it or nothing, safe to open, with copies of its evidence, and gone on with later."""

import csv
import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from linkwright.cleanup.dossier import Dossier, make_dossier
from linkwright.cleanup.sealing import check
from linkwright.errors import ConfigError, StorageError, UnreadableInputError
from linkwright.fetch.evidence import find
from linkwright.ledger.workspace import Workspace
from linkwright.report.dossier_files import Written, write_dossier
from linkwright.report.dossier_session import dossier_of_workspace
from linkwright.rubric.judged import judged
from tests.cleanup.stories import MADE_AT, add, planted, step
from tests.report.conftest import Screens
from tests.report.reading_html import Page

LETTER = "To: owner@paid.test\n\nPlease take the link away.\n"
NAMES = {
    "index.html",
    "manifest.json",
    "timeline.jsonl",
    "timeline.csv",
    "decisions.csv",
    "requests.csv",
    "links.csv",
    "disavow-differences.csv",
    "covering-letter.txt",
    "disavow/001-2026-01-13.txt",
    "disavow/002-2026-03-12.txt",
    "evidence/kept-responses.csv",
    "evidence/kept-responses.warc.gz",
}


@dataclass(frozen=True)
class Story:
    """A workspace nobody adds to, and what is gathered from it."""

    workspace: Workspace
    gathered: Dossier

    def written(self, out: Path, *attached: Path, earlier: Path | None = None) -> Written:
        return write_dossier(self.gathered, out, self.workspace.folder / "evidence", attached, earlier)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    workspace = planted(tmp_path_factory.mktemp("story"))
    with judged(workspace.ledger, workspace.site) as (profile, _, _):
        return Story(workspace, make_dossier(profile.engine, workspace.site, workspace.ledger.batches(), MADE_AT))


def written(workspace: Workspace, out: Path, *attached: Path, earlier: Path | None = None) -> Written:
    """All the way from a workspace."""
    return dossier_of_workspace(workspace.folder, out, earlier=earlier, attached=attached, made_at=MADE_AT)


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in names_in(folder)}


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_every_file_is_there_and_the_seal_holds(story: Story, tmp_path: Path) -> None:
    made = story.written(tmp_path / "deep" / "dossier")
    assert names_in(made.folder) == NAMES
    checked = check(made.folder, seal=made.seal)
    assert checked.findings == ()
    assert (checked.manifest.entries, checked.manifest.head, made.files) == (made.entries, made.head, len(NAMES))
    assert list((tmp_path / "deep").iterdir()) == [made.folder]


def test_the_same_facts_and_moment_give_the_same_bytes(story: Story, tmp_path: Path) -> None:
    first, second = (story.written(tmp_path / name) for name in ("one", "two"))
    assert contents(first.folder) == contents(second.folder)
    assert first.seal == second.seal


def test_kept_responses_are_copied_byte_for_byte_and_read_by_other_tools(story: Story, tmp_path: Path) -> None:
    made = story.written(tmp_path / "dossier")
    folder = made.folder / "evidence"
    copies = dict(rows(folder / "kept-responses.csv")[1:])
    assert (made.kept, made.not_kept, len(copies)) == (2, 0, 2)
    for reference, copy in copies.items():
        assert find(folder, copy) == find(story.workspace.folder / "evidence", reference)
    with (folder / "kept-responses.warc.gz").open("rb") as file:
        found = [(record.rec_type, record.content_stream().read()) for record in ArchiveIterator(file)]
    assert [kind for kind, _ in found] == ["response", "request"] * 2
    assert {body for kind, body in found if kind == "response"} == {b"still with the link", b"without the link"}


def test_evidence_that_is_gone_or_damaged_is_told_and_stops_nothing(story: Story, tmp_path: Path) -> None:
    shutil.copytree(story.workspace.folder / "evidence", tmp_path / "evidence")
    first, second = sorted((tmp_path / "evidence").iterdir())
    first.unlink()
    second.write_bytes(second.read_bytes()[:400])
    made = write_dossier(story.gathered, tmp_path / "dossier", tmp_path / "evidence")
    assert (made.kept, made.not_kept) == (0, 2)
    assert "kept-responses.warc.gz" not in {path.name for path in made.folder.rglob("*")}
    assert check(made.folder).findings == ()


def test_letters_are_attached_under_safe_names_each_content_once(story: Story, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / "a <b> & c\u202e.eml").write_text(LETTER)
    (letters / "copy.eml").write_text(LETTER)
    (letters / ("x" * 200 + ".eml")).write_text("another")
    (letters / "secret").symlink_to("/etc/hostname")
    made = story.written(tmp_path / "dossier", letters)
    assert {name for name in names_in(made.folder) if name.startswith("attached/")} == {
        "attached/0001-a _b_ _ c_U_202E_.eml",
        f"attached/0002-{'x' * 77}.eml",
    }
    assert "0001-a _b_ _ c_U_202E_.eml" in (made.folder / "index.html").read_text()


def test_a_later_dossier_takes_the_place_of_the_earlier_one_and_keeps_what_was_attached(tmp_path: Path) -> None:
    workspace = planted(tmp_path / "workspace")
    (tmp_path / "letter.eml").write_text(LETTER)
    (tmp_path / "answer.eml").write_text("Done.")
    first = written(workspace, tmp_path / "dossier", tmp_path / "letter.eml")
    lines = (first.folder / "timeline.jsonl").read_text().splitlines()
    add(workspace.ledger, {"removal_seen": [step("back.test", "sent", 80)]}, 80, "linkwright", "removal", "log")
    second = written(workspace, tmp_path / "dossier", tmp_path / "letter.eml", tmp_path / "answer.eml")
    assert second.entries == first.entries + 1
    checked = check(second.folder, seal=second.seal)
    assert (checked.findings, checked.manifest.extends) == ((), first.seal)
    assert (second.folder / "timeline.jsonl").read_text().splitlines()[:-1] == lines
    attached = {name for name in names_in(second.folder) if name.startswith("attached/")}
    assert attached == {"attached/0001-letter.eml", "attached/0002-answer.eml"}


def test_a_later_dossier_elsewhere_is_proved_to_begin_with_the_earlier(tmp_path: Path) -> None:
    workspace = planted(tmp_path / "workspace")
    first = written(workspace, tmp_path / "one")
    add(workspace.ledger, {"removal_seen": [step("back.test", "sent", 80)]}, 80, "linkwright", "removal", "log")
    second = written(workspace, tmp_path / "two", earlier=first.folder)
    assert check(second.folder, seal=second.seal, earlier=first.folder).findings == ()


@pytest.mark.parametrize("name", ["timeline.jsonl", "index.html", "attached/mine.txt"])
def test_a_dossier_somebody_worked_in_is_left_alone(story: Story, tmp_path: Path, name: str) -> None:
    made = story.written(tmp_path / "dossier")
    (made.folder / name).parent.mkdir(exist_ok=True)
    with (made.folder / name).open("a") as file:
        file.write("mine")
    before = contents(made.folder)
    with pytest.raises(ConfigError, match="was changed"):
        written(story.workspace, made.folder)
    assert contents(made.folder) == before


def test_a_folder_with_something_else_is_left_alone(story: Story, tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_text("cat")
    (tmp_path / "file").write_text("text")
    for out in (tmp_path / "photos", tmp_path / "file", story.workspace.folder):
        before = contents(tmp_path)
        with pytest.raises(ConfigError, match="no dossier"):
            written(story.workspace, out)
        assert contents(tmp_path) == before


def test_another_dossier_is_not_replaced(story: Story, tmp_path: Path) -> None:
    first, second = story.written(tmp_path / "one"), story.written(tmp_path / "two")
    with pytest.raises(ConfigError, match="another dossier"):
        written(story.workspace, first.folder, earlier=second.folder)
    with pytest.raises(ConfigError, match="another dossier"):
        story.written(first.folder)


def test_a_dossier_that_fails_leaves_nothing_and_the_earlier_one_in_place(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = story.written(tmp_path / "dossier")
    before = contents(tmp_path)

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("linkwright.report.dossier_files.close", full)
    for out, earlier in ((made.folder, made.folder), (tmp_path / "new", None)):
        with pytest.raises(StorageError, match="full"):
            story.written(out, earlier=earlier)
    with pytest.raises(UnreadableInputError, match="not there"):
        story.written(made.folder, tmp_path / "missing.eml", earlier=made.folder)
    assert contents(tmp_path) == before


def test_the_letter_promises_nothing_and_leaves_to_the_owner_what_only_he_knows(screens: Screens) -> None:
    letter = screens.text("dossier/covering-letter.txt")
    assert letter.count("[Say") >= 2
    assert not any(word in letter.lower() for word in ("will ", "guarantee", "promise", "never again"))
    assert "3 requests for removal sent to 2 owners; 1 answered" in letter
    assert "1 confirmed gone, on 1 website" in letter
    assert "cannot be seen from here" in letter


def test_the_page_says_what_the_chain_proves_and_what_not(screens: Screens) -> None:
    text = Page(screens.text("dossier/index.html")).all("main")[0].text
    assert "does not prove that what was recorded is true" in " ".join(text.split())
    assert "without the seal a check shows only" in " ".join(text.split())


def test_tables_run_nothing_in_a_spreadsheet_and_texts_stay_on_their_lines(screens: Screens) -> None:
    for path in (screens.hostile_folder / "dossier").glob("*.csv"):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows(path) for cell in row)
    chain = (screens.hostile_folder / "dossier" / "timeline.jsonl").read_bytes()
    assert chain.isascii()
    assert check(screens.hostile_folder / "dossier").findings == ()
    (comment,) = (screens.hostile_folder / "dossier" / "disavow").glob("002*")
    entries = [line for line in comment.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert entries == ["domain:silent.test", "https://back.test/post"], "no comment becomes an entry"

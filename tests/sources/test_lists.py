"""Lists the user names: each name a row, each bad line rejected, and never mixed up with a disavow file."""

from pathlib import Path

import pytest

from linkwright.ledger import Batch, Ledger
from linkwright.sources import import_inputs
from linkwright.sources.lists import list_name, list_section
from tests.sources.test_importing import RowsOf

TEXT = """# spam, collected by hand
bad.example
  www.worse.example   # seen in May
https://blog.example/one-page
domain:marked.example

0.0.0.0 tracker.example ads.tracker.example
127.0.0.1\tlocalhost
*.wild.example
not a name
x,y
"""


def _imported(ledger: Ledger, path: Path, text: str, *, as_list: bool = True) -> Batch:
    path.write_text(text, "utf-8")
    (result,) = import_inputs([path], ledger, as_lists=as_list)
    assert result.error is None, result.error
    assert result.batch is not None
    return result.batch


def test_every_name_is_a_row_and_every_line_is_counted(ledger: Ledger, tmp_path: Path, rows_of: RowsOf) -> None:
    batch = _imported(ledger, tmp_path / "spam.txt", TEXT)
    assert (batch.read, batch.stored, batch.rejected, batch.declared) == (11, 6, 4, 1)
    rows = rows_of("verdict_seen")
    assert [(row["subject_kind"], row["subject"]) for row in rows] == [
        ("domain", "bad.example"),
        ("domain", "www.worse.example"),
        ("url", "https://blog.example/one-page"),
        ("domain", "marked.example"),
        ("domain", "tracker.example"),
        ("domain", "ads.tracker.example"),
    ]
    assert {(row["verdict"], row["reason"], row["source"]) for row in rows} == {("listed", "spam.txt", "list")}
    rejected = rows_of("rejected")
    assert [row["line"] for row in rejected] == [8, 9, 10, 11]
    assert all("neither a domain" in str(row["reason"]) for row in rejected)


def test_a_disavow_file_and_the_same_file_named_as_a_list_are_two_things(
    ledger: Ledger, tmp_path: Path, rows_of: RowsOf
) -> None:
    text = "# mine\ndomain:bad.example\n"
    first = _imported(ledger, tmp_path / "mine.txt", text, as_list=False)
    second = _imported(ledger, tmp_path / "mine.txt", text)
    assert first.id != second.id
    assert first.file_sha256 == second.file_sha256
    assert sorted(str(row["verdict"]) for row in rows_of("verdict_seen")) == ["disavow", "listed"]
    (again,) = import_inputs([tmp_path / "mine.txt"], ledger, as_lists=True)
    assert again.outcome == "already here"


def test_what_is_no_text_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "spam.pdf"
    path.write_bytes(b"%PDF-1.7 ...")
    (result,) = import_inputs([path], ledger, as_lists=True)
    assert result.error is not None
    assert "PDF" in result.error.what


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("EXAMPLE.org", "domain"),
        ("example.org.", "domain"),
        ("münchen.example", "domain"),
        ("https://example.org/", "domain"),
        ("example.org/page", "url"),
        ("https://example.org?x=1", "url"),
        ("domain: example.org", "domain"),
        ("::1 example.org", "domain"),
        ("10.0.0.1", ""),
        ("localhost", ""),
        ("||example.org^", ""),
        ("ftp://example.org/", ""),
        ("a,b.example", ""),
    ],
)
def test_lines(line: str, kind: str) -> None:
    (block,) = list_section(line + "\n", "l.txt").blocks
    cells = block.cells()
    assert cells.table.column("c0").to_pylist() == ([kind] if kind else [])
    assert len(cells.rejects) == (0 if kind else 1)


@pytest.mark.parametrize(
    ("file", "name"), [("/a/b/spam.txt", "spam.txt"), ("lists.zip:inner/x.txt", "x.txt"), ("-", "standard input")]
)
def test_a_list_is_called_by_its_file(file: str, name: str) -> None:
    assert list_name(file) == name

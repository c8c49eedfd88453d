"""Writing: all files, whole or not at all, the same bytes for the same input."""

from pathlib import Path

import pytest

from linkwright.errors import StorageError
from linkwright.report import write, write_report
from linkwright.report.model import Report
from tests.report.conftest import Written
from tests.report.mini import MiniJudgement

FILES = ["report.html", "report.md", "report.json", "report.xlsx", "links.csv", "links.parquet"]


def test_the_same_input_gives_the_same_bytes(written: Written, tmp_path: Path) -> None:
    paths = write_report(written.report, written.profile, MiniJudgement(), tmp_path)
    assert [path.name for path in paths] == FILES
    for path in paths:
        assert path.read_bytes() == (written.folder / path.name).read_bytes(), path.name
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)


def test_a_report_that_fails_leaves_the_previous_one(
    written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "report.html").write_text("the previous one")

    def full_disk(report: Report, profile: object, path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "write_workbook", full_disk)
    with pytest.raises(StorageError, match="No space left on device"):
        write_report(written.report, written.profile, MiniJudgement(), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert (tmp_path / "report.html").read_text() == "the previous one"


def test_a_file_in_the_way_is_an_error_with_advice(written: Written, tmp_path: Path) -> None:
    (tmp_path / "report").write_text("")
    with pytest.raises(StorageError) as caught:
        write_report(written.report, written.profile, MiniJudgement(), tmp_path / "report")
    assert "--out" in caught.value.todo
    assert str(caught.value).endswith("it is not a folder.")
    with pytest.raises(StorageError, match="it is not a folder"):
        write_report(written.report, written.profile, MiniJudgement(), tmp_path / "report" / "inside")

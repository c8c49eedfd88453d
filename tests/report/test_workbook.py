"""report.xlsx: everything in it, and nothing in it acts."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from linkwright.report.sheets import safe_cell
from linkwright.report.workbook import write_workbook
from tests.report.conftest import Written

SHEETS = [
    "Summary",
    "Findings",
    "Evidence",
    "Links",
    "Domains",
    "Groups",
    "Anchors",
    "Targets",
    "Months",
    "Sources",
    "Files",
    "Signals without findings",
    "Set aside",
    "Rejected",
]


def sheet(folder: Path, name: str) -> Worksheet:
    return openpyxl.load_workbook(folder / "report.xlsx")[name]


def test_all_sheets_are_there_and_whole(written: Written) -> None:
    book = openpyxl.load_workbook(written.folder / "report.xlsx")
    assert book.sheetnames == SHEETS
    assert book["Links"].max_row == 1_021
    assert book["Domains"].max_row == 161
    assert book["Links"].freeze_panes == "B2"
    assert book["Links"].auto_filter.ref is not None


def test_hostile_texts_are_text(hostile: Written) -> None:
    book = openpyxl.load_workbook(hostile.folder / "report.xlsx")
    for each in book.worksheets:
        for row in each.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                assert not (isinstance(cell.value, str) and cell.value[:1] in "=+-@\t\r" and cell.value)
    with zipfile.ZipFile(hostile.folder / "report.xlsx") as archive:
        parts = archive.namelist()
        assert not any(
            "hyperlink" in archive.read(part).decode("utf-8", "replace").lower() for part in parts if "rels" in part
        )
        assert not any(b"<f>" in archive.read(part) for part in parts)


def test_links_beyond_the_limit_are_cut_and_the_summary_says_so(written: Written, tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    write_workbook(written.report, written.profile, path, links_rows=10)
    rows = list(sheet(tmp_path, "Links").iter_rows(values_only=True))
    assert len(rows) == 11
    places = list(rows[0])
    values = [float(str(row[places.index("Value")])) for row in rows[1:]]
    assert values == sorted(values, reverse=True)
    notes = dict(sheet(tmp_path, "Summary").iter_rows(values_only=True))
    assert notes["Sheet Links"] == (
        "The 10 links of the highest value of 1,020; all are in links.csv and links.parquet."
    )


@pytest.mark.parametrize(
    ("text", "cell"), [("=1+1", "'=1+1"), ("a\u202eb", "a‹U+202E›b"), ("plain", "plain"), ("x" * 40_000, "x" * 2_000)]
)
def test_safe_cell(text: str, cell: str) -> None:
    assert safe_cell(text) == cell

"""A review goes out and comes back: in any order, with rows deleted and columns added, the decisions are the same."""

import csv
import io
import json
import random
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypedDict

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from linkwright.cleanup.deciding import Decision
from linkwright.cleanup.review_answers import Answers, Filled, Named, answers
from linkwright.cleanup.review_columns import CELL_TEXT, COLUMNS
from linkwright.cleanup.review_model import Review, Subject, mark_of
from linkwright.cleanup.review_reading import Returned, read_returned, read_returned_file
from linkwright.errors import UnreadableInputError
from linkwright.report.review_files import review_csv, review_lines
from linkwright.report.review_workbook import HELP_SHEET, MEMBER_SHEET, REVIEW_SHEET, write_review_workbook
from linkwright.vocabulary.terms import Verdict
from tests.cleanup.planted import decided_before, made_up, review_of
from tests.report.hostile import HOSTILE

LABELS = [column.label for column in COLUMNS]
SUBJECTS = [made_up(number, kind="network" if number % 3 == 0 else "domain") for number in range(8)]


class Said(TypedDict):
    """What a person fills in for one row."""

    verdict: str
    reason: str


Filling = Mapping[int, Said]


def named(review: Review) -> dict[str, Named]:
    return {each.id: Named(each.subject_kind, each.subject, each.nature) for each in review.subjects}


def expected(review: Review, filling: Filling) -> set[Decision]:
    return {
        Decision(each.subject_kind, each.subject, Verdict(said["verdict"]), said["reason"], each.nature)
        for at, each in enumerate(review.subjects)
        if (said := filling.get(at)) and said["verdict"]
    }


def read(data: bytes) -> Returned:
    return read_returned(io.BytesIO(data), "review")


def table_of(review: Review) -> list[list[str]]:
    return list(csv.reader(io.StringIO(review_csv(review))))


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Mine")
        for at, row in enumerate(rows):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(at, place, cell)
    return data.getvalue()


def written(review: Review, folder: Path) -> Path:
    path = folder / "review.xlsx"
    write_review_workbook(review, path)
    return path


WORDS = st.sampled_from([str(verdict) for verdict in Verdict if verdict is not Verdict.RECLASSIFY])
REASONS = st.text("abc äß.,;=\"'-", max_size=12).map(str.strip).filter(lambda text: not text.startswith("'"))
SAID = st.fixed_dictionaries({"verdict": st.one_of(st.just(""), WORDS), "reason": REASONS})
FILLINGS = st.dictionaries(st.integers(0, len(SUBJECTS) - 1), SAID)


@pytest.mark.parametrize("pack", [as_csv, lambda rows: as_csv(rows, ";"), lambda rows: as_csv(rows, "\t"), as_workbook])
@given(filling=FILLINGS, seed=st.integers(0, 1000), added=st.integers(0, 3), above=st.integers(0, 2))
@settings(max_examples=15)
def test_any_order_deleted_rows_and_added_columns_give_the_same_decisions(
    pack: Callable[[Sequence[Sequence[str]]], bytes], filling: Filling, seed: int, added: int, above: int
) -> None:
    review = review_of(*SUBJECTS)
    header, *rows = table_of(review)
    for at, said in filling.items():
        rows[at][header.index("Verdict")], rows[at][header.index("Your reason")] = said["verdict"], said["reason"]
    chance = random.Random(seed)  # noqa: S311 # a shuffle
    rows = [row for at, row in enumerate(rows) if at in filling or chance.random() < 0.5]
    chance.shuffle(rows)
    columns = list(range(len(header))) + [-1] * added
    chance.shuffle(columns)
    table = [[f"note {place}" if at < 0 else header[at] for place, at in enumerate(columns)]]
    table += [["mine" if at < 0 else row[at] for at in columns] for row in rows]
    data = pack([["A title"]] * above + table)
    told = answers(read(data).rows, named(review))
    assert told.refused == ()
    assert set(told.decisions) == expected(review, filling)
    assert told.undecided == len(rows) - len(told.decisions)


@given(filling=FILLINGS)
@settings(max_examples=20)
def test_json_lines_come_back(filling: Filling) -> None:
    review = review_of(*SUBJECTS)
    lines = [json.loads(line) for line in review_lines(review)]
    for at, said in filling.items():
        lines[at] |= said
    data = "\n".join(json.dumps(line, ensure_ascii=False) for line in reversed(lines)).encode()
    told = answers(read(data).rows, named(review))
    assert (set(told.decisions), told.refused) == (expected(review, filling), ())


def test_the_workbook_comes_back_and_what_was_decided_before_stands_in_it(tmp_path: Path) -> None:
    before = decided_before(made_up(1), Verdict.WATCH, "=not a formula")
    review = review_of(before, made_up(2))
    told = answers(read_returned_file(written(review, tmp_path)).rows, named(review))
    assert told == Answers((Decision("domain", "site1.test", Verdict.WATCH, "=not a formula"),), (), 1)


def test_the_workbook_has_lists_a_frozen_header_a_filter_and_three_sheets(tmp_path: Path) -> None:
    review = review_of(*SUBJECTS)
    book = openpyxl.load_workbook(written(review, tmp_path))
    assert book.sheetnames == [REVIEW_SHEET, HELP_SHEET, MEMBER_SHEET]
    sheet = book[REVIEW_SHEET]
    assert [cell.value for cell in sheet[1]] == LABELS
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("E2", f"A1:{sheet.cell(9, len(LABELS)).coordinate}")
    lists = {str(each.sqref): each.formula1 for each in sheet.data_validations.dataValidation}
    assert lists["A2:A9"] == '"keep,watch,ask removal,disavow,not ours,reclassify"'
    first, last = (int(text.rpartition("$")[2]) for text in lists["C2:C9"].split(":"))
    values = [book[HELP_SHEET].cell(row, 2).value for row in range(first, last + 1)]
    assert "directory" in values
    assert "footer" in values
    members = list(book[MEMBER_SHEET].iter_rows(min_row=2, values_only=True))
    assert members[0] == ("network-00000000", "a0.test", 2, 1, "2 websites in all")


def test_members_beyond_the_limit_are_left_out_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linkwright.report.review_workbook.MEMBER_ROWS", 3)
    groups = [made_up(number, kind="network") for number in range(4)]
    members = openpyxl.load_workbook(written(review_of(*groups), tmp_path))[MEMBER_SHEET]
    rows = list(members.iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["a0.test", "b0.test", "a1.test", None]
    assert rows[2][4] == "2 websites in all; the 1 with most links are listed"
    assert "5 websites are left out" in str(rows[3][4])


def test_an_empty_review_is_a_workbook_that_says_so(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(review_of(), tmp_path))
    assert "most sites need neither" in str(book[HELP_SHEET]["B1"].value)
    assert read_returned_file(tmp_path / "review.xlsx").rows == ()


def test_hostile_texts_are_text_everywhere_and_change_no_decision(tmp_path: Path) -> None:
    subjects = [
        decided_before(made_up(number, text, kind="network" if number % 2 else "domain"), Verdict.KEEP)
        for number, text in enumerate(HOSTILE)
    ]
    review = review_of(*subjects)
    path = written(review, tmp_path)
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.hyperlink is None
                assert cell.data_type != "f", cell.coordinate
                if isinstance(cell.value, str):
                    assert not cell.value.startswith(tuple("=+-@\t\r"))
                    assert len(cell.value) <= CELL_TEXT * 9, "hidden characters are written out"
    for row in csv.DictReader(io.StringIO(review_csv(review))):
        assert not [cell for cell in row.values() if cell.startswith(tuple("=+-@\t\r"))]
    wanted = {Decision(each.subject_kind, each.subject, Verdict.KEEP, "", each.nature) for each in subjects}
    for back in (
        read_returned_file(path),
        read(review_csv(review).encode()),
        read("".join(review_lines(review)).encode()),
    ):
        told = answers(back.rows, named(review))
        assert (set(told.decisions), told.refused) == (wanted, ())


ONE, GROUP = made_up(1), made_up(3, kind="network")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (Filled("row 2", ONE.id, "banana"), "“banana” is no verdict"),
        (Filled("row 2", "", "keep"), "no id"),
        (Filled("row 2", "domain:other.test", "keep"), "nothing here has this id"),
        (Filled("row 2", ONE.id, "reclassify"), "the column Instead is empty"),
        (Filled("row 2", ONE.id, "reclassify", instead="nonsense"), "“nonsense” is none of them"),
        (Filled("row 2", ONE.id, "keep", instead="news"), "reclassify only"),
        (Filled("row 2", ONE.id, "keep", reason="x" * 2001), "2,001 characters"),
        (Filled("row 2", GROUP.id, "keep", mark=mark_of("network: another")), "another one than it was"),
    ],
)
def test_a_row_that_is_not_clear_is_refused_with_its_place_and_the_others_count(row: Filled, why: str) -> None:
    good = Filled("row 3", made_up(2).id, "watch")
    told = answers([row, good], named(review_of(ONE, made_up(2), GROUP)))
    assert [each.subject for each in told.decisions] == ["site2.test"]
    (refused,) = told.refused
    assert refused.place == "row 2"
    assert why in refused.why


@given(st.permutations([("row 2", "keep"), ("row 3", "disavow"), ("row 4", "keep")]))
def test_a_subject_with_two_verdicts_is_refused_in_all_its_rows(rows: list[tuple[str, str]]) -> None:
    told = answers([Filled(place, ONE.id, verdict) for place, verdict in rows], named(review_of(ONE)))
    assert told.decisions == ()
    assert [each.place for each in told.refused] == [place for place, _ in rows]
    assert all("row 3 says disavow" in each.why for each in told.refused)


@given(st.permutations(["bought", "in 2019", "", "bought"]))
def test_the_same_verdict_twice_is_one_decision_with_both_reasons(reasons: list[str]) -> None:
    rows = [Filled(f"row {at}", ONE.id, "Ask-Removal", reason) for at, reason in enumerate(reasons)]
    assert answers(rows, named(review_of(ONE))) == Answers(
        (Decision("domain", ONE.subject, Verdict.ASK_REMOVAL, "bought; in 2019"),), (), 0
    )


def test_places_are_rows_of_the_sheet_and_lines_of_a_text() -> None:
    rows = [[], ["My review"], ["Id", "Verdict"], ["domain:a.test", "keep"], [], ["domain:b.test", "watch"]]
    assert [row.place for row in read(as_workbook(rows)).rows] == ["row 4", "row 6"]
    text = 'Id,Verdict,Your reason\ndomain:a.test,keep,"two\nlines"\n\ndomain:b.test,watch,\n'
    assert [(row.place, row.reason) for row in read(text.encode()).rows] == [("line 2", "two\nlines"), ("line 5", "")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_of_any_encoding_is_read(encoding: str) -> None:
    text = "id;verdict;reason\r\ndomain:a.test;keep;für später\r\n"
    (row,) = read(text.encode(encoding)).rows
    assert (row.id, row.verdict, row.reason) == ("domain:a.test", "keep", "für später")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"a,b\n1,2\n",
        b"PK\x03\x04 no archive",
        as_workbook([["Name", "Verdict"], ["a", "keep"]]),
        b"Id,Verdict,verdict\na,keep,watch\n",
        b'Id,Verdict\n"' + b"x" * 200_000 + b'",keep\n',
    ],
)
def test_a_file_that_is_no_review_is_told(data: bytes) -> None:
    with pytest.raises(UnreadableInputError):
        read(data)


def test_json_lines_that_are_none_are_refused_one_by_one() -> None:
    good = '{"id": "domain:a.test", "verdict": "keep"}'
    lines = [good, "[1]", '{"id": 5, "verdict": "keep"}', "{" * 5000, "", good.replace("a.test", "b.test")]
    found = read("\n".join(lines).encode())
    assert [row.id for row in found.rows] == ["domain:a.test", "domain:b.test"]
    assert [each.place for each in found.refused] == ["line 2", "line 3", "line 4"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
def test_libreoffice_opens_and_saves_it_and_the_decisions_are_the_same(kind: str, tmp_path: Path) -> None:
    subjects: list[Subject] = [
        decided_before(made_up(number, text, kind="network" if number % 2 else "domain"), Verdict.KEEP, f"why {number}")
        for number, text in enumerate(HOSTILE)
    ]
    review = review_of(*subjects, made_up(900))
    path = written(review, tmp_path)
    with TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind]
        subprocess.run(
            [*command, "--outdir", str(tmp_path / "saved"), str(path)], check=True, capture_output=True, timeout=120
        )
    told = answers(read_returned_file(tmp_path / "saved" / f"review.{kind}").rows, named(review))
    assert told.refused == ()
    assert told.undecided == 1
    assert {(each.subject, each.verdict, each.reason) for each in told.decisions} == {
        (each.subject, Verdict.KEEP, f"why {number}") for number, each in enumerate(subjects)
    }

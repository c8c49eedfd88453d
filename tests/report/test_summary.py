"""The one-screen summary fits a screen, says what the report says, and obeys no outside text."""

import dataclasses
import io
import re

from rich.console import Console

from linkwright.report import Report, render_summary
from linkwright.report.model import FileRead, SetAside
from tests.report.conftest import Written


def shown(report: Report, width: int = 100) -> str:
    file = io.StringIO()
    render_summary(report, Console(file=file, width=width, force_terminal=False, highlight=False))
    return file.getvalue()


def test_it_fits_one_screen(written: Written, hostile: Written) -> None:
    for report in (written.report, hostile.report):
        lines = shown(report).splitlines()
        assert len(lines) <= 45
        assert max(len(line) for line in lines) <= 100


def test_it_says_what_the_report_says(written: Written) -> None:
    text = shown(written.report)
    for words in (
        "160 referring domains (160 by registry suffixes) of 41 owner groups",
        "1,020 links on 1,020 referring pages: 510 live, 170 lost, 170 dropped, 170 unknown",
        "followed (340 of the 680 for which a source says)",
        "The best single source misses 25\u00a0% of your referring domains.",
        "template-network: 120 rows behind 1 finding",
        "Had no data to look at: broken-own-pages",
    ):
        assert words in text
    assert re.search(r"ahrefs-backlinks\.csv +1,000 +985 +5 +10", text)


def test_outside_texts_send_no_commands_to_the_terminal(hostile: Written) -> None:
    text = shown(hostile.report)
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", text)


def unusable(name: str, why: str) -> FileRead:
    return FileRead(name, "", "", "not readable", 0, 0, 0, 0, {}, (), None, None, None, "", "", why)


def test_rows_set_aside_are_said(written: Written) -> None:
    aside = (
        SetAside("other target", "semrush", 13_000, "caldea.com"),
        SetAside("other target", "ahrefs", 250, "other.example"),
        SetAside("own site", "ahrefs", 1, "caldea.example"),
        SetAside("not an address", "ahrefs", 2, "n/a"),
    )
    text = shown(dataclasses.replace(written.report, set_aside=aside))
    assert "13,250 rows point at other sites (such as caldea.com): is --site right?" in text
    assert "1 row is a link from your own pages." in text
    assert "2 rows hold no address where one should be (such as n/a)." in text
    assert "from your own pages" not in shown(dataclasses.replace(written.report, set_aside=()))


def test_notes_about_files_are_said_before_quotes_from_them(written: Written) -> None:
    first, *others = written.report.files
    told = ("above the table: Scope", "1 NUL byte replaced", "damaged", "a sample", "a guess", "another guess")
    text = shown(dataclasses.replace(written.report, files=(dataclasses.replace(first, notes=told), *others)))
    assert re.findall(r"note: ahrefs-backlinks\.csv: (.*?) *\n", text) == list(told[1:5])
    assert "and 2 more notes in the report" in text


def test_rows_that_could_not_be_read_are_said(written: Written) -> None:
    assert "10 rows could not be read: see Rejected in the report." in shown(written.report)


def test_an_unusable_file_is_among_the_lines_and_its_error_is_whole(written: Written) -> None:
    why = "This file is encrypted, or it is a picture; in any case nobody can find a table in it " + "so far " * 20
    files = (*(written.report.files * 6), unusable("exports/last.bin", why.strip()))
    text = shown(dataclasses.replace(written.report, files=files))
    assert re.search(r"last\.bin +0 +0 +0 +0 +not readable", text)
    assert "and 5 more files" in text
    assert f"last.bin: {why.strip()}" in " ".join(text.split())

"""The one-screen summary fits a screen, says what the report says, and obeys no outside text."""

import io
import re

from rich.console import Console

from linkwright.report import Report, render_summary
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

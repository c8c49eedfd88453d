"""Numbers and dates are read by one style per file."""

import pytest

from linkwright.sources.style import decide


@pytest.mark.parametrize(
    ("numbers", "comma"),
    [
        (["1,234.5", "12"], False),
        (["1.234,5", "12"], True),
        (["1 234,5"], True),
        (["1\u202f234", "71,6%"], True),
        (["8,5"], True),
        (["2.27%", "1,234"], False),
        (["1.234.567"], True),
        (["1,234,567"], False),
        (["0,5"], True),
        (["0.125"], False),
        (["1'234.50"], False),
        (["1234"], False),
    ],
)
def test_decimal_mark(numbers: list[str], comma: bool) -> None:
    assert decide(numbers, [], []).decimal_comma is comma


def test_a_point_in_counts_groups_thousands() -> None:
    assert decide(["1.234", "5"], ["1.234", "5"], []).decimal_comma is True
    assert decide(["1.234", "5"], [], []).decimal_comma is False


def test_a_file_that_contradicts_itself_is_told() -> None:
    style = decide(["1,5", "2,5", "1.5"], [], [])
    assert style.decimal_comma is True
    assert "more frequent" in style.notes[0]


@pytest.mark.parametrize(
    ("dates", "pattern"),
    [
        (["03/04/2026", "25/12/2025"], "%d/%m/%Y"),
        (["03/04/2026", "12/25/2025"], "%m/%d/%Y"),
        (["03.04.2026"], "%d.%m.%Y"),
        (["12 Jan 2024"], "%d %b %Y"),
        (["Jan 12, 2024"], "%b %d, %Y"),
        (["20260504"], "%Y%m%d"),
        (["1/2/26", "1/31/26"], "%m/%d/%y"),
    ],
)
def test_date_patterns(dates: list[str], pattern: str) -> None:
    assert pattern in decide([], [], dates).date_formats


def test_dates_that_do_not_decide_are_told() -> None:
    style = decide([], [], ["03/04/2026"])
    assert "%m/%d/%Y" in style.date_formats
    assert "month first" in style.notes[0]


def test_iso_dates_need_no_pattern() -> None:
    assert decide([], [], ["2026-01-02", "2026-01-02T03:04:05Z"]).date_formats == ()

"""Numbers with ranges, in words and in columns."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.report.model import Column, Kind, Listing
from linkwright.report.ranges import amount, cells, ends, folded, spread, told
from linkwright.vocabulary.numbers import Interval

NUMBERS = st.floats(min_value=0, max_value=1e9)


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (1240.4, None, "1,240"),
        (17.52, None, "17.5"),
        (0.349, None, "0.35"),
        (48.0, None, "48"),
        (4.6, 0, "5"),
        (0, None, "0"),
    ],
)
def test_amount(number: float, digits: int | None, text: str) -> None:
    assert amount(number, digits) == text


@pytest.mark.parametrize(
    ("interval", "kind", "text"),
    [
        (Interval(26, 48, 90), Kind.NUMBER, "48 (26 to 90)"),
        (Interval(0.96, 1.2, 1.44), Kind.NUMBER, "1.2 (1 to 1.4)"),
        (Interval(0.1, 0.2, 0.3), Kind.SHARE, "20\u00a0% (10\u00a0% to 30\u00a0%)"),
        (Interval(3, 3, 3), Kind.NUMBER, "3"),
        (Interval(26, 48, math.inf), Kind.NUMBER, "48 (26 or more)"),
        (Interval(26, math.inf, math.inf), Kind.NUMBER, "26 or more"),
        (Interval(math.inf, math.inf, math.inf), Kind.NUMBER, "more than can be told"),
        (None, Kind.NUMBER, "not known"),
    ],
)
def test_told(interval: Interval | None, kind: Kind, text: str) -> None:
    assert told(interval, kind=kind) == text


@given(st.lists(NUMBERS, min_size=3, max_size=3).map(sorted))
def test_the_digits_of_both_ends_are_those_of_the_middle(numbers: list[float]) -> None:
    low, middle, high = numbers
    said = ends(Interval(low, middle, high))
    assert 1 <= len(said.split(" to ")) <= 2
    most = len(amount(middle).partition(".")[2])
    limit = 2 if middle < 1 else 1 if middle < 100 else 0
    assert most <= limit
    assert all(len(end.partition(".")[2]) <= limit for end in said.split(" to "))


def test_a_page_has_the_middle_with_the_range_after_it() -> None:
    listing = Listing.whole(
        "x",
        "X",
        "About.",
        (Column("name", "Name"), *spread("links", "Links"), Column("links_lowest", "Lowest", Kind.NUMBER)),
        (("a", *cells(Interval(9.2, 19.1, 38.4), 0), 7), ("b", *cells(None), None), ("c", 9, 19, None, 8)),
    )
    page = folded(listing)
    assert [column.name for column in page.columns] == ["name", "links", "links_range", "links_lowest"]
    assert page.rows == (("a", 19, "9 to 38", 7), ("b", None, None, None), ("c", 19, "9 or more", 8))
    assert folded(listing, ("links", "name")).rows[0] == (19, "9 to 38", "a")


def test_a_page_carries_no_more_rows_than_it_can() -> None:
    listing = Listing.whole("x", "X", "About.", (Column("name", "Name"),), [("a",)] * 800)
    assert (len(folded(listing).rows), folded(listing).total) == (500, 800)

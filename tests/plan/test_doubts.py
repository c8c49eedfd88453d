"""Doubts are said when there is something to doubt, and only then."""

from dataclasses import replace
from datetime import date

import pytest

from linkwright.plan.doubts import doubts_of
from linkwright.plan.entering import OwnPage
from linkwright.plan.evidence import ResultsPage
from tests.plan.results_pages import OWN, exactly, result, results_page

TODAY = date(2026, 11, 24)
PLAIN = replace(results_page([40.0, 12, 25, 8, 15, 6, 9, 4, 11, 5], 8), day=date(2026, 11, 1))


def doubts(search: ResultsPage, page: str = f"https://{OWN}", quality: float = 3.0) -> tuple[str, ...]:
    return doubts_of(search, OwnPage(page, OWN, exactly(quality), exactly(quality)), TODAY)


def test_a_plain_results_page_raises_none() -> None:
    assert doubts(PLAIN) == ()


def test_results_without_links_are_named() -> None:
    search = replace(results_page([40.0, 0, 25, 8, 0, 6, 9, 4], 9), day=TODAY)
    assert doubts(search) == (
        "2 results rank without any known link (site2.test, site5.test): read what they say that your page does not.",
    )


def test_a_page_with_more_links_than_those_above_lacks_something_else() -> None:
    assert any("links are not what it lacks" in doubt for doubt in doubts(PLAIN, quality=30.0))


def test_another_own_page_for_the_same_phrase() -> None:
    twin = result(17, 1.0, own=True, page="ours.test/other")
    [doubt] = doubts(replace(PLAIN, results=(*PLAIN.results, twin)))
    assert "Another page of yours ranks for it too (https://ours.test/other)" in doubt


@pytest.mark.parametrize(
    ("feature", "word"),
    [("Local pack", "places nearby"), ("Shopping ads", "want to buy"), ("AI overview", "an answer by itself")],
)
def test_what_else_the_results_page_shows(feature: str, word: str) -> None:
    [doubt] = doubts(replace(PLAIN, features=(feature, "Sitelinks")))
    assert word in doubt
    assert feature in doubt


def test_home_pages_among_inner_pages() -> None:
    homes = tuple(each if each.own else replace(each, page=f"https://{each.site}/") for each in PLAIN.results)
    assert any("10 of the 10 other results are home pages" in each for each in doubts(replace(PLAIN, results=homes)))
    assert any("yours is the home page" in each for each in doubts(PLAIN, page="https://ours.test/"))


def test_a_phrase_that_names_a_site() -> None:
    named = (result(1, 40.0, page="shedworld.test/a"), *PLAIN.results[1:])
    search = replace(PLAIN, results=named, keyword="Shed World opening times")
    assert any("names shedworld.test" in doubt for doubt in doubts(search))


def test_where_the_position_is_from() -> None:
    below = replace(results_page([40.0, 12, 25, 8, 15, 6], 14.3), day=TODAY)
    assert any("lies below the 6 results known" in doubt for doubt in doubts(below))
    assert any("average over many searches" in doubt for doubt in doubts(below))
    assert any("not among the 6 results known" in doubt for doubt in doubts(replace(below, results=below.results[:-1])))


def test_what_the_numbers_rest_on() -> None:
    estimated = tuple(each if each.own else replace(each, measured=False) for each in PLAIN.results)
    assert any("10 of 10 results is estimated" in doubt for doubt in doubts(replace(PLAIN, results=estimated)))
    unknown = replace(results_page([40.0, None, 25, 8, 15, 6, 9], 8), day=date(2026, 1, 5))
    assert any("links of 1 result;" in doubt for doubt in doubts(unknown))
    assert any("05 January 2026" in doubt for doubt in doubts(unknown))
    assert any("day of the results is not known" in doubt for doubt in doubts(replace(PLAIN, day=None)))

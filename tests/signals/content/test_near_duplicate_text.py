"""One text on many sites: planted copies, and the honest ways in which texts spread."""

import pytest

from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, MiniProfile, Row
from tests.signals.own_crawl import text_print
from tests.signals.running_one import findings_of, result_of

ID = "near-duplicate-text"


def _page(domain: str, seed: int, changed: int = 0, **values: object) -> Row:
    page = {"page_key": f"{domain}/a", "referring_domain": domain, "links_here": True, "carries_link": True}
    return {**page, "text_print": text_print(seed, changed), **values}


def _copies(count: int = 4, **values: object) -> list[Row]:
    return [_page(f"copy{n}.test", 1, 3 * n, **values) for n in range(count)]


def _strangers(count: int = 40) -> list[Row]:
    return [_page(f"stranger{n}.test", 100 + n) for n in range(count)]


def _profile(mini: Mini, pages: list[Row], **of_domains: object) -> MiniProfile:
    names = sorted({str(page["referring_domain"]) for page in pages} - {"example.test"})
    return mini(documents=pages, domains=[{"referring_domain": name, **of_domains} for name in names])


def test_finds_copies_with_words_changed_among_strangers(mini: Mini) -> None:
    result = result_of(_profile(mini, _copies() + _strangers()), ID)
    (found,) = result.findings.to_pylist()
    assert found["domains"] == [f"copy{n}.test" for n in range(4)]
    assert (found["measure"], found["rows"], found["likelihood_ratio"]) == (4.0, 4, None)
    assert found["evidence"] == [f"documents:{n}" for n in range(1, 5)]
    assert result.messages(1) == (
        "4 owners link to you from pages with nearly the same text, such as copy0.test/a and copy1.test/a",
    )


def test_the_order_of_pages_changes_nothing(mini: Mini) -> None:
    pages: list[Row] = [{**page, "observation": f"c:{place}"} for place, page in enumerate(_copies() + _strangers())]
    first = findings_of(_profile(mini, pages), ID)
    assert findings_of(_profile(mini, pages[::-1]), ID) == first


def test_two_texts_are_two_findings_the_wider_first(mini: Mini) -> None:
    others = [_page(f"other{n}.test", 2, n) for n in range(3)]
    assert [row["measure"] for row in findings_of(_profile(mini, others + _copies()), ID)] == [4.0, 3.0]


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(_copies(2), id="two owners"),
        pytest.param(_strangers(), id="texts of their own"),
        pytest.param([_page("one.test", 1, n, page_key=f"one.test/{n}") for n in range(9)], id="one site"),
        pytest.param(_copies(carries_link=False) + _strangers(1), id="forms that stand in the way"),
    ],
)
def test_says_nothing_of(mini: Mini, pages: list[Row]) -> None:
    assert findings_of(_profile(mini, pages), ID) == []


def test_sites_of_one_owner_count_once(mini: Mini) -> None:
    assert findings_of(_profile(mini, _copies(), owner_group="one-owner"), ID) == []


def test_a_press_report_is_named_and_weighs_nothing(mini: Mini) -> None:
    result = result_of(_profile(mini, _copies(), source_type="news"), ID)
    assert result.findings["likelihood_ratio"].to_pylist() == [1.0]
    assert "news sites for the most part" in result.messages(1)[0]


def test_copies_of_a_text_of_ones_own_weigh_nothing(mini: Mini) -> None:
    own = _page("example.test", 1, links_here=False, carries_link=None)
    result = result_of(_profile(mini, [*_copies(), own]), ID)
    (found,) = result.findings.to_pylist()
    assert (found["owners"], found["likelihood_ratio"]) == (4, 1.0)
    assert "example.test" not in found["domains"]
    assert result.messages(1)[0].endswith("it is a text of yours")


def test_does_not_apply_where_no_linking_page_was_read(mini: Mini) -> None:
    own = _page("example.test", 1, links_here=False, carries_link=None)
    profile = mini(documents=[own], domains=[{"referring_domain": "a.test"}])
    assert result_of(profile, ID).outcome is Outcome.NOT_APPLICABLE

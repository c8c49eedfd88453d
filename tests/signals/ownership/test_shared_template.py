"""Sites built alike: one maker's, or a popular theme."""

import pytest

from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, MiniProfile, Row
from tests.signals.own_crawl import template_print
from tests.signals.running_one import findings_of, result_of

ID = "shared-template"


def _page(domain: str, seed: int, changed: int = 0) -> Row:
    page = {"page_key": f"{domain}/a", "referring_domain": domain, "links_here": True, "carries_link": True}
    return {**page, "platform": "wordpress", "template_print": template_print(seed, changed)}


def _alike(count: int, **values: object) -> list[Row]:
    return [{**_page(f"alike{n:02d}.test", 1, n % 3), **values} for n in range(count)]


def _strangers(count: int) -> list[Row]:
    return [_page(f"stranger{n}.test", 100 + n) for n in range(count)]


def _profile(mini: Mini, pages: list[Row], groups: dict[str, str] | None = None) -> MiniProfile:
    names = sorted({str(page["referring_domain"]) for page in pages})
    owner = groups or {}
    return mini(
        documents=pages, domains=[{"referring_domain": name, "owner_group": owner.get(name, name)} for name in names]
    )


def test_finds_a_rare_frame_with_its_software_as_background(mini: Mini) -> None:
    result = result_of(_profile(mini, _alike(4) + _strangers(246)), ID)
    (found,) = result.findings.to_pylist()
    assert found["domains"] == [f"alike{n:02d}.test" for n in range(4)]
    assert (found["owners"], found["known"], found["rows"]) == (4, 250, 4)
    assert result.messages(1) == (
        "4 owners' pages have nearly the same frame, of 250 owners known with the same software (wordpress): "
        "alike00.test, alike01.test, alike02.test, alike03.test",
    )


@pytest.mark.parametrize(
    "pages",
    [
        pytest.param(_alike(8) + _strangers(242), id="a popular theme"),
        pytest.param(_alike(2) + _strangers(248), id="two sites"),
        pytest.param(_alike(4, platform="wix") + _strangers(250), id="a software with few pages"),
        pytest.param(_alike(4, carries_link=False) + _strangers(250), id="forms that stand in the way"),
    ],
)
def test_says_nothing_of(mini: Mini, pages: list[Row]) -> None:
    assert findings_of(_profile(mini, pages), ID) == []


def test_mirrors_are_one_owner(mini: Mini) -> None:
    one = {f"alike{n:02d}.test": "brand" for n in range(4)}
    assert findings_of(_profile(mini, _alike(4) + _strangers(246), one), ID) == []


def test_abstains_with_few_pages_and_says_how_many_it_needs(mini: Mini) -> None:
    result = result_of(_profile(mini, _alike(4) + _strangers(170)), ID)
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert "at least 175 owners" in str(result.error)
    assert "so far: 174" in str(result.error)

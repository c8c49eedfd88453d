import pytest

from linkwright.signals.content.paid_markers import marker_pattern
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def _link(**values: object) -> Row:
    page = {"referring_page": "https://a.test/x", "page_key": "a.test/x", "title": "A day out", "followed": True}
    return {**page, **values}


@pytest.mark.parametrize(
    "marked",
    [
        {"title": "Sponsored Post: a day out"},
        {"page_key": "a.test/sponsored-post/a-day-out"},
        {"page_key": "a.test/2024/advertorial_a-day-out"},
        {"title": "Publirreportaje | Un día fuera"},
        {"title": "Gesponserter Beitrag – Ein Tag draußen"},
        {"title": "На правах рекламы: отдых"},
        {"title": "【記事広告】温泉の旅"},
        {"page_category": "Sponsored content > Travel"},
    ],
)
def test_finds_followed_links_on_pages_that_say_they_were_paid_for(mini: Mini, marked: Row) -> None:
    (found,) = findings_of(mini(links=[_link(**marked)]), "paid-markers")
    assert (found["subject"], found["links"]) == ("a.test", 1)


def test_looks_at_the_words_beside_the_link_as_well_and_says_which(mini: Mini) -> None:
    link = _link(link_id="x")
    details: list[Row] = [{"link_id": "x", "context": "This advertorial was written with … for our readers"}]
    result = result_of(mini(links=[link], link_details=details), "paid-markers")
    (message,) = result.messages(1)
    assert "“advertorial”" in message


@pytest.mark.parametrize(
    "proper",
    [
        {"sponsored": True, "followed": False},
        {"nofollow": True, "followed": False},
        {"followed": None},
        {"status": "lost"},
    ],
)
def test_a_marked_link_is_never_named(mini: Mini, proper: Row) -> None:
    links = [_link(title="Sponsored Post: a day out", **proper), _link(page_key="a.test/other")]
    assert findings_of(mini(links=links), "paid-markers") == []


@pytest.mark.parametrize(
    "innocent",
    [
        {"title": "Sponsored walk raises 500 pounds"},
        {"title": "Anzeige gegen Unbekannt erstattet"},
        {"title": "Our sponsors"},
        {"title": "Repaid post office loans"},
        {"page_key": "a.test/unsponsored-posting"},
        {"title": None, "page_key": "a.test"},
    ],
)
def test_leaves_alone_words_that_mean_something_else(mini: Mini, innocent: Row) -> None:
    assert findings_of(mini(links=[_link(**innocent)]), "paid-markers") == []


def test_the_list_holds_many_languages() -> None:
    for phrase in ("sponsored", "patrocinado", "sponsorisé", "sponsorizzato", "sponsorowany", "партнерский", "협찬"):
        assert phrase in marker_pattern()

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


def _read(*marks: str, **values: object) -> Row:
    return {"page_key": "a.test/x", "carries_link": True, "paid_markers": list(marks), **values}


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("wording (headline): advertorial", "that say “advertorial”"),
        ("section (path): sponsored", "that say “sponsored”"),
        ("affiliate parameter (link): https://example.test/?aff=7", "that say “affiliate link to you”"),
    ],
)
def test_believes_what_our_own_crawler_read_on_the_page(mini: Mini, mark: str, said: str) -> None:
    links = [_link(target_page="https://example.test/")]
    result = result_of(mini(links=links, documents=[_read(mark)]), "paid-markers")
    assert result.messages(9) == (f"a.test links to you, followed, from pages {said}: 1, one of them https://a.test/x",)
    assert result.findings["likelihood_ratio"].to_pylist() == [None]


@pytest.mark.parametrize(
    "mark",
    [
        "affiliate network (link): https://network.test/shoes",
        "affiliate parameter (link): https://shop.test/?tag=a-20",
        "wording (end): contains affiliate links",
        "wording (end): as an amazon associate",
    ],
)
def test_affiliate_links_to_others_are_told_once_and_weigh_nothing(mini: Mini, mark: str) -> None:
    links = [_link(target_page="https://example.test/"), _link(referring_domain="b.test", page_key="b.test/x")]
    documents = [_read(mark), _read(mark, page_key="b.test/x")]
    result = result_of(mini(links=links, documents=documents), "paid-markers")
    (found,) = result.findings.to_pylist()
    assert (found["measure"], found["likelihood_ratio"], found["domains"]) == (0.0, 1.0, ["a.test", "b.test"])
    (said,) = result.messages(9)
    assert said.startswith("2 referring domains link to you, followed, from pages with affiliate links to others")


def test_a_domain_is_named_by_its_strongest_mark_only(mini: Mini) -> None:
    documents = [_read("affiliate network (link): https://network.test/shoes", "wording (start): paid post")]
    (found,) = findings_of(mini(links=[_link()], documents=documents), "paid-markers")
    assert (found["subject"], found["what"]) == ("a.test", "that say “paid post”")


@pytest.mark.parametrize(
    ("document", "state"),
    [
        ({"carries_link": False}, "found"),  # a form that stands in the way
        ({}, "nofollow"),  # by the page's robots tag
    ],
)
def test_pages_not_seen_and_pages_that_hold_robots_back_are_not_named(mini: Mini, document: Row, state: str) -> None:
    states: list[Row] = [{"link_id": "x", "state": state}]
    documents = [_read("wording (headline): advertorial", **document)]
    profile = mini(links=[_link(link_id="x")], documents=documents, check_states=states)
    assert findings_of(profile, "paid-markers") == []

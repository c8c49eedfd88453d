import pytest

from tests.signals.mini import Mini
from tests.signals.running_one import findings_of, result_of


def test_names_the_places_outside_the_text_and_how_often(mini: Mini) -> None:
    words = ("Footer", "site-footer", "nav", "article", "content")
    links = [{"referring_domain": "a.test", "placement": word} for word in words]
    links.append({"referring_domain": "a.test", "placement": "footer", "status": "lost"})
    result = result_of(mini(links=links), "navigation-links")
    assert result.messages(1) == ("Links from a.test in its footer, menu: 3",)


@pytest.mark.parametrize("place", ["article", "main", "section", "Content", "comment"])
def test_says_nothing_of_links_in_the_text(mini: Mini, place: str) -> None:
    assert findings_of(mini(links=[{"placement": place}]), "navigation-links") == []


def test_has_no_data_where_no_source_names_the_place(mini: Mini) -> None:
    assert result_of(mini(links=[{"sitewide": True}]), "navigation-links").missing == ("links.placement",)


@pytest.mark.parametrize(
    ("word", "place"),
    [
        ("navigation", "menu"),
        ("header", "header"),
        ("footer", "footer"),
        ("sidebar", "sidebar"),
        ("breadcrumb", "menu"),
        ("related", "teasers of other pages"),
        ("content", None),
        ("comment", None),
        ("author box", None),
        ("link list", None),
        ("hidden", None),
    ],
)
def test_reads_every_word_of_our_own_crawler(mini: Mini, word: str, place: str | None) -> None:
    found = findings_of(mini(links=[{"referring_domain": "a.test", "placement": word}]), "navigation-links")
    assert [row["places"] for row in found] == ([place] if place else [])

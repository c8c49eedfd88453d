import pytest

from linkwright.vocabulary.site import Site
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of

SITE = Site(("bakery.test",), topics=("bread",))


def _profile(texts: list[str], anchor_class: str = "other") -> dict[str, list[Row]]:
    links: list[Row] = [
        {"referring_domain": f"d{n}.test", "anchor": text.upper(), "anchor_class": anchor_class}
        for n, text in enumerate(texts)
    ]
    anchors: list[Row] = [
        {"anchor": text, "anchor_class": anchor_class, "owner_groups": texts.count(text)}
        for text in dict.fromkeys(texts)
    ]
    return {"links": links, "anchors": anchors, "domains": [{"referring_domain": f"d{n}.test"} for n in range(20)]}


def test_finds_spam_in_many_languages_by_kind(mini: Mini) -> None:
    texts = ["best online casino", "казино вулкан", "オンラインカジノ比較", "situs judi terpercaya", "a nice loaf"]
    (found,) = findings_of(mini(SITE, **_profile(texts)), "spam-vocabulary")
    assert (found["kind"], found["owner_groups"], found["anchors"]) == ("gambling", 4, 4)
    assert found["domains"] == [f"d{n}.test" for n in range(4)]


@pytest.mark.parametrize(
    "site",
    [
        Site(("lisbon.test",), topics=("casino",)),
        Site(("lisbon.test",), brands=("Casino Lisboa",)),
        Site(("lisbon.test",), money_keywords=("poker online",)),
        Site(("grandcasino.test",)),
    ],
)
def test_a_casino_is_not_spammed_by_casino(mini: Mini, site: Site) -> None:
    assert findings_of(mini(site, **_profile(["online casino"] * 9 + ["slot machines"] * 9)), "spam-vocabulary") == []


def test_words_are_compared_whole(mini: Mini) -> None:
    texts = ["specialist", "essex counties", "occasionally", "player on loan", "Sussex videos"] * 3
    assert findings_of(mini(SITE, **_profile(texts)), "spam-vocabulary") == []


def test_one_odd_anchor_is_not_shown(mini: Mini) -> None:
    assert findings_of(mini(SITE, **_profile(["viagra", "payday loans"])), "spam-vocabulary") == []


def test_the_name_of_the_site_is_never_spam(mini: Mini) -> None:
    assert findings_of(mini(SITE, **_profile(["casino"] * 9, "brand")), "spam-vocabulary") == []

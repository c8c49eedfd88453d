import pytest

from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

LINK: Row = {
    "referring_domain": "times.test",
    "referring_page": "https://times.test/story",
    "followed": True,
    "in_content": True,
}
DOMAIN: Row = {
    "referring_domain": "times.test",
    "source_type": "news",
    "metrics": [("ahrefs.domain_rating", 88.0), ("moz.domain_authority", 46.0)],
}


def test_names_the_site_its_number_and_the_place(mini: Mini) -> None:
    result = result_of(mini(links=[LINK], domains=[DOMAIN]), "strong-editorial-links")
    assert result.messages(1) == (
        "times.test (news; ahrefs.domain_rating 88.0) links to you, followed, in the text: https://times.test/story",
    )


def test_an_owner_is_named_once_by_its_strongest_site(mini: Mini) -> None:
    other: Row = {**DOMAIN, "referring_domain": "times-es.test", "metrics": [("ahrefs.domain_rating", 60.0)]}
    domains = [{**row, "owner_group": "times"} for row in (DOMAIN, other)]
    links = [LINK, {**LINK, "referring_domain": "times-es.test"}]
    (found,) = findings_of(mini(links=links, domains=domains), "strong-editorial-links")
    assert found["domains"] == ["times.test"]


@pytest.mark.parametrize(
    ("link", "domain"),
    [
        ({"followed": False}, {}),
        ({"followed": None}, {}),
        ({"status": "lost"}, {}),
        ({"in_content": False}, {}),
        ({"in_content": None, "placement": "footer"}, {}),
        ({"sitewide": True}, {}),
        ({"vendor_spam": True}, {}),
        ({}, {"source_type": "directory"}),
        ({}, {"metrics": [("ahrefs.domain_rating", 20.0)]}),
        ({}, {"metrics": None}),
    ],
)
def test_praises_nothing_less(mini: Mini, link: Row, domain: Row) -> None:
    links = [{**LINK, **link}, {"referring_domain": "somebody.test", "followed": True}]
    assert findings_of(mini(links=links, domains=[{**DOMAIN, **domain}]), "strong-editorial-links") == []


@pytest.mark.parametrize(
    ("state", "praised"),
    [
        ("found", 1),
        ("only after JavaScript", 1),
        ("target redirected", 1),
        ("not in the page", 0),
        ("differs for a browser", 0),
        ("page noindexed", 0),
        ("canonicalised elsewhere", 0),
        ("nofollow", 0),
    ],
)
def test_praises_nothing_a_look_of_our_own_speaks_against(mini: Mini, state: str, praised: int) -> None:
    states: list[Row] = [{"link_id": "x", "state": state}]
    profile = mini(links=[{**LINK, "link_id": "x"}], domains=[DOMAIN], check_states=states)
    assert len(findings_of(profile, "strong-editorial-links")) == praised

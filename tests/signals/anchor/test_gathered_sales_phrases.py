"""Sales phrases of links that came together, and the same phrases spread as natural ones are."""

from datetime import datetime

from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, MiniProfile, Row
from tests.signals.running_one import findings_of, result_of

ID = "gathered-sales-phrases"
SITE = Site(("example.test",), money_keywords=("red wine",))


def _owners(count: int, sales: int, month: int, name: str, **domain: object) -> tuple[list[Row], list[Row]]:
    """Owners first seen in a month of 2025, of which some use the phrase."""
    names = [f"{name}{month}-{n}.test" for n in range(count)]
    domains: list[Row] = [
        {"referring_domain": each, "first_seen": datetime(2025, month, 3), "source_type": "editorial", **domain}
        for each in names
    ]
    links: list[Row] = [
        {
            "referring_domain": each,
            "anchor": "red wine" if n < sales else "Example",
            "anchor_class": "exact" if n < sales else "brand",
        }
        for n, each in enumerate(names)
    ]
    return domains, links


def _profile(mini: Mini, *parts: tuple[list[Row], list[Row]], keys: tuple[Row, ...] = ()) -> MiniProfile:
    domains = [row for part in parts for row in part[0]]
    return mini(SITE, domains=domains, links=[row for part in parts for row in part[1]], keys=keys)


NATURAL = [_owners(20, 1, month, "natural") for month in range(1, 13)]


def test_a_month_of_ordered_words_stands_out_and_only_their_users_are_named(mini: Mini) -> None:
    found = findings_of(_profile(mini, *NATURAL, _owners(30, 20, 6, "bought")), ID)
    assert {(row["subject"], row["users"], row["owners"]) for row in found} == {("2025-06", 21, 50)}
    assert {row["words"] for row in found} == {"word for word", "alone or among other words"}
    named = found[0]["domains"]
    assert isinstance(named, list)
    assert sorted(named) == sorted(["natural6-0.test", *(f"bought6-{n}.test" for n in range(20))])
    message = result_of(_profile(mini, *NATURAL, _owners(30, 20, 6, "bought")), ID).messages(1)[0]
    assert "21 of 50 owners first seen in 2025-06 link to you by phrases you want to be found for" in message


def test_a_key_of_one_owner_gathers_what_came_over_a_year(mini: Mini) -> None:
    spread = [_owners(2, 2, month, "net") for month in range(1, 9)]
    keys: tuple[Row, ...] = tuple(
        {"referring_domain": row["referring_domain"], "kind": "analytics", "value": "ua-77"}
        for part in spread
        for row in part[0]
    )
    (one, other) = findings_of(_profile(mini, *NATURAL, *spread, keys=keys), ID)
    assert one["subject"] == other["subject"] == "analytics ua-77"
    assert one["users"] == 16


def test_a_network_that_uses_a_keyword_word_for_word_is_a_part_of_its_own(mini: Mini) -> None:
    network = _owners(30, 20, 6, "net", owner_group="network-1", group_kind="network")
    (found,) = findings_of(_profile(mini, *NATURAL, network), ID)
    assert (found["subject"], found["users"], found["owners"]) == ("network-1", 20, 30)


def test_false_friends(mini: Mini) -> None:
    burst_of_praise = _owners(60, 3, 6, "press")
    assert findings_of(_profile(mini, *NATURAL, burst_of_praise), ID) == []
    everywhere = [_owners(20, 8, month, "trade") for month in range(1, 13)]
    assert findings_of(_profile(mini, *everywhere), ID) == []
    copied = _owners(30, 30, 6, "net", owner_group="network-1", group_kind="network")
    for row in copied[1]:  # a program that copies titles, which hold a keyword
        row.update(anchor="All about red wine", anchor_class="partial")  # type: ignore[attr-defined]
    assert findings_of(_profile(mini, *NATURAL, copied), ID) == []
    brand = _owners(30, 30, 6, "mirror", owner_group="mirror6-0.test", group_kind="mirror")
    assert findings_of(_profile(mini, *NATURAL, brand), ID) == []


def test_says_what_is_missing(mini: Mini) -> None:
    few = result_of(_profile(mini, _owners(20, 10, 6, "bought")), ID)
    assert few.outcome is Outcome.NOT_APPLICABLE
    assert "30 others" in str(few.error)
    domains, links = _owners(40, 10, 6, "bought")
    assert "money_keywords" in str(result_of(mini(domains=domains, links=links), ID).error)

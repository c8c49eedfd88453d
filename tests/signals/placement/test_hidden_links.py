import pytest

from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

ID = "hidden-links"
LOOKED: list[Row] = [{"link_id": "a", "referring_domain": "a.test"}]  # reading needs some look


def _seen(where: str, link_id: str = "a", **values: object) -> Row:
    words = f"The link stands in the code only ({where})."
    return {
        "link_id": link_id,
        "referring_domain": "a.test",
        "state": "not in the page",
        "words": words,
        "observation": f"c:{link_id}",
        **values,
    }


def _links(*ids: str, **values: object) -> list[Row]:
    return [{"link_id": each, "referring_domain": "a.test", "observation": f"c:{each}", **values} for each in ids]


def test_counts_links_and_says_where_in_the_code_they_stand(mini: Mini) -> None:
    states = [_seen("hidden"), _seen("noscript", "b")]
    result = result_of(mini(links=_links("a", "b"), checks=LOOKED, check_states=states), ID)
    assert result.messages(9) == (
        "Links from a.test that stand in the code only, in a part for browsers without scripts (noscript), "
        "an element that is not shown: 2",
    )
    assert result.findings["likelihood_ratio"].to_pylist() == [None]


@pytest.mark.parametrize("where", ["noscript", "template", "comment", "iframe"])
def test_ways_of_building_pages_weigh_nothing(mini: Mini, where: str) -> None:
    (found,) = findings_of(mini(links=_links("a"), checks=LOOKED, check_states=[_seen(where)]), ID)
    assert found["likelihood_ratio"] == 1.0


def test_a_link_nobody_looked_for_and_found_hidden_counts_once(mini: Mini) -> None:
    links = [*_links("a", "b", placement="hidden"), *_links("c", placement="hidden", status="lost")]
    (found,) = findings_of(mini(links=links, checks=LOOKED, check_states=[_seen("hidden")]), ID)
    assert (found["links"], found["rows"]) == (2, 2)


def test_other_states_and_places_are_not_named(mini: Mini) -> None:
    states = [_seen("hidden", state="only after JavaScript")]
    assert findings_of(mini(links=_links("a", placement="footer"), checks=LOOKED, check_states=states), ID) == []


def test_has_no_data_where_nobody_looked(mini: Mini) -> None:
    assert result_of(mini(links=_links("a")), ID).missing == ("checks",)

"""Keys that tie domains to one owner, and the false friends that only look so."""

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from linkwright.signals.ownership.shared_ownership_keys import spanning_forest
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, MiniProfile, Row
from tests.signals.running_one import findings_of, result_of

ID = "shared-ownership-keys"


def _keys(kind: str, value: str, names: Sequence[str]) -> list[Row]:
    shared = {"kind": kind, "value": value}
    return [{"referring_domain": name, **shared, "observation": f"{kind}-{value}:{name}"} for name in names]


def _ordinary(count: int, kinds: Sequence[str] = ("ads", "analytics")) -> list[Row]:
    return [row for kind in kinds for n in range(count) for row in _keys(kind, f"own-{n}", [f"ordinary{n}.test"])]


def _linking(names: Sequence[str], **values: object) -> list[Row]:
    return [{"referring_domain": name, **values} for name in names]


def _profile(mini: Mini, names: Sequence[str], keys: Sequence[Row], ordinary: int = 1000) -> MiniProfile:
    return mini(domains=_linking(names), keys=[*_ordinary(ordinary), *keys])


def test_a_cluster_is_held_together_by_different_keys_and_says_which(mini: Mini) -> None:
    keys = _keys("ads", "ca-pub-7", ["a.test", "b.test"]) + _keys("ads", "pub-7", ["c.test"])
    keys += _keys("analytics", "ua-55-1", ["c.test"]) + _keys("analytics", "ua-55-9", ["d.test"])
    profile = _profile(mini, ["a.test", "b.test", "c.test", "d.test", "e.test"], keys)
    (found,) = findings_of(profile, ID)
    assert found["domains"] == ["a.test", "b.test", "c.test", "d.test"]
    assert found["path"] == (
        "b.test and a.test share the ads key pub-7 (3 of 1003 domains have it, 0 of 1000 that do not link to you); "
        "c.test and a.test share the ads key pub-7 (3 of 1003 domains have it, 0 of 1000 that do not link to you); "
        "d.test and c.test share the analytics key ua-55 (2 of 1002 domains have it, 0 of 1000 that do not link to you)"
    )
    assert "ads-pub-7:c.test" in found["evidence"]  # type: ignore[operator]


def test_planted_networks_are_found_whole_and_nothing_else(mini: Mini) -> None:
    chosen = random.Random(7)  # noqa: S311 - not for secrets
    kinds = ("ads", "analytics", "tag manager", "pixel", "verification", "affiliate")
    networks = [[f"net{number}-{n}.test" for n in range(5)] for number in range(30)]
    keys = [
        row
        for number, names in enumerate(networks)
        for kind in chosen.sample(kinds, 2)
        for row in _keys(kind, f"shared-{number}", names)
    ]
    names = [name for network in networks for name in network] + [f"ordinary{n}.test" for n in range(1500)]
    everything = _ordinary(1500, kinds) + keys
    chosen.shuffle(everything)
    found = findings_of(mini(domains=_linking(names), keys=everything), ID)
    assert sorted(map(str, (each["domains"] for each in found))) == sorted(map(str, networks))


def test_false_friends_tie_nobody(mini: Mini) -> None:
    five = [f"f{n}.test" for n in range(5)]
    many = [f"m{n}.test" for n in range(40)]
    friends = [
        *_keys("name server", "ada.ns.cloudflare.com", five),
        *_keys("certificate", "sni.cloudflaressl.com", five),
        *_keys("tag manager", "gtm-agency", [*many, *(f"customer{n}.test" for n in range(20))]),
        *_keys("registrant", "redacted for privacy", five),
        *_keys("registrant", "domains by proxy, llc", five),
        *_keys("analytics", "ua-xxxxx-1", five),
        *_keys("ads", "ca-pub-1234567890123456", five),
    ]
    ordinary = _ordinary(1000, ("name server", "certificate", "tag manager", "registrant"))
    assert findings_of(_profile(mini, five + many, friends + ordinary), ID) == []


def test_a_small_sample_does_not_make_a_key_rare(mini: Mini) -> None:
    names = [f"a{n}.test" for n in range(4)]
    assert findings_of(_profile(mini, names, _keys("ads", "pub-7", names), ordinary=250), ID) == []
    result = result_of(_profile(mini, names, _keys("ads", "pub-7", names), ordinary=100), ID)
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert "104 with a key of the kind ads" in str(result.error)


def test_a_network_is_rare_where_its_key_is_seen_on_nobody_who_does_not_link(mini: Mini) -> None:
    names = [f"net{n}.test" for n in range(30)]  # one domain in thirty-five has the key: not rare among all
    (found,) = findings_of(_profile(mini, names, _keys("analytics", "ua-77", names)), ID)
    assert found["domains"] == sorted(names)
    elsewhere = _keys("analytics", "ua-77", [f"customer{n}.test" for n in range(10)])
    assert findings_of(_profile(mini, names, _keys("analytics", "ua-77", names) + elsewhere), ID) == []


def test_one_brand_is_one_owner_and_domains_that_do_not_link_are_not_counted(mini: Mini) -> None:
    mirrors = ["shop.de", "shop.fr", "shop.it", "shop.es"]
    keys = [*_ordinary(1000), *_keys("ads", "pub-7", [*mirrors, "other.test", "third.test", "elsewhere.test"])]
    domains = _linking(mirrors, owner_group="shop.de", group_kind="mirror") + _linking(["other.test"])
    assert findings_of(mini(domains=domains, keys=keys), ID) == []
    (found,) = findings_of(mini(domains=domains + _linking(["third.test"]), keys=keys), ID)
    assert found["members"] == 3
    assert found["domains"] == sorted([*mirrors, "other.test", "third.test"])


NAMES = st.integers(0, 12).map("n{}".format)
TIES = st.dictionaries(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] < pair[1]), st.floats(51, 1e6), max_size=40)


@given(TIES, st.integers(0, 2**32))
def test_a_forest_keeps_who_is_together_with_one_tie_fewer_than_names(
    drawn: dict[tuple[str, str], float], seed: int
) -> None:
    ties = list(drawn.items())
    clusters = _clusters(ties)
    random.Random(seed).shuffle(ties)  # noqa: S311 - not for secrets
    assert {names for names, _ in clusters} == {names for names, _ in _clusters(ties)}
    assert all(count == len(names) - 1 for names, count in clusters)
    assert sorted(name for names, _ in clusters for name in names) == sorted({name for pair in drawn for name in pair})


def _clusters(ties: Sequence[tuple[tuple[str, str], float]]) -> list[tuple[frozenset[str], int]]:
    forest = spanning_forest([pair[0] for pair, _ in ties], [pair[1] for pair, _ in ties], [ratio for _, ratio in ties])
    return [(frozenset(name for place in places for name in ties[place][0]), len(places)) for places in forest]

"""The target-centred test: planted farms in a web with honest niches, and what only looks like a farm."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pytest

from linkwright.signals.graph.co_target_excess import Background, clusters
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, MiniProfile, Row
from tests.signals.running_one import findings_of, result_of

ID = "co-target-excess"
Edges = npt.NDArray[np.int64]
SITES, NICHES, NICHE = 20_000, 40, 60


def _web(seed: int, farm: int = 0, targets: int = 0, density: float = 0.0) -> tuple[Edges, int]:
    """Links between sites (source, target) with popular targets, honest niches and a farm; and one target of the farm.

    The farm's sites have the numbers from `SITES` on; each also links to ten popular sites.
    """
    chance = np.random.default_rng(seed)
    out_degrees = np.clip(chance.lognormal(1.5, 1.0, SITES).astype(int), 1, 300)
    popularity = np.arange(1, SITES + 1) ** -0.8
    popularity /= popularity.sum()
    order = chance.permutation(SITES)
    sources = [np.repeat(np.arange(SITES), out_degrees)]
    ends = [order[chance.choice(SITES, out_degrees.sum(), p=popularity)]]
    for _ in range(NICHES):
        members = chance.choice(SITES, NICHE, replace=False)
        one, other = np.nonzero(chance.random((NICHE, NICHE)) < 0.08)
        sources.append(members[one])
        ends.append(members[other])
    farm_targets = chance.choice(SITES, max(targets, 1), replace=False)
    one, other = np.nonzero(chance.random((farm, targets)) < density)
    sources += [SITES + one, np.repeat(np.arange(SITES, SITES + farm), 10)]
    ends += [farm_targets[other], order[chance.choice(SITES, farm * 10, p=popularity)]]
    edges = np.unique(np.c_[np.concatenate(sources), np.concatenate(ends)], axis=0)
    return edges[edges[:, 0] != edges[:, 1]], int(farm_targets[0])


def _profile_of(mini: Mini, edges: Edges, site: int) -> MiniProfile:
    """What the owner of a site of that web would import."""
    linking = edges[edges[:, 1] == site, 0]
    others = edges[edges[:, 1] != site]
    names = np.char.add(np.char.add("s", others.astype(str)), ".test")
    rows = len(others)
    table = pa.table(
        {
            "referring_domain": names[:, 0],
            "target_domain": names[:, 1],
            "competitor": np.zeros(rows, bool),
            "links": np.ones(rows, np.int64),
            "lost_links": np.zeros(rows, np.int64),
            "observation": np.char.add("w:", np.arange(rows).astype(str)),
        }
    )
    return mini(domains=[{"referring_domain": f"s{each}.test"} for each in linking], other_links=table)


def _f1(found: set[str], true: set[str]) -> float:
    return 2 * len(found & true) / (len(found) + len(true))


@pytest.mark.parametrize(
    ("farm", "targets", "density", "bar"), [(10, 5, 0.9, 0.95), (60, 8, 0.9, 0.95), (30, 8, 0.5, 0.9)]
)
def test_planted_farms_are_found(mini: Mini, farm: int, targets: int, density: float, bar: float) -> None:
    scores = []
    for seed in range(3):
        edges, site = _web(seed, farm, targets, density)
        found = {name for each in findings_of(_profile_of(mini, edges, site), ID) for name in _names(each["domains"])}
        true = {f"s{each}.test" for each in edges[edges[:, 1] == site, 0] if each >= SITES}
        scores.append(_f1(found, true))
    assert np.mean(scores) >= bar, scores


def test_clean_profiles_hold_no_cluster(mini: Mini) -> None:
    edges, _ = _web(100)
    in_degrees = np.bincount(edges[:, 1], minlength=SITES)
    ordinary = np.flatnonzero((in_degrees >= 20) & (in_degrees <= 200))
    sites = np.random.default_rng(1).choice(ordinary, 5, replace=False)
    assert [findings_of(_profile_of(mini, edges, int(site)), ID) for site in sites] == [[]] * len(sites)


def _names(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


def _links(sources: Sequence[str], targets: Sequence[str], **values: object) -> list[Row]:
    return [
        {
            "referring_domain": source,
            "target_domain": target,
            "competitor": False,
            "links": 1,
            "lost_links": 0,
            "observation": f"{source}>{target}",
            **values,
        }
        for source in sources
        for target in targets
    ]


FARM = [f"farm{n}.test" for n in range(12)]
HIDDEN = ["x.test", "y.test", "z.test"]
ELSEWHERE = [
    row for n in range(400) for row in _links([f"out{n}.test"], [f"t{n % 150}.test", f"t{(n * 7 + 1) % 150}.test"])
]


def _linking(names: Sequence[str], **values: object) -> list[Row]:
    return [{"referring_domain": name, **values} for name in names]


def test_the_sentence_names_the_targets_and_the_rows_prove_them(mini: Mini) -> None:
    profile = mini(domains=_linking([*FARM, "other.test"]), other_links=ELSEWHERE + _links(FARM, HIDDEN))
    (found,) = findings_of(profile, ID)
    assert found["domains"] == sorted(FARM)
    assert (found["members"], found["targets"], found["shown"]) == (12, 3, "x.test, y.test, z.test")
    assert (found["rows"], found["shared_links"], len(_names(found["evidence"]))) == (36, 36, 20)
    assert "12 referring domains also link to the same 3 sites" in result_of(profile, ID).messages(1)[0]


@pytest.mark.parametrize(
    ("other_links", "domains"),
    [
        (_links(FARM, HIDDEN, competitor=True), _linking(FARM)),
        (_links(FARM, HIDDEN, lost_links=1), _linking(FARM)),
        (_links(FARM, HIDDEN), _linking(FARM, owner_group="farm0.test", group_kind="mirror")),
        (_links(FARM, HIDDEN[:1]), _linking(FARM)),
        (_links(FARM, HIDDEN), _linking(FARM[:4])),
        (_links(FARM, HIDDEN) + _links([f"out{n}.test" for n in range(100)], HIDDEN), _linking(FARM)),
        (_links(FARM, HIDDEN), _linking(FARM, status="lost")),
    ],
    ids=["named competitors", "lost links", "one brand", "one target", "few domains", "popular targets", "gone"],
)
def test_false_friends(mini: Mini, other_links: list[Row], domains: list[Row]) -> None:
    assert findings_of(mini(domains=domains, other_links=ELSEWHERE + other_links), ID) == []


def test_without_an_outside_reference_it_says_so(mini: Mini) -> None:
    own = [row for n in range(150) for row in _links(FARM[:3], [f"t{n}.test"])]
    inside = result_of(mini(domains=_linking(FARM), other_links=own + _links(FARM, HIDDEN)), ID)
    assert inside.outcome is Outcome.NOT_APPLICABLE
    assert "domains that do not" in str(inside.error)
    few = result_of(mini(domains=_linking(FARM), other_links=_links([*FARM, "o.test"], HIDDEN)), ID)
    assert few.outcome is Outcome.NOT_APPLICABLE
    assert "link to 0 of those you name" in str(few.error)


LINKING = [f"d{n}.test" for n in range(300)]
RIVALS = [row for n in range(9) for row in _links(LINKING[n * 25 : n * 25 + 40], [f"rival{n}.test"], competitor=True)]


def test_among_few_sites_competitors_show_what_is_ordinary(mini: Mini) -> None:
    rare = _links(FARM[:9], ["x.test", "y.test"]) + _links(FARM[3:], ["z.test", "w.test"])
    rare += [row for n in range(4) for row in _links([f"out{m}.test" for m in range(20)], [f"{'wxyz'[n]}.test"])]
    popular = _links([*LINKING[:60], *(f"out{n}.test" for n in range(60))], ["neighbour.test"])
    profile = mini(domains=_linking([*LINKING, *FARM]), other_links=[*RIVALS, *rare, *popular])
    (found,) = findings_of(profile, ID)
    assert found["domains"] == sorted(FARM[3:9])  # those with three and more of the rare sites
    assert (found["members"], found["targets"], found["shown"]) == (6, 3, "w.test, x.test, y.test")
    assert float(str(found["p"])) < 1e-3
    assert float(str(found["likelihood_ratio"])) > 20


def test_among_few_sites_the_connected_few_of_a_trade_are_no_network(mini: Mini) -> None:
    connected = _links(LINKING[:20], [f"rival{n}.test" for n in range(9)], competitor=True)
    alike = _links(LINKING[:20], ["w.test", "x.test", "y.test"])
    several = [row for n in range(9) for row in _links(LINKING[100 + n * 20 : 120 + n * 20], [f"{'wxyz'[n % 4]}.test"])]
    profile = mini(domains=_linking(LINKING), other_links=[*connected, *alike, *several])
    assert result_of(profile, ID).outcome is Outcome.CLEAR


def test_among_few_sites_it_says_when_not_even_a_network_could_show(mini: Mini) -> None:
    result = result_of(mini(domains=_linking(LINKING), other_links=[*RIVALS, *_links(FARM, HIDDEN)]), ID)
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert "too few to tell a network from chance" in str(result.error)


def test_the_chance_falls_with_each_shared_link_and_rises_with_popularity() -> None:
    background = Background(ego_edges=100, all_edges=10_000, targets=1_000)
    shared = background.chance(np.arange(1.0, 10.0), np.full(9, 10.0))
    assert np.all(np.diff(shared) <= 0)
    popular = background.chance(np.full(9, 5.0), np.arange(10.0, 100.0, 10.0))
    assert np.all(np.diff(popular) >= 0)


def test_clusters_do_not_depend_on_the_order_of_links() -> None:
    owners, targets = np.array([0, 0, 1, 1, 2, 2, 3]), np.array([0, 1, 0, 1, 2, 3, 0])
    labels = clusters(owners, targets, 2)
    assert labels[0] == labels[1] == labels[2] == labels[3] != labels[4]
    assert labels[4] == labels[5]
    assert labels[6] == -1
    turned = clusters(owners[::-1].copy(), targets[::-1].copy(), 2)[::-1]
    assert [(a == labels[0]) for a in labels] == [(a == turned[0]) for a in turned]

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.signals.mix_model import fit_prior, joint_chance, most_ordinary, tail
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

SITE = Site(("example.test",), money_keywords=("red wine",))
USUAL = {"brand": 40, "url": 20, "generic": 15, "partial": 12, "exact": 5, "other": 8}
BASE = np.array([0.40, 0.20, 0.15, 0.12, 0.05, 0.08])
EXACT = 4


def _mixes(own: dict[str, int], competitors: int) -> list[Row]:
    profiles: list[tuple[str, bool, dict[str, int]]] = [("example.test", True, own)]
    for place in range(competitors):
        varied = {name: count + (place * 7 + at * 5) % 6 for at, (name, count) in enumerate(USUAL.items())}
        profiles.append((f"rival{place}.test", False, varied))
    return [
        {"site": site, "own": mine, "aspect": "anchor", "value": value, "referring_domains": count}
        for site, mine, mix in profiles
        for value, count in mix.items()
    ]


def _links(exact: int) -> list[Row]:
    bought: list[Row] = [
        {"referring_domain": f"d{n}.test", "anchor": "red wine", "anchor_class": "exact"} for n in range(exact)
    ]
    # A domain most of whose links say something else does not count.
    other: list[Row] = [
        {"referring_domain": "big.test", "anchor": "Example", "anchor_class": "brand", "observation": f"b:{n}"}
        for n in range(3)
    ]
    once: Row = {"referring_domain": "big.test", "anchor": "red wine", "anchor_class": "exact"}
    return [*bought, *other, once]


def test_finds_an_excess_and_says_how_many_anchors_would_have_to_differ(mini: Mini) -> None:
    own = {**USUAL, "exact": 60}
    result = result_of(mini(SITE, mixes=_mixes(own, 9), links=_links(60)), "anchor-excess")
    assert result.outcome is Outcome.FOUND, result.error
    (found,) = result.findings.to_pylist()
    assert (found["count"], found["competitors"]) == (60, 9)
    assert sorted(found["domains"]) == sorted(f"d{n}.test" for n in range(60))
    assert 20 < found["differing"] < 60
    assert found["p"] < 0.01
    assert found["joint_p"] < 0.01
    assert "9 competitors" in result.messages(1)[0]


def test_what_competitors_have_too_is_ordinary(mini: Mini) -> None:
    assert findings_of(mini(SITE, mixes=_mixes(USUAL, 9), links=_links(5)), "anchor-excess") == []


@pytest.mark.parametrize(
    ("own", "competitors", "said"),
    [(USUAL, 4, "4 competitors"), (USUAL, 0, "0 competitors"), ({"exact": 14, "unknown": 90}, 9, "14 referring")],
)
def test_too_little_to_compare_is_said(mini: Mini, own: dict[str, int], competitors: int, said: str) -> None:
    result = result_of(mini(SITE, mixes=_mixes(own, competitors), links=_links(5)), "anchor-excess")
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert said in (result.error or "")
    assert "import" in (result.error or "")


def test_without_keywords_there_is_nothing_to_compare(mini: Mini) -> None:
    result = result_of(mini(mixes=_mixes(USUAL, 9), links=_links(5)), "anchor-excess")
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert "money_keywords" in (result.error or "")


def test_honest_profiles_are_seldom_flagged_and_a_sixfold_share_is_found() -> None:
    """Planted truth: at most 3 % of honest profiles of 60 domains, at least 90 % of those with a sixfold share."""
    dice = np.random.default_rng(5)
    honest = planted = 0
    worlds = 200
    for _ in range(worlds):
        profiles = np.array([dice.multinomial(dice.integers(40, 400), dice.dirichlet(25 * BASE)) for _ in range(9)])
        alpha = fit_prior(profiles.astype(float))
        shares = dice.dirichlet(25 * BASE)
        honest += tail(alpha, dice.multinomial(60, shares).astype(float), EXACT) < 0.01
        bought = min(0.9, max(6 * shares[EXACT], 0.30))
        shares = np.delete(shares, EXACT) * (1 - bought) / (1 - shares[EXACT])
        planted += tail(alpha, dice.multinomial(60, np.insert(shares, EXACT, bought)).astype(float), EXACT) < 0.01
    assert honest / worlds <= 0.03
    assert planted / worlds >= 0.90


def test_the_fit_recovers_planted_parameters() -> None:
    dice = np.random.default_rng(6)
    true = np.array([8.0, 4.0, 2.0, 1.0])
    counts = np.array([dice.multinomial(400, dice.dirichlet(true)) for _ in range(400)]).astype(float)
    assert fit_prior(counts) == pytest.approx(true, rel=0.12)


def test_few_profiles_draw_the_spread_to_the_usual_one() -> None:
    alike = np.array([[40.0, 20.0, 10.0]] * 5)
    more = np.array([[40.0, 20.0, 10.0]] * 8)
    assert 25 < fit_prior(alike).sum() < fit_prior(more).sum()
    assert fit_prior(alike) / fit_prior(alike).sum() == pytest.approx([4 / 7, 2 / 7, 1 / 7], abs=0.01)


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3).filter(lambda own: sum(own) > 0), st.integers(0, 2))
def test_the_tail_falls_with_the_count_and_starts_at_one(own: list[int], place: int) -> None:
    alpha, counts = np.array([6.0, 3.0, 1.0]), np.array(own, dtype=float)
    none = counts.copy()
    none[(place + 1) % 3] += none[place]
    none[place] = 0
    assert tail(alpha, none, place) == pytest.approx(1.0)
    assert tail(alpha, counts, place) <= tail(alpha, none, place) + 1e-12
    ordinary = most_ordinary(alpha, sum(own), place, 0.01)
    assert (tail(alpha, counts, place) >= 0.01) == (own[place] <= ordinary)


def test_merging_two_identical_profiles_into_the_reference_changes_little() -> None:
    dice = np.random.default_rng(8)
    profiles = np.array([dice.multinomial(200, dice.dirichlet(25 * BASE)) for _ in range(12)]).astype(float)
    own = dice.multinomial(80, dice.dirichlet(25 * BASE)).astype(float)
    twice = np.vstack([profiles, profiles])
    assert tail(fit_prior(profiles), own, EXACT) == pytest.approx(tail(fit_prior(twice), own, EXACT), abs=0.01)


def test_the_joint_chance_is_the_same_every_time_and_small_for_a_strange_mix() -> None:
    alpha = 25 * BASE
    strange = np.array([0.0, 0.0, 0.0, 0.0, 60.0, 0.0])
    assert joint_chance(alpha, 60 * BASE) > 0.5
    assert joint_chance(alpha, strange) < 0.001
    assert joint_chance(alpha, strange) == joint_chance(alpha, strange)

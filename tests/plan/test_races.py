"""What adding quality does to a rank: always in the right direction, and in invented worlds as often as said."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.plans.ranking import calibration_error, forecast_of
from benchmarks.worlds.results import World, results
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.plan.races import Outlook
from tests.plan.results_pages import STILL, race, results_page, studies

QUALITIES = st.lists(st.floats(0, 300), min_size=9, max_size=12)
PLACES = st.sampled_from([1, 4, 9, 15, 40, None])
ADDED = np.array([0.0, 1.0, 5.0, 25.0, 125.0, 600.0])
few = settings(max_examples=15)


@few
@given(QUALITIES, PLACES, st.floats(0, 50))
def test_more_quality_never_lowers_a_chance(qualities: list[float], place: int | None, own: float) -> None:
    entered = race(results_page(qualities, place, own), own)
    for top in (3, 10):
        assert np.all(np.diff(entered.chance_of(top, ADDED, STILL), axis=1) >= 0)


@few
@given(QUALITIES, PLACES, st.floats(1, 3))
def test_growing_rivals_and_own_losses_never_raise_a_chance(
    qualities: list[float], place: int | None, growth: float
) -> None:
    entered = race(results_page(qualities, place))
    still = entered.chance_of(10, ADDED, STILL)
    assert np.all(entered.chance_of(10, ADDED, Outlook(np.full(1, growth), np.ones(1))) <= still)
    assert np.all(entered.chance_of(10, ADDED, Outlook(np.ones(1), np.full(1, 1 / growth))) <= still)


@few
@given(st.lists(st.floats(5, 300), min_size=9, max_size=12), st.sampled_from([4, 9, 15]), st.floats(0.2, 0.9))
def test_weaker_rivals_never_need_more(qualities: list[float], place: int, part: float) -> None:
    """All weaker alike: a single weak one that outranks us says that links do little here, which may raise the need."""
    search = results_page(qualities, place)
    weaker = results_page([(1 + quality) * part - 1 for quality in qualities], place)
    before, after = (race(each).chance_of(3, ADDED, STILL).mean(axis=0) for each in (search, weaker))
    assert np.all(after >= before - 0.01)  # luck is drawn anew


@few
@given(QUALITIES, PLACES)
def test_rank_chances_are_shares_of_one_and_agree_with_the_chance_of_a_place(
    qualities: list[float], place: int | None
) -> None:
    entered = race(results_page(qualities, place))
    chances = entered.rank_chances(ADDED, STILL)
    assert chances.shape == (len(ADDED), 11)
    assert np.all(chances >= 0)
    assert chances.sum(axis=1) == pytest.approx(1)
    assert chances[:, :3].sum(axis=1) == pytest.approx(entered.chance_of(3, ADDED, STILL).mean(axis=0))


def test_with_nothing_changed_a_page_stays_where_it_is() -> None:
    nothing = np.zeros(1)
    for place in (1, 4, 10):
        entered = race(results_page([8, 30, 2, 9, 4, 0, 7, 5, 3, 1], place))
        assert entered.rank_chances(nothing, STILL)[0, place - 1] == 1
        assert entered.no_effect(0.0, STILL) == 1
    assert race(results_page([8, 30, 2, 9, 4, 0, 7, 5, 3, 1], 40)).rank_chances(nothing, STILL)[0, -1] == 1
    assert race(results_page([8, 30, 2, 9, 4, 0, 7, 5, 3, 1], None)).rank_chances(nothing, STILL)[0, -1] == 1


def test_a_page_that_loses_its_links_falls_also_behind_pages_nobody_has_seen() -> None:
    entered = race(results_page([9, 8, 7, 9, 6, 8, 5], 8, own_quality=60.0), 60.0)
    ranks = entered.rank_chances(np.zeros(1), Outlook(np.ones(1), np.zeros(1)))[0]
    assert ranks[8:].sum() > 0.2


def test_further_down_needs_more() -> None:
    rivals = [40.0, 12, 25, 8, 15, 6, 9, 4, 11, 5]
    needed = [race(results_page(rivals, place)).quality_needed(10, 0.6, STILL, 100) for place in (11, 16, 30)]
    middles = [float("inf") if draws is None else float(np.median(draws)) for draws in needed]
    assert middles == sorted(middles)
    assert middles[0] < middles[1]


def test_the_need_is_where_the_chance_passes_the_confidence() -> None:
    entered = race(results_page([40.0, 12, 25, 8, 15, 6, 9, 4, 11, 5], 12))
    needed = entered.quality_needed(10, 0.7, STILL, 100)
    assert needed is not None
    assert needed.shape == (100,)
    inside = needed < entered.ceiling
    reached = np.array([entered.chance_of(10, np.array([each]), STILL)[world, 0] for world, each in enumerate(needed)])
    assert np.all(reached[inside] >= 0.6)
    assert np.all(needed <= 3 * 40)


def test_a_first_place_nobody_can_buy_says_so() -> None:
    assert race(results_page([1.0] * 10, 40), 900.0).quality_needed(3, 0.9, STILL, 100) is None


def test_a_page_that_has_its_place_needs_nothing() -> None:
    needed = race(results_page([5.0] * 10, 2)).quality_needed(10, 0.8, STILL, 50)
    assert needed is not None
    assert np.all(needed == 0)


def test_results_with_unknown_links_leave_more_doubt_and_do_not_stop_anything() -> None:
    entered = race(results_page([40, None, 25, 8, None, 6, 9, 4, 11, 5], 11))
    assert 0 < entered.chance_of(10, np.array([20.0]), STILL).mean() < 1


def test_the_only_known_results_may_be_far_down() -> None:
    entered = race(results_page([None] * 30 + [9.0, 4, 7, 3, 8], 12))
    assert 0 < entered.chance_of(10, np.array([20.0]), STILL).mean() < 1


def test_results_without_end_are_looked_at_as_far_as_they_matter() -> None:
    entered = race(results_page([float(1 + place % 40) for place in range(3_000)], 250_000.4))
    assert len(entered.known.scores) + len(entered.unknown) <= 120
    assert entered.rank_chances(np.zeros(1), STILL)[0, -1] == 1


def test_added_links_count_less_where_links_are_not_the_cause() -> None:
    search = results_page([40, 12, 25, 8, 15, 6, 9, 4, 11, 5], 14)
    added = np.array([30.0])
    whole, half = (race(search, ranking=replace(studies(), caused=part)) for part in (1.0, 0.5))
    assert half.chance_of(10, added, STILL).mean() < whole.chance_of(10, added, STILL).mean()


def test_chances_come_true_in_an_invented_world() -> None:
    """As in the published check: matching the median of the first three seldom brings a page there."""
    forecast = forecast_of(list(results(World("r", 0.55), 80, np.random.default_rng(11))))
    matching = forecast.said[3][:, 0].mean()
    assert matching <= 0.3
    assert matching == pytest.approx(forecast.came[3][:, 0].mean(), abs=0.1)
    for top in (3, 10):
        assert calibration_error(forecast.said[top], forecast.came[top]) <= 0.08

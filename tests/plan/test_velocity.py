"""How fast competitors go on: properties, planted growth, and what is said when the history is short."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkwright.compare.side import MONTHS
from linkwright.plan.chance import Chance, interval
from linkwright.plan.velocity import fit_velocity, typical_growth
from linkwright.rubric.priors import built_in_priors, load_priors

CHANCE = Chance(draws=2_000)
PRIORS = built_in_priors()


def months(new: Sequence[float], lost: Sequence[float] | None = None) -> pa.Table:
    """Whole months, and one that has only just begun."""
    columns = {
        "month": pa.nulls(len(new) + 1, pa.timestamp("us")),
        "new_domains": [*map(float, new), 0.0],
        "lost_domains": [*map(float, lost if lost is not None else [0.0] * len(new)), 0.0],
    }
    return pa.table(columns, schema=MONTHS)


def bursty(mean: float, k: float, size: int, seed: int = 1) -> list[float]:
    random = np.random.default_rng(seed)
    return list(random.poisson(mean * random.gamma(k, 1 / k, size)).astype(float))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 300), min_size=12, max_size=48), st.floats(0.5, 24))
def test_any_history_gives_a_growth_that_is_possible(new: list[int], ahead: float) -> None:
    grown = fit_velocity(months(new), PRIORS).growth(ahead, CHANCE)
    assert np.isfinite(grown).all()
    assert (grown > 0).all()


def test_no_time_is_no_growth() -> None:
    assert (fit_velocity(months(bursty(10, 3, 30)), PRIORS).growth(0, CHANCE) == 1).all()


def test_planted_growth_is_inside() -> None:
    """Ten new a month and 1 % lost: a stock of about 210 after two years gains 7 in a month."""
    lost = np.minimum(np.arange(24) * 0.1, 2.0).round()
    grown = interval(fit_velocity(months(bursty(10, 4, 24), lost), PRIORS).growth(12, CHANCE))
    assert grown.low < 1.45 < grown.high
    assert grown.low > 1
    assert grown.high < 2


def test_losses_are_taken_off() -> None:
    new = bursty(10, 4, 36)
    few, many = (fit_velocity(months(new, [each] * 36), PRIORS).growth(12, CHANCE) for each in (1, 4))
    assert interval(many).middle < interval(few).middle


def test_files_without_lost_links_do_not_make_old_months_look_slow() -> None:
    """A steady site whose lost links nobody lists: its early months have lost a third of theirs."""
    age = np.arange(35, -1, -1)
    standing = np.round(12 * np.exp(-0.012 * age))
    velocity = fit_velocity(months(standing), PRIORS)
    assert velocity.mean == pytest.approx(12, rel=0.1)


def test_losses_listed_only_of_late_are_not_spread_over_all_years() -> None:
    """Two of a hundred owners lost a month, listed for the last half year only."""
    new = [100.0] + [2.0] * 35
    late = fit_velocity(months(new, [0.0] * 30 + [3.0] * 6), PRIORS)
    loss = next(each.value.middle for each in late.assumptions if each.name == "velocity.loss")
    assert loss == pytest.approx(3 / 160, rel=0.15)


def test_a_rival_is_never_expected_to_be_slower_than_in_its_slowest_quarter() -> None:
    """Falling by a twentieth a month for three years; whoever draws that on would have it stop."""
    falling = [round(60 * 0.95**month) for month in range(36)]
    velocity = fit_velocity(months(falling, [1] * 36), PRIORS)
    assert velocity.mean is not None
    assert velocity.mean == pytest.approx(np.mean(falling[-3:]))


def test_more_history_does_not_widen_wildly() -> None:
    def width(size: int) -> float:
        grown = interval(fit_velocity(months(bursty(10, 4, 36)[:size], [1] * size), PRIORS).growth(12, CHANCE))
        return grown.high / grown.low

    short, middle, long = width(13), width(24), width(36)
    assert middle < 1.2 * short
    assert long < 1.2 * middle


@pytest.mark.parametrize("new", [[], [30.0] * 8, [0.0, 1.0] * 15])
def test_a_short_history_is_said_and_the_prior_speaks(new: list[float]) -> None:
    velocity = fit_velocity(months(new), PRIORS)
    assert velocity.months == 0
    assert (velocity.mean, velocity.k, velocity.usual) == (None, None, None)
    assert "too short" in velocity.words[0]
    year, prior = interval(velocity.growth(12, Chance())), PRIORS["velocity.growth_year"]
    assert (year.low, year.high) == pytest.approx((prior.low, prior.high), rel=0.05)
    assert velocity.assumptions[0].own_data == 0


def test_a_number_of_the_user_s_own_is_no_guess() -> None:
    own = load_priors({"velocity.loss": 0.05, "velocity.growth_year": 1.3})
    velocity = fit_velocity(months(bursty(10, 3, 30), [1] * 30), own)
    loss = next(each for each in velocity.assumptions if each.name == "velocity.loss")
    assert (loss.value.low, loss.value.high) == pytest.approx((0.05, 0.05))
    assert fit_velocity(months([]), own).growth(12, CHANCE) == pytest.approx(1.3)


def test_a_month_that_is_not_over_does_not_slow_a_site_down() -> None:
    new = bursty(20, 5, 24)
    begun = months(new)
    over = months([*new, 20.0])
    assert fit_velocity(begun, PRIORS).months == 24
    assert fit_velocity(over, PRIORS).months == 25


def test_a_typical_rival_may_be_any_of_them() -> None:
    slow = fit_velocity(months([20.0] * 12 + [1.0] * 24, [0.2] * 36), PRIORS)
    fast = fit_velocity(months([1.0] * 12 + [20.0] * 24, [0.2] * 36), PRIORS)
    both = interval(typical_growth([slow, fast], 12, CHANCE))
    assert both.low < interval(slow.growth(12, CHANCE)).high
    assert both.high > interval(fast.growth(12, CHANCE)).low
    alone = typical_growth([fast], 12, CHANCE)
    np.testing.assert_array_equal(alone, fast.growth(12, CHANCE, "rival 0"))


def test_the_same_seed_gives_the_same_growth() -> None:
    velocity = fit_velocity(months(bursty(10, 3, 30)), PRIORS)
    np.testing.assert_array_equal(velocity.growth(12, CHANCE), velocity.growth(12, CHANCE))
    assert (velocity.growth(12, CHANCE, "one") != velocity.growth(12, CHANCE, "other")).any()

"""The channels: what is believed, how own outcomes move it, and what a number of links takes."""

from dataclasses import replace
from datetime import timedelta
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from linkwright.plan.chance import Chance, interval
from linkwright.plan.effort import Blend, affordable, blend, campaigns, channel_of
from linkwright.plan.evidence import Outcome
from linkwright.plan.funnel import (
    CHANNELS,
    STEPS,
    forecast,
    rates_of,
    share,
    unknown_channels,
    ways,
    worth_asking_again,
)
from linkwright.plan.need import links_needed, mean_survival, missing_quality
from linkwright.plan.nothing import nothing, own_kept, quality_now
from linkwright.plan.survival import Survival, fit_survival
from linkwright.plan.sways import sways
from linkwright.plan.trades import trades
from linkwright.rubric.priors import built_in_priors
from tests.plan.rival_sides import TODAY, side

PRIORS = built_in_priors()
CHANCE = Chance(draws=2_000)
OWN = side("own.example", [(f"o{n}.example", 0.1, "low", "directory") for n in range(20)], lost=("gone.example",))
RIVAL = side(
    "rival.example",
    [(f"n{n}.example", 0.6, "high", "news") for n in range(10)]
    + [(f"e{n}.example", 0.3, "medium", "editorial") for n in range(30)],
)


@cache
def survival() -> Survival:
    return fit_survival(OWN.lives, PRIORS, TODAY.date())


@cache
def usual() -> Blend:
    return blend(ways((OWN, RIVAL), (), survival(), PRIORS, 12, CHANCE), PRIORS)


def campaign(contacted: int, replied: int | None = None, placed: int | None = None) -> Outcome:
    return Outcome("guest posts", None, contacted, replied, placed, None, None, None, None)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("step", STEPS)
def test_a_shares_low_and_high_are_those_of_the_beta_distribution_its_weight_makes(channel: str, step: str) -> None:
    prior = PRIORS[f"{channel}.{step}"]
    beta = stats.beta(prior.value * prior.weight, (1 - prior.value) * prior.weight)
    assert (prior.low, prior.high) == pytest.approx((beta.ppf(0.1), beta.ppf(0.9)), abs=0.001)
    assert 0 < prior.weight <= PRIORS["funnel.campaign"].value  # own data win soon


def test_own_outcomes_move_the_shares_and_a_large_campaign_speaks_as_a_small_one() -> None:
    believed, small, large = (
        interval(rates_of("guest contribution", rows, PRIORS, CHANCE).reply)
        for rows in ((), [campaign(40, 20)], [campaign(4000, 2000)])
    )
    assert believed.high < small.middle
    assert small == large
    many = interval(rates_of("guest contribution", [campaign(40, 20)] * 12, PRIORS, CHANCE).reply)
    assert many.middle == pytest.approx(0.5, abs=0.03)  # a dozen campaigns leave little of what was believed
    assert many.high - many.low > 0.1  # and the next one still scatters


def test_where_only_links_were_counted_links_for_a_hundred_contacts_come_out_right() -> None:
    rates = rates_of("guest contribution", [campaign(1000, placed=200)] * 30, PRIORS, CHANCE)
    assert np.median(rates.reply * rates.placed) == pytest.approx(0.2, abs=0.03)


def test_a_channel_that_is_not_ours_is_named() -> None:
    row = campaign(10)
    assert unknown_channels([row, replace(row, channel="sky writing"), replace(row, channel="Broken-link")]) == (
        "sky writing",
    )


@given(
    done=st.integers(0, 300),
    tried=st.integers(1, 300),
    more=st.integers(1, 50),
    uniform=st.floats(0.01, 0.99),
)
def test_one_more_that_did_never_lowers_a_share(done: int, tried: int, more: int, uniform: float) -> None:
    prior, at = PRIORS["digital PR.reply"], np.array([uniform])
    few, many = (float(share(prior, [(min(n, tried), tried)], PRIORS, at)[0]) for n in (done, done + more))
    assert 0 < few < 1
    assert many >= few - 1e-9


def test_a_forecast_counts_down_from_step_to_step() -> None:
    found = forecast(rates_of("digital PR", (), PRIORS, CHANCE), 200, CHANCE)
    assert (found.contacts >= found.replies).all()
    assert (found.replies >= found.placed).all()
    assert (found.placed >= found.won).all()
    assert not forecast(rates_of("digital PR", (), PRIORS, CHANCE), 0, CHANCE).won.any()


def test_a_links_worth_is_that_of_links_of_its_kind() -> None:
    worth = {way.channel: np.median(way.quality) for way in usual().ways}
    assert worth["digital PR"] > worth["guest contribution"] > worth["directory or citation"]


def test_links_that_are_suspect_or_nofollow_are_no_measure_of_what_is_won() -> None:
    with_spam = side("rival.example", [("spam.example", 0.0, "suspect", "news")] * 500)
    found = ways((OWN, RIVAL, with_spam), (), survival(), PRIORS, 12, CHANCE)
    assert [interval(way.quality) for way in found] == [interval(way.quality) for way in usual().ways]


def test_without_anybodys_links_the_rubric_guesses_their_worth() -> None:
    bare = side("own.example", [])
    worth = interval(ways((bare,), (), survival(), PRIORS, 12, CHANCE)[0].quality)
    assert worth.middle == pytest.approx(PRIORS["funnel.quality"].value, rel=0.05)


def test_only_what_was_lost_altogether_and_is_no_spam_can_be_reclaimed() -> None:
    good, spam = ("a.example", 0.1, "low", "news"), ("s.example", 0.0, "suspect", "forum")
    gone = ("a.example", "b.example", "c.example")
    assert worth_asking_again((side("own.example", [good], lost=gone), RIVAL)) == 2
    assert worth_asking_again((side("own.example", [good, spam], lost=gone), RIVAL)) == 1
    assert next(way for way in usual().ways if way.channel == "reclaim").prospects == 1


def test_no_channel_carries_more_than_its_share_and_all_of_them_carry_everything() -> None:
    assert sum(usual().shares) == pytest.approx(1)
    assert max(usual().shares) <= PRIORS["funnel.most"].value + 1e-9


def test_what_links_take_adds_up_and_is_said() -> None:
    found = [channel_of(each, 7) for each in campaigns(usual(), 40, CHANCE)]
    assert all(each.prospects.low <= each.prospects.middle <= each.prospects.high for each in found)
    assert all(each.prospects.middle > each.placed.middle >= each.links.low for each in found)
    press = next(each for each in found if each.channel == "digital PR")
    assert "7 of this kind link to competitors" in press.words
    assert sum(each.links for each in campaigns(usual(), 40, CHANCE)) == 40
    assert campaigns(usual(), 0, CHANCE) == ()


def test_money_and_hours_buy_in_proportion_and_none_buys_none() -> None:
    assert affordable(usual(), None, None) == float("inf")
    assert affordable(usual(), 0, None) == affordable(usual(), None, 0) == 0
    assert affordable(usual(), 2_000, None) == pytest.approx(2 * affordable(usual(), 1_000, None))
    assert affordable(usual(), 1_000, 1) == affordable(usual(), None, 1)


@given(
    target=st.floats(0, 50),
    now=st.floats(0, 50),
    growth=st.floats(0.5, 3),
    kept=st.floats(0.01, 1),
    worth=st.floats(0.01, 1),
    more=st.floats(1, 3),
)
def test_a_need_never_falls_with_target_growth_or_decay(
    target: float, now: float, growth: float, kept: float, worth: float, more: float
) -> None:
    def links(target: float, growth: float, kept: float) -> float:
        missing = missing_quality(target, np.array([growth]), now, np.array([kept]))
        return float(links_needed(missing, np.array([worth * kept]))[0])

    usual = links(target, growth, kept)
    assert usual >= 0
    assert links(target * more, growth, kept) >= usual
    assert links(target, growth * more, kept) >= usual
    assert links(target, growth, kept / more) >= usual
    assert links_needed(0.0, np.array([worth])) == 0


def test_links_won_month_by_month_stand_longer_than_those_of_the_first_day() -> None:
    spread = mean_survival(survival(), 12, CHANCE)
    assert (spread > survival().share(12, CHANCE)).all()
    assert (spread <= 1).all()


def test_few_strong_links_and_many_weak_ones_for_the_same_quality() -> None:
    strong, middling, weak = trades((OWN, RIVAL), 3.0, usual().kept, usual(), PRIORS, CHANCE)
    assert (strong.tier, middling.tier, weak.tier) == ("high", "medium", "low")
    assert strong.links.middle < middling.links.middle < weak.links.middle
    assert strong.hours.middle < weak.hours.middle
    assert weak.kept.middle < weak.links.middle
    assert strong.links.middle * 0.6 * np.median(usual().kept) == pytest.approx(3, rel=0.05)


def test_the_tornado_has_the_largest_sway_first_and_moves_one_thing_at_a_time() -> None:
    parts = {"large": np.linspace(1, 10, 101), "small": np.linspace(1, 2, 101), "none": np.ones(101)}
    found = sways(lambda now: float(np.median(now["large"] * now["small"])), parts)
    assert [sway.assumption for sway in found] == ["large", "small", "none"]
    assert found[0].at_low < found[0].at_high
    assert found[2].at_low == found[2].at_high


def test_nothing_done_means_less_quality_and_rivals_ahead() -> None:
    quality = quality_now(OWN, PRIORS, CHANCE)
    kept = own_kept(OWN, survival(), 12, TODAY.date(), CHANCE)
    assert np.median(quality) == pytest.approx(2.0, rel=0.05)
    assert np.median(kept) > np.median(survival().share(12, CHANCE))  # they have lived a year already
    line = nothing(quality, kept, kept + 0.02, np.full(CHANCE.draws, 1.2), None, 12, rivals_known=True)
    assert line.quality.high < 2.4
    assert line.clicks_lost is None
    assert "1.20 to 1.20 times" in line.words
    guessed = nothing(quality, kept, kept, np.full(CHANCE.draws, 1.2), None, 12, rivals_known=False)
    assert "that is assumed" in guessed.words
    assert "none are counted on" in guessed.words
    assert "with the links that come by themselves" in line.words


def test_a_hundred_young_domains_of_one_owner_do_not_speak_for_the_quality_of_the_others() -> None:
    old = [(f"o{n}.example", 0.1, "low", "news") for n in range(20)]
    farm = side("own.example", [*old, *((f"farm{n}.example", 0.1, "low", "news") for n in range(100))])
    groups = pa.array([*(name for name, *_ in old), *["farm"] * 100])
    seen = pa.array([TODAY - timedelta(days=1_500)] * 20 + [TODAY] * 100, pa.timestamp("us"))
    names = farm.domains.schema.names
    table = farm.domains.drop_columns(["owner_group", "first_seen"])
    table = table.append_column("owner_group", groups).append_column("first_seen", seen).select(names)
    of_farm = own_kept(replace(farm, domains=table), survival(), 12, TODAY.date(), CHANCE)
    of_old = own_kept(replace(farm, domains=table.slice(0, 20)), survival(), 12, TODAY.date(), CHANCE)
    assert np.median(of_old) - np.median(of_farm) < 0.02

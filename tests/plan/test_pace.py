"""The pace table of our methods, the calendar of links, and the milestones."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from linkwright.compare.side import LIVES
from linkwright.plan.chance import Chance
from linkwright.plan.milestones import ANSWERS, CLICKS, PLACES, STANDING, make_milestones
from linkwright.plan.model import Milestone, Pace, PageNeed, Request
from linkwright.plan.pace import make_pace, planned_extra
from linkwright.plan.survival import fit_survival
from linkwright.rubric.priors import built_in_priors
from linkwright.vocabulary.numbers import Interval
from tests.plan.test_velocity import bursty, months

PRIORS = built_in_priors()
CHANCE = Chance(draws=500)
TODAY = date(2026, 11, 24)
OWN = months(bursty(10, 3, 36))


def pace(links: float, *, own: Sequence[float] | None = None, rivals: tuple[float, ...] = (), ahead: int = 12) -> Pace:
    own_months = OWN if own is None else months(own)
    theirs = [months(bursty(mean, 8, 36, seed)) for seed, mean in enumerate(rivals)]
    wanted = Interval(links * 0.6, links, links * 1.5)
    return make_pace(own_months, theirs, wanted, Request(months=ahead), PRIORS, TODAY)


def milestones(planned: Pace, links: float, needs: tuple[PageNeed, ...] = ()) -> tuple[Milestone, ...]:
    wanted, clicks = Interval(links * 0.6, links, links * 1.5), Interval(10, 20, 40)
    survival = fit_survival(LIVES.empty_table(), PRIORS, TODAY)
    return make_milestones(planned, wanted, survival, needs, clicks, PRIORS, CHANCE, TODAY)


def need(position: float | None) -> PageNeed:
    nothing = Interval(0, 0, 0)
    return PageNeed(
        *("https://own.example/", "bread", 100.0, position, 10, nothing, None, None, None),
        *((), (), None, None, None, False, ()),
    )


@pytest.mark.parametrize(
    ("mean", "k", "extra"), [(1, 1.5, 2), (4, 2, 6), (10, 3, 12), (20, 4, 18), (60, 5, 46), (150, 6, 98)]
)
def test_the_pace_table(mean: float, k: float, extra: int) -> None:
    assert planned_extra(mean, k) == extra


@settings(max_examples=60, deadline=None)
@given(st.floats(0.1, 500), st.floats(0.2, 50))
def test_the_pace_is_the_largest_that_keeps_the_chance(mean: float, k: float) -> None:
    share = k / (k + mean)
    high, extra = stats.nbinom.ppf(0.99, k, share), planned_extra(mean, k)
    assert stats.nbinom.sf(high - extra, k, share) <= 0.1 + 1e-9
    assert stats.nbinom.sf(high - extra - 1, k, share) > 0.1 - 1e-9


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 400), st.integers(1, 36))
def test_no_month_is_faster_than_the_pace_and_no_link_is_invented(links: int, ahead: int) -> None:
    planned = pace(links, ahead=ahead)
    each = [number for _, number in planned.months]
    assert planned.extra is not None
    assert max(each, default=0) <= planned.extra
    assert sum(each) <= links
    assert len(each) == (ahead if links else 0)
    if sum(each) < links and ahead > 3:
        assert any("too short" in words for words in planned.words)


def test_zero_links_are_an_empty_calendar() -> None:
    planned = pace(0)
    assert planned.months == ()
    assert milestones(planned, 0) == ()


def test_links_come_after_people_could_answer_and_evenly() -> None:
    planned = pace(44)
    assert [day for day, _ in planned.months][:2] == [date(2026, 12, 1), date(2027, 1, 1)]
    assert [number for _, number in planned.months] == [0] + [4] * 11
    assert any("8 weeks" in words for words in planned.words)


def test_a_short_horizon_says_what_can_be_won_and_how_long_it_takes() -> None:
    planned = pace(400)
    assert planned.extra is not None
    (words,) = [words for words in planned.words if "too short" in words]
    assert f"{11 * planned.extra} can be won" in words
    assert f"{1 + -(-400 // planned.extra)} months would be needed" in words


def test_it_is_said_to_be_no_limit_of_a_search_engine() -> None:
    assert any("no search engine" in words or "not a limit of any search engine" in words for words in pace(10).words)
    assert any("not a limit of any search engine" in words for words in pace(10, own=[1.0, 2.0]).words)


def test_no_faster_than_comparable_competitors() -> None:
    bursts = bursty(10, 0.8, 36)  # a bursty site: its own history alone would allow many
    alone, beside = pace(400, own=bursts), pace(400, own=bursts, rivals=(8.0, 9.0, 10.0))
    assert beside.rivals_fastest is not None
    assert alone.rivals_fastest is None
    assert max(number for _, number in beside.months) == min(beside.rivals_fastest, alone.extra or 0)
    assert beside.rivals_fastest < (alone.extra or 0)


def test_giants_and_bursts_are_no_measure() -> None:
    assert pace(10, rivals=(1_000.0,)).rivals_fastest is None
    calm = [12.0, 9.0, 10.0, 11.0] * 9
    burst = [*calm[:20], 300.0, *calm[21:]]
    found = make_pace(OWN, [months(burst)], Interval(1, 2, 3), Request(), PRIORS, TODAY)
    assert found.rivals_fastest is not None
    assert found.rivals_fastest < 50


def test_a_new_site_gets_a_trickle_and_its_foundations_first() -> None:
    planned = pace(100, own=[0.0, 1.0, 2.0])
    assert planned.new_site
    assert (planned.extra, planned.usual) == (None, None)
    assert {number for _, number in planned.months} == {0, 4}
    assert any("registers and directories" in words for words in planned.words)


def test_milestones_lead_before_they_lag() -> None:
    found = milestones(pace(44), 44, (need(14),))
    first = {kind: min(each.day for each in found if each.kind == kind) for kind in ("leading", "lagging")}
    assert first["leading"] < first["lagging"]
    assert found[0].measure == ANSWERS
    assert [each.day for each in found if each.kind == "review"] == [
        date(2027, 3, 1),
        date(2027, 6, 1),
        date(2027, 9, 1),
        date(2027, 12, 1),
    ]
    assert [each.day for each in found] == sorted(each.day for each in found)


def test_links_that_stand_are_fewer_than_those_won_and_grow() -> None:
    found = milestones(pace(44), 44)
    standing = [each.expected for each in found if each.measure == STANDING]
    middles = [each.middle for each in standing if each]
    won = np.cumsum([number for _, number in pace(44).months])[[2, 5, 8, 11]]
    assert middles == sorted(middles)
    assert all(middle < total for middle, total in zip(middles, won, strict=True))
    assert all(each.low < each.middle < each.high for each in standing if each)


def test_a_page_among_the_first_ten_takes_longer_than_one_behind() -> None:
    behind, ahead = (
        next(each.day for each in milestones(pace(44), 44, (need(position),)) if each.measure == PLACES)
        for position in (14, 4)
    )
    assert (behind - date(2027, 1, 1)).days == 9 * 7
    assert (ahead - date(2027, 1, 1)).days == 22 * 7


def test_clicks_are_promised_at_the_horizon_only_where_they_can_show_by_then() -> None:
    def promised(planned: Pace) -> list[date]:
        return [each.day for each in milestones(planned, 10, (need(4),)) if each.measure == CLICKS and each.expected]

    assert promised(pace(10, ahead=12)) == [date(2027, 12, 1)]
    assert promised(pace(10, ahead=4)) == []


def test_reviews_say_when_to_stop_and_think() -> None:
    reviews = [each.words for each in milestones(pace(44), 44, (need(14),)) if each.kind == "review"]
    assert all("Stop and think" in words for words in reviews)
    assert "no page has moved" not in reviews[0]
    assert "no page has moved" in reviews[-1]

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkwright.ledger import Ledger
from linkwright.plan.chance import Chance
from linkwright.plan.evidence import Outcome, Result, ResultsPage
from linkwright.plan.model import Plan
from linkwright.plan.progress import ChannelProgress, Progress
from linkwright.plan.promises import keep_plan, kept_plans
from linkwright.plan.tracking import track
from linkwright.rubric.priors import built_in_priors
from linkwright.vocabulary.numbers import Interval

from .promised import HOME, MADE, plan, side

HALF_WAY = date(2026, 7, 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


def _kept(folder: Path, made: Plan) -> pa.Table:
    ledger = Ledger(folder / f"{made.links}{made.pace.usual}{len(made.channels)}")
    keep_plan(ledger, made, "1")
    return kept_plans(ledger)


def _track(
    folder: Path,
    new: int,
    today: date = HALF_WAY,
    *,
    usual: Interval | None = None,
    outcomes: Sequence[Outcome] = (),
    searches: Sequence[ResultsPage] = (),
    draws: int = 4_000,
) -> Progress:
    before = [(f"old{number}", datetime(2025, 5, 1)) for number in range(30)]
    since = [(f"new{number}", datetime(2026, 2, 1) + timedelta(days=number % 100)) for number in range(new)]
    found = track(
        _kept(folder, plan(usual=usual)),
        side(before + since),
        outcomes,
        searches,
        built_in_priors(),
        Chance(draws),
        today,
    )
    assert found is not None
    return found


def test_without_a_plan_there_is_nothing_to_track() -> None:
    ledger = Ledger(Path("there-is-none"))
    assert track(kept_plans(ledger), side([]), (), (), built_in_priors(), Chance(100), HALF_WAY) is None


def test_as_promised_behind_and_ahead_are_told_apart(folder: Path) -> None:
    as_promised, behind, ahead = (_track(folder, new).links for new in (60, 15, 110))
    assert as_promised
    assert behind
    assert ahead
    assert as_promised.chances
    assert behind.chances
    assert ahead.chances
    assert as_promised.chances.on_track > max(as_promised.chances.behind, as_promised.chances.ahead)
    assert behind.chances.behind > 0.9
    assert ahead.chances.ahead > 0.9
    for won in (as_promised, behind, ahead):
        assert won.chances
        assert won.chances.behind + won.chances.on_track + won.chances.ahead == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(few=some.integers(0, 100), more=some.integers(1, 40))
def test_more_links_never_make_it_look_worse(folder: Path, few: int, more: int) -> None:
    less, better = _track(folder, few, draws=500).links, _track(folder, few + more, draws=500).links
    assert less
    assert better
    assert better.expected.middle >= less.expected.middle


def test_links_that_come_anyway_are_not_won(folder: Path) -> None:
    with_usual = _track(folder, 60, usual=Interval(6, 8, 11))
    assert with_usual.links
    assert with_usual.links.new == 60
    assert with_usual.links.won.middle == pytest.approx(60 - 8 * 6, abs=4)
    assert with_usual.links.won.low < with_usual.links.won.middle < with_usual.links.won.high


def test_on_the_day_of_the_plan_the_promise_is_all_that_is_known(folder: Path) -> None:
    fresh = _track(folder, 0, MADE.date()).links
    assert fresh
    assert fresh.promised_by_now.middle == 0
    assert fresh.expected.middle == pytest.approx(120, rel=0.1)
    assert fresh.expected.low < 85
    assert fresh.expected.high > 160


def test_several_domains_of_one_owner_are_won_once(folder: Path) -> None:
    since = [("network", datetime(2026, 3, 1)) for _ in range(50)]
    found = track(_kept(folder, plan()), side(since), (), (), built_in_priors(), Chance(500), HALF_WAY)
    assert found
    assert found.links
    assert found.links.new == 1


def test_strong_links_are_ahead_in_quality_while_behind_in_number(folder: Path) -> None:
    since = [(f"new{number}", datetime(2026, 3, 1)) for number in range(25)]
    found = track(_kept(folder, plan()), side(since, 0.9), (), (), built_in_priors(), Chance(4_000), HALF_WAY)
    assert found
    assert found.links
    assert found.links.chances
    assert found.quality
    assert found.quality.chances
    assert found.links.chances.behind > 0.8
    assert found.quality.chances.ahead > 0.8


def _count(channel: str, contacted: int, placed: int, cost: float | None = None) -> Outcome:
    return Outcome(channel, date(2026, 3, 1), contacted, None, placed, None, None, None, cost)


def _channel(progress: Progress, name: str) -> ChannelProgress:
    return next(channel for channel in progress.channels if channel.channel == name)


def test_what_worked_is_told_per_channel(folder: Path) -> None:
    counts = [_count("Digital PR", 200, 30, 3_000), _count("guest contribution", 300, 2)]
    found = _track(folder, 60, outcomes=counts)
    better, worse = _channel(found, "digital PR"), _channel(found, "guest contribution")
    assert better.worked
    assert better.worked > 0.95
    assert better.cost_a_link == 100
    assert worse.worked is not None
    assert worse.worked < 0.05
    assert worse.cost_a_link is None
    assert any("Do more of: digital PR." in line for line in found.adjustment)
    assert any("guest contribution" in line and "less" in line for line in found.adjustment)


def test_a_channel_nobody_counted_keeps_its_planned_rate(folder: Path) -> None:
    found = _track(folder, 60)
    channel = _channel(found, "digital PR")
    assert channel.worked is None
    assert channel.placed_a_hundred.low < 5 < channel.placed_a_hundred.high
    assert any("outreach" in line for line in found.not_known)


def test_counts_from_before_the_plan_do_not_count(folder: Path) -> None:
    old = Outcome("digital PR", date(2025, 3, 1), 500, None, 100, None, None, None, None)
    assert _channel(_track(folder, 60, outcomes=[old]), "digital PR").contacted == 0


def test_a_page_shows_where_it_stands_now(folder: Path) -> None:
    own = Result(8, HOME, "meadowlark.example/", "meadowlark.example", True, None, False, None, None)
    search = ResultsPage("Spa near me", 900, date(2026, 6, 30), 10, (own,), (), ("semrush",))
    page = _track(folder, 60, searches=[search]).pages[0]
    assert (page.position, page.position_day) == (8, date(2026, 6, 30))
    assert any("Where 1 of 1 pages" in line for line in _track(folder, 60).not_known)


def test_the_same_facts_give_the_same_progress(folder: Path) -> None:
    assert _track(folder, 47, usual=Interval(1, 2, 4)) == _track(folder, 47, usual=Interval(1, 2, 4))


def test_at_the_end_nothing_is_left_to_come(folder: Path) -> None:
    found = _track(folder, 90, (MADE + timedelta(days=400)).astimezone(UTC).date()).links
    assert found
    assert found.expected == found.won

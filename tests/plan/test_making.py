"""The whole plan: what it says, what it refuses, and what it never does."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from benchmarks.plans import worlds

from linkwright.plan import making
from linkwright.plan.chance import Chance
from linkwright.plan.evidence import Evidence, Outcome, Result, ResultsPage
from linkwright.plan.making import make_plan
from linkwright.plan.model import Plan, Request
from linkwright.rubric.priors import built_in_priors
from linkwright.vocabulary.numbers import Interval
from tests.plan.rival_sides import TODAY, side

CHANCE = Chance(draws=400)
OWN_PAGE = "https://own.example/guide"
CLICKS = pa.schema(
    [
        ("keyword", pa.string()),
        ("page_url", pa.string()),
        ("position", pa.float64()),
        ("clicks", pa.float64()),
        ("impressions", pa.float64()),
    ]
)
OWN = side(
    "own.example",
    [(f"o{n}.example", 0.1, "low", "directory") for n in range(20)],
    lost=("gone.example",),
    months=[4, 5, 3, 6, 4, 5, 7, 4, 3, 5, 6, 4, 5, 4],
    page=OWN_PAGE,
)


def rivals(quality: float = 0.5) -> tuple[object, ...]:
    return tuple(
        side(
            f"rival{r}.example",
            [(f"n{n}-{r}.example", quality, "high", "news") for n in range(10)]
            + [("shared.example", quality, "high", "editorial")]
            + [(f"e{n}-{r}.example", quality / 2, "medium", "editorial") for n in range(30)],
            months=[5, 6, 4, 7, 5, 6, 8, 5, 4, 6, 7, 5, 6, 5],
        )
        for r in range(3)
    )


def results(
    keyword: str, volume: float | None = 1000.0, scale: float = 1.0, own_at: int = 12, page: str = OWN_PAGE
) -> ResultsPage:
    shown = []
    for place in range(1, 21):
        own = place == own_at
        quality = 2.0 if own else scale * (12.0 - 0.5 * place)
        address = page if own else f"https://r{place}.example/{keyword}"
        shown.append(
            Result(
                position=float(place),
                page=address,
                page_key=address.removeprefix("https://"),
                site="own.example" if own else f"r{place}.example",
                own=own,
                quality=Interval(0.8 * quality, quality, 1.2 * quality),
                measured=True,
                site_quality=Interval(quality, 2 * quality, 3 * quality),
                referring_domains=20,
            )
        )
    return ResultsPage(keyword, volume, date(2026, 2, 1), 20, tuple(shown), (), ("synthetic",))


def evidence(
    sides: Sequence[object] | None = None, searches: Sequence[ResultsPage] = (), outcomes: Sequence[Outcome] = ()
) -> Evidence:
    return Evidence(
        sides=tuple(sides or (OWN, *rivals())),  # type: ignore[arg-type]
        searches=searches,
        outcomes=outcomes,
        clicks=CLICKS.empty_table(),
        page_visits={},
        internal_links={},
        priors=built_in_priors(),
        today=TODAY.date(),
    )


def plan(given: Evidence, **asked: object) -> Plan:
    return make_plan(given, Request(**asked), CHANCE)  # type: ignore[arg-type]


def clicks(made: Plan) -> float:
    return sum(share.clicks.middle for share in made.shares if share.clicks)


@cache
def market(strength: float = 1.0) -> Evidence:
    return worlds.market(3, 3, rivals=2, links=150, strength=strength)


def with_prior(given: Evidence, name: str, value: float) -> Evidence:
    prior = replace(given.priors[name], value=value, low=value, high=value)
    return replace(given, priors={**given.priors, name: prior})


def test_a_plan_answers_how_many_where_how_fast_how_and_what_if_not() -> None:
    made = plan(evidence(searches=[results("spa")]), confidence=0.5)
    assert made.links is not None
    assert made.quality is not None
    planned = sum(share.links for share in made.shares)
    assert planned == sum(links for _, links in made.pace.months) > 0
    assert made.links.low <= planned <= made.links.high + 1
    [need] = made.needs
    assert need.quality_needed is not None
    assert need.links_needed is not None
    assert need.reached is not None
    assert need.reached_without is not None
    assert need.reached.middle > need.reached_without.middle
    assert made.channels
    assert made.milestones
    assert made.nothing is not None
    assert made.nothing.kept_share.high < 1
    assert made.sways[0].at_low != made.sways[0].at_high
    said = " ".join(made.answer)
    for words in (
        f"Win about {planned} links",
        "Quality first",
        "Where: ",
        "When: ",
        "How: ",
        "If you do nothing",
        "no part",
    ):
        assert words in said


def test_the_number_of_links_is_the_same_wherever_it_stands() -> None:
    given = evidence(searches=[results("spa"), results("sauna", page="https://own.example/other")])
    for asked in ({"confidence": 0.5}, {"confidence": 0.5, "budget": 4_000.0}, {"confidence": 0.5, "months": 6}):
        for made in (plan(given, **asked), plan(evidence(), **asked)):
            assert made.links is not None
            assert made.links.low <= made.links.middle <= made.links.high
            assert f"Win about {made.links.middle:,.0f} links" in made.answer[0]
            assert made.links.middle == sum(links for _, links in made.pace.months)


def test_no_chance_is_said_to_be_certain() -> None:
    given = [results("spa", own_at=2, scale=0.01), results("sauna", own_at=19, scale=50.0)]
    made = plan(evidence(searches=given), confidence=0.5)
    for need in made.needs:
        assert need.reached is not None
        assert need.reached_without is not None
        assert need.no_effect is not None
        bands = [point.probability for point in (*need.top_10, *need.top_3)] + [need.reached, need.reached_without]
        assert all(0.01 <= band.low <= band.middle <= band.high <= 0.99 for band in bands)
        assert 0.01 <= need.no_effect <= 0.99
    said = " ".join(made.answer)
    assert " 0%" not in said
    assert "100%" not in said


def test_the_tornado_starts_from_the_number_that_is_needed_even_where_less_is_planned() -> None:
    free, poor = (plan(evidence(), confidence=0.5, budget=budget) for budget in (None, 1_000.0))
    assert free.links is not None
    assert free.sways[0].as_it_is > free.links.middle  # the pace allows fewer
    assert [sway.as_it_is for sway in poor.sways] == [sway.as_it_is for sway in free.sways]


def test_the_trade_prices_what_is_planned_when_the_budget_allows_less_than_is_needed() -> None:
    few = plan(evidence(), confidence=0.5, budget=12_000.0)
    assert few.links is not None
    assert few.trades[0].links.middle <= few.links.middle + 1


def test_the_strongest_recommendation_is_who_links_to_all_the_others() -> None:
    made = plan(evidence(searches=[results("spa")]))
    assert "here is yours: shared.example. It links to 3 of 3 competitors" in made.strongest


def test_the_same_evidence_gives_the_same_plan() -> None:
    assert plan(evidence(searches=[results("spa")])) == plan(evidence(searches=[results("spa")]))


def test_zero_budget_plans_zero_links() -> None:
    for asked in ({"budget": 0.0}, {"hours": 0.0}):
        made = plan(evidence(searches=[results("spa")]), **asked)
        assert made.links == Interval(0.0, 0.0, 0.0)
        assert sum(share.links for share in made.shares) == 0
        assert made.channels == ()
        assert "No link is planned" in made.answer[0]


def test_nothing_needed_plans_nothing() -> None:
    ahead = side("own.example", [(f"o{n}.example", 0.9, "high", "news") for n in range(400)])
    made = plan(evidence((ahead, *rivals(0.05))))
    assert made.links == Interval(0.0, 0.0, 0.0)
    assert "no link is needed" in made.answer[0]


def test_more_budget_never_brings_fewer_links_or_clicks() -> None:
    made = [plan(market(), budget=budget, confidence=0.5) for budget in (0.0, 2_000.0, 10_000.0, 100_000.0)]
    links = [sum(share.links for share in each.shares) for each in made]
    assert links == sorted(links)
    assert links[-1] > links[1]
    assert [clicks(each) for each in made] == sorted(clicks(each) for each in made)


def test_weaker_rivals_never_need_more() -> None:
    needed = [
        [need.links_needed.middle for need in made.needs if need.links_needed]
        for made in (plan(market(strength), confidence=0.6) for strength in (0.3, 1.0, 2.0))
    ]
    assert len({len(each) for each in needed}) == 1
    assert all(np.diff(np.array(needed), axis=0).ravel() >= 0)


def test_a_site_that_wins_as_many_by_itself_as_its_equal_rival_has_nothing_to_catch_up() -> None:
    history = [10, 9, 12, 11, 8, 10, 12, 9, 10, 11, 10, 9, 12, 10]
    links = [(f"n{n}.example", 0.4, "medium", "news") for n in range(140)]
    sides = [side(site, links, months=history) for site in ("own.example", "equal.example")]
    made = plan(evidence(sides), confidence=0.5)
    assert made.links is not None
    assert made.links.middle < 0.1 * len(links)
    assert made.nothing is not None
    assert made.nothing.quality.low > 0.9 * 0.4 * len(links)


def test_faster_decay_never_needs_fewer_links() -> None:
    kept = [plan(with_prior(market(), "survival.year", year), confidence=0.5).links for year in (0.9, 0.81, 0.6)]
    assert all(interval is not None for interval in kept)
    needed = [interval.middle for interval in kept if interval is not None]
    assert needed == sorted(needed)


def test_nobody_counts_the_searches_and_the_links_are_shared_by_need() -> None:
    made = plan(evidence(searches=[results("spa", volume=None)]), confidence=0.5)
    assert [share.clicks for share in made.shares] == [None]
    assert made.shares[0].links > 0
    assert any("searched" in refusal.missing for refusal in made.refusals)


def test_pages_nobody_counts_the_searches_of_get_their_part_beside_those_that_are_counted() -> None:
    other = "https://own.example/other"
    searches = [results("spa"), results("sauna", volume=None, page=other)]
    made = plan(evidence(searches=searches), confidence=0.5)
    given = {share.page: share for share in made.shares}
    assert given[other].links > 0
    assert given[other].clicks is None
    assert given[OWN_PAGE].links > 0
    assert made.links is not None
    assert sum(share.links for share in made.shares) == made.links.middle


def test_the_least_work_in_all_is_more_than_all_channels_at_their_best_together() -> None:
    made = plan(evidence(searches=[results("spa")]), confidence=0.5)
    [said] = [sentence for sentence in made.answer if sentence.startswith("How: ")]
    least = int(said.partition("In all ")[2].partition(" to ")[0].replace(",", ""))
    assert least > 1.1 * sum(channel.hours.low for channel in made.channels)


def test_clicks_are_promised_over_futures_and_not_as_an_average() -> None:
    open_still = plan(evidence(searches=[results("spa", own_at=12)]), confidence=0.5, hours=200.0)
    [need], [share] = open_still.needs, open_still.shares
    assert need.reached is not None
    assert share.links > 0
    assert share.clicks is not None
    assert 0.3 < need.reached.middle < 0.6
    assert share.clicks.low == 0.0
    assert share.clicks.high > 20
    assert share.clicks.middle < 0.2 * share.clicks.high, "most futures bring next to nothing, some bring much"


def test_without_results_pages_the_gap_of_the_site_counts() -> None:
    made = plan(evidence())
    assert made.links is not None
    assert made.links.middle > 0
    assert made.shares == ()
    assert "gap of the whole site" in made.answer[1]
    assert made.pace.extra is not None


def test_alone_a_site_gets_what_a_budget_buys() -> None:
    made = plan(evidence((OWN,)), hours=200.0)
    assert made.links is not None
    assert made.links.high > 0
    assert made.strongest == ""
    assert made.channels
    assert sum(each.hours.middle for each in made.channels) == pytest.approx(200, rel=0.4)


def test_own_outreach_takes_the_place_of_what_is_assumed() -> None:
    won = Outcome("guest posts", date(2026, 1, 1), 400, 200, 150, 140, None, None, None)
    before, after = (plan(evidence(outcomes=outcomes), budget=50_000.0) for outcomes in ((), (won,)))
    guest = [next(each for each in made.channels if each.channel == "guest contribution") for made in (before, after)]
    assert guest[1].own_outcomes == 400
    assert guest[1].prospects.middle / guest[1].links.middle < guest[0].prospects.middle / guest[0].links.middle / 3


BARE = side("own.example", [])
FEW = replace(results("spa"), results=results("spa").results[:1] + results("spa").results[11:12])
UNPLACED = replace(results("spa"), results=tuple(each for each in results("spa").results if not each.own))
LACKING: dict[str, tuple[dict[str, object], str]] = {  # what is known instead, and what has to be named
    "competitors": ({"sides": (OWN,)}, "no backlinks of a competitor are known"),
    "own links": ({"sides": (BARE, *rivals())}, "no backlinks of own.example are known"),
    "results pages": ({"searches": ()}, "no results page is known"),
    "links of the results": ({"searches": (FEW,)}, "have known links"),
    "own page": ({"searches": (UNPLACED,)}, "which page of yours should rank"),
    "searches": ({"searches": (results("spa", volume=None),)}, "how often they are searched"),
    "topics": ({}, "the topic of at least"),
    "a channel's name": (
        {"outcomes": (Outcome("sky writing", None, 9, 1, 1, 1, None, None, None),)},
        "none of the plan's channels",
    ),
}
ASKED: tuple[dict[str, object], ...] = (
    {},
    {"budget": 3_000.0},
    {"hours": 80.0, "months": 6},
    {"top": 3},
    {"confidence": 0.95},
    {"months": 24, "budget": 0.0},
)


@pytest.mark.parametrize("lacking", LACKING)
@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_below_the_data_floor_the_missing_datum_is_named(lacking: str, asked: dict[str, object]) -> None:
    known, missing = LACKING[lacking]
    made = plan(replace(evidence(searches=[results("spa")]), **known), **asked)  # type: ignore[arg-type]
    assert any(missing in refusal.missing and refusal.todo for refusal in made.refusals)
    assert all(need.reached is not None for need in made.needs)


def test_a_phrase_nobody_knows_and_nothing_at_all_are_refused() -> None:
    made = plan(evidence(searches=[results("spa")]), keywords=("hotel",))
    assert any("no results page of it is known" in refusal.missing for refusal in made.refusals)
    made = plan(evidence((BARE,)))
    assert made.links is None
    assert made.quality is None
    assert "cannot be said" in made.answer[0]
    assert any(refusal.question == "how many links in all" for refusal in made.refusals)


def test_a_page_asked_for_is_planned_for_however_seldom_it_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_PHRASES", 2)
    page = "https://own.example/small"
    searches = [*(results(f"large {n}") for n in range(3)), results("small", volume=5.0, page=page)]
    made = plan(evidence(searches=searches), pages=(page,), confidence=0.5)
    assert [need.keyword for need in made.needs] == ["small"]
    assert not any("which page of yours" in refusal.missing for refusal in made.refusals)


def test_the_phrases_that_matter_most_are_planned_for_and_the_others_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(making, "MOST_PHRASES", 2)
    made = plan(evidence(searches=[results("seldom", volume=10.0), results("often"), UNPLACED, results("spa")]))
    assert {need.keyword for need in made.needs} == {"often", "spa"}
    assert any(refusal.question == "what 2 more search phrases need" for refusal in made.refusals)

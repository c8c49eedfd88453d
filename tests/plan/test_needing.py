"""What a page needs for a phrase, and what is refused with the datum that is missing."""

from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from linkwright.compare.side import DOMAINS, LIVES, MONTHS, PAGE_DOMAINS, Side
from linkwright.plan.evidence import Evidence, ResultsPage
from linkwright.plan.model import Request
from linkwright.plan.needing import Needs, needs
from linkwright.plan.races import Outlook
from linkwright.rubric.priors import built_in_priors
from tests.plan.results_pages import CHANCE, OWN, STILL, result, results_page

RIVALS = [40.0, 12, 25, 0, 15, 6, 9, 4, 11, 5]


def side(qualities: dict[str, float]) -> Side:
    """Ours, with one referring domain of this Q to each page."""
    rows = [
        {
            "target_key": key,
            "target_page": f"https://{key}",
            "referring_domain": f"from{number}.test",
            "owner_group": f"from{number}.test",
            "quality": quality,
            "quality_low": quality / 2,
            "quality_high": quality * 1.5,
            "followed": True,
            "referring_page": None,
        }
        for number, (key, quality) in enumerate(qualities.items())
    ]
    pages = pa.Table.from_pylist(rows, PAGE_DOMAINS)
    domains = pa.Table.from_pylist(rows, pa.schema([DOMAINS.field(n) for n in DOMAINS.names if n in rows[0]]))
    return Side("ours.test", True, domains, pages, MONTHS.empty_table(), LIVES.empty_table())


def asked(*searches: ResultsPage, request: Request | None = None, outlook: Outlook = STILL) -> Needs:
    evidence = Evidence(
        sides=(side({OWN: 3.0, "ours.test/other": 1.0}),),
        searches=searches,
        outcomes=(),
        clicks=pa.table({}),
        page_visits={},
        internal_links={},
        priors=built_in_priors(),
        today=date(2026, 11, 24),
    )
    return needs(evidence, request or Request(confidence=0.6), outlook, CHANCE)


def test_a_need_has_everything_with_an_interval() -> None:
    [need] = asked(results_page(RIVALS, 12)).needs
    assert (need.page_key, need.keyword, need.position, need.target) == (OWN, "garden sheds", 12, 10)
    assert need.quality_needed is not None
    assert need.quality_needed.shape == (CHANCE.draws,)
    assert (need.rivals.results, need.rivals.least, need.rivals.without_links) == (10, 0, 1)
    assert need.rivals.own_place == pytest.approx(0.1)
    assert not need.links_alone_unlikely
    assert 0 < need.no_effect < 1
    for curve in (need.top_3, need.top_10):
        middles = [point.probability.middle for point in curve]
        assert middles == sorted(middles)
        assert all(0 <= each.probability.low <= each.probability.high <= 1 for each in curve)
    assert need.reached_without.high <= need.at_ceiling.low
    assert need.ceiling == 120
    assert any("site4.test" in doubt for doubt in need.doubts)


def test_growing_rivals_raise_the_need() -> None:
    [still] = asked(results_page(RIVALS, 12)).needs
    [moving] = asked(results_page(RIVALS, 12), outlook=Outlook(np.full(1, 1.3), np.full(1, 0.8))).needs
    assert still.quality_needed is not None
    assert moving.quality_needed is None or np.all(moving.quality_needed >= still.quality_needed)


def test_out_of_reach_is_said_with_the_probability() -> None:
    [need] = asked(results_page([2.0] * 20, 60, own_quality=90.0), request=Request(confidence=0.95, top=3)).needs
    assert need.quality_needed is None
    assert need.links_alone_unlikely
    assert need.at_ceiling.middle < 0.95


def test_no_results_page_at_all() -> None:
    [refusal] = asked().refusals
    assert refusal.missing == "no results page is known"
    assert refusal.todo


@pytest.mark.parametrize("known", [0, 1, 4])
def test_too_few_results_with_known_links(known: int) -> None:
    found = asked(results_page([3.0] * known + [None] * (9 - known)))
    assert found.needs == ()
    assert f"only {known} of its results have known links" in found.refusals[0].missing


def test_five_results_with_known_links_are_enough() -> None:
    assert len(asked(results_page([3.0] * 5 + [None] * 4)).needs) == 1


def test_no_own_page() -> None:
    [refusal] = asked(results_page(RIVALS, None)).refusals
    assert "which page of yours" in refusal.missing
    assert "--page" in refusal.todo


def test_a_page_that_is_named_may_stand_anywhere_below() -> None:
    request = Request(pages=("https://ours.test/other",), keywords=("Garden Sheds",), confidence=0.6)
    [need] = asked(results_page(RIVALS, None), request=request).needs
    assert need.position is None
    assert need.quality_now.middle == 1.0
    assert any("not among the 10 results known" in doubt for doubt in need.doubts)


def test_what_an_export_does_not_say_of_our_page_is_taken_from_its_backlinks() -> None:
    search = results_page(RIVALS, 8)
    silent = replace(search, results=tuple(replace(r, quality=None) if r.own else r for r in search.results))
    [told], [found] = asked(search).needs, asked(silent).needs
    assert found.quality_now.middle == told.quality_now.middle == 3.0
    assert [p.probability.middle for p in found.top_3] == pytest.approx(
        [p.probability.middle for p in told.top_3], abs=0.1
    )


def test_a_phrase_that_nothing_is_known_of_is_named() -> None:
    found = asked(results_page(RIVALS, 12), request=Request(keywords=("garden sheds", "log stores")))
    assert len(found.needs) == 1
    assert "“log stores”" in found.refusals[0].question


def test_only_the_pages_asked_for() -> None:
    search = results_page(RIVALS, 12)
    both = replace(search, results=(*search.results, result(30, 1.0, own=True, page="ours.test/other")))
    assert [need.page_key for need in asked(both).needs] == [OWN]
    request = Request(pages=("https://ours.test/other",))
    assert [need.page_key for need in asked(both, request=request).needs] == ["ours.test/other"]


def test_the_same_evidence_gives_the_same_need() -> None:
    first, again = (asked(results_page(RIVALS, 12)).needs[0] for _ in range(2))
    assert first.top_10 == again.top_10
    other = asked(results_page([1.0] * 9, 4, keyword="log stores"), results_page(RIVALS, 12)).needs[1]
    assert other.position == first.position  # another phrase beside it may move what is learned, not the luck

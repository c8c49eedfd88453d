"""Where links go: the most expected clicks from whole links."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from linkwright.plan.allocation import PageCurve, Raced, best_shares, page_curves, share_out
from linkwright.plan.chance import Chance
from linkwright.plan.clicks import PLACES, fit_clicks
from linkwright.plan.evidence import Evidence, ResultsPage
from linkwright.plan.internal_links import InternalLinks
from linkwright.plan.model import PageShare
from linkwright.rubric.priors import built_in_priors
from linkwright.vocabulary.numbers import Interval
from tests.plan.test_clicks import table
from tests.plan.test_internal_links import evidence

CHANCE = Chance(draws=300)
SURE = np.ones(300)
ADDED = np.linspace(0, 20, 41)
gains = st.lists(st.lists(st.floats(0, 1e4), min_size=1, max_size=5), min_size=1, max_size=4)


def rising(steps: list[list[float]]) -> list[NDArray[np.float64]]:
    """Curves that start at nothing and never fall: any shape."""
    return [np.concatenate([[0.0], np.cumsum(each)]) for each in steps]


def total(curves: list[NDArray[np.float64]], shares: list[int]) -> float:
    """What the shares bring."""
    return sum(float(curve[given]) for curve, given in zip(curves, shares, strict=True))


@given(gains, st.integers(0, 9))
def test_no_other_way_to_share_out_brings_more(steps: list[list[float]], links: int) -> None:
    """Against all ways there are, for curves of any shape."""
    curves = rising(steps)
    ways = product(*(range(len(curve)) for curve in curves))
    best = max(total(curves, list(way)) for way in ways if sum(way) <= links)
    shares = best_shares(curves, links)
    assert sum(shares) <= links
    assert total(curves, shares) == pytest.approx(best, abs=1e-6)


@given(gains, st.integers(0, 12))
def test_one_more_link_never_brings_less(steps: list[list[float]], links: int) -> None:
    """And no link brings nothing."""
    curves = rising(steps)
    assert total(curves, best_shares(curves, links + 1)) >= total(curves, best_shares(curves, links)) - 1e-6
    assert best_shares(curves, 0) == [0] * len(curves)


def climb(page: str, clicks: float, needed: float, steep: float = 4.0) -> PageCurve:
    """A page that gains hardly anything before `needed` Q, and most of its clicks there: S-shaped."""
    at = clicks / (1 + np.exp(-steep * (ADDED - needed)))
    return PageCurve(page, ("phrase",), ADDED, np.tile(at, (len(SURE), 1)), "")


def slope(page: str, clicks: float) -> PageCurve:
    """A page that gains the same with every Q."""
    return PageCurve(page, ("phrase",), ADDED, np.tile(clicks * ADDED / ADDED[-1], (len(SURE), 1)), "")


def clicks_of(share: PageShare) -> Interval:
    """The clicks its links bring."""
    assert share.clicks is not None
    return share.clicks


def test_a_page_far_behind_is_started_when_it_pays() -> None:
    """The first links to it bring nothing, the sixth a thousand clicks: one at a time would never begin."""
    far, near = climb("far", 1_000, 5), slope("near", 100)
    few = {share.page: share.links for share in share_out([far, near], 3, SURE)}
    many = {share.page: share.links for share in share_out([far, near], 8, SURE)}
    assert few == {"near": 3, "far": 0}
    assert many["far"] >= 6
    assert sum(many.values()) == 8


def test_links_that_would_bring_nothing_are_not_given() -> None:
    """A page at the top gains nothing; another's curve ends."""
    flat = PageCurve("top", (), ADDED, np.full((len(SURE), len(ADDED)), 900.0), "")
    shares = share_out([flat, climb("far", 100, 2)], 1_000, SURE)
    assert [share.page for share in shares] == ["far", "top"]
    assert shares[1].links == 0
    assert clicks_of(shares[1]).high == 0
    assert 0 < shares[0].links <= 20


def test_a_page_gets_no_more_than_is_allowed() -> None:
    """`most` holds for each page."""
    shares = share_out([slope("a", 500), slope("b", 400), slope("c", 1)], 12, SURE, most=5)
    assert {share.page: share.links for share in shares} == {"a": 5, "b": 5, "c": 2}


def test_no_links_bring_no_clicks() -> None:
    """Zero budget, zero links, zero clicks."""
    for share in share_out([climb("a", 10, 1), slope("b", 10)], 0, SURE):
        assert share.links == 0
        assert share.quality == 0
        assert clicks_of(share).low == clicks_of(share).high == 0


def test_links_that_add_less_bring_less() -> None:
    """Half the Q of a link: never more clicks."""
    pages = [climb("a", 1_000, 5), climb("b", 300, 1), slope("c", 100)]
    for links in range(0, 30, 3):
        strong, weak = (
            sum(clicks_of(share).middle for share in share_out(pages, links, each * SURE)) for each in (0.8, 0.4)
        )
        assert strong >= weak


def test_clicks_have_the_doubt_of_curve_and_links() -> None:
    """The interval is that of the draws."""
    stream = CHANCE.stream("test")
    clicks = np.outer(stream.gamma(4, 25, 300), ADDED)
    (share,) = share_out([PageCurve("a", (), ADDED, clicks, "")], 10, stream.uniform(0.2, 0.8, 300))
    assert share.quality == pytest.approx(5, rel=0.1)
    assert clicks_of(share).low < 400 < clicks_of(share).high


def test_phrases_of_a_page_add_up_and_unknown_searches_are_refused() -> None:
    """One refusal names the phrases nobody counts."""
    ranks = np.zeros((2, PLACES))
    ranks[0, -1] = ranks[1, 0] = 1
    added = np.array([0.0, 5.0])
    curve = fit_clicks(table([]), built_in_priors(), CHANCE)
    searches = [
        ResultsPage(name, volume, None, 10, (), (), ()) for name, volume in (("a", 10), ("b", 900), ("c", None))
    ]
    raced = [Raced("https://own.example/x", search, added, ranks) for search in searches]
    curves, refusals = page_curves(raced, curve, InternalLinks(evidence()), CHANCE)
    (page,) = curves
    assert page.keywords == ("b", "a")
    alone = page_curves(raced[:1], curve, InternalLinks(evidence()), CHANCE)[0][0]
    assert page.clicks[:, 1].mean() > 20 * alone.clicks[:, 1].mean()
    assert "'c'" in refusals[0].question
    assert refusals[0].missing


def test_evidence_may_be_bare() -> None:
    """No internal links, no visits: the advice says so and the plan goes on."""
    bare: Evidence = evidence()
    assert "not known" in InternalLinks(bare).first("https://own.example/x")

"""Clicks by place: the published curve, corrected by own Search Console rows."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import isotonic_regression

from linkwright.plan.chance import Chance, interval
from linkwright.plan.click_fit import FIRST_PAGE, Shown, draw_first_page, whole_places
from linkwright.plan.clicks import PLACES, ClickCurve, fit_clicks, has_answer
from linkwright.plan.evidence import ResultsPage
from linkwright.rubric.priors import built_in_priors

PRIORS = built_in_priors()
CHANCE = Chance(draws=400)
TRUTH = 0.2 * np.arange(1, FIRST_PAGE + 1.0) ** -1.3
Row = tuple[str | None, float | None, float | None, float | None]
SEARCH = ResultsPage("garden shed", 1_000.0, None, 10, (), (), ())
LADDER = np.eye(PLACES)[::-1]  # beyond, tenth, ... first


def table(rows: list[Row]) -> pa.Table:
    """Search Console rows: keyword, position, clicks, impressions."""
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    kinds = (pa.string(), pa.float64(), pa.float64(), pa.float64())
    names = ("keyword", "position", "clicks", "impressions")
    return pa.table({name: pa.array(column, kind) for name, column, kind in zip(names, columns, kinds, strict=True)})


def planted(phrases: int, seed: int = 3, name: str = "shed") -> list[Row]:
    """Rows of phrases that follow `TRUTH` in whole places spread around an average, with a factor of their own."""
    stream = np.random.default_rng(seed)
    share = stream.beta(1.2, 1.5, phrases)
    places = stream.binomial(FIRST_PAGE - 1, stream.beta(20 * share, 20 * (1 - share), (400, phrases)))
    impressions = np.ceil(30 * stream.pareto(1.1, phrases) + 10)
    factor = stream.gamma(2, 0.5, phrases)
    rate = np.minimum(TRUTH[places].mean(axis=0) * factor, 0.9)
    clicks = stream.binomial(impressions.astype(int), rate)
    position = 1 + places.mean(axis=0)
    return [(f"{name} {at}", float(position[at]), float(clicks[at]), float(impressions[at])) for at in range(phrases)]


def curve(rows: list[Row], *brands: str) -> ClickCurve:
    """The curve of these rows."""
    return fit_clicks(table(rows), PRIORS, CHANCE, brands=brands)


def test_without_rows_it_is_the_published_curve_and_says_so() -> None:
    """The first place as studies find it, with their spread."""
    published = curve([])
    first = interval(published.rates[:, 0])
    assert first.middle == pytest.approx(PRIORS["clicks.first"].value, rel=0.15)
    assert first.low < 0.21
    assert first.high > 0.37
    assert published.phrases == 0
    assert "published" in published.words[0]
    assert all(assumption.own_data == 0 for assumption in published.assumptions)


def test_own_rows_bring_it_to_the_planted_curve() -> None:
    """A curve well below the published one, from rows of very unequal size."""
    own = curve(planted(800))
    off = np.abs(np.log(own.rates[:, :FIRST_PAGE].mean(axis=0) / TRUTH))
    published = np.abs(np.log(curve([]).rates[:, :FIRST_PAGE].mean(axis=0) / TRUTH))
    assert off.max() < 0.2
    assert off.max() < published.max() / 2
    low, high = np.quantile(own.rates[:, :FIRST_PAGE], (0.1, 0.9), axis=0)
    assert np.mean((low <= TRUTH) & (high >= TRUTH)) >= 0.8
    assert own.assumptions[0].own_data == 800


def test_few_rows_move_it_little() -> None:
    """Ten rows stay near to the studies; the more rows, the narrower the doubt."""
    widths = []
    for phrases in (0, 10, 100, 1_000):
        first = interval(curve(planted(phrases)).rates[:, 4])
        widths.append(np.log(first.high / first.low))
    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize("phrase", ["acme garden", "ACMÉ-garden shed", "acmegarden opening hours", "the acme  garden"])
def test_phrases_that_name_the_site_stay_out(phrase: str) -> None:
    """They would lift the curve many times; with accents, signs and spaces as people type them."""
    rows = planted(60)
    assert np.array_equal(
        curve([*rows, (phrase, 1.0, 7e4, 1e5)], "Acme Garden").rates, curve(rows, "Acme Garden").rates
    )


def test_a_short_name_has_to_be_a_word() -> None:
    """`art` is no part of `party`."""
    rows = planted(60)
    assert np.array_equal(curve([*rows, ("art shop", 1.0, 70.0, 100.0)], "art").rates, curve(rows, "art").rates)
    assert not np.array_equal(curve([*rows, ("party", 1.0, 70.0, 100.0)], "art").rates, curve(rows, "art").rates)


def test_one_huge_phrase_does_not_decide() -> None:
    """A single phrase with a million impressions moves the curve by no more than a few ordinary ones can."""
    rows = planted(200)
    before = curve(rows).rates.mean(axis=0)
    after = curve([*rows, ("odd one", 3.0, 6e5, 1e6)]).rates.mean(axis=0)
    assert np.abs(np.log(after / before)).max() < 0.15


def test_rows_that_say_nothing_change_nothing() -> None:
    """No phrase, no place, no impressions, a place on the second page, impossible numbers."""
    rows = planted(40)
    nothing: list[Row] = [
        (None, 2.0, 5.0, 9.0),
        ("", 2.0, 5.0, 9.0),
        ("a", None, 5.0, 9.0),
        ("b", float("nan"), 5.0, 9.0),
        ("c", 2.0, 0.0, 0.0),
        ("d", 2.0, None, 9.0),
        ("e", 14.2, 0.0, 900.0),
        ("f", 0.0, 1.0, 9.0),
        ("g", 2.0, -3.0, 9.0),
    ]
    assert np.array_equal(curve(rows + nothing).rates, curve(rows).rates)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(1, 10), st.floats(0, 1), st.floats(1, 1e7)),
        max_size=12,
    )
)
def test_a_better_place_is_never_clicked_less(rows: list[tuple[float, float, float]]) -> None:
    """Whatever the rows say, in every draw."""
    found = curve([(f"p{at}", place, share * shown, shown) for at, (place, share, shown) in enumerate(rows)])
    assert np.isfinite(found.rates).all()
    assert (np.diff(found.rates, axis=1) <= 1e-12).all()
    assert ((found.rates > 0) & (found.rates <= 1)).all()


@given(st.floats(1, FIRST_PAGE), st.floats(0, 1))
def test_whole_places_have_the_average_of_the_row(position: float, width: float) -> None:
    """However widely they are spread."""
    places = whole_places(np.array([position]), width)[0]
    assert places.sum() == pytest.approx(1)
    assert float(places @ np.arange(1, FIRST_PAGE + 1)) == pytest.approx(position, abs=1e-4)


def test_curves_that_rise_are_mended_by_the_least_squares_one() -> None:
    """The same as scipy's isotonic regression of each draw."""
    stream = np.random.default_rng(1)
    nothing = Shown(*(np.zeros(0) for _ in range(3)))
    loose = dict(PRIORS) | {"clicks.wobble": replace(PRIORS["clicks.wobble"], value=1.0)}
    drawn, _ = draw_first_page(nothing, loose, stream, 50)
    assert (np.diff(drawn, axis=1) == 0).any()  # some had to be mended
    for row in drawn:
        again = isotonic_regression(np.log(row), increasing=False).x
        assert np.allclose(again, np.log(row))


def expected(found: ClickCurve, search: ResultsPage, ranks: NDArray[np.float64] = LADDER) -> NDArray[np.float64]:
    """Clicks a month by draw and point."""
    clicks = found.expected(search, ranks, CHANCE)
    assert clicks is not None
    return clicks


def test_clicks_grow_with_searches_and_with_the_place() -> None:
    """Twice the searches, twice the clicks; every step up adds some, in every draw."""
    published = curve([])
    clicks = expected(published, SEARCH)
    assert np.allclose(expected(published, replace(SEARCH, volume=2_000.0)), 2 * clicks)
    assert (np.diff(clicks, axis=1) >= -1e-9).all()
    assert (expected(published, replace(SEARCH, volume=0.0)) == 0).all()


def test_an_answer_above_the_results_takes_clicks() -> None:
    """By the vendor's word for it."""
    published = curve([])
    answered = replace(SEARCH, features=("Sitelinks", "AI_Overview"))
    assert (expected(published, answered) <= expected(published, SEARCH)).all()
    assert expected(published, answered).mean() < 0.7 * expected(published, SEARCH).mean()
    assert has_answer(answered.features)
    assert not has_answer(("Image pack", "Air conditioner"))


def test_own_impressions_stand_in_for_a_missing_volume() -> None:
    """Three months of impressions on the first page; two own pages in one search are one search."""
    rows: list[Row] = [("Garden  shed", 3.0, 20.0, 600.0), ("garden shed", 8.0, 3.0, 540.0), ("far", 34.0, 0.0, 800.0)]
    unsaid = replace(SEARCH, volume=None)
    own = fit_clicks(table(rows), PRIORS, CHANCE, searches=[unsaid], months=2.0)
    searches = own.searches(unsaid)
    assert searches is not None
    assert searches.a_month == 300.0
    assert not searches.estimated
    assert "'garden shed' is searched" in own.words[-1]
    assert own.expected(replace(SEARCH, keyword="far", volume=None), LADDER, CHANCE) is None
    assert own.expected(replace(SEARCH, keyword="elsewhere", volume=None), LADDER, CHANCE) is None


def test_the_rows_of_a_phrase_say_how_it_differs() -> None:
    """A phrase clicked far less than the curve is expected to stay so, with less doubt than one never seen."""
    rows = [*planted(100), ("calculator", 2.0, 4.0, 5_000.0)]
    own = curve(rows)
    seen = replace(SEARCH, keyword="calculator")
    assert expected(own, seen).mean() < 0.1 * expected(own, SEARCH).mean()

"""The results of one search phrase as places 1, 2, 3, ..., known or not, and what is known of the Q of each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from linkwright.plan.chance import TENTHS
from linkwright.plan.evidence import Result, ResultsPage
from linkwright.plan.luck import Floats, Order, pool_of
from linkwright.vocabulary.numbers import Interval

FEWEST = 5  # results with a known Q, below which no statement is made
DEEPEST = 100  # places that are looked at; an own page further down counts as there


@dataclass(frozen=True)
class Lineup:
    """Who stands where.

    Attributes:
        places: result by rank, the best first; None where nobody, or nobody with a Q, is known.
        shown: the first so many are seen; after them there is at most the own page.
        own: index of the own page; None when it is not among them.
    """

    places: tuple[Result | None, ...]
    shown: int
    own: int | None


def lineup_of(search: ResultsPage, page_key: str | None) -> Lineup:
    """Put results in their places; a place that an export leaves out is held by somebody unknown.

    Args:
        search: the results.
        page_key: the own page of the race; other own pages further down than the results shown are left out.
    """
    places: list[Result | None] = []
    own = None
    shown = 0
    for result in sorted(search.results, key=lambda result: result.position):
        beyond = result.position > search.depth
        if (beyond or len(places) >= DEEPEST) and result.page_key != page_key:
            continue
        first_free = search.depth if beyond else 0
        gap = min(max(round(result.position) - 1, first_free), DEEPEST - 1) - len(places)
        places += [None] * gap
        if result.page_key == page_key:
            own = len(places)
        places.append(result if result.quality is not None else None)
        if not beyond:
            shown = len(places)
    return Lineup(tuple(places), max(shown, min(search.depth, len(places))), own)


def first_places(lineup: Lineup, count: int) -> Lineup:
    """The first so many places, or as many as hold `FEWEST` known results; who comes after is one of the many below."""
    known = [place for place, result in enumerate(lineup.places[: lineup.shown]) if result]
    count = max(count, known[FEWEST - 1] + 1 if len(known) >= FEWEST else lineup.shown)
    return Lineup(lineup.places[:count], min(lineup.shown, count), lineup.own)


def known_results(search: ResultsPage) -> tuple[Result, ...]:
    """Results shown whose Q is known or estimated."""
    deepest = min(search.depth, DEEPEST)
    return tuple(result for result in search.results if result.quality is not None and result.position <= deepest)


def page_qualities(lineup: Lineup, more: Sequence[Interval | None], normal: Floats) -> Floats:
    """Q of the page in each place, drawn from its interval: (places, worlds), NaN where unknown.

    Args:
        lineup: the places.
        more: Q of pages that stand in none of them.
        normal: standard normal values, (places and more, worlds); zeros for the middle.
    """
    return _drawn([*(place.quality if place else None for place in lineup.places), *more], normal)


def site_qualities(lineup: Lineup, more: Sequence[Interval | None], pages: Floats, normal: Floats) -> Floats:
    """Q of the site in each place likewise. A site has at least what its page has; one not known is a usual one."""
    drawn = _drawn([*(place.site_quality if place else None for place in lineup.places), *more], normal)
    usual = np.nanmedian(drawn) if np.isfinite(drawn).any() else 0.0
    filled = np.where(np.isnan(drawn), usual, drawn)
    return np.where(np.isnan(pages), np.nan, np.fmax(filled, pages))


def strengths_of(pages: Floats, sites: Floats, page_effect: Floats, site_effect: Floats) -> Floats:
    """What links add to the score in each place, around the mean of the page: (worlds, places), NaN where unknown."""
    page, site = np.log1p(pages), np.log1p(sites)
    strength: Floats = page_effect * (page - np.nanmean(page, axis=0)) + site_effect * (site - np.nanmean(site, axis=0))
    return strength.T


def order_of(
    lineup: Lineup, strengths: Floats, variance: Floats, size: Floats, places: int, outsider: Floats | None = None
) -> Order:
    """Make an order of `places` places: those of the line-up, then unseen candidates.

    Args:
        lineup: the places.
        strengths: of each, (worlds, places), NaN where unknown.
        variance: of the strengths of all candidates, (worlds,).
        size: how many candidates there are, (worlds,).
        places: at least as many as the line-up has.
        outsider: strength of an own page somewhere below those shown.
    """
    shown = strengths[:, : lineup.shown]
    pool = pool_of(shown[:, ~np.isnan(shown[0])], variance, np.maximum(size, places + 1))
    added = places - strengths.shape[1]
    means = np.concatenate([strengths, np.full((len(strengths), added), np.nan)], axis=1)
    unknown = np.isnan(means)
    return Order(
        means=np.where(unknown, pool.mean[:, None], means),
        spreads=np.where(unknown, pool.spread[:, None], 1.0),
        pool=pool,
        shown=lineup.shown,
        outsider=outsider,
    )


def _drawn(intervals: Sequence[Interval | None], normal: Floats) -> Floats:
    drawn = np.full(normal.shape, np.nan)
    for place, quality in enumerate(intervals):
        if quality is not None:
            low, middle, high = np.log1p((quality.low, quality.middle, quality.high))
            drawn[place] = np.expm1(np.maximum(middle + normal[place] * (high - low) / TENTHS, 0.0))
    return drawn

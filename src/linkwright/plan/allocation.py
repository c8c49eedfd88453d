"""Where links go: whole links over pages so that the clicks expected a month are as many as they can be.

The gain of a page need not shrink with every link: a page far behind gains next to nothing from the first few, and much
from the one that takes it onto the first page. Giving one link at a time to the best next gain would never start such a
page. Sharing out whole links is a multiple-choice knapsack with equal prices, and its exact answer is cheap. With
`best(p, n)` the most clicks that the first p pages can have from at most n links:
`best(p, n) = max over k of best(p-1, n-k) + gain(p, k)`. More links never bring fewer clicks.

Two own pages that rank for one phrase are taken to be independent, as one cannot say which would be shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.clicks import ClickCurve
from linkwright.plan.evidence import ResultsPage
from linkwright.plan.internal_links import InternalLinks
from linkwright.plan.model import PageShare, Refusal

Numbers = NDArray[np.float64]
_LEVELS = 16  # equally likely values that stand for the Q of one link when pages are weighed against each other
_NAMED = 5
_NOTHING = 1e-9  # clicks a month; a gain has to be more


@dataclass(frozen=True)
class PageCurve:
    """What one page would bring.

    Attributes:
        page: its address.
        keywords: phrases it is wanted for, the most clicks first.
        added: (points,) Q added to it, from 0 upwards; nothing is known beyond the last.
        clicks: (draws, points) clicks a month of all phrases.
        internal_first: the free thing to do before.
    """

    page: str
    keywords: tuple[str, ...]
    added: Numbers
    clicks: Draws
    internal_first: str


@dataclass(frozen=True)
class Raced:
    """What one page may reach for one phrase.

    Attributes:
        page: its address.
        search: the phrase.
        added: (points,) Q added, from 0 upwards; the same for all phrases of the page.
        rank_chances: (points, 11) probability of the places 1 to 10, and of anything beyond.
    """

    page: str
    search: ResultsPage
    added: Numbers
    rank_chances: Numbers


def page_curves(
    raced: Sequence[Raced], clicks: ClickCurve, internal: InternalLinks, chance: Chance
) -> tuple[tuple[PageCurve, ...], tuple[Refusal, ...]]:
    """Return the clicks of each page over all its phrases, and what cannot be said as nobody counts the searches."""
    pages: dict[str, list[tuple[Raced, Draws]]] = {}
    unknown: list[str] = []
    for each in raced:
        expected = clicks.expected(each.search, each.rank_chances, chance)
        if expected is None:
            unknown.append(each.search.keyword)
        else:
            pages.setdefault(each.page, []).append((each, expected.astype(np.float32)))  # many: half the memory
    curves = tuple(_summed(page, phrases, internal.first(page)) for page, phrases in pages.items())
    return curves, (_refusal(unknown),) if unknown else ()


def _summed(page: str, phrases: Sequence[tuple[Raced, Draws]], internal_first: str) -> PageCurve:
    ranked = sorted(phrases, key=lambda each: (-float(each[1][:, -1].mean()), each[0].search.keyword))
    names = tuple(dict.fromkeys(raced.search.keyword for raced, _ in ranked))
    total: Draws = np.sum([draws for _, draws in phrases], axis=0)
    return PageCurve(page, names, phrases[0][0].added, total, internal_first)


def _refusal(keywords: Sequence[str]) -> Refusal:
    named = ", ".join(f"'{keyword}'" for keyword in keywords[:_NAMED])
    more = f" and {len(keywords) - _NAMED:,} more" if len(keywords) > _NAMED else ""
    return Refusal(
        question=f"How many clicks would a better place bring for {named}{more}?",
        missing="how often they are searched",
        todo="Import a ranking export with search volumes, or Search Console's export of queries.",
    )


def share_out(
    curves: Sequence[PageCurve], links: int, quality_each: Draws, most: int | None = None
) -> tuple[PageShare, ...]:
    """Share links out over pages.

    Args:
        curves: one a page.
        links: to win in all; not below 0.
        quality_each: (draws,) Q that one link won still adds at the horizon, decay counted.
        most: links one page gets at most; None for as many as its curve says something about.

    Returns:
        Every page, also those without links, the most links first. `clicks` are those added by the links. Together
        they get fewer links than asked for when more would bring nothing.
    """
    gains = [_gains(curve, _most(curve, links, quality_each, most), quality_each) for curve in curves]
    shares = [
        PageShare(
            page=curve.page,
            keywords=curve.keywords,
            links=given,
            quality=given * float(quality_each.mean()),
            clicks=interval(_clicks_at(curve, given * quality_each) - curve.clicks[:, 0]),
            internal_first=curve.internal_first,
        )
        for curve, given in zip(curves, best_shares(gains, links), strict=True)
    ]
    return tuple(sorted(shares, key=lambda share: (-share.links, share.page)))


def best_shares(gains: Sequence[Numbers], links: int) -> list[int]:
    """Return how many links each page gets so that the gains add up to the most; exact.

    Args:
        gains: for each page, what 0, 1, 2, ... links bring.
        links: at most so many in all.
    """
    best = np.zeros(links + 1)
    chosen = np.zeros((len(gains), links + 1), dtype=np.int32)
    for page, gain in enumerate(gains):
        before = best.copy()
        for given in range(1, min(len(gain) - 1, links) + 1):
            with_them = before[: links + 1 - given] + (gain[given] - gain[0])
            better = with_them > best[given:] + _NOTHING  # fewer links where more bring nothing
            best[given:][better] = with_them[better]
            chosen[page, given:][better] = given
    left, shares = links, [0] * len(gains)
    for page in reversed(range(len(gains))):
        shares[page] = int(chosen[page, left])
        left -= shares[page]
    return shares


def _most(curve: PageCurve, links: int, quality_each: Draws, most: int | None) -> int:
    """How many links are worth weighing for one page: up to the end of its curve, even if each adds little."""
    little = float(np.quantile(quality_each, 0.1))
    to_the_end = int(np.ceil(curve.added[-1] / little)) if little * links > curve.added[-1] else links
    return min(links, to_the_end, links if most is None else most)


def _gains(curve: PageCurve, most: int, quality_each: Draws) -> Numbers:
    """Expected clicks with 0 to `most` links, over what is not known of the curve and of a link's Q."""
    levels = np.quantile(quality_each, (np.arange(_LEVELS) + 0.5) / _LEVELS)
    expected = np.maximum.accumulate(curve.clicks.mean(axis=0))
    at = np.interp(np.outer(np.arange(most + 1), levels), curve.added, expected)
    return np.asarray(at.mean(axis=1), dtype=np.float64)


def _clicks_at(curve: PageCurve, added: Draws) -> Draws:
    """The clicks of each draw at its own added Q, between the points in a straight line: (draws,)."""
    if len(curve.added) == 1:
        return curve.clicks[:, 0]
    right = np.clip(np.searchsorted(curve.added, added, side="right"), 1, len(curve.added) - 1)
    start, end = curve.added[right - 1], curve.added[right]
    part = np.clip((added - start) / (end - start), 0, 1)
    rows = np.arange(len(added))
    clicks: Draws = (1 - part) * curve.clicks[rows, right - 1] + part * curve.clicks[rows, right]
    return clicks

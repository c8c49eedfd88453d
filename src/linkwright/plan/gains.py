"""Clicks that the links of a plan may bring: in each future those of the places it has, not of an average place.

Links are shared out by clicks on average over all futures, which is right for choosing. As a promise an average would
be too sure: a page that reaches the first results in one future of three gains much in that one and nothing in two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.clicks import PLACES, ClickCurve
from linkwright.plan.evidence import Evidence
from linkwright.plan.model import PageShare
from linkwright.plan.needing import KeywordNeed
from linkwright.plan.races import Outlook, Race, cell_of_draws
from linkwright.vocabulary.numbers import Interval

_LEVELS = 5  # equally likely values that stand for the Q of one link


@dataclass(frozen=True)
class Gains:
    """The shares with the clicks they may bring, and those of all pages together; None where nobody counts them."""

    shares: tuple[PageShare, ...]
    in_all: Interval | None


def gains(
    found: Sequence[KeywordNeed],
    shares: Sequence[PageShare],
    curve: ClickCurve | None,
    kept_quality: Draws,
    evidence: Evidence,
    outlook: Outlook,
    chance: Chance,
) -> Gains:
    """Say between which ends the clicks a month added by the plan lie, page by page and in all.

    Args:
        found: the pages and phrases.
        shares: how many links each page gets.
        curve: clicks by place; None where no results page is known.
        kept_quality: (draws,) Q that one link won still adds at the horizon.
        evidence: its results pages are read.
        outlook: what happens by itself until then.
        chance: where the draws come from.
    """
    if curve is None or not any(share.links and share.clicks for share in shares):
        return Gains(tuple(shares), None)
    searches = {search.keyword: search for search in evidence.searches}
    levels = np.quantile(kept_quality, (np.arange(_LEVELS) + 0.5) / _LEVELS)
    bounds = np.quantile(kept_quality, np.arange(1, _LEVELS) / _LEVELS)
    level = np.searchsorted(bounds, kept_quality).astype(np.int64)
    in_all, said = np.zeros(chance.draws), []
    for share in shares:
        added = np.zeros(chance.draws)
        counted = [need for need in found if need.page == share.page] if share.links and share.clicks else []
        for need in counted:
            at_place = curve.expected(searches[need.keyword], np.eye(PLACES), chance)
            if at_place is not None:
                added += _added(need.race, at_place, share.links * levels, level, outlook)
        in_all += added
        said.append(replace(share, clicks=interval(added)) if share.clicks else share)
    return Gains(tuple(said), interval(in_all))


def _added(race: Race, at_place: Draws, levels: Draws, level: NDArray[np.int64], outlook: Outlook) -> Draws:
    """Clicks a month more than without the links, one value a draw."""
    world, luck = cell_of_draws(len(at_place))
    draw = np.arange(len(at_place))
    places = np.stack([race.places(float(added), outlook) for added in (0.0, *levels)])[:, world, luck]
    more: Draws = at_place[draw, places[level + 1, draw] - 1] - at_place[draw, places[0] - 1]
    return more

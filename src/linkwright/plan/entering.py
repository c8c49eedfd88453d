"""Putting an own page into the race of a results page."""

from dataclasses import dataclass, replace

import numpy as np

from linkwright.plan.chance import Chance
from linkwright.plan.evidence import ResultsPage
from linkwright.plan.lineup import (
    first_places,
    known_results,
    lineup_of,
    order_of,
    page_qualities,
    site_qualities,
    strengths_of,
)
from linkwright.plan.luck import chain_of, even_uniforms, score_below, scores_given
from linkwright.plan.races import LUCK, PLACES, WORLDS, Effect, Race, Standing
from linkwright.plan.ranking import Ranking
from linkwright.vocabulary.numbers import Interval

_BELOW = 5  # unseen candidates drawn below the last place, who may pass a page that decays


@dataclass(frozen=True)
class OwnPage:
    """A page of the site under study.

    Attributes:
        page, page_key: its address, and the folded one.
        quality: its Q.
        site_quality: Q of the site.
    """

    page: str
    page_key: str
    quality: Interval
    site_quality: Interval


def enter_race(search: ResultsPage, own: OwnPage, ranking: Ranking, chance: Chance) -> Race:
    """Draw the luck of all candidates for a phrase, given the order that is seen.

    Args:
        search: at least `lineup.FEWEST` results with a known Q.
        own: our page, among the results or not; if not, it stands somewhere below those shown.
        ranking: the effect of links.
        chance: where the draws come from.
    """
    lineup = lineup_of(_with_known(search, own), own.page_key)
    if lineup.own is not None:
        lineup = first_places(lineup, max(lineup.own, PLACES) + _BELOW)
    effect = ranking.effect(search, chance)
    normal = chance.stream(f"quality {search.keyword}").standard_normal((2, len(lineup.places) + 1, WORLDS))
    pages = page_qualities(lineup, (own.quality,), normal[0])
    sites = site_qualities(lineup, (own.site_quality,), pages, normal[1])
    strengths = strengths_of(pages, sites, effect.page, effect.site)
    listed = len(lineup.places)
    outsider = strengths[:, listed] if lineup.own is None else None
    places = max(listed, PLACES + 1) + _BELOW
    order = order_of(
        lineup, strengths[:, :listed], ranking.spreads.variance(effect), ranking.candidates, places, outsider
    )
    uniforms = even_uniforms(chance.stream(f"luck {search.keyword}"), places + 1, WORLDS, LUCK)
    scores = scores_given(chain_of(order), uniforms[1:])
    mine = listed if lineup.own is None else lineup.own
    own_scores = scores[mine] if outsider is None else score_below(outsider, scores[lineup.shown - 1], uniforms[0])
    known = ~np.isnan(pages[:, 0])
    known[[mine, listed]] = False
    seen = np.flatnonzero(known)
    unseen = [place for place in range(places) if place not in seen and place != lineup.own]
    return Race(
        page=own.page,
        page_key=own.page_key,
        keyword=search.keyword,
        effect=Effect(effect.page * ranking.caused, effect.site * ranking.caused),
        own=Standing(pages[[mine]], sites[[mine]], own_scores[None]),
        known=Standing(pages[seen], sites[seen], scores[seen]),
        unknown=scores[unseen],
        largest=max(result.quality.middle for result in known_results(search) if result.quality),
    )


def _with_known(search: ResultsPage, own: OwnPage) -> ResultsPage:
    """Put into the results what is known of the own page."""
    results = (
        replace(result, quality=own.quality, site_quality=own.site_quality)
        if result.page_key == own.page_key
        else result
        for result in search.results
    )
    return replace(search, results=tuple(results))

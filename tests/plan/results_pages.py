"""Small results pages for tests."""

from collections.abc import Sequence

import numpy as np

from linkwright.plan.chance import Chance
from linkwright.plan.entering import OwnPage, enter_race
from linkwright.plan.evidence import Result, ResultsPage
from linkwright.plan.races import Outlook, Race
from linkwright.plan.ranking import Ranking, fit_ranking
from linkwright.rubric.priors import built_in_priors
from linkwright.vocabulary.numbers import Interval

OWN = "ours.test/guide"
CHANCE = Chance(draws=400)
STILL = Outlook(np.ones(1), np.ones(1))


def exactly(value: float) -> Interval:
    return Interval(value, value, value)


def result(
    position: float,
    quality: float | None,
    *,
    own: bool = False,
    page: str | None = None,
    measured: bool = True,
    site_quality: float | None = None,
) -> Result:
    key = page or (OWN if own else f"site{position:g}.test/page")
    return Result(
        position=position,
        page=f"https://{key}",
        page_key=key,
        site=key.split("/")[0],
        own=own,
        quality=None if quality is None else exactly(quality),
        measured=measured,
        site_quality=None if site_quality is None else exactly(site_quality),
        referring_domains=None,
    )


def results_page(
    qualities: Sequence[float | None], own: float | None = 8, own_quality: float = 3.0, keyword: str = "garden sheds"
) -> ResultsPage:
    """Results of these Q in order; the own page at its position, between them or below, or nowhere."""
    depth = len(qualities) + (own is not None and own <= len(qualities) + 1)
    free = [place for place in range(1, depth + 1) if place != own]
    results = [result(place, quality) for place, quality in zip(free, qualities, strict=True)]
    if own is not None:
        results.append(result(own, own_quality, own=True))
    return ResultsPage(keyword, 100.0, None, depth, tuple(results), (), ("serp.csv",))


def studies() -> Ranking:
    """The effect of links as the studies have it."""
    return fit_ranking((), built_in_priors(), CHANCE)


def race(search: ResultsPage, own_quality: float = 3.0, ranking: Ranking | None = None) -> Race:
    own = OwnPage(f"https://{OWN}", OWN, exactly(own_quality), exactly(own_quality))
    return enter_race(search, own, ranking or studies(), CHANCE)

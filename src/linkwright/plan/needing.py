"""What each page needs for each phrase: Q, chances, rivals, doubts. Links needed for it come after (`need.py`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from linkwright.compare.owners import best_by_owner
from linkwright.compare.qualities import total_quality
from linkwright.plan.chance import Chance, Draws
from linkwright.plan.doubts import doubts_of
from linkwright.plan.entering import OwnPage, enter_race
from linkwright.plan.evidence import Evidence, ResultsPage
from linkwright.plan.lineup import FEWEST, known_results
from linkwright.plan.luck import Floats
from linkwright.plan.model import Assumption, CurvePoint, Refusal, Request, Rivals
from linkwright.plan.page_quality import of_pages
from linkwright.plan.races import Outlook, Race
from linkwright.plan.ranking import Ranking, fit_ranking
from linkwright.plan.rivals import rivals_of
from linkwright.urls import canonical_url, page_key
from linkwright.vocabulary.numbers import Interval

_POINTS = 13  # of a curve
LEAST, SUREST = 0.01, 0.99  # no chance is said to be surer: all but links is held as it is, which it will not be


@dataclass(frozen=True)
class KeywordNeed:
    """What one page needs for one phrase, all of `model.PageNeed` that rests on ranks alone.

    Attributes:
        target: the part of the results wanted, 10 or 3.
        race: for chances at any added Q.
        ceiling: added Q beyond which there is no plan.
        quality_needed: Q to add, one value a draw; None when links alone are unlikely to do it.
        no_effect: P(the rank does not change) with the middle of `quality_needed`, or with the ceiling.
        reached_without: P(target) with nothing added.
        at_ceiling: P(target) with the ceiling added.
    """

    page: str
    page_key: str
    keyword: str
    volume: float | None
    position: float | None
    target: int
    quality_now: Interval
    rivals: Rivals
    race: Race
    ceiling: float
    quality_needed: Draws | None
    top_10: tuple[CurvePoint, ...]
    top_3: tuple[CurvePoint, ...]
    no_effect: float
    reached_without: Interval
    at_ceiling: Interval
    links_alone_unlikely: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Needs:
    """What was found out, what could not be, and what it rests on."""

    needs: tuple[KeywordNeed, ...]
    refusals: tuple[Refusal, ...]
    assumptions: tuple[Assumption, ...]


def needs(evidence: Evidence, request: Request, outlook: Outlook, chance: Chance) -> Needs:
    """Work out the need of every own page and phrase asked for.

    Args:
        evidence: results pages, and the own side first.
        request: pages, phrases, target and confidence.
        outlook: what happens by itself until the horizon.
        chance: where the draws come from.
    """
    ranking = fit_ranking(evidence.searches, evidence.priors, chance)
    wanted = {phrase.casefold() for phrase in request.keywords}
    own_side = evidence.sides[0]
    own_qualities = of_pages(own_side, evidence.priors)
    whole = total_quality(best_by_owner(own_side.domains), evidence.priors)
    found: list[KeywordNeed] = []
    refusals: list[Refusal] = []
    searches = [search for search in evidence.searches if not wanted or search.keyword.casefold() in wanted]
    for search in _of_pages(searches, request):
        answer = _own_pages(search, request, whole, own_qualities)
        if isinstance(answer, Refusal):
            refusals.append(answer)
        else:
            found += [_need(search, own, ranking, request, outlook, chance, evidence) for own in answer]
    refusals += _phrases_unknown(wanted - {search.keyword.casefold() for search in searches})
    if not evidence.searches:
        refusals.append(_refusal("how many links a page needs", "no results page is known"))
    return Needs(tuple(found), tuple(refusals), ranking.assumptions)


def asked_pages(request: Request) -> dict[str, str]:
    """Folded address -> address of the pages asked for."""
    return {page_key(canonical_url(page) or page): page for page in request.pages}


def _of_pages(searches: Sequence[ResultsPage], request: Request) -> Sequence[ResultsPage]:
    """Where pages are asked for and no phrases, the phrases these rank for, if they do for any."""
    if not request.pages or request.keywords:
        return searches
    asked = asked_pages(request)
    return [search for search in searches if any(result.page_key in asked for result in search.results)] or searches


def _own_pages(
    search: ResultsPage, request: Request, whole: Interval, qualities: Mapping[str, Interval]
) -> tuple[OwnPage, ...] | Refusal:
    """Own pages to judge for a phrase: those asked for, else the best placed one; or what is missing."""
    question = f"how many links “{search.keyword}” needs"
    rivals = [result for result in known_results(search) if not result.own]
    if len(rivals) < FEWEST:
        return _refusal(
            question,
            f"only {len(rivals)} of its results have known links; {FEWEST} are needed",
            "Import the backlinks of those who rank, or a results export with their referring domains.",
        )
    ranked = sorted((result for result in search.results if result.own), key=lambda result: result.position)
    asked = asked_pages(request)
    if asked:
        pages = {key: asked[key] for key in asked if any(result.page_key == key for result in ranked)}
        if not pages and request.keywords:
            pages = asked
    else:
        pages = {result.page_key: result.page for result in ranked[:1]}
    if not pages:
        return _refusal(
            question,
            "which page of yours should rank for it is not known",
            "Import rankings or Search Console queries that show it, or name it with --page and --keyword.",
        )
    measured = {result.page_key: result.quality for result in ranked if result.quality}
    nothing = Interval(0.0, 0.0, 0.0)
    return tuple(
        OwnPage(page, key, measured.get(key, qualities.get(key, nothing)), whole) for key, page in pages.items()
    )


def _need(
    search: ResultsPage,
    own: OwnPage,
    ranking: Ranking,
    request: Request,
    outlook: Outlook,
    chance: Chance,
    evidence: Evidence,
) -> KeywordNeed:
    race = enter_race(search, own, ranking, chance)
    needed = race.quality_needed(request.top, request.confidence, outlook, chance.draws)
    curve = race.ceiling * np.linspace(0.0, 1.0, _POINTS) ** 2
    ends = race.chance_of(request.top, np.array([0.0, race.ceiling]), outlook)
    return KeywordNeed(
        page=own.page,
        page_key=own.page_key,
        keyword=search.keyword,
        volume=search.volume,
        position=min((r.position for r in search.results if r.page_key == own.page_key), default=None),
        target=request.top,
        quality_now=own.quality,
        rivals=rivals_of(search, own),
        race=race,
        ceiling=race.ceiling,
        quality_needed=needed,
        top_10=_curve(curve, race.chance_of(10, curve, outlook)),
        top_3=_curve(curve, race.chance_of(3, curve, outlook)),
        no_effect=unsure(race.no_effect(race.ceiling if needed is None else float(np.median(needed)), outlook)),
        reached_without=band(ends[:, 0]),
        at_ceiling=band(ends[:, 1]),
        links_alone_unlikely=needed is None,
        doubts=doubts_of(search, own, evidence.today),
    )


def band(chances: Floats) -> Interval:
    """A probability with its band, from one a world. The middle is the mean over worlds: the probability itself."""
    low, high = np.quantile(chances, (0.1, 0.9))
    return Interval(*(unsure(float(each)) for each in (low, np.clip(chances.mean(), low, high), high)))


def unsure(probability: float) -> float:
    """A probability no lower than `LEAST` and no higher than `SUREST`."""
    return min(max(probability, LEAST), SUREST)


def _curve(added: Floats, chances: Floats) -> tuple[CurvePoint, ...]:
    return tuple(CurvePoint(float(more), band(chances[:, at])) for at, more in enumerate(added))


def _phrases_unknown(phrases: set[str]) -> list[Refusal]:
    return [
        _refusal(f"how many links “{phrase}” needs", "no results page of it is known") for phrase in sorted(phrases)
    ]


def _refusal(
    question: str,
    missing: str,
    todo: str = "Import an export of the results of the phrase (position, page, its links).",
) -> Refusal:
    return Refusal(question, missing, todo)

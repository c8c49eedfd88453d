"""The pages of a plan: what clicks they would bring, how the links are shared out over them, what each then reaches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from linkwright.plan.allocation import PageCurve, Raced, page_curves, share_out
from linkwright.plan.amount import page_needs
from linkwright.plan.chance import Chance, Draws, interval
from linkwright.plan.clicks import ClickCurve, fit_clicks
from linkwright.plan.effort import Blend
from linkwright.plan.evidence import Evidence
from linkwright.plan.internal_links import InternalLinks
from linkwright.plan.mix import whole
from linkwright.plan.model import Assumption, PageNeed, PageShare, Refusal
from linkwright.plan.need import links_needed
from linkwright.plan.needing import KeywordNeed, band, unsure
from linkwright.plan.races import Outlook

_POINTS = 13  # of the curve of clicks of a page


@dataclass(frozen=True)
class Clicks:
    """What places are worth.

    Attributes:
        curve: clicks by place; None where no results page is known.
        curves: clicks a month of each page against added Q; pages nobody counts the searches of are not among them.
        now: clicks a month of all these pages as they rank now, one value a draw.
        unmoved: the same at the horizon when nothing is done.
        refusals, assumptions, words: what cannot be said, what it rests on, what the reader has to know.
    """

    curve: ClickCurve | None
    curves: tuple[PageCurve, ...]
    now: Draws
    unmoved: Draws
    refusals: tuple[Refusal, ...]
    assumptions: tuple[Assumption, ...]
    words: tuple[str, ...]


def clicks_of(found: Sequence[KeywordNeed], evidence: Evidence, outlook: Outlook, chance: Chance) -> Clicks:
    """Work out what clicks the pages bring, now and at the horizon, against added Q."""
    if not found:
        nothing = np.zeros(chance.draws)
        return Clicks(None, (), nothing, nothing, (), (), ())
    curve = fit_clicks(
        evidence.clicks,
        evidence.priors,
        chance,
        brands=evidence.brand_names,
        searches=evidence.searches,
        months=evidence.clicks_months,
    )
    searches = {search.keyword: search for search in evidence.searches}
    ceilings = _ceilings(found)
    raced = []
    for need in found:
        added = ceilings[need.page] * np.linspace(0.0, 1.0, _POINTS) ** 2
        raced.append(Raced(need.page, searches[need.keyword], added, need.race.rank_chances(added, outlook)))
    curves, refusals = page_curves(raced, curve, InternalLinks(evidence), chance)
    return Clicks(
        curve=curve,
        curves=curves,
        now=_now(found, curve, evidence, chance),
        unmoved=np.sum([each.clicks[:, 0] for each in curves], axis=0) if curves else np.zeros(chance.draws),
        refusals=refusals,
        assumptions=tuple(curve.assumptions),
        words=tuple(curve.words),
    )


def share_links(
    found: Sequence[KeywordNeed], clicks: Clicks, links: int, kept_quality: Draws, evidence: Evidence
) -> tuple[PageShare, ...]:
    """Share whole links out over pages: by the clicks they bring, or by need where nobody counts the searches.

    The pages of either kind get as large a part of the links as they have of the need.
    """
    medians = {page: float(np.median(draws)) for page, draws in page_needs(found).items()}
    counted = {curve.page for curve in clicks.curves}
    others = {page: median for page, median in medians.items() if page not in counted}
    whole_need = sum(medians.values())
    part = sum(others.values()) / whole_need if whole_need else 0.0
    by_need = round(part * links) if counted else links
    shared = share_out(clicks.curves, links - by_need, kept_quality) if counted else ()
    return (*shared, *_by_need(found, others, by_need, kept_quality, InternalLinks(evidence)))


def _by_need(
    found: Sequence[KeywordNeed], needed: Mapping[str, float], links: int, kept_quality: Draws, internal: InternalLinks
) -> tuple[PageShare, ...]:
    medians = np.array(list(needed.values()))
    if not medians.sum():
        return ()
    return tuple(
        PageShare(
            page=page,
            keywords=tuple(dict.fromkeys(need.keyword for need in found if need.page == page)),
            links=count,
            quality=count * float(kept_quality.mean()),
            clicks=None,
            internal_first=internal.first(page),
        )
        for page, count in zip(needed, whole(medians / medians.sum(), links), strict=True)
    )


def reached(
    found: Sequence[KeywordNeed], shares: Sequence[PageShare], blend: Blend, outlook: Outlook
) -> tuple[PageNeed, ...]:
    """Finish the needs: links for each, and the chance of the target with what the plan gives the page."""
    given = {share.page: share.quality for share in shares}
    return tuple(_finished(need, given, blend, outlook) for need in found)


def _finished(need: KeywordNeed, given: Mapping[str, float], blend: Blend, outlook: Outlook) -> PageNeed:
    added = given.get(need.page, 0.0)
    quality = need.quality_needed
    return PageNeed(
        page=need.page,
        keyword=need.keyword,
        volume=need.volume,
        position=need.position,
        target=need.target,
        quality_now=need.quality_now,
        rivals=need.rivals,
        quality_needed=None if quality is None else interval(quality),
        links_needed=None if quality is None else interval(links_needed(quality, blend.kept_quality)),
        top_10=need.top_10,
        top_3=need.top_3,
        no_effect=unsure(need.race.no_effect(added, outlook)) if added else need.no_effect,
        reached=band(need.race.chance_of(need.target, np.array([added]), outlook)[:, 0]),
        reached_without=need.reached_without,
        links_alone_unlikely=need.links_alone_unlikely,
        doubts=need.doubts,
    )


def _now(found: Sequence[KeywordNeed], curve: ClickCurve, evidence: Evidence, chance: Chance) -> Draws:
    """Clicks as the pages rank now: nothing decays, nobody grows."""
    still = Outlook(np.ones(chance.draws), np.ones(chance.draws))
    searches = {search.keyword: search for search in evidence.searches}
    total = np.zeros(chance.draws)
    for need in found:
        expected = curve.expected(searches[need.keyword], need.race.rank_chances(np.zeros(1), still), chance)
        if expected is not None:
            total += expected[:, 0]
    return total


def _ceilings(found: Sequence[KeywordNeed]) -> Mapping[str, float]:
    ceilings: dict[str, float] = {}
    for need in found:
        ceilings[need.page] = max(need.ceiling, ceilings.get(need.page, 0.0))
    return ceilings

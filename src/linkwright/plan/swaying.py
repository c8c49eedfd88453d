"""Which assumptions the number of links of a plan is tried against, and how it is worked out anew."""

from collections.abc import Sequence

import numpy as np

from linkwright.plan.amount import Amount, Basis, page_needs
from linkwright.plan.chance import Chance, Draws
from linkwright.plan.grounds import Grounds, middle_rival
from linkwright.plan.model import Request, Sway
from linkwright.plan.need import links_needed, missing_quality
from linkwright.plan.needing import KeywordNeed
from linkwright.plan.races import WORLDS, Outlook
from linkwright.plan.sways import Parts, sways

GROWTH = "growth of the rivals' quality"
OWN_GROWTH = "own quality at the end against today, with no planned link"
QUALITY = "value / 100 of a link won"
KEPT = "share of the links won that stands"
EFFECT = "effect of links on the rank"
GAP = "quality of the middle competitor"
OWN = "own quality"
_MOST = 12  # pages worked out anew, those that need most; the others stay as they are
_NEAR = 0.1  # share of worlds on either side of an effect of links that stand for it


def tornado(
    found: Sequence[KeywordNeed], known: Grounds, planned: Amount, request: Request, chance: Chance
) -> tuple[Sway, ...]:
    """Try the number of links needed against each assumption; empty where none is known to be needed."""
    parts = {
        GROWTH: known.outlook.rivals_growth,
        OWN_GROWTH: known.outlook.own_growth,
        QUALITY: known.blend.quality,
        KEPT: known.blend.kept_quality / known.blend.quality,
    }
    if planned.basis is Basis.SITE:
        rival = middle_rival(known, chance)
        if rival is None:
            return ()
        return sways(lambda now: _of_site(now, request), {**parts, GAP: rival, OWN: known.quality})
    if planned.basis is not Basis.PAGES:
        return ()
    needed = page_needs(found)
    pages = sorted(needed, key=lambda page: -float(np.median(needed[page])))[:_MOST]
    chosen = [need for need in found if need.page in pages and need.quality_needed is needed[need.page]]
    rest = sum((draws for page, draws in needed.items() if page not in pages), np.zeros(chance.draws))
    effect = np.repeat(chosen[0].race.effect.page, -(-chance.draws // WORLDS))[: chance.draws]
    return sways(
        lambda now: _of_pages(now, chosen, rest, request, chance, effect),
        {**parts, EFFECT: effect},
    )


def _of_site(now: Parts, request: Request) -> float:
    missing = missing_quality(now[GAP], now[GROWTH], now[OWN], now[OWN_GROWTH])
    return float(np.quantile(links_needed(missing, now[QUALITY] * now[KEPT]), request.confidence))


def _of_pages(
    now: Parts, chosen: Sequence[KeywordNeed], rest: Draws, request: Request, chance: Chance, effect: Draws
) -> float:
    """The middle of the links needed; a page that can no longer be taken to its target needs its ceiling at least."""
    outlook = Outlook(now[GROWTH], now[OWN_GROWTH])
    missing = rest.copy()
    for need in chosen:
        quality = need.race.quality_needed(request.top, request.confidence, outlook, chance.draws)
        missing += need.ceiling if quality is None else quality
    links = links_needed(missing, now[QUALITY] * now[KEPT])
    return float(np.median(links[_worlds_like(now[EFFECT], effect)]))


def _worlds_like(asked: Draws, effect: Draws) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """The draws whose effect of links is near the one asked for; all of them where it is as drawn."""
    if asked is effect:
        return np.ones(len(effect), dtype=bool)
    place = float(np.mean(effect <= asked[0]))
    low, high = np.quantile(effect, (max(0.0, place - _NEAR), min(1.0, place + _NEAR)))
    near: np.ndarray[tuple[int], np.dtype[np.bool_]] = (effect >= low) & (effect <= high)
    return near

"""How many links in all: what the pages need, or the gap of the site, as far as money and hours go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from linkwright.plan.chance import Chance, Draws
from linkwright.plan.effort import NO_LIMIT, affordable
from linkwright.plan.grounds import Grounds, middle_rival
from linkwright.plan.model import Request
from linkwright.plan.need import links_needed, missing_quality
from linkwright.plan.needing import KeywordNeed


class Basis(StrEnum):
    """What the number of links comes from."""

    PAGES = "pages"  # what the pages need that links can take to their target
    SITE = "site"  # no page's need is known or reachable: the gap of the whole site to the middle competitor
    MEANS = "means"  # nobody to compare with: what money and hours buy
    NONE = "none"  # neither


@dataclass(frozen=True)
class Amount:
    """The number of links of a plan.

    Attributes:
        basis: what it comes from.
        needed: links needed, one value a draw; None where that cannot be told.
        links: to win in all, one value a draw: needed, and affordable; None with no basis.
        planned: whole links that are shared out; no more than are affordable.
        limited: money or hours allow fewer than are needed.
    """

    basis: Basis
    needed: Draws | None
    links: Draws | None
    planned: int
    limited: bool


def amount(found: Sequence[KeywordNeed], known: Grounds, request: Request, chance: Chance) -> Amount:
    """Say how many links the plan is for.

    The planned number is the middle of what is needed: that the target is reached as surely as asked for is in the
    quality that each page needs already. The gap of a site has no such chance in it, there it is the quantile asked for.
    """
    limit = affordable(known.blend, request.budget, request.hours)
    pages = page_needs(found)
    if pages:
        basis, sure, missing = Basis.PAGES, 0.5, sum(pages.values())
    else:
        rival = middle_rival(known, chance)
        if rival is None:
            return _by_means(known, request, limit)
        basis, sure = Basis.SITE, request.confidence
        missing = missing_quality(rival, known.outlook.rivals_growth, known.quality, known.outlook.own_kept)
    needed = links_needed(missing, known.blend.kept_quality)
    wanted = float(np.quantile(needed, sure))
    return Amount(
        basis=basis,
        needed=needed,
        links=np.minimum(needed, _bought(known, request)),
        planned=int(min(np.ceil(wanted), limit)),
        limited=limit < wanted,
    )


def page_needs(found: Sequence[KeywordNeed]) -> Mapping[str, Draws]:
    """Q that each page needs, for the most demanding of the phrases that links can win for it."""
    pages: dict[str, Draws] = {}
    for need in found:
        if need.quality_needed is None:
            continue
        before = pages.get(need.page)
        if before is None or np.median(before) < np.median(need.quality_needed):
            pages[need.page] = need.quality_needed
    return pages


def _by_means(known: Grounds, request: Request, limit: float) -> Amount:
    if limit == NO_LIMIT:
        return Amount(Basis.NONE, None, None, 0, limited=False)
    return Amount(Basis.MEANS, None, _bought(known, request), int(limit), limited=True)


def _bought(known: Grounds, request: Request) -> Draws:
    """Links that money and hours buy, one value a draw."""
    by_money = np.inf if request.budget is None else request.budget / known.blend.cost
    by_hours = np.inf if request.hours is None else request.hours / known.blend.hours
    bought: Draws = np.broadcast_to(np.minimum(by_money, by_hours), known.blend.cost.shape)
    return bought

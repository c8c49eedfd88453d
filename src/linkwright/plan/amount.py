"""How many links in all: what the pages need, or the gap of the site, as far as money and hours go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
        wanted: whole links that would do; 0 where that cannot be told.
        planned: whole links that are shared out, no more than money, hours and pace allow.
        limited: what allows fewer than are wanted, in words; empty where nothing does.
    """

    basis: Basis
    needed: Draws | None
    wanted: int
    planned: int
    limited: str = ""

    def within(self, most: float, limit: str) -> "Amount":
        """The same with at most so many planned."""
        if self.planned <= most:
            return self
        return replace(self, planned=int(most), limited=limit)


def amount(found: Sequence[KeywordNeed], known: Grounds, request: Request, chance: Chance) -> Amount:
    """Say how many links the plan is for.

    The number wanted is the middle of what is needed: that the target is reached as surely as asked for is in the
    quality that each page needs already. The gap of a site has no such chance in it; there it is that quantile.
    """
    limit = affordable(known.blend, request.budget, request.hours)
    basis, missing = _missing(found, known, chance)
    if missing is None:
        if limit == NO_LIMIT:
            return Amount(Basis.NONE, None, 0, 0)
        return Amount(Basis.MEANS, None, 0, int(limit))
    needed = links_needed(missing, known.blend.kept_quality)
    wanted = int(np.ceil(np.quantile(needed, request.confidence if basis is Basis.SITE else 0.5)))
    return Amount(basis, needed, wanted, wanted).within(limit, _limit(request))


def _limit(request: Request) -> str:
    if request.budget is not None and request.hours is not None:
        return "the budget or the hours"
    return "the budget" if request.hours is None else "the hours"


def _missing(found: Sequence[KeywordNeed], known: Grounds, chance: Chance) -> tuple[Basis, Draws | None]:
    """Q to add, and what that comes from."""
    pages = page_needs(found)
    if pages:
        return Basis.PAGES, np.sum(list(pages.values()), axis=0)
    rival = middle_rival(known, chance)
    if rival is None:
        return Basis.MEANS, None
    outlook = known.outlook
    return Basis.SITE, missing_quality(rival, outlook.rivals_growth, known.quality, outlook.own_growth)


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

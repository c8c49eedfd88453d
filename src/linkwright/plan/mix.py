"""What kind of links: ours, those of the sites that rank, and what the new ones should be so that ours come to theirs.

With `stock` what we have of each value and still have at the horizon, `middle` the medians of theirs made to add up
to 1, and `new` what the plan adds, a value lacks `max(0, middle (stock + new) - stock)`. New links in proportion to
what is lacking come as near to the middle as any can (sum of absolute differences), but all may then be of one kind.
So they are a blend of what is lacking and of the middle itself: as much of the first as leaves no kind with a larger
share than nine in ten of theirs have. Either part brings ours nearer to the middle, and so does the blend.

Quality first. Nothing is aimed at just because rivals have it: `Aspect.never` names what is worth no work (weak and
suspect links) or best left to others (exact-match anchors, links not followed). Suspect domains count in the tiers
only. Where kinds differ in worth (source type, topic, landing page) shares are of Q and not of domains, so a thousand
worthless directories of a rival do not ask for a thousand of ours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from linkwright.compare.owners import best_by_owner
from linkwright.compare.side import Side
from linkwright.plan.evidence import ResultsPage
from linkwright.plan.mix_aspects import (
    ASPECTS,
    LANDING,
    LEAST_DOMAINS,
    REST,
    Aspect,
    Stock,
    landing,
    stock,
)
from linkwright.plan.model import MixTarget, PageShare, Refusal
from linkwright.vocabulary.numbers import percent

Numbers = NDArray[np.float64]

LEAST_RIVALS: Final = 3  # below, their spread is not known
_SHOWN = 12  # values of one aspect; more are `others`
_MOSTLY = 0.8  # share of domains whose value is known, below which the reader is told
_PAGES_NAMED = 3


@dataclass(frozen=True)
class NewLinks:
    """The links a plan wins.

    Attributes:
        links: to win.
        quality_each: Q one of them brings, on average.
        kept: share of them that stands at the horizon.
        stock_kept: share of what we have now that does.
    """

    links: int
    quality_each: float
    kept: float
    stock_kept: float


@dataclass(frozen=True)
class Mix:
    """What to aim at, and what cannot be said."""

    targets: tuple[MixTarget, ...]
    refusals: tuple[Refusal, ...]


def aim_mix(
    own: Side,
    rivals: Sequence[Side],
    searches: Sequence[ResultsPage],
    new: NewLinks,
    shares: Sequence[PageShare] = (),
) -> Mix:
    """Return for each aspect and value what we have, what they have, and how many of the new links to aim at it.

    Args:
        own: the site under study.
        rivals: its competitors.
        searches: results pages known: then only the competitors that rank in them count, if any do.
        new: the links of the plan.
        shares: which pages they go to; these decide the landing pages.
    """
    ranking = {result.site for search in searches for result in search.results if not result.own}
    those_who_rank = [rival for rival in rivals if rival.site in ranking]
    compared = [best_by_owner(rival.domains) for rival in those_who_rank or rivals]
    ours = best_by_owner(own.domains)
    if not compared or len(ours) < LEAST_DOMAINS:
        return Mix((), (_no_mix(len(ours), len(compared)),))
    whom = "those who rank" if those_who_rank else "your competitors"
    targets: list[MixTarget] = []
    refusals: list[Refusal] = []
    for aspect in ASPECTS:
        mine = stock(aspect, ours)
        theirs = [found for each in compared if (found := stock(aspect, each)).enough]
        if mine.enough and theirs:
            targets += _Aim(aspect, mine, theirs, whom, new, shares).targets()
        else:
            refusals.append(_no_aspect(aspect, mine))
    return Mix(tuple(targets), tuple(refusals))


def whole(shares: Numbers, links: int) -> list[int]:
    """Share out whole links so that they add up: the largest remainders are rounded up."""
    exact = shares * links
    counts = np.floor(exact + 1e-9)
    short = links - int(counts.sum())
    for at in np.argsort(counts - exact, kind="stable")[:short]:
        counts[at] += 1
    return [int(count) for count in counts]


def towards_middle(theirs: Numbers, have: Numbers, added: float) -> Numbers:
    """Return the share of each value in what is added, so that all together come nearer to the middle of theirs.

    Args:
        theirs: (rivals, values) shares, not below 0; a rival without any says nothing.
        have: (values,) amounts of ours.
        added: amount that is added.
    """
    told = theirs[theirs.sum(axis=1) > 0]
    if not len(told):  # they have none of what is worth having: as ours is, else evenly
        return np.asarray(have / have.sum() if have.sum() > 0 else np.full(len(have), 1 / len(have)), dtype=np.float64)
    shares = told / told.sum(axis=1, keepdims=True)
    median = np.median(shares, axis=0)
    middle = median / median.sum() if median.sum() > 0 else shares.mean(axis=0)
    most = np.maximum(np.quantile(shares, 0.9, axis=0), middle)
    lack = np.maximum(middle * (have.sum() + added) - have, 0)
    if lack.sum() <= 0:
        return np.asarray(middle, dtype=np.float64)
    extra = lack / lack.sum() - middle
    above = extra > 0
    part = min(1.0, float(np.min((most - middle)[above] / extra[above], initial=1.0)))
    return np.asarray(middle + part * extra, dtype=np.float64)


@dataclass(frozen=True)
class _Aim:
    """One aspect of both sides, all that its targets are made from."""

    aspect: Aspect
    ours: Stock
    theirs: Sequence[Stock]
    whom: str
    new: NewLinks
    shares: Sequence[PageShare]

    def targets(self) -> list[MixTarget]:
        """Return one target a value, the most frequent among theirs first."""
        values = self._values()
        ours = self.ours.with_rest(values)
        table = np.array([[each.with_rest(values).share(value) for value in values] for each in self.theirs])
        low, median, high = np.quantile(table, (0.1, 0.5, 0.9), axis=0)
        wanted = self._wanted(values, np.array([ours.amounts[value] for value in values]), table)
        counts = whole(wanted, self.new.links) if self.new.links else [0] * len(values)
        return [
            self._target(value, ours.share(value), (float(low[at]), float(median[at]), float(high[at])), counts[at])
            for at, value in enumerate(values)
        ]

    def _values(self) -> list[str]:
        shares = {str(value): 0.0 for value in self.aspect.always}
        shares |= {value: 0.0 for each in (self.ours, *self.theirs) for value in each.amounts}
        for value in shares:
            shares[value] = float(np.median([each.share(value) for each in self.theirs]))
        ordered = sorted(shares, key=lambda value: (-shares[value], -self.ours.share(value), value))
        return ordered if len(ordered) <= _SHOWN else [*ordered[: _SHOWN - 1], REST]

    def _wanted(self, values: Sequence[str], have: Numbers, theirs: Numbers) -> Numbers:
        given = _by_page(values, self.shares) if self.aspect is LANDING else None
        if given is not None:
            return given
        aimed = np.array([value not in self.aspect.never for value in values])
        wanted = np.zeros(len(values))
        each = self.new.quality_each if self.aspect.by_quality else 1.0
        added = self.new.links * self.new.kept * each
        wanted[aimed] = towards_middle(theirs[:, aimed], have[aimed] * self.new.stock_kept, added)
        return wanted

    def _target(self, value: str, own: float, theirs: tuple[float, float, float], links: int) -> MixTarget:
        low, median, high = theirs
        return MixTarget(
            aspect=self.aspect.name,
            value=value,
            own=own,
            rivals_low=low,
            rivals_median=median,
            rivals_high=high,
            wanted=links / self.new.links if self.new.links else 0.0,
            links=links,
            reason=" ".join(self._reasons(value, own, theirs, links)),
        )

    def _reasons(self, value: str, own: float, theirs: tuple[float, float, float], links: int) -> list[str]:
        low, median, high = theirs
        unit = "link quality" if self.aspect.by_quality else "referring domains"
        spread = f", from {percent(low)} to {percent(high)}" if len(self.theirs) >= LEAST_RIVALS else ""
        told = [
            f"{percent(own)} of your {unit}; {percent(median)} in the middle of {self.whom}{spread}.",
            self._why(value, own, median, links),
        ]
        if len(self.theirs) < LEAST_RIVALS:
            told.append("With fewer than three competitors it is not known how far they differ.")
        if self.ours.known < _MOSTLY * self.ours.all:
            told.append(f"Known of {self.ours.known:,} of your {self.ours.all:,} referring domains only.")
        return told

    def _why(self, value: str, own: float, median: float, links: int) -> str:
        if value in self.aspect.never:
            return self.aspect.never[value]
        if self.aspect is LANDING and self.shares:
            return (
                f"{links:,} of {self.new.links:,}, as the pages with the most to gain are{_named(value, self.shares)}."
            )
        if links:
            return f"{links:,} of {self.new.links:,} new links, so that yours come nearer to the middle."
        return "You have enough of these." if own >= median else "Too little is lacking for a whole link."


def _by_page(values: Sequence[str], shares: Sequence[PageShare]) -> Numbers | None:
    """The landing pages as the plan's links are shared out; None where they are not."""
    total = sum(share.links for share in shares)
    if not total:
        return None
    given: Mapping[str, int] = {
        value: sum(share.links for share in shares if landing(share.page) == value) for value in values
    }
    return np.array([given[value] / total for value in values])


def _named(value: str, shares: Sequence[PageShare]) -> str:
    pages = [share.page for share in shares if share.links and landing(share.page) == value]
    if not pages:
        return " others"
    more = f" and {len(pages) - _PAGES_NAMED:,} more" if len(pages) > _PAGES_NAMED else ""
    return f" {', '.join(pages[:_PAGES_NAMED])}{more}"


def _no_mix(domains: int, rivals: int) -> Refusal:
    own = f"at least {LEAST_DOMAINS} referring domains of your own (there are {domains})"
    return Refusal(
        question="What kind of links should the new ones be?",
        missing=own if rivals else "backlinks of competitors",
        todo="Import more exports of your own backlinks." if rivals else "Import a competitor's backlink export.",
    )


def _no_aspect(aspect: Aspect, ours: Stock) -> Refusal:
    whose = "a competitor's" if ours.enough else "your own"
    return Refusal(
        question=f"Which {aspect.name} should the new links have?",
        missing=f"the {aspect.name} of at least {LEAST_DOMAINS} of {whose} referring domains",
        todo=f"Import an export that says it for {whose} backlinks, or check the links (`linkwright verify`).",
    )

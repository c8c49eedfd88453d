"""One results page and one own page: what happens to its rank when quality is added, everything else staying as it is.

The luck of everybody is drawn once, given the order that is seen (`luck.py`); adding quality raises the own score only,
so the chance of a place never falls with quality, never rises with rivals' growth and never rises with own decay, draw
by draw. It may rise with the strength of one single rival: a weak page that outranks ours says that ours lacks
something else than links.

Two kinds of not knowing are kept apart: `WORLDS` values of what we could learn (the effect of links, Q of the results,
how many candidates there are) give the band of a probability; `LUCK` draws in each give the probability.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkwright.plan.chance import Draws
from linkwright.plan.luck import Floats

WORLDS = 100
LUCK = 40
PLACES = 10  # ranks told apart; beyond is one
CEILING = 3.0  # times the largest Q of the results: more than that is no plan (SCIENCE A11)


@dataclass(frozen=True)
class Outlook:
    """What happens by itself until the horizon.

    Attributes:
        rivals_growth: factor by which rivals' Q grows, one a draw; 1 is none.
        own_growth: factor by which the own Q does: what still stands of it, and what links add that come unasked.
    """

    rivals_growth: Draws
    own_growth: Draws


@dataclass(frozen=True)
class Effect:
    """What log(1 + Q) of a page and of its site add to a score, in standard deviations of luck; one value a world."""

    page: Floats
    site: Floats


@dataclass(frozen=True)
class Standing:
    """Q of competitors or of the own page, and their scores.

    Attributes:
        page_quality, site_quality: (items, worlds).
        scores: (items, worlds, luck).
    """

    page_quality: Floats
    site_quality: Floats
    scores: Floats


@dataclass(frozen=True)
class Race:
    """One own page among the results of one search phrase.

    Attributes:
        page, page_key: address of the own page, and the folded one.
        effect: of links that are added or lost.
        own: one item.
        known: rivals with a known Q.
        unknown: scores of rivals without, (items, worlds, luck).
        largest: the largest Q of a result shown.
    """

    page: str
    page_key: str
    keyword: str
    effect: Effect
    own: Standing
    known: Standing
    unknown: Floats
    largest: float

    @property
    def ceiling(self) -> float:
        """The most added Q that is still called a plan."""
        return CEILING * max(self.largest, 1.0)

    def chance_of(self, top: int, added: Floats, outlook: Outlook) -> Floats:
        """P(rank <= top) with `added` (k,) Q more, per world: (worlds, k). `top` is at most `PLACES`."""
        best = np.sort(self._rivals(outlook), axis=0)[-top]
        return np.stack([(self._own(more, outlook) > best).mean(axis=1) for more in added], axis=1)

    def rank_chances(self, added: Floats, outlook: Outlook) -> Floats:
        """P(rank = 1 ... 10, beyond) for each of `added` (k,), over everything not known: (k, 11)."""
        best = np.sort(self._rivals(outlook), axis=0)[: -PLACES - 1 : -1]
        reached = np.stack([(self._own(more, outlook) > best).mean(axis=(1, 2)) for more in added])
        return np.diff(reached, axis=1, prepend=0.0, append=1.0)

    def places(self, added: float, outlook: Outlook) -> NDArray[np.int64]:
        """The rank in every world and luck, 1 to `PLACES`, and one more for all beyond: (worlds, luck)."""
        best = np.sort(self._rivals(outlook), axis=0)[: -PLACES - 1 : -1]
        places: NDArray[np.int64] = 1 + (best >= self._own(added, outlook)).sum(axis=0)
        return places

    def no_effect(self, added: float, outlook: Outlook) -> float:
        """P(the rank is the same with `added` Q as without), among those whose scores are drawn."""
        rivals = self._rivals(outlook)
        without, with_it = self._own(0.0, outlook), self._own(added, outlook)
        return float(np.mean(~np.any((rivals >= without) & (rivals < with_it), axis=0)))

    def quality_needed(self, top: int, confidence: float, outlook: Outlook, draws: int) -> Draws | None:
        """Smallest added Q with P(rank <= top) >= confidence, in each world, repeated to `draws` values.

        Returns:
            None when half the worlds or more do not reach it with `ceiling`: links alone are unlikely to do it. Else
            worlds that do not reach it hold the ceiling.
        """
        added = self.ceiling * np.linspace(0.0, 1.0, 61) ** 2
        reached = self.chance_of(top, added, outlook)
        if np.mean(reached[:, -1] >= confidence) <= 0.5:
            return None
        needed = np.array([_crossing(added, chances, confidence) for chances in reached])
        return needed[np.arange(draws) * WORLDS // draws]

    def _own(self, added: float, outlook: Outlook) -> Floats:
        growth = _by_world(outlook.own_growth)
        page = _gain(self.own.page_quality[0][:, None], growth, added)
        site = _gain(self.own.site_quality[0][:, None], growth, added)
        scores: Floats = self.own.scores[0] + self.effect.page[:, None] * page + self.effect.site[:, None] * site
        return scores

    def _rivals(self, outlook: Outlook) -> Floats:
        """Scores at the horizon, (rivals, worlds, luck). Those of unknown Q move as the known ones do on average."""
        growth = _by_world(outlook.rivals_growth)
        page = self.effect.page[:, None] * _gain(self.known.page_quality[:, :, None], growth, 0.0)
        site = self.effect.site[:, None] * _gain(self.known.site_quality[:, :, None], growth, 0.0)
        moved = page + site
        return np.concatenate([self.known.scores + moved, self.unknown + moved.mean(axis=0)])


def cell_of_draws(draws: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """World and luck that go with each of so many draws of a plan, the same for all races and for `Outlook`."""
    cell = np.arange(draws) * (WORLDS * LUCK) // draws
    return cell // LUCK, cell % LUCK


def _gain(quality: Floats, factor: Floats, added: float) -> Floats:
    gained: Floats = np.log1p(quality * factor + added) - np.log1p(quality)
    return gained


def _by_world(draws: Draws) -> Floats:
    """Take evenly spread draws, so that world `w` sees those of its own stretch: (worlds, luck)."""
    spread: Floats = draws[np.arange(WORLDS * LUCK) * len(draws) // (WORLDS * LUCK)].reshape(WORLDS, LUCK)
    return spread


def _crossing(added: Floats, chances: Floats, confidence: float) -> float:
    """Where rising chances pass the confidence, between two points on a straight line."""
    after = int(np.argmax(chances >= confidence))
    if chances[after] < confidence:
        return float(added[-1])
    if after == 0:
        return float(added[0])
    part = (confidence - chances[after - 1]) / (chances[after] - chances[after - 1])
    return float(added[after - 1] + part * (added[after] - added[after - 1]))

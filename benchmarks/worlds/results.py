"""Invented results pages whose truth is known: who would rank where if one page had more links.

A candidate's score is `r` times what its links are worth plus everything else. The worlds differ in what plans assume:
how links and luck are distributed, how many candidates there are, whether luck is shared, whether links cause rank.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from linkwright.plan.evidence import Result, ResultsPage
from linkwright.vocabulary.numbers import Interval

Floats = NDArray[np.float64]

DEPTH = 20
CENTRE, SPREAD = 3.0, 1.6  # of log Q: a middle of 20 referring domains, heavy tails


@dataclass(frozen=True)
class World:
    """How rankings come about.

    Attributes:
        r: correlation of links and score among candidates; from page to page with the standard deviation `r_spread`.
        luck: normal, gumbel (Plackett and Luce) or t (three degrees of freedom).
        tails: links are lognormal, or heavy: log Q is t-distributed with three degrees of freedom.
        candidates: pages that could rank.
        shared: part of the variance of luck that groups of five candidates have in common.
        caused: part of `r` that links cause; the rest comes from content that earns links and rank alike.
        unknown: share of results whose links are not known.
        places: where the own page stands, from and to.
    """

    name: str
    r: float
    r_spread: float = 0.0
    luck: str = "normal"
    tails: str = "lognormal"
    candidates: int = 100
    shared: float = 0.0
    caused: float = 1.0
    unknown: float = 0.0
    places: tuple[int, int] = (11, 20)


@dataclass(frozen=True)
class Truth:
    """One results page and all that is behind it. Arrays are in the order of the results, unseen ones included."""

    search: ResultsPage
    own: int
    quality: Floats
    score: Floats
    effect: float  # on the score, of one unit of worth
    world: World

    def rank_with(self, added: float) -> int:
        """The rank of the own page with so much Q more, everything else the same."""
        before, after = worth(np.array([self.quality[self.own], self.quality[self.own] + added]), self.world)
        score = self.score[self.own] + self.effect * (after - before)
        return 1 + int(np.sum(np.delete(self.score, self.own) > score))

    def needed(self, top: int) -> float:
        """The smallest added Q that brings the own page there, by bisection; infinite beyond 10^6."""
        low, high = 0.0, 1e6
        if self.rank_with(high) > top:
            return float("inf")
        while high - low > 1e-3 * (1 + low):
            middle = (low + high) / 2
            low, high = (low, middle) if self.rank_with(middle) <= top else (middle, high)
        return high

    def spearman(self) -> float:
        """Of links and place among the results shown."""
        return float(stats.spearmanr(self.quality[:DEPTH], -np.arange(DEPTH)).statistic)


def results(world: World, pages: int, rng: np.random.Generator) -> Iterator[Truth]:
    """Draw so many results pages of a world."""
    for number in range(pages):
        r = float(np.clip(world.r + world.r_spread * rng.standard_normal(), 0.05, 0.9))
        links = rng.standard_normal(world.candidates)
        score = r * links + np.sqrt(1 - r * r) * _luck(world, rng)
        order = np.argsort(-score)
        quality = _quality(links, world)[order]
        own = int(rng.integers(world.places[0] - 1, world.places[1]))
        search = _search(f"{world.name} {number}", quality, own, world, rng)
        yield Truth(search, own, quality, score[order], r * world.caused, world)


def worth(quality: Floats, world: World) -> Floats:
    """What Q counts for in a world, a standard normal value among its candidates."""
    log_quality = (np.log(quality) - CENTRE) / SPREAD
    normal: Floats = stats.norm.ppf(stats.t.cdf(log_quality, 3)) if world.tails == "heavy" else log_quality
    return normal


def _luck(world: World, rng: np.random.Generator) -> Floats:
    count = world.candidates
    if world.luck == "gumbel":
        luck = (rng.gumbel(size=count) - np.euler_gamma) * np.sqrt(6) / np.pi
    elif world.luck == "t":
        luck = rng.standard_t(3, count) / np.sqrt(3)
    else:
        luck = rng.standard_normal(count)
    common = np.repeat(rng.standard_normal(-(-count // 5)), 5)[:count]
    mixed: Floats = np.sqrt(world.shared) * common + np.sqrt(1 - world.shared) * luck
    return mixed


def _quality(links: Floats, world: World) -> Floats:
    """Q of candidates from what their links are worth, a standard normal value."""
    log_quality = stats.t.ppf(stats.norm.cdf(links), 3) if world.tails == "heavy" else links
    quality: Floats = np.exp(CENTRE + SPREAD * log_quality)
    return quality


def _search(keyword: str, quality: Floats, own: int, world: World, rng: np.random.Generator) -> ResultsPage:
    hidden = rng.random(len(quality)) < world.unknown
    shown = [place for place in range(len(quality)) if place < DEPTH or place == own]
    return ResultsPage(
        keyword=keyword,
        volume=None,
        day=None,
        depth=DEPTH,
        results=tuple(
            Result(
                position=place + 1,
                page=f"https://site{place}.test/page",
                page_key=f"site{place}.test/page",
                site=f"site{place}.test",
                own=place == own,
                quality=None if hidden[place] and place != own else Interval(*[float(quality[place])] * 3),
                measured=True,
                site_quality=None,
                referring_domains=None,
            )
            for place in shown
        ),
        features=(),
        sources=(),
    )

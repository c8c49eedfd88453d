"""Bar 22: what a profile says when a fifth of its rows, or a whole source, is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.bars.reading import Reading, at_most
from benchmarks.judged import judged
from benchmarks.worlds.exports import Filled, exports
from benchmarks.worlds.natural import natural
from benchmarks.worlds.schemes import plant
from linkwright.vocabulary.site import Site

DROPPED = 0.2
_AUTHORITY = "spread of a referring domain's authority, points"
_VENDORS = "of the vendors' numbers on one scale; the product computes none of its own yet"
_OPPOSITES = {frozenset({"high", "suspect"})}
# What each referring domain is told to be: its tier, and its authority on the common scale of all vendors, 0 to 1.
Told = dict[str, tuple[str | None, float | None]]
_TOLD = """
select
  s.referring_domain,
  s.tier,
  n.authority
from domain_scores s
join domain_numbers n on s.referring_domain = n.referring_domain
"""


@dataclass(frozen=True)
class Moved:
    """Domains in both profiles, and what became of them.

    Attributes:
        domains: how many there are.
        flips: how many have another tier.
        opposite: of these, from high to suspect or back.
        authority: by how many points of 100 each one's authority differs, where both profiles know it.
    """

    domains: int
    flips: int
    opposite: int
    authority: tuple[float, ...]


def readings(seeds: Sequence[int]) -> list[Reading]:
    """Measure tier changes in profiles with a bought package in them."""
    by_rows, by_source = [], []
    for seed in seeds:
        planted = plant("bought package", natural(seed, competitors=0))
        files, site = exports(planted.world), planted.world.site
        whole = _told(files, site)
        by_rows.append(_moved(whole, _told([_thinned(each, seed) for each in files], site)))
        for source in sorted({each.export.source for each in files} - {"own-crawl", "linkwright"}):
            kept = [each for each in files if each.export.source != source]
            by_source.append(_moved(whole, _told(kept, site)))
    return [
        at_most(22, "tiers changed, a random fifth of rows dropped", 0.05, _share(by_rows), f"{len(by_rows)} profiles"),
        at_most(22, "tiers changed, one source dropped", 0.05, _share(by_source), f"{len(by_source)} drops"),
        at_most(
            22,
            "changes between high and suspect, either way of dropping",
            0.0,
            float(sum(each.opposite for each in (*by_rows, *by_source))),
        ),
        at_most(22, f"{_AUTHORITY}, a random fifth of rows dropped", 3.0, _spread(by_rows), _VENDORS),
        at_most(22, f"{_AUTHORITY}, one source dropped", 3.0, _spread(by_source), _VENDORS),
    ]


def _share(moves: Sequence[Moved]) -> float:
    return sum(each.flips for each in moves) / sum(each.domains for each in moves)


def _spread(moves: Sequence[Moved]) -> float:
    return float(np.std([points for each in moves for points in each.authority]))


def _told(files: Sequence[Filled], site: Site) -> Told:
    with judged(files, site) as found:
        rows = found.judgement.engine.query(_TOLD).to_pylist()
    return {row["referring_domain"]: (row["tier"], row["authority"]) for row in rows}


def _moved(before: Told, after: Told) -> Moved:
    pairs = [(before[name], after[name]) for name in sorted(before.keys() & after.keys())]
    flips = [frozenset({old[0] or "", new[0] or ""}) for old, new in pairs if old[0] != new[0]]
    known = [(old[1], new[1]) for old, new in pairs]
    authority = tuple(100 * (new - old) for old, new in known if old is not None and new is not None)
    return Moved(len(pairs), len(flips), sum(flip in _OPPOSITES for flip in flips), authority)


def _thinned(each: Filled, seed: int) -> Filled:
    kept = np.random.RandomState(seed).random_sample(each.rows.num_rows) >= DROPPED
    return Filled(each.export, each.rows.filter(kept))

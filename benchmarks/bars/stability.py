"""Bar 22: what a profile says when a fifth of its rows, or a whole source, is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.bars.reading import Reading, at_most, not_measured
from benchmarks.judged import judged
from benchmarks.worlds.exports import Filled, exports
from benchmarks.worlds.natural import natural
from benchmarks.worlds.schemes import plant
from linkwright.vocabulary.site import Site

DROPPED = 0.2
_OPPOSITES = {frozenset({"high", "suspect"})}
Tiers = dict[str, str | None]


@dataclass(frozen=True)
class Moved:
    """Domains in both profiles, how many have another tier, and how many of these went from high to suspect or back."""

    domains: int
    flips: int
    opposite: int


def readings(seeds: Sequence[int]) -> list[Reading]:
    """Measure tier changes in profiles with a bought package in them."""
    by_rows, by_source = [], []
    for seed in seeds:
        planted = plant("bought package", natural(seed, competitors=0))
        files, site = exports(planted.world), planted.world.site
        whole = _tiers(files, site)
        by_rows.append(_moved(whole, _tiers([_thinned(each, seed) for each in files], site)))
        for source in sorted({each.export.source for each in files} - {"own-crawl", "linkwright"}):
            kept = [each for each in files if each.export.source != source]
            by_source.append(_moved(whole, _tiers(kept, site)))
    return [
        at_most(22, "tiers changed, a random fifth of rows dropped", 0.05, _share(by_rows), f"{len(by_rows)} profiles"),
        at_most(22, "tiers changed, one source dropped", 0.05, _share(by_source), f"{len(by_source)} drops"),
        at_most(
            22,
            "changes between high and suspect, either way of dropping",
            0.0,
            float(sum(each.opposite for each in (*by_rows, *by_source))),
        ),
        not_measured(22, "spread of the site's own authority", "the product computes no authority of its own yet"),
    ]


def _share(moves: Sequence[Moved]) -> float:
    return sum(each.flips for each in moves) / sum(each.domains for each in moves)


def _tiers(files: Sequence[Filled], site: Site) -> Tiers:
    with judged(files, site) as found:
        rows = found.judgement.table("domain_scores").select(["referring_domain", "tier"]).to_pylist()
    return {row["referring_domain"]: row["tier"] for row in rows}


def _moved(before: Tiers, after: Tiers) -> Moved:
    both = before.keys() & after.keys()
    flips = [frozenset({before[name] or "", after[name] or ""}) for name in both if before[name] != after[name]]
    return Moved(len(both), len(flips), sum(flip in _OPPOSITES for flip in flips))


def _thinned(each: Filled, seed: int) -> Filled:
    kept = np.random.RandomState(seed).random_sample(each.rows.num_rows) >= DROPPED
    return Filled(each.export, each.rows.filter(kept))

"""How many owners link at least, seen or not: from who saw which (SCIENCE 4.10)."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linkwright.compare.owners import codes

FEWEST_SHARED = 10  # owners that two sources have in common; with fewer, chance decides the bound


def at_least(domains: pa.Table) -> int | None:
    """A lower bound of how many owners link.

    Chao's 1987 estimate from all sources (how many owners one and two of them saw), and Chapman's from the two largest
    (how many they have in common): the smaller of both. Sources tend to see the same well-known sites, which makes both
    too small, never too large: hence `at least`. Where sources are made to see different things (one of new links, one
    of old ones) it would be too large; such ones have little in common, and then there is no bound.

    Args:
        domains: as `compare.side.DOMAINS`.

    Returns:
        None with fewer than two sources, or fewer than ten owners seen by both of the largest two.
    """
    lists = domains["sources"].combine_chunks()
    names = pc.list_flatten(lists)
    known = sorted(pc.unique(names).to_pylist())
    sources = len(known)
    if sources < 2:
        return None
    owner = codes(pc.coalesce(domains["owner_group"], domains["referring_domain"]))
    rows = owner[pc.list_parent_indices(lists).to_numpy()]
    pairs = np.unique(rows * sources + pc.index_in(names, pa.array(known)).to_numpy())
    sizes = np.bincount(pairs % sources, minlength=sources)
    one, two = np.argsort(-sizes, kind="stable")[:2]
    seen_by = np.bincount(pairs // sources)
    seen, once, twice = (int(each.sum()) for each in (seen_by > 0, seen_by == 1, seen_by == 2))
    both = len(np.intersect1d(*(pairs[pairs % sources == each] // sources for each in (one, two))))
    if both < FEWEST_SHARED:
        return None
    chao = seen + (sources - 1) / sources * once * (once - 1) / (2 * (twice + 1))
    chapman = (int(sizes[one]) + 1) * (int(sizes[two]) + 1) / (both + 1) - 1
    return max(seen, int(min(chao, chapman)))

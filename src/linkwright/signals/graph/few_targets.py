"""Few other sites: do more referring domains link to several of the rarest of them than chance brings about?

Some domains link to many sites of a trade (its press, its directories), most to none. How much they differ shows in
their links to the competitors an owner names. With a rate for each domain drawn from a gamma distribution of that
spread, the number of the few other sites it links to is negative-binomial, and so follows how many link to several.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Numbers = NDArray[np.float64]
Codes = NDArray[np.int64]
LEAST_SPREAD = 1.0  # of the rates, squared coefficient of variation: domains differ at least so much; our assumption


@dataclass(frozen=True)
class Scan:
    """The rarest sites that have the most surprising number of domains in common.

    Attributes:
        sites: how many of the rarest they are.
        found: how many referring domains link to several of them.
        expected: how many would by chance.
        chance: how often chance would give at least so many for any number of sites that was tried.
        smallest: the least chance these links could have given, had they been those of as few domains as possible.
    """

    sites: int
    found: int
    expected: float
    chance: float
    smallest: float


NOTHING = Scan(0, 0, 1e-9, 1.0, 1.0)


def spread(mean: float, variance: float) -> float:
    """How differently domains link to sites of the trade: squared coefficient of variation of their rates.

    Args:
        mean: of the number of competitors each referring domain links to, those with none included.
        variance: of the same.
    """
    return max(LEAST_SPREAD, (variance - mean) / mean**2)


def scan(owners: Codes, sites: Codes, domains: int, rates_spread: float, several: int) -> Scan:
    """Try the `several` rarest sites, one more, and so on, and correct for having tried.

    Args:
        owners: referring domain of each link, codes from 0.
        sites: the site it leads to, 0 for the rarest; each pair at most once.
        domains: how many referring domains there are, those without such a link included.
        rates_spread: as `spread` gives it.
        several: to how many of the sites a domain must link.
    """
    count = int(sites.max(initial=-1)) + 1
    links = np.zeros((int(owners.max(initial=-1)) + 1, count), dtype=np.int64)
    links[owners, sites] = 1
    totals = links.sum(axis=0).cumsum()
    among = links.cumsum(axis=1)
    return min(_scans(among, totals, domains, rates_spread, several), key=lambda each: each.chance, default=NOTHING)


def _scans(among: Codes, totals: Codes, domains: int, rates_spread: float, several: int) -> Iterable[Scan]:
    sizes = range(several, len(totals) + 1)
    expected = {size: domains * _at_least(several, float(totals[size - 1]) / domains, rates_spread) for size in sizes}
    smallest = min((_poisson(int(totals[size - 1]) // several, expected[size]) for size in sizes), default=1.0)
    for size in sizes:
        found = int((among[:, size - 1] >= several).sum())
        chance = min(1.0, len(sizes) * _poisson(found, expected[size]))
        yield Scan(size, found, expected[size], chance, min(1.0, len(sizes) * smallest))


def _at_least(count: int, mean: float, rates_spread: float) -> float:
    """P(at least `count`) of a negative binomial."""
    shape = 1 / rates_spread
    return float(special.betainc(count, shape, mean / (mean + shape)))


def _poisson(count: int, expected: float) -> float:
    """P(at least `count`)."""
    return float(special.pdtrc(count - 1, expected)) if count > 0 else 1.0

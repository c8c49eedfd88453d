"""How unusual a share is among sites like this one: a beta-binomial background of a share, and its tails.

The background comes from competitors where there are enough, by moments of their shares with the noise of small counts
taken out (SCIENCE A6 for the shrinkage); else from a stated assumption.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy import stats

MIN_SITES = 5  # competitors below which their shares say nothing about a spread
MIN_COUNT = 15  # domains below which a share says nothing
_USUAL, _USUAL_SITES, _ENOUGH_SITES = 25.0, 5, 8  # concentration that few competitors are drawn towards


@dataclass(frozen=True)
class Background:
    """A share as it varies between sites: Beta(a, b)."""

    a: float
    b: float

    @property
    def mean(self) -> float:
        """The share to expect."""
        return self.a / (self.a + self.b)

    def at_least(self, count: int, of: int) -> float:
        """How often a site like these has so many or more."""
        return float(stats.betabinom.sf(count - 1, of, self.a, self.b))

    def at_most(self, count: int, of: int) -> float:
        """How often a site like these has so many or fewer."""
        return float(stats.betabinom.cdf(count, of, self.a, self.b))


def background(sites: Sequence[tuple[int, int]]) -> Background | None:
    """Fit a background to (count, of) of each competitor; None when too few of them are large enough."""
    large = [(count, of) for count, of in sites if of >= MIN_COUNT]
    if len(large) < MIN_SITES:
        return None
    shares = [(count + 0.5) / (of + 1) for count, of in large]
    mean = sum(shares) / len(shares)
    spread = sum((share - mean) ** 2 for share in shares) / (len(shares) - 1)
    noise = sum(mean * (1 - mean) / of for _, of in large) / len(large)
    total = min(max(mean * (1 - mean) / max(spread - noise, 1e-9) - 1, 2.0), 500.0)
    if len(large) < _ENOUGH_SITES:
        total = (len(large) * total + _USUAL_SITES * _USUAL) / (len(large) + _USUAL_SITES)
    return Background(mean * total, (1 - mean) * total)

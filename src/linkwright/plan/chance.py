"""Random draws that stay the same when something else changes (common random numbers).

Every part of a plan draws from a stream of its own, named by the part. So two plans that differ in one assumption
differ by that assumption and not by luck, and adding a part changes no other part's draws.
"""

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkwright.vocabulary.numbers import Interval

TENTHS = 2.563  # standard deviations between the tenth and the ninetieth percentile of a normal distribution
Draws = NDArray[np.float64]  # one value a draw; where there is a second axis it is named beside the type


@dataclass(frozen=True)
class Chance:
    """Where the draws come from.

    Attributes:
        draws: how many futures are drawn.
        seed: the same seed gives the same plan, on any machine.
    """

    draws: int = 10_000
    seed: int = 20_260_101

    def stream(self, part: str) -> np.random.Generator:
        """Return the generator of one part of the plan, such as `survival` or `funnel digital PR`."""
        return np.random.default_rng([self.seed, zlib.crc32(part.encode())])


def interval(draws: Draws) -> Interval:
    """The 80 % interval of draws."""
    low, middle, high = np.quantile(draws, (0.1, 0.5, 0.9))
    return Interval(float(low), float(middle), float(high))

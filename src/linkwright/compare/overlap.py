"""Owners that two sides have in common."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from linkwright.compare.model import Shared
from linkwright.compare.side import Side


def overlaps(sides: Sequence[Side], owners: Sequence[NDArray[np.int64]]) -> tuple[Shared, ...]:
    """Count what every two sides share.

    Args:
        sides: all of them.
        owners: the numbers of their owners, as `owners.joint_owners` gives them.
    """
    sets = [np.unique(numbers) for numbers in owners]
    found = []
    for one, other in combinations(range(len(sides)), 2):
        shared = len(np.intersect1d(sets[one], sets[other], assume_unique=True))
        either = len(sets[one]) + len(sets[other]) - shared
        found.append(Shared(sides[one].site, sides[other].site, shared, shared / either if either else 0.0))
    return tuple(found)

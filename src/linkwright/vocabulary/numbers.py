"""Numbers: one that is not known exactly, and a share in words."""

from dataclasses import dataclass

LEAST, SUREST = 0.01, 0.99  # no chance is said to be surer: all but links is held as it is, which it will not be


@dataclass(frozen=True)
class Interval:
    """A number with its 80 % interval: one time in ten it is below `low`, one time in ten above `high`.

    Attributes:
        low: the tenth percentile.
        middle: the median.
        high: the ninetieth percentile.
    """

    low: float
    middle: float
    high: float


def percent(share: float) -> str:
    """A share as a sentence says it: whole percent, the sign never alone on a line."""
    return f"{100 * share:.0f}\u00a0%"


def chance_said(probability: float) -> str:
    """A probability as a sentence says it; none is promised to be nothing or certain."""
    if probability <= LEAST:
        return f"at most {percent(LEAST)}"
    return f"at least {percent(SUREST)}" if probability >= SUREST else percent(probability)

"""Numbers: one that is not known exactly, and a share in words."""

from dataclasses import dataclass

_SURE_NOT = 0.01  # models are wrong more often than that


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
    if probability < _SURE_NOT:
        return f"less than {percent(_SURE_NOT)}"
    return f"more than {percent(1 - _SURE_NOT)}" if probability > 1 - _SURE_NOT else percent(probability)

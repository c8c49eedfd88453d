"""A number that is not known exactly."""

from dataclasses import dataclass


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

"""How far a crawl is, for whoever watches it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wait:
    """A host that is left in peace for now.

    Attributes:
        host: its name.
        seconds: until it may be asked again.
        open: requests of it that are still to do.
        troubles: failures in a row; 0 when it merely rests.
    """

    host: str
    seconds: float
    open: int
    troubles: int


@dataclass(frozen=True)
class Progress:
    """A moment of a crawl.

    Attributes:
        requested: addresses known so far; grows while they are read in.
        loaded: all of them have been read in.
        done: answered, in earlier runs too.
        by_outcome: how many came out how: a failure, or the HTTP status.
        sent: requests sent in this run, robots.txt and redirects included.
        under_way: requests at this moment.
        hosts: at work at this moment.
        waits: the hosts that wait longest, longest first.
        seconds_left: a guess; None as long as there is nothing to guess from.
    """

    requested: int
    loaded: bool
    done: int
    by_outcome: Mapping[str, int]
    sent: int
    under_way: int
    hosts: int
    waits: tuple[Wait, ...]
    seconds_left: float | None

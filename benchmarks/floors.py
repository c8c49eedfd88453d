"""Pinned floors: what the accuracy benchmarks reached, so that a change that makes it worse is seen."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True)
class Floor:
    """One limit of one measured number.

    Attributes:
        what: the number.
        at_least: it may not be smaller; None where only too much is wrong.
        at_most: it may not be larger; None where only too little is wrong.
    """

    what: str
    at_least: float | None = None
    at_most: float | None = None

    def holds(self, measured: float) -> bool:
        """Whether a measured number keeps to it."""
        return (self.at_least is None or measured >= self.at_least) and (
            self.at_most is None or measured <= self.at_most
        )

    def __str__(self) -> str:
        """As a table shows it."""
        if self.at_least is not None and self.at_most is not None:
            return f"{self.at_least:g} to {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else f"≤ {self.at_most:g}"


@cache
def floors(benchmark: str) -> Mapping[str, Mapping[str, Floor]]:
    """Return the floors of a benchmark: subject -> what is measured -> floor."""
    found = tomllib.loads(_FILE.read_text("utf-8"))[benchmark]
    return {
        subject: {what: Floor(what, **limits) for what, limits in numbers.items()} for subject, numbers in found.items()
    }


def broken(benchmark: str, measured: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return one line for each measured number below its floor or above its ceiling."""
    return [
        f"{benchmark}, {subject}: {what} is {measured[subject][what]:g}, the floor is {floor}"
        for subject, numbers in floors(benchmark).items()
        for what, floor in numbers.items()
        if subject in measured and what in measured[subject] and not floor.holds(measured[subject][what])
    ]

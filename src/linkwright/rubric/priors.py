"""What a plan assumes where the user's own data say nothing yet: `priors.toml`, every number with reason and source."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from linkwright.errors import ConfigError, Place

PRIORS_FILE = Path(__file__).with_name("priors.toml")


@dataclass(frozen=True)
class Prior:
    """One number.

    Attributes:
        value: the best guess.
        low: one time in ten the truth is below; equal to `value` for a number that is a choice and no guess.
        high: one time in ten it is above.
        weight: as how many own observations it counts; 0 where it is not learned from own data.
    """

    name: str
    value: float
    low: float
    high: float
    weight: float
    reason: str
    source: str


Priors = Mapping[str, Prior]  # by name, `part.number`


@cache
def built_in_priors() -> Priors:
    """Return the priors that come with Linkwright."""
    parts = tomllib.loads(PRIORS_FILE.read_text(encoding="utf-8"))
    return {
        f"{part}.{name}": _prior(f"{part}.{name}", entry)
        for part, numbers in parts.items()
        for name, entry in numbers.items()
    }


def load_priors(own: Mapping[str, object], where: Place | None = None) -> Priors:
    """Lay the user's own numbers over the built-in ones.

    Args:
        own: the table `[plan]` of the user's rubric: `part.number` -> a number, or a table with value, low, high.
        where: the file, for messages.

    Raises:
        ConfigError: an unknown name, or a value that is no number.
    """
    priors = dict(built_in_priors())
    for name, entry in own.items():
        if name not in priors:
            raise ConfigError(
                f"`{name}` is not a number of the plan.",
                todo="Correct its spelling or remove it.",
                where=where,
                available=tuple(priors),
            )
        given = entry if isinstance(entry, dict) else {"value": entry}
        if any(not isinstance(number, int | float) or isinstance(number, bool) for number in given.values()):
            raise ConfigError(f"`{name}` has to be a number.", todo="Write it like this: 0.12", where=where)
        kept = {"weight": priors[name].weight, "reason": "your own number", "source": "your rubric"}
        priors[name] = _prior(name, kept | given)
    return priors


def _prior(name: str, entry: Mapping[str, object]) -> Prior:
    value = float(str(entry["value"]))
    return Prior(
        name=name,
        value=value,
        low=float(str(entry.get("low", value))),
        high=float(str(entry.get("high", value))),
        weight=float(str(entry.get("weight", 0))),
        reason=str(entry["reason"]),
        source=str(entry["source"]),
    )

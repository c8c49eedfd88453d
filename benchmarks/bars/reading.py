"""What a bar's benchmark returns."""

from dataclasses import dataclass

from benchmarks.floors import Floor


@dataclass(frozen=True)
class Reading:
    """One measured number beside the bar it is held to.

    Attributes:
        bar: number of the bar.
        what: what was measured, in words; the floor in floors.toml has the same name.
        aim: the bar itself; None for numbers shown for comparison.
        measured: the number; None where it cannot be measured yet.
        note: why not, or on what.
    """

    bar: int
    what: str
    aim: Floor | None
    measured: float | None
    note: str = ""


def at_least(bar: int, what: str, aim: float, measured: float, note: str = "") -> Reading:
    """A number that should be large."""
    return Reading(bar, what, Floor(what, at_least=aim), measured, note)


def at_most(bar: int, what: str, aim: float, measured: float, note: str = "") -> Reading:
    """A number that should be small."""
    return Reading(bar, what, Floor(what, at_most=aim), measured, note)


def not_measured(bar: int, what: str, why: str) -> Reading:
    """A number that nothing in the product can give yet."""
    return Reading(bar, what, None, None, why)

"""What a bar's benchmark returns."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.floors import Floor, broken, floors
from benchmarks.measuring import print_table


@dataclass(frozen=True)
class Reading:
    """One measured number beside the bar it is held to.

    Attributes:
        bar: number of the bar, or the subject of what no bar is about.
        what: what was measured, in words; the floor in floors.toml has the same name.
        aim: the bar itself; None for numbers shown for comparison.
        measured: the number; None where it cannot be measured yet.
        note: why not, or on what.
    """

    bar: int | str
    what: str
    aim: Floor | None
    measured: float | None
    note: str = ""


def at_least(bar: int | str, what: str, aim: float, measured: float, note: str = "") -> Reading:
    """A number that should be large."""
    return Reading(bar, what, Floor(what, at_least=aim), measured, note)


def at_most(bar: int | str, what: str, aim: float, measured: float, note: str = "") -> Reading:
    """A number that should be small."""
    return Reading(bar, what, Floor(what, at_most=aim), measured, note)


def not_measured(bar: int | str, what: str, why: str) -> Reading:
    """A number that nothing in the product can give yet."""
    return Reading(bar, what, None, None, why)


def print_readings(benchmark: str, found: Sequence[Reading], *, whole: bool) -> None:
    """Print the table of a benchmark and, where it ran whole, what lies below its floor."""
    header = ("bar", "what", "aim", "floor", "measured", "met", "note")
    print_table(benchmark.capitalize(), header, [_cells(benchmark, each) for each in found])
    if whole:  # the floors are those of the whole benchmark
        for line in broken(benchmark, measured(found)):
            print(f"\nBELOW THE FLOOR: {line}")


def measured(found: Sequence[Reading]) -> dict[str, dict[str, float]]:
    """Return the numbers by bar and name: what the floors are about."""
    numbers: dict[str, dict[str, float]] = {}
    for each in found:
        if each.measured is not None:
            numbers.setdefault(str(each.bar), {})[each.what] = each.measured
    return numbers


def _cells(benchmark: str, each: Reading) -> tuple[str, ...]:
    if each.measured is None:
        return str(each.bar), each.what, "", "", "not measured", "", each.note
    floor = floors(benchmark).get(str(each.bar), {}).get(each.what)
    met = "" if each.aim is None else "yes" if each.aim.holds(each.measured) else "no"
    return str(each.bar), each.what, str(each.aim or ""), str(floor or ""), f"{each.measured:.3g}", met, each.note

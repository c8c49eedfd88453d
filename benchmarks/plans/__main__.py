"""`python -m benchmarks.plans`: how right plans are, where their assumptions hold and where they do not."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.bars.reading import Reading, print_readings
from benchmarks.measuring import talk
from benchmarks.plans import allocation, funnel, ranking, speed, survival, tracking, velocity
from benchmarks.real import SHARED

Measure = Callable[[bool, Path], list[Reading]]  # small: few repeats; the folder of real exports, may not be there
MEASURES: Mapping[str, Measure] = {  # by subject, in the order of the table
    "funnel": funnel.measure,
    "survival": survival.measure,
    "velocity": velocity.measure,
    "ranking": ranking.measure,
    "allocation": allocation.measure,
    "tracking": tracking.measure,
    "speed": speed.measure,
}


def main(arguments: Sequence[str] | None = None) -> list[Reading]:
    """Measure, print the table and what lies below its floor; return the readings."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plans", description=__doc__)
    parser.add_argument("--only", action="append", choices=MEASURES, help="only this subject; may be repeated")
    parser.add_argument("--small", action="store_true", help="few repeats; no floors")
    parser.add_argument("--data", type=Path, default=SHARED, metavar="DIR", help=f"real exports; {SHARED}")
    options = parser.parse_args(arguments)
    found: list[Reading] = []
    for name in options.only or MEASURES:
        talk(f"measuring {name}")
        found += MEASURES[name](options.small, options.data)
    print_readings("plans", found, whole=not options.small)
    return found


if __name__ == "__main__":
    main()

"""`python -m benchmarks.bars`: the measurable bars, what is reached, and the floors that may not be lost again."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.bars import anchors, honesty, innocence, scores, stability, templates, texts, velocity
from benchmarks.bars.reading import Reading, print_readings
from benchmarks.measuring import talk
from benchmarks.real import SHARED, RealProfile, real_profile

REPEATS = 200
SEED = 41
STABLE_SEEDS = (51, 52, 53)
Measure = Callable[[int, RealProfile | None], list[Reading]]
MEASURES: Mapping[str, Measure] = {
    "velocity": lambda repeats, real: velocity.readings(repeats, real.months if real else None),
    "anchors": lambda repeats, real: anchors.readings(repeats, real.mixes if real else None),
    "templates": lambda _repeats, _real: templates.readings(SEED),
    "texts": lambda _repeats, _real: texts.readings(SEED),
    "scores": lambda _repeats, _real: scores.readings(SEED),
    "stability": lambda _repeats, _real: stability.readings(STABLE_SEEDS),
    "innocence": lambda _repeats, _real: innocence.readings(),
    "honesty": lambda _repeats, _real: honesty.readings(),
}


def main(arguments: Sequence[str] | None = None) -> list[Reading]:
    """Measure, print the table and what lies below its floor; return the readings."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bars", description=__doc__)
    parser.add_argument("--only", action="append", choices=MEASURES, help="only this subject; may be repeated")
    parser.add_argument("--repeats", type=int, default=REPEATS, help=f"drawn series and profiles of a kind; {REPEATS}")
    parser.add_argument("--data", type=Path, default=SHARED, metavar="DIR", help=f"real exports; {SHARED}")
    options = parser.parse_args(arguments)
    chosen = options.only or list(MEASURES)
    real = real_profile(options.data) if {"velocity", "anchors"} & set(chosen) else None
    found: list[Reading] = []
    for name in chosen:
        talk(f"measuring {name}")
        found += MEASURES[name](options.repeats, real)
    print_readings("bars", found, whole=options.repeats == REPEATS)
    return found


if __name__ == "__main__":
    main()

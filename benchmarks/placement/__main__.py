"""`python -m benchmarks.placement`: how well placement is told on pages of sites the model has not seen.

`--write` also learns from all labelled pages and writes the model that is shipped.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.floors import broken, floors
from benchmarks.measuring import print_table, talk
from benchmarks.placement.labels import DATA, SETS
from benchmarks.placement.learning import held_out, learned
from benchmarks.placement.measured import measured
from benchmarks.placement.scoring import Score, content_scores, landmark_f1
from linkwright import page
from linkwright.page.placement import Model

MODEL = Path(page.__file__).with_name("placement_model.json")


def main(arguments: Sequence[str] | None = None) -> dict[str, dict[str, float]]:
    """Measure, print the tables and what lies below its floor; return the numbers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.placement", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR", help=f"folder of labelled pages; {DATA}")
    parser.add_argument("--write", action="store_true", help=f"write {MODEL.name}")
    options = parser.parse_args(arguments)
    if not (options.data / f"placement_{SETS[0]}").is_dir():
        talk(f"skipped: no labelled pages at {options.data}; name their folder with --data")
        return {}
    talk("measuring the links of all labelled pages")
    data = measured(options.data)
    talk("learning from three quarters of the sites, judging the rest, four times")
    held = held_out(data)
    scores = content_scores(data, held)
    named, blinded = landmark_f1(data, held.named), landmark_f1(data, held.blinded)
    numbers = {score.group: {"F1": score.f1} for score in scores}
    numbers["landmarks, blinded"] = {"macro-F1": blinded["mean"]}
    known = floors("placement")
    print_table(
        "In content, sites held out",
        ("links", "number", "precision", "recall", "F1", "95 % by page", "floor"),
        [_cells(s, str(known.get(s.group, {}).get("F1", ""))) for s in scores],
    )
    print_table(
        "Landmarks, sites held out",
        ("landmark", "F1", "F1 blinded"),
        [(part, f"{named[part]:.3f}", f"{blinded[part]:.3f}") for part in named],
    )
    for line in broken("placement", numbers):
        print(f"\nBELOW THE FLOOR: {line}")
    if options.write:
        _write(learned(data, np.ones(len(data.content), bool)))
    return numbers


def _cells(score: Score, floor: str) -> tuple[str, ...]:
    numbers = (f"{number:.3f}" for number in (score.precision, score.recall, score.f1))
    return score.group, f"{score.links:,}", *numbers, f"{score.low:.3f}-{score.high:.3f}", floor


def _write(model: Model) -> None:
    lines = [f'"columns": {json.dumps(model.columns)}', f'"parts": {json.dumps(model.parts)}']
    for name, tables in (("content", model.content), ("part", model.part)):
        told = ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in tables.as_json().items())
        lines.append(f'"{name}": {{\n{told}\n}}')
    MODEL.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
    talk(f"wrote {MODEL.name}, {MODEL.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()

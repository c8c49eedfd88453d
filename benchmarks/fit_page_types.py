"""`python -m benchmarks.fit_page_types --data DIR`: refit the weights of `page_types.toml` on half of the sites.

Each weight is pulled by the pages that meet its rule and held to the weight written down (a Gaussian prior, so rules
that the data has no pages for stay as they are). Prints the changed weights; a person writes them down.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.page_types import LabelledPage, labelled_pages
from linkwright.page.analysis import analyse
from linkwright.page.page_type import PageType, Rule, start_and_rules

PRIOR = 1.5  # as much as one and a half pages' doubt for a change of one logit
Floats = NDArray[np.float64]
TYPES = list(PageType)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_page_types", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the labelled pages")
    options = parser.parse_args(arguments)
    start, rules = start_and_rules()
    met, labels = _matrix([page for page in labelled_pages(options.data) if page.half == 0], rules)
    weights, starts = fitted(met, labels, rules, np.array([start[each] for each in TYPES]))
    for each, before, after in zip(TYPES, start.values(), starts, strict=True):
        print(f"start  {each.value:15} {before:5.1f} -> {after:5.1f}")
    for rule, after, count in zip(rules, weights, met.sum(axis=0), strict=True):
        print(f"{int(count):5} {rule.type.value:15} {rule.weight:5.1f} -> {after:5.1f}  {rule.reason}")


def _matrix(pages: Sequence[LabelledPage], rules: Sequence[Rule]) -> tuple[Floats, NDArray[np.int64]]:
    rows = []
    for page in pages:
        seen = analyse(page.body, page.url).clues
        rows.append([rule.holds(seen) for rule in rules])
    return np.array(rows, dtype=np.float64), np.array([TYPES.index(page.label) for page in pages])


def fitted(met: Floats, labels: NDArray[np.int64], rules: Sequence[Rule], start: Floats) -> tuple[Floats, Floats]:
    """Return weights and starts that make the labels likeliest under the prior."""
    owner = np.array([TYPES.index(rule.type) for rule in rules])
    spread = (owner[:, None] == np.arange(len(TYPES))).astype(np.float64)
    written = np.concatenate(([rule.weight for rule in rules], start))
    truth = np.eye(len(TYPES))[labels]

    def loss(values: Floats) -> tuple[float, Floats]:
        sums = (met * values[: len(rules)]) @ spread + values[len(rules) :]
        sums -= sums.max(axis=1, keepdims=True)
        chances = np.exp(sums) / np.exp(sums).sum(axis=1, keepdims=True)
        surplus = chances - truth
        slope = np.concatenate(((met * (surplus @ spread.T)).sum(axis=0), surplus.sum(axis=0)))
        away = values - written
        total = -float(np.log(chances[np.arange(len(labels)), labels]).sum()) + PRIOR * float(away @ away)
        return total, slope + 2 * PRIOR * away

    found: Floats = minimize(loss, written, jac=True, method="L-BFGS-B").x
    return found[: len(rules)], found[len(rules) :]


if __name__ == "__main__":
    main()

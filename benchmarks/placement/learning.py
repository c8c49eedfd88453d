"""Learning the model of placement from labelled links, and measuring it on pages of sites it has not seen.

Half of the pages are learned from with the names of their elements taken away, so that the model does not lean on them.
A page weighs as the root of its number of links, so that a few pages with very many do not decide.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.placement.boosting import Settings, boosted
from benchmarks.placement.measured import Measured
from linkwright.page.placement import Model, probabilities
from linkwright.vocabulary.terms import Placement

PARTS = {
    "nav": Placement.NAVIGATION,
    "header": Placement.HEADER,
    "footer": Placement.FOOTER,
    "sidebar": Placement.SIDEBAR,
    "comment": Placement.COMMENT,
    "author_box": Placement.AUTHOR_BOX,
    "related": Placement.RELATED,
    "breadcrumb": Placement.BREADCRUMB,
}
FOLDS = 4
SEED = 11
CONTENT = Settings(trees=120)
PART = Settings(trees=150, rate=0.2)
_INTERNAL_KEPT = 0.25  # of the links within a site, which are nine of ten
_MOST_OF_A_PART = 5_000


@dataclass(frozen=True)
class HeldOut:
    """Probabilities of every labelled link, by a model that has not seen its site; with and without names."""

    named: NDArray[np.float32]
    blinded: NDArray[np.float32]


def learned(data: Measured, rows: NDArray[np.bool_]) -> Model:
    """Learn from the links chosen."""
    draw = np.random.default_rng(SEED)
    blind = (draw.random(len(data.pages)) < 0.5)[data.page]
    matrix = np.where(blind[:, None], data.blinded, data.named)
    known = rows & (data.content >= 0) & (data.external | (draw.random(len(rows)) < _INTERNAL_KEPT))
    wanted = (data.content[known] == 1).astype(float)[:, None]
    weight = np.where(data.external[known], 1.0, 1.5) / np.sqrt(np.bincount(data.page[known])[data.page[known]])
    content = boosted(matrix[known], wanted, weight / weight.mean(), CONTENT)
    parted = rows & (data.part != "") & (data.content != 1)
    for name in PARTS:
        number = int((parted & (data.part == name)).sum())
        parted &= (data.part != name) | (draw.random(len(rows)) < _MOST_OF_A_PART / max(number, 1))
    classes = np.stack([data.part[parted] == name for name in PARTS], axis=1).astype(float)
    weight = (1 / np.sqrt(classes.sum(axis=0)))[classes.argmax(axis=1)]
    part = boosted(matrix[parted], classes, weight / weight.mean(), PART)
    return Model(tuple(data.columns), tuple(PARTS.values()), content, part)


def held_out(data: Measured) -> HeldOut:
    """Cross-validate: each fold is judged by what was learned from the other sites."""
    groups, group = np.unique([page.group for page in data.pages], return_inverse=True)
    fold = np.random.default_rng(SEED).permutation(np.arange(len(groups)) % FOLDS)[group][data.page]
    named = np.zeros((len(fold), len(PARTS) + 1), np.float32)
    blinded = named.copy()
    for number in range(FOLDS):
        model = learned(data, fold != number)
        named[fold == number] = probabilities(data.named[fold == number], model)
        blinded[fold == number] = probabilities(data.blinded[fold == number], model)
    return HeldOut(named, blinded)

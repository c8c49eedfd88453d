"""Where on its page each link stands, by boosted decision tables learned from labelled pages.

The model is data (`placement_model.json`): each table asks `depth` questions about a link ("is the density of the part
with 5 links above .6?") and adds the answer's number to a score. One set of tables says how probable it is that a link
stands in the content, another which part of the page it stands in when it does not. `benchmarks/placement` makes the
file and measures it on pages it was not learned from.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from linkwright.vocabulary.terms import Placement

Floats = NDArray[np.float32]
_MAY_BE_LISTS = (Placement.SIDEBAR, Placement.RELATED)
_OUTSIDE = 0.9  # share of links to other sites among the ten around
_DENSE = 0.9  # share of the text that is anchor text
_MOSTLY = 0.5  # share of links to other sites on a page that is a list of them, and around the ends of the list
_PROSE_A_LINK = 60  # characters of prose for each link on such a page, at most


@dataclass(frozen=True, slots=True)
class Tables:
    """Boosted decision tables.

    Attributes:
        bias: score of each class before any table.
        asked: column of each question; tables x depth.
        cuts: the answer is yes above this; tables x depth.
        leaves: what is added to each class; tables x 2^depth x classes. The first question is the highest bit.
    """

    bias: NDArray[np.float64]
    asked: NDArray[np.int64]
    cuts: Floats
    leaves: Floats

    def scores(self, matrix: Floats) -> Floats:
        """Return the score of each class for each row."""
        tables, depth = self.asked.shape
        columns = matrix.T
        leaf = np.zeros((tables, len(matrix)), np.int32)
        for level in range(depth):
            leaf *= 2
            leaf += columns[self.asked[:, level]] > self.cuts[:, level, None]
        leaf += (np.arange(tables, dtype=np.int32) << depth)[:, None]
        flat = self.leaves.reshape(tables << depth, -1)
        return np.asarray(flat.take(leaf, axis=0).sum(axis=0) + self.bias, np.float32)

    @classmethod
    def of_json(cls, told: Mapping[str, list[object]]) -> "Tables":
        """Read what `as_json` wrote."""
        return cls(
            np.array(told["bias"]),
            np.array(told["asked"]),
            np.array(told["cuts"], np.float32),
            np.array(told["leaves"], np.float32),
        )

    def as_json(self) -> dict[str, list[object]]:
        """Return the tables as lists, one item a table."""
        return {
            "bias": self.bias.round(4).tolist(),
            "asked": self.asked.tolist(),
            "cuts": [[round(cut, 4) for cut in row] for row in self.cuts.tolist()],
            "leaves": [[[round(leaf, 3) for leaf in row] for row in table] for table in self.leaves.tolist()],
        }


@dataclass(frozen=True, slots=True)
class Model:
    """What `placement_model.json` holds.

    Attributes:
        columns: names of the features, in the order of `placement_features.features`.
        parts: the parts of a page that `part` tells apart, in the order of its classes.
        content: tables of one class: the link stands in the content.
        part: tables of one class for each part, for links that do not.
    """

    columns: tuple[str, ...]
    parts: tuple[Placement, ...]
    content: Tables
    part: Tables


@cache
def shipped() -> Model:
    """Return the model that comes with the package."""
    told = json.loads(files("linkwright.page").joinpath("placement_model.json").read_text("utf-8"))
    return Model(
        tuple(told["columns"]),
        tuple(map(Placement, told["parts"])),
        Tables.of_json(told["content"]),
        Tables.of_json(told["part"]),
    )


def probabilities(matrix: Floats, model: Model) -> Floats:
    """Return how probable each placement is: a row a link, first the content, then `Model.parts`."""
    content = 1 / (1 + np.exp(-model.content.scores(matrix)))
    scores = model.part.scores(matrix)
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.hstack([content, (1 - content) * raised / raised.sum(axis=1, keepdims=True)])


def placements(matrix: Floats, model: Model | None = None) -> list[tuple[Placement, float]]:
    """Return the placement of each link and how probable it is.

    Content where that is more probable than everything else together, otherwise the likeliest other part. Outside
    the content, dense links to other sites are a link list, beside the content or on a page that has hardly any; no
    labels tell these, so that is a rule.

    Args:
        matrix: `placement_features.features` of the links of one page.
        model: the one shipped, unless another is measured.
    """
    model = model or shipped()
    chances = probabilities(matrix, model)
    part = chances[:, 1:].argmax(axis=1) + 1
    chosen = np.where(chances[:, 0] >= 0.5, 0, part)
    names = (Placement.CONTENT, *model.parts, Placement.LINK_LIST)
    likely = chances[np.arange(len(chosen)), chosen]
    beside = np.isin(chosen, [names.index(part) for part in _MAY_BE_LISTS])
    listed = (chosen > 0) & _listed(matrix, model, beside)
    chosen[listed], likely[listed] = len(names) - 1, 1 - chances[listed, 0]
    told = zip(chosen.tolist(), likely.astype(float).round(3).tolist(), strict=True)
    return [(names[each], chance) for each, chance in told]


def _listed(matrix: Floats, model: Model, beside: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a link stands among links to other sites with hardly a word between them, in a list.

    A list beside the content, or a page that is one: most links lead to other sites, with little prose for each.
    """
    wanted = ("external", "external around", "part 5 density", "external share", "prose", "links")
    outside, around, dense, share, prose, links = (matrix[:, model.columns.index(name)] for name in wanted)
    whole = (share >= _MOSTLY) & (np.expm1(prose) <= _PROSE_A_LINK * np.expm1(links))
    among = np.where(whole, (outside > 0) & (around >= _MOSTLY), beside & (around >= _OUTSIDE))
    return np.asarray(among & (dense >= _DENSE))

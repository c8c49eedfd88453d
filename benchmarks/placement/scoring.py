"""How well placement is told: precision, recall and F1 of "in content", and macro-F1 of the landmarks."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.placement.learning import PARTS, HeldOut
from benchmarks.placement.measured import Measured

Flags = NDArray[np.bool_]
_DRAWS = 500


@dataclass(frozen=True)
class Score:
    """Of one group of links. `low` and `high` hold 95 of 100 draws of pages with replacement."""

    group: str
    links: int
    precision: float
    recall: float
    f1: float
    low: float
    high: float


def content_scores(data: Measured, held: HeldOut) -> list[Score]:
    """Score "in content" on external links of each set and page type, and on all links of each set."""
    source = np.array([page.source for page in data.pages])[data.page]
    kind = np.array([page.kind for page in data.pages])[data.page]
    known = data.content >= 0
    scores = []
    for name in dict.fromkeys(source.tolist()):
        own = known & (source == name)
        scores.append(_score(f"{name}, external", data, held.named, own & data.external))
        for each in sorted(set(kind[own].tolist()) - {""}):
            scores.append(_score(f"{name}, external, {each}", data, held.named, own & data.external & (kind == each)))
        scores.append(_score(f"{name}, all links", data, held.named, own))
        scores.append(_score(f"{name}, external, blinded", data, held.blinded, own & data.external))
    return scores


def _score(group: str, data: Measured, chances: NDArray[np.float32], rows: Flags) -> Score:
    true, told = data.content[rows] == 1, chances[rows, 0] >= 0.5
    pages = np.unique(data.page[rows], return_inverse=True)[1]
    counts = np.stack([np.bincount(pages, flags) for flags in (true & told, told, true)], axis=1)
    draws = np.random.default_rng(3).multinomial(len(counts), np.full(len(counts), 1 / len(counts)), _DRAWS) @ counts
    spread = 2 * draws[:, 0] / np.maximum(draws[:, 1] + draws[:, 2], 1)
    hit, said, there = counts.sum(axis=0)
    low, high = np.quantile(spread, (0.025, 0.975))
    return Score(
        group, int(rows.sum()), hit / max(said, 1), hit / max(there, 1), 2 * hit / max(said + there, 1), low, high
    )


def landmark_f1(data: Measured, chances: NDArray[np.float32]) -> dict[str, float]:
    """F1 of each landmark among the links that have one, all placements being possible answers; last their mean."""
    marked = data.part != ""
    told = np.where(chances[marked, 0] >= 0.5, -1, chances[marked, 1:].argmax(axis=1))
    return _by_class(data.part[marked], told, tuple(PARTS))


def _by_class(true: NDArray[np.str_], told: NDArray[np.int64], names: Sequence[str]) -> dict[str, float]:
    scores = {}
    for number, name in enumerate(names):
        there, said = true == name, told == number
        scores[name] = 2 * float((there & said).sum()) / max(float(there.sum() + said.sum()), 1)
    return scores | {"mean": float(np.mean(list(scores.values())))}

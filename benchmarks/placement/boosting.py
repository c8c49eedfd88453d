"""Boosted decision tables: trees that ask one question a level, the same in all branches. NumPy only, fixed seed.

Such a tree of depth 4 is four questions and a table of 16 answers, so a page's links are judged in one comparison and
one look-up (`linkwright.page.placement`). The method is gradient boosting with second-order leaves (Friedman 2001; the
tables are the "oblivious trees" of Kohavi 1994 and of CatBoost).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from linkwright.page.placement import Tables

Floats = NDArray[np.float64]
BINS = 32


@dataclass(frozen=True)
class Settings:
    """How to learn. The defaults were chosen once, by cross-validation.

    Attributes:
        trees: number of tables.
        depth: questions of each.
        rate: share of each step that is taken.
        ridge: weight added to each leaf, so that few links say little.
        rows: share of the rows each table sees.
        columns: share of the features each table may ask for.
    """

    trees: int
    depth: int = 4
    rate: float = 0.15
    ridge: float = 20.0
    rows: float = 0.5
    columns: float = 0.4


def boosted(matrix: NDArray[np.float32], wanted: Floats, weight: Floats, how: Settings, seed: int = 7) -> Tables:
    """Learn tables.

    Args:
        matrix: one row a link, one column a feature.
        wanted: one column a class, 1 where it is the link's; a single column for yes and no.
        weight: of each row.
        how: settings.
        seed: of the draws of rows and features.
    """
    draw = np.random.default_rng(seed)
    edges = [np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1])) for column in matrix.T]
    binned = [
        np.searchsorted(cuts, column, "left").astype(np.int32) for cuts, column in zip(edges, matrix.T, strict=True)
    ]
    share = np.average(wanted, axis=0, weights=weight).clip(1e-4, 1 - 1e-4)
    bias = np.log(share / (1 - share)) if wanted.shape[1] == 1 else np.log(share)
    score = np.tile(bias, (len(matrix), 1))
    asked, cuts_of, leaves = [], [], []
    for _ in range(how.trees):
        slope = (wanted - _chances(score)) * weight[:, None]
        curve = _curvature(_chances(score)) * weight[:, None]
        rows = np.flatnonzero(draw.random(len(matrix)) < how.rows)
        features = np.flatnonzero(draw.random(matrix.shape[1]) < how.columns)
        leaf = np.zeros(len(rows), np.int64)
        questions: list[tuple[int, int]] = []
        for level in range(how.depth):
            feature, cut = _best_question(binned, features, rows, leaf, 1 << level, slope, curve, how.ridge, edges)
            questions.append((feature, cut))
            leaf = leaf * 2 + (binned[feature][rows] > cut)
        everywhere = np.zeros(len(matrix), np.int64)
        for feature, cut in questions:
            everywhere = everywhere * 2 + (binned[feature] > cut)
        many = 1 << how.depth
        top = np.stack([np.bincount(leaf, slope[rows, k], many) for k in range(wanted.shape[1])], 1)
        bottom = np.stack([np.bincount(leaf, curve[rows, k], many) for k in range(wanted.shape[1])], 1)
        step = (how.rate * top / (bottom + how.ridge)).round(3)
        score += step[everywhere]
        asked.append([feature for feature, _ in questions])
        cuts_of.append([round(float(edges[feature][cut]), 4) for feature, cut in questions])
        leaves.append(step)
    return Tables(bias, np.array(asked), np.array(cuts_of, np.float32), np.array(leaves, np.float32))


def _chances(score: Floats) -> Floats:
    if score.shape[1] == 1:
        return np.asarray(1 / (1 + np.exp(-score)))
    raised = np.exp(score - score.max(axis=1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


def _curvature(chance: Floats) -> Floats:
    return np.asarray(np.maximum(chance * (1 - chance), 1e-6))


def _best_question(
    binned: list[NDArray[np.int32]],
    features: NDArray[np.int64],
    rows: NDArray[np.int64],
    leaf: NDArray[np.int64],
    leaves: int,
    slope: Floats,
    curve: Floats,
    ridge: float,
    edges: list[Floats],
) -> tuple[int, int]:
    best, answer = -np.inf, (0, 0)
    tops, bottoms = slope[rows].T.copy(), curve[rows].T.copy()
    for feature in features.tolist():
        if not len(edges[feature]):
            continue
        cell = leaf * BINS + binned[feature][rows]
        gain = np.zeros(BINS)
        for top, bottom in zip(tops, bottoms, strict=True):
            low_top = np.bincount(cell, top, leaves * BINS).reshape(leaves, BINS).cumsum(axis=1)
            low = np.bincount(cell, bottom, leaves * BINS).reshape(leaves, BINS).cumsum(axis=1)
            high_top, high = low_top[:, -1:] - low_top, low[:, -1:] - low
            gain += (low_top**2 / (low + ridge) + high_top**2 / (high + ridge)).sum(axis=0)
        cut = int(gain[: len(edges[feature])].argmax())
        if gain[cut] > best:
            best, answer = float(gain[cut]), (feature, cut)
    return answer

"""The learner of placement finds what was planted, and its tables survive being written."""

import json

import numpy as np
from benchmarks.placement.boosting import Settings, boosted

from linkwright.page.placement import Tables

DRAW = np.random.default_rng(5)
MATRIX = DRAW.normal(size=(3_000, 6)).astype(np.float32)
WEIGHT = np.ones(len(MATRIX))


def test_two_features_that_matter_together_are_found() -> None:
    planted = (MATRIX[:, 1] > 0) ^ (MATRIX[:, 4] > 0.5)
    model = boosted(MATRIX[:2000], planted[:2000, None].astype(float), WEIGHT[:2000], Settings(trees=30, rate=0.3))
    told = model.scores(MATRIX[2000:])[:, 0] > 0
    assert (told == planted[2000:]).mean() > 0.95
    assert {1, 4} <= set(model.asked.ravel().tolist())


def test_classes_are_told_apart() -> None:
    planted = np.digitize(MATRIX[:, 2], (-0.5, 0.5))
    wanted = np.eye(3)[planted]
    model = boosted(MATRIX[:2000], wanted[:2000], WEIGHT[:2000], Settings(trees=30, rate=0.3))
    assert (model.scores(MATRIX[2000:]).argmax(axis=1) == planted[2000:]).mean() > 0.95


def test_learning_twice_gives_the_same_and_tables_survive_json() -> None:
    wanted = (MATRIX[:, :1] > 0).astype(float)
    first, second = (boosted(MATRIX, wanted, WEIGHT, Settings(trees=5)) for _ in range(2))
    read = Tables.of_json(json.loads(json.dumps(first.as_json())))
    for tables in (second, read):
        assert np.allclose(tables.scores(MATRIX), first.scores(MATRIX), atol=1e-3)

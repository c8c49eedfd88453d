import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from linkwright.signals.hill import coverage, expected_coverage, hill, rarefied, size_at
from linkwright.signals.mix_model import Vector

counted = some.lists(some.integers(1, 40), min_size=2, max_size=15).map(lambda given: np.array(given, dtype=float))


@given(counted)
def test_the_numbers_fall_in_order_and_coverage_is_a_share(counts: Vector) -> None:
    n0, n1, n2 = hill(counts)
    assert n0 + 1e-9 >= n1 >= n2 - 1e-9 >= 1 - 2e-9
    assert 0 <= coverage(counts) <= 1


@given(counted, some.integers(1, 30))
def test_a_smaller_sample_shows_no_more(counts: Vector, size: int) -> None:
    size = min(size, int(counts.sum()) - 1)
    assert all(few <= more + 1e-9 for few, more in zip(rarefied(counts, size), rarefied(counts, size + 1), strict=True))
    assert rarefied(counts, int(counts.sum())) == pytest.approx(hill(counts))
    n0, n1, n2 = rarefied(counts, size)
    assert n0 + 1e-9 >= n1 >= n2 - 1e-9 >= 1 - 2e-9


def test_rarefaction_agrees_with_drawing_samples() -> None:
    counts, size = np.array([30.0, 12, 5, 2, 1, 1]), 10
    dice = np.random.default_rng(7)
    drawn = dice.multivariate_hypergeometric(counts.astype(int), size, size=20_000)
    shares = np.arange(1, size + 1) / size
    often = np.array([(drawn == times).sum(axis=1).mean() for times in range(1, size + 1)])
    expected = often.sum(), np.exp(-(shares * often * np.log(shares)).sum()), 1 / (shares**2 * often).sum()
    assert rarefied(counts, size) == pytest.approx(expected, abs=0.03)
    next_is_new = ((counts - drawn) * (drawn == 0)).sum(axis=1).mean() / (counts.sum() - size)
    assert expected_coverage(counts, size) == pytest.approx(1 - next_is_new, abs=0.01)
    assert expected_coverage(counts, size_at(counts, 0.8)) >= 0.8 > expected_coverage(counts, size_at(counts, 0.8) - 1)


def test_splitting_a_value_makes_more_of_them() -> None:
    whole, split = np.array([8.0, 5, 3]), np.array([4.0, 4, 5, 3])
    assert all(more > less for less, more in zip(hill(whole), hill(split), strict=True))

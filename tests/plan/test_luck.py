"""Scores given an order: exact cases, and the same by brute force."""

from math import factorial, log

import numpy as np
import pytest

from linkwright.plan.luck import (
    Order,
    Pool,
    chain_of,
    even_uniforms,
    log_likelihood,
    pool_of,
    score_below,
    scores_given,
)

NOBODY = Pool(np.zeros(1), np.ones(1), np.zeros(1))


def order_of(*means: float, pool: Pool = NOBODY, spread: float = 1.0) -> Order:
    return Order(np.array([means]), np.full((1, len(means)), spread), pool, len(means))


@pytest.mark.parametrize("shown", [3, 10, 20])
@pytest.mark.parametrize("unseen", [0, 80])
def test_every_order_of_equals_is_equally_likely(shown: int, unseen: int) -> None:
    pool = Pool(np.array([-0.4]), np.array([1.2]), np.array([shown + unseen]))
    assert log_likelihood(order_of(*[0.3] * shown, pool=pool))[0] == pytest.approx(-log(factorial(shown)), abs=0.02)


def test_the_likelihood_of_two_is_how_often_the_stronger_wins() -> None:
    from scipy.stats import norm

    assert np.exp(log_likelihood(order_of(0.7, 0.0)))[0] == pytest.approx(norm.cdf(0.7 / np.sqrt(2)), abs=0.002)


def test_scores_are_those_that_brute_force_leaves() -> None:
    rng = np.random.default_rng(3)
    means = np.array([0.2, 0.9, -0.3])
    tried = rng.standard_normal((400_000, 3)) + means
    rest = rng.standard_normal((400_000, 4)).max(axis=1) * 1.2 - 0.4
    kept = tried[(tried[:, 0] > tried[:, 1]) & (tried[:, 1] > tried[:, 2]) & (tried[:, 2] > rest)]
    pool = Pool(np.array([-0.4]), np.array([1.2]), np.array([7.0]))
    chain = chain_of(order_of(*means, pool=pool))
    drawn = scores_given(chain, even_uniforms(rng, 3, 1, 20_000))[:, 0]
    assert np.exp(chain.log_probability[0]) == pytest.approx(len(kept) / 400_000, rel=0.03)
    for item in range(3):
        assert drawn[item].mean() == pytest.approx(kept[:, item].mean(), abs=0.03)
        assert drawn[item].std() == pytest.approx(kept[:, item].std(), abs=0.03)
    assert float(np.asarray(np.corrcoef(drawn))[0, 2]) == pytest.approx(
        float(np.asarray(np.corrcoef(kept.T))[0, 2]), abs=0.03
    )


def test_scores_fall_from_place_to_place() -> None:
    chain = chain_of(order_of(*np.linspace(-1, 1, 20), pool=Pool(np.zeros(1), np.ones(1), np.array([100.0]))))
    drawn = scores_given(chain, even_uniforms(np.random.default_rng(1), 20, 1, 500))
    assert np.all(np.diff(drawn, axis=0) <= 0)


def test_a_candidate_below_stays_below() -> None:
    limit = np.array([[-3.0, 0.0, 2.0]])
    drawn = score_below(np.array([1.0]), limit, np.array([[0.9, 0.5, 0.1]]))
    assert np.all(drawn <= limit)


def test_the_pool_is_found_behind_the_choice_of_the_best() -> None:
    rng = np.random.default_rng(5)
    strengths = 0.66 * rng.standard_normal((4_000, 100)) + 2.0
    best = np.argsort(-(strengths + rng.standard_normal(strengths.shape)), axis=1)[:, :20]
    pool = pool_of(np.take_along_axis(strengths, best, axis=1), np.full(4_000, 0.66**2), np.full(4_000, 100.0))
    assert pool.mean.mean() == pytest.approx(2.0, abs=0.02)

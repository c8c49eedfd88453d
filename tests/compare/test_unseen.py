import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkwright.compare.side import DOMAINS
from linkwright.compare.unseen import at_least


def seen_by(lists: list[list[str]]) -> pa.Table:
    return pa.Table.from_pylist(
        [{"referring_domain": f"d{n}", "sources": each} for n, each in enumerate(lists)], DOMAINS
    )


def world(number: int, spread: float, seed: int) -> tuple[int, int | None]:
    """Three sources that see well-known sites more often (SCIENCE e12): how many are seen, and the bound."""
    chance = np.random.default_rng(seed)
    fame = chance.normal(size=number)
    seen = np.stack(
        [chance.random(number) < 1 / (1 + np.exp(-(ease + spread * fame))) for ease in (0, -0.5, -1)], axis=1
    )
    lists = [[name for name, flag in zip("abc", row, strict=True) if flag] for row in seen[seen.any(axis=1)].tolist()]
    return len(lists), at_least(seen_by(lists))


@pytest.mark.parametrize("spread", [0.5, 1.0, 2.0])
def test_the_bound_is_above_what_is_seen_and_below_the_truth(spread: float) -> None:
    found = [world(2_000, spread, seed) for seed in range(20)]
    for seen, bound in found:
        assert bound is not None
        assert seen < bound <= 2_000
    assert np.mean([bound for _, bound in found if bound]) > np.mean([seen for seen, _ in found]) * 1.03


def test_chapman_by_hand() -> None:
    lists = [["a", "b"]] * 40 + [["a"]] * 40 + [["b"]] * 10
    assert at_least(seen_by(lists)) == 99  # (81 * 51) / 41 - 1 = 99.8; Chao: 90 + 1/2 * 50 * 49 / (2 * 41) = 104.9


def test_no_bound_from_one_source_or_from_two_that_share_too_little() -> None:
    assert at_least(seen_by([["a"]] * 50)) is None
    assert at_least(seen_by([["a"]] * 50 + [["b"]] * 50 + [["a", "b"]] * 9)) is None
    assert at_least(seen_by([])) is None


@settings(max_examples=30, deadline=None)
@given(some.lists(some.sets(some.sampled_from("abc"), min_size=1).map(sorted), min_size=30, max_size=80))
def test_never_less_than_is_seen_whatever_the_order(lists: list[list[str]]) -> None:
    bound = at_least(seen_by(lists))
    assert bound is None or bound >= len(lists)
    order = np.random.default_rng(len(lists)).permutation(np.repeat(np.arange(len(lists)), 2))
    assert at_least(seen_by(lists).take(order)) == bound, "order and repeated rows change nothing"

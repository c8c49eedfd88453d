from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkwright.compare.comparing import compare
from linkwright.compare.side import Side
from tests.compare.worlds import FAIR, SIDES, SOME_DOMAIN, TODAY, Row, compared, domain, side, with_domains


def shuffled(given: Side, seed: int, times: int = 1) -> Side:
    """Each row so many times, in another order."""
    chance = np.random.default_rng(seed)

    def mixed(table: pa.Table) -> pa.Table:
        return table.take(chance.permutation(np.repeat(np.arange(table.num_rows), times)))

    return Side(
        given.site, given.own, *(mixed(each) for each in (given.domains, given.page_domains, given.months, given.lives))
    )


@settings(max_examples=25, deadline=None)
@given(SIDES, some.permutations([0, 1, 2]), some.integers(0, 99), some.integers(1, 3))
def test_order_of_sides_and_rows_and_repeated_rows_change_nothing(
    sides: tuple[Side, Side, Side], order: list[int], seed: int, times: int
) -> None:
    assert compared(*(shuffled(sides[place], seed, times) for place in order)) == compared(*sides)


@settings(max_examples=15, deadline=None)
@given(SIDES, SOME_DOMAIN)
def test_a_suspect_domain_more_changes_no_quality(sides: tuple[Side, Side, Side], row: Row) -> None:
    suspect = {**domain("new.test", quality=0.0, tier="suspect"), "owner_group": row["owner_group"]}
    before, after = compared(*sides), compared(*(with_domains(each, suspect) for each in sides))
    assert [each.quality for each in after.sides] == [each.quality for each in before.sides]
    assert [each.diversity for each in after.sides] == [each.diversity for each in before.sides]


@settings(max_examples=25, deadline=None)
@given(SIDES)
def test_numbers_of_a_side_hang_together(sides: tuple[Side, Side, Side]) -> None:
    found = compared(*sides)
    for summary in found.sides:
        assert summary.quality.low <= summary.quality.middle <= summary.quality.high
        assert summary.quality.middle == pytest.approx(sum(summary.qualities))
        assert summary.seen <= summary.referring_domains
        assert summary.at_least is None or summary.at_least >= summary.seen
        for aspect in {share.aspect for share in summary.mix}:
            shares = [share for share in summary.mix if share.aspect == aspect]
            assert {share.of for share in shares} == {summary.seen}
            assert sum(share.domains for share in shares) == summary.seen
        for each in summary.diversity:
            assert each.kinds + 1e-9 >= each.common >= each.dominant - 1e-9
    for shared in found.overlap:
        assert 0 <= shared.jaccard <= 1


def test_quality_counts_an_owner_once_by_its_best_link_and_the_suspect_not_at_all() -> None:
    rows = [
        domain("one.test", owner_group="o", quality=0.9),
        domain("two.test", owner_group="o", quality=0.8),
        domain("three.test", quality=0.25),
        domain("bad.test", quality=0.0, tier="suspect"),
    ]
    ours = compared(side("us.test", rows, own=True)).sides[0]
    assert ours.quality.middle == pytest.approx(1.15)
    assert (ours.referring_domains, ours.seen) == (4, 3)


def test_the_interval_lies_between_all_errors_shared_and_none() -> None:
    rows = [domain(f"d{n}.test", quality=0.5) for n in range(100)]  # each 0.3 to 0.6
    quality = compared(side("us.test", rows, own=True)).sides[0].quality
    assert 50 - 20 < quality.low < 50 - 2
    assert quality.low == pytest.approx(50 - np.sqrt(0.5 * 20**2 + 0.5 * 100 * 0.2**2))
    assert quality.high == pytest.approx(50 + np.sqrt(0.5 * 10**2 + 0.5 * 100 * 0.1**2))


def test_quality_comes_before_quantity_in_words() -> None:
    ours = side("us.test", [domain(f"u{n}.test", quality=0.9) for n in range(10)], own=True)
    rival = side("rival.test", [domain(f"r{n}.test", quality=0.42) for n in range(30)])
    found = compared(ours, rival)
    assert found.words[0] == FAIR.words[0]
    assert any(
        "rival.test has 3.0 times your referring domains (30 to your 10) but only 1.4 times your quality" in sentence
        for sentence in found.words
    )
    [beside] = [sentence for sentence in found.words if sentence.startswith("rival.test has 3.0")]
    rival_side, own_side = found.sides[1].quality, found.sides[0].quality
    for quality in (own_side, rival_side):
        assert f"{quality.middle:.1f} ({quality.low:.1f} to {quality.high:.1f})" in beside, "no number without interval"
    assert any("50% of the error" in sentence for sentence in found.words), "the assumption of the interval is printed"
    assert any("a second one" in what for what in found.not_known)


def test_owners_that_two_sides_name_differently_are_the_same() -> None:
    ours = side("us.test", [domain("x.test", owner_group="x"), domain("only.test")], own=True)
    rival = side("a.test", [domain("x.test", owner_group="y"), domain("y.test", owner_group="y")])
    (shared,) = compared(ours, rival).overlap
    assert (shared.shared, shared.jaccard) == (1, 0.5)


def test_diversity_is_measured_at_the_same_coverage() -> None:
    kinds = ["editorial", "news", "directory", "forum"]
    few = side("us.test", [domain(f"u{n}.test", source_type=kinds[n % 4]) for n in range(20)], own=True)
    many = side("a.test", [domain(f"a{n}.test", source_type=kinds[n % 2]) for n in range(400)])
    ours, theirs = compared(few, many).sides
    by_aspect = [{each.aspect: each for each in summary.diversity} for summary in (ours, theirs)]
    assert [each["source type"].kinds for each in by_aspect] == pytest.approx([4, 2])
    assert [each["owner"].kinds for each in by_aspect] == pytest.approx([20, 20]), "cut to the same number of domains"
    assert "topic" not in by_aspect[0]


def test_an_empty_side_is_no_error_and_says_what_is_missing() -> None:
    found = compared(side("us.test", [], own=True), side("a.test", [domain("x.test")]))
    assert found.sides[0].quality.middle == 0
    assert found.sides[0].links_followed is None
    assert any(what.startswith("us.test, survival: 50 links") for what in found.not_known)
    assert found.prospects_total == 1
    alone = compared(side("us.test", [domain("x.test")], own=True))
    assert (alone.prospects, alone.overlap, alone.assets) == ((), (), ())
    assert any("at least one competitor" in what for what in alone.not_known)


def test_one_side_has_to_be_the_site_under_study() -> None:
    ours = side("us.test", [], own=True)
    for sides in ([], [replace(ours, own=False)], [ours, ours]):
        with pytest.raises(ValueError, match="exactly one"):
            compare(sides, FAIR, TODAY)

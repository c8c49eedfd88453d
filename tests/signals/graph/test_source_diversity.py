import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from linkwright.signals.graph.source_diversity import (
    coverage,
    expected_coverage,
    hill,
    rarefied_n0,
    size_at,
)
from linkwright.signals.mix_model import Vector
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

counted = some.lists(some.integers(1, 40), min_size=2, max_size=15).map(lambda given: np.array(given, dtype=float))


def _domains(number: int, kinds: tuple[str, ...], **values: object) -> list[Row]:
    return [
        {"referring_domain": f"d{n}.test", "source_type": kinds[n % len(kinds)], "country": "ES", **values}
        for n in range(number)
    ]


def test_equal_shares_are_as_varied_as_they_are_many_and_one_kind_is_one(mini: Mini) -> None:
    domains = _domains(40, ("news", "forum", "editorial", "directory"))
    found = {row["aspect"]: row for row in findings_of(mini(domains=domains), "source-diversity")}
    kinds, countries = found["kinds of site"], found["countries"]
    assert [kinds[name] for name in ("n0", "n1", "n2", "coverage")] == pytest.approx([4, 4, 4, 1])
    assert [countries[name] for name in ("n0", "n1", "n2")] == pytest.approx([1, 1, 1])
    assert found["owners"]["n0"] == 40


def test_topics_are_the_first_level_of_the_most_frequent_category(mini: Mini) -> None:
    links: list[Row] = [
        {"referring_domain": f"d{n}.test", "page_category": "Travel > Spas; News" if n % 2 else "Health"}
        for n in range(20)
    ]
    found = findings_of(mini(domains=_domains(20, ("unknown",)), links=links), "source-diversity")
    topics = next(row for row in found if row["aspect"] == "topics")
    assert (topics["n0"], topics["of"]) == (2, 20)


def test_countries_are_compared_with_competitors_at_one_coverage(mini: Mini) -> None:
    rivals: list[Row] = [
        {"site": "rival.test", "own": False, "aspect": "country", "value": value, "referring_domains": 10}
        for value in ("ES", "FR", "DE")
    ]
    result = result_of(mini(domains=_domains(40, ("news",)), mixes=rivals), "source-diversity")
    said = next(text for text in result.messages(9) if "countries" in text)
    assert said.endswith("at a coverage of 100% yours are 1.0, the median competitor's 3.0")


def test_says_nothing_of_fewer_than_fifteen_domains(mini: Mini) -> None:
    assert result_of(mini(domains=_domains(14, ("news",))), "source-diversity").outcome is Outcome.NOT_APPLICABLE


@given(counted)
def test_the_numbers_fall_in_order_and_coverage_is_a_share(counts: Vector) -> None:
    n0, n1, n2 = hill(counts)
    assert n0 + 1e-9 >= n1 >= n2 - 1e-9 >= 1 - 2e-9
    assert 0 <= coverage(counts) <= 1


@given(counted, some.integers(1, 30))
def test_a_smaller_sample_shows_no_more(counts: Vector, size: int) -> None:
    size = min(size, int(counts.sum()) - 1)
    assert rarefied_n0(counts, size) <= rarefied_n0(counts, size + 1) + 1e-9
    assert rarefied_n0(counts, int(counts.sum())) == pytest.approx(hill(counts)[0])


def test_rarefaction_agrees_with_drawing_samples() -> None:
    counts, size = np.array([30.0, 12, 5, 2, 1, 1]), 10
    dice = np.random.default_rng(7)
    drawn = dice.multivariate_hypergeometric(counts.astype(int), size, size=20_000)
    assert rarefied_n0(counts, size) == pytest.approx((drawn > 0).sum(axis=1).mean(), abs=0.03)
    next_is_new = ((counts - drawn) * (drawn == 0)).sum(axis=1).mean() / (counts.sum() - size)
    assert expected_coverage(counts, size) == pytest.approx(1 - next_is_new, abs=0.01)
    assert expected_coverage(counts, size_at(counts, 0.8)) >= 0.8 > expected_coverage(counts, size_at(counts, 0.8) - 1)

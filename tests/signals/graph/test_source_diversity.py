import pytest

from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


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

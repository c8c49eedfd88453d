from datetime import datetime

from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of

SITE = Site(("example.test",), money_keywords=("red wine",))


def _profile(phrase: str, owners: int, anchor_class: str = "partial") -> dict[str, list[Row]]:
    anchor: Row = {
        "anchor": phrase,
        "anchor_class": anchor_class,
        "owner_groups": owners,
        "referring_domains": owners,
    }
    return {
        "anchors": [anchor],
        "links": [{"anchor": phrase.upper(), "referring_domain": f"d{n}.test"} for n in range(owners)],
        "domains": [{"referring_domain": f"d{n}.test"} for n in range(40)],
    }


def test_finds_one_sales_phrase_of_many_owners_whatever_its_letter_case(mini: Mini) -> None:
    (found,) = findings_of(mini(SITE, **_profile("cheap red wine", 8)), "repeated-money-anchor")
    assert (found["subject"], found["owner_groups"], found["share"]) == ("cheap red wine", 8, 0.2)
    assert found["domains"] == [f"d{n}.test" for n in range(8)]
    assert (found["p"], found["likelihood_ratio"]) == (None, 1.0)  # without dates a list to look at, no evidence


def test_ignores_a_phrase_of_few_owners(mini: Mini) -> None:
    assert findings_of(mini(SITE, **_profile("cheap red wine", 4)), "repeated-money-anchor") == []


def test_counts_the_same_rows_as_owners_however_words_are_spaced(mini: Mini) -> None:
    tables = _profile("cheap red wine", 8)
    spellings = ["cheap  red\twine", " Cheap red\nwine", "cheap red wine"]
    tables["links"] = [{**row, "anchor": spellings[n % 3]} for n, row in enumerate(tables["links"])]
    (found,) = findings_of(mini(SITE, **tables), "repeated-money-anchor")
    assert (found["owner_groups"], found["rows"], len(found["domains"])) == (8, 8, 8)  # type: ignore[arg-type]


def test_does_not_apply_without_money_keywords(mini: Mini) -> None:
    result = result_of(mini(**_profile("Example", 30, "brand")), "repeated-money-anchor")
    assert result.outcome is Outcome.NOT_APPLICABLE
    assert "money_keywords" in (result.error or "")


def test_is_clear_where_keywords_are_known_and_nobody_uses_them(mini: Mini) -> None:
    result = result_of(mini(SITE, **_profile("Example", 30, "brand")), "repeated-money-anchor")
    assert (result.outcome, result.error) == (Outcome.CLEAR, None)


def _dated(mini: Mini, used: list[int]) -> dict[str, object]:
    """Four years of two owners a month, and a phrase used by one more owner in each given month."""
    months = [datetime(2021 + n // 12, n % 12 + 1, 5) for n in range(48)]
    tables = _profile("cheap red wine", len(used))
    starts = {f"d{n}.test": months[month] for n, month in enumerate(used)}
    tables["links"] = [{**row, "first_seen": starts[str(row["referring_domain"])]} for row in tables["links"]]
    tables["domains"] = [{"referring_domain": name, "first_seen": at} for name, at in starts.items()]
    tables["domains"] += [{"referring_domain": f"o{n}.test", "first_seen": months[n // 2]} for n in range(96)]
    (found,) = findings_of(mini(SITE, **tables), "repeated-money-anchor")
    return found


def test_a_phrase_that_gathers_in_a_year_is_evidence(mini: Mini) -> None:
    found = _dated(mini, [*range(20, 32), *range(20, 32), 2])
    assert float(str(found["p"])) < 0.01
    assert float(str(found["likelihood_ratio"])) > 3
    assert str(found["when"]).startswith("24 of 25 came within twelve months")


def test_a_phrase_that_comes_as_all_links_do_is_no_evidence(mini: Mini) -> None:
    found = _dated(mini, list(range(0, 48, 2)))
    assert (found["likelihood_ratio"], found["when"]) == (1.0, "they came as all your links did")

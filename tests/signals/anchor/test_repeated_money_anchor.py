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
    assert found["p"] is None  # without competitors there is no test


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

"""The fact tables: documented, consistent, free of doubles."""

import pytest

from linkwright.vocabulary.facts import FACTS, ORIGIN, Fact


@pytest.mark.parametrize("fact", FACTS.values(), ids=lambda fact: fact.name)
def test_every_fact_starts_with_its_origin_and_explains_each_column(fact: Fact) -> None:
    assert fact.columns[: len(ORIGIN)] == ORIGIN
    assert len(set(fact.schema.names)) == len(fact.columns)
    assert all(column.meaning.endswith(".") for column in fact.columns)


def test_the_same_name_has_the_same_type_everywhere() -> None:
    types: dict[str, set[str]] = {}
    for fact in FACTS.values():
        for column in fact.columns:
            types.setdefault(column.name, set()).add(str(column.type))
    assert {name: kinds for name, kinds in types.items() if len(kinds) > 1} == {}

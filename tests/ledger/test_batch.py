"""The metadata of a batch survives its JSON form exactly, and nothing else passes for it."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkwright.ledger.batch import Batch, by_import
from tests.ledger.making import batch_of

COUNTS = st.integers(0, 2**62)
NAMED_COUNTS = st.dictionaries(st.text(), COUNTS, max_size=4)
ZONES = st.none() | st.just(UTC) | st.just(timezone(timedelta(hours=5, minutes=30)))
BATCHES = st.builds(
    Batch,
    file_size=COUNTS,
    read=COUNTS,
    stored=COUNTS,
    rejected=COUNTS,
    declared=COUNTS,
    declared_reasons=NAMED_COUNTS,
    facts=NAMED_COUNTS,
    observed_at=st.datetimes(timezones=ZONES),
    imported_at=st.datetimes(timezones=ZONES),
    period_start=st.none() | st.dates(),
    period_end=st.none() | st.dates(),
    notes=st.lists(st.text(), max_size=3).map(tuple),
    about=st.text(),
)


@given(BATCHES)
def test_json_round_trip(batch: Batch) -> None:
    text = batch.to_json()
    assert text.isascii()
    assert Batch.from_json(text) == batch


def test_a_file_name_that_is_not_utf8_survives() -> None:
    batch = Batch.from_json(batch_of("a").to_json().replace("a.csv", "\\udcff.csv"))
    assert batch.file_name == "\udcff.csv"
    assert Batch.from_json(batch.to_json()) == batch


def test_fields_of_a_newer_version_are_left_aside() -> None:
    record = json.loads(batch_of("a").to_json()) | {"colour": "green"}
    assert Batch.from_json(json.dumps(record)) == batch_of("a")


def test_a_batch_of_an_older_version_is_about_nobody_in_particular() -> None:
    record = json.loads(batch_of("a").to_json())
    del record["about"]
    assert Batch.from_json(json.dumps(record)) == batch_of("a")


@pytest.mark.parametrize("name", [name for name in json.loads(batch_of("a").to_json()) if "period" not in name])
@pytest.mark.parametrize("value", [None, {"x": "y"}, True])
def test_a_wrong_field_is_refused(name: str, value: object) -> None:
    record = json.loads(batch_of("a").to_json()) | {name: value}
    with pytest.raises(ValueError, match=r"is not|fromisoformat"):
        Batch.from_json(json.dumps(record))


@given(BATCHES, BATCHES)
def test_any_two_batches_have_an_order(one: Batch, other: Batch) -> None:
    assert (by_import(one) < by_import(other)) or (by_import(one) >= by_import(other))


def test_a_time_without_zone_is_utc() -> None:
    record = json.loads(batch_of("a").to_json()) | {"imported_at": "2024-02-02T03:04:05.000678"}
    naive = Batch.from_json(json.dumps(record))
    assert naive.imported_at == datetime(2024, 2, 2, 3, 4, 5, 678)
    assert by_import(naive) == by_import(batch_of("a"))

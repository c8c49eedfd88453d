"""A run of our own crawler is one line for people, however many batches it wrote."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from linkwright.ledger.batch import Batch
from linkwright.ledger.runs import part_id, part_name, run_and_part, whole_runs
from tests.ledger.making import batch_of


def part_of(run: str, number: int, **changes: object) -> Batch:
    made = replace(batch_of(part_id(run, number)), file_name=part_name(f"check {run} (new, part 1)", number), notes=())
    return replace(made, **changes)  # type: ignore[arg-type]


@given(st.from_regex(r"[0-9]{20}", fullmatch=True), st.integers(0, 123_456))
def test_a_batch_knows_its_run_and_its_part(run: str, number: int) -> None:
    assert run_and_part(part_id(run, number)) == (f"check-{run}", number + 1)


def test_an_import_is_part_of_no_run() -> None:
    one = replace(batch_of("0123456789abcdef"), file_name="check of mine, part 2")
    assert run_and_part(one.id) == (one.id, None)
    assert whole_runs([one]) == (one,)


def test_the_parts_of_a_run_become_one_with_their_sums_in_the_place_of_the_first() -> None:
    first, second, other = part_of("1", 0), part_of("1", 1), part_of("2", 0)
    second = replace(
        second,
        period_start=date(2023, 12, 31),
        period_end=None,
        facts={"link_seen": 7, "check_seen": 2},
        observed_at=first.observed_at + timedelta(hours=3),
        notes=("slow",),
    )
    joined = whole_runs([batch_of("a"), first, batch_of("b"), other, second])
    assert [batch.id for batch in joined] == ["a", "check-1", "b", "check-2"]
    run = joined[1]
    assert run.file_name == "check 1 (new, part 1)"
    assert (run.read, run.stored, run.rejected, run.declared) == (14, 10, 2, 2)
    assert run.declared_reasons == {"totals row": 2}
    assert run.facts == {"link_seen": 12, "check_seen": 2}
    assert (run.period_start, run.period_end) == (date(2023, 12, 31), date(2024, 1, 31))
    assert (run.observed_at, run.notes) == (second.observed_at, ("slow",))


def test_a_run_of_one_batch_has_no_part_in_its_name() -> None:
    (run,) = whole_runs([part_of("1", 0)])
    assert (run.id, run.file_name) == ("check-1", "check 1 (new, part 1)")

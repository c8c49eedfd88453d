"""The log of removal requests: facts that are added and never changed, whatever order they come in."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkwright.cleanup.removal_log import (
    KNOWN_ALREADY,
    Step,
    in_order,
    make_step,
    read_log,
    record_steps,
)
from linkwright.cleanup.removal_steps import day_named, read_steps, step_named, step_names
from linkwright.errors import ConfigError, UnreadableInputError
from linkwright.ledger import Ledger
from linkwright.vocabulary.facts import REMOVAL_SEEN
from linkwright.vocabulary.terms import RemovalStep
from tests.cleanup.removing import step

OWNERS = {"blog.test": "blog.test", "shop.blog.test": "blog.test", "+odd.test": "+odd.test"}
STEPS = [
    step(RemovalStep.SENT, 5, contact="ann@blog.test", who="Eve", words="first letter"),
    step(RemovalStep.ANSWERED, 5, words="who are you?"),
    step(RemovalStep.FOLLOWED_UP, 20),
    step(RemovalStep.REMOVED, 22, words="done"),
    step(RemovalStep.SENT, 5, "shop.test"),
]


def test_a_step_is_a_fact_with_who_when_and_what(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    batch = record_steps(ledger, STEPS[:1])
    assert (batch.stored, batch.source, batch.report) == (1, "linkwright", "removal")
    (file,) = ledger.files(REMOVAL_SEEN.name)
    (row,) = pq.read_table(file, schema=REMOVAL_SEEN.schema).to_pylist()
    assert (row["owner_group"], row["step"], row["contact"], row["who"]) == (
        "blog.test",
        "sent",
        "ann@blog.test",
        "Eve",
    )
    assert (row["at"], row["due"]) == (datetime(2026, 1, 5), datetime(2026, 1, 19))
    assert row["referring_domain"] is None


def test_only_a_letter_is_waited_for() -> None:
    due = {what: make_step("a.test", what, datetime(2026, 1, 1)).due for what in RemovalStep}
    assert {what for what, day in due.items() if day} == {RemovalStep.SENT, RemovalStep.FOLLOWED_UP}
    assert make_step("a.test", RemovalStep.SENT, datetime(2026, 1, 1), wait_days=3).due == datetime(2026, 1, 4)


def test_the_same_step_twice_is_one_and_nothing_is_written(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    record_steps(ledger, STEPS[:2])
    again = record_steps(ledger, STEPS[:3])
    assert (again.stored, again.declared, dict(again.declared_reasons)) == (1, 2, {KNOWN_ALREADY: 2})
    record_steps(ledger, STEPS)
    before = ledger.batches()
    assert record_steps(ledger, STEPS).stored == 0
    assert ledger.batches() == before


def test_the_order_of_recording_changes_nothing(tmp_path: Path) -> None:
    shown = []
    for number in range(4):
        ledger, told = Ledger(tmp_path / str(number)), list(STEPS)
        random.Random(number).shuffle(told)  # noqa: S311 - a fixed order for a test
        for each in told:
            record_steps(ledger, [each])
        shown.append(read_log(ledger))
    assert all(log == shown[0] for log in shown)
    assert [each.step for each in shown[0] if each.owner == "blog.test"] == [
        RemovalStep.SENT,
        RemovalStep.ANSWERED,
        RemovalStep.FOLLOWED_UP,
        RemovalStep.REMOVED,
    ]


def test_a_letter_comes_before_its_answer_of_the_same_day_even_where_only_one_has_an_hour() -> None:
    sent = make_step("blog.test", RemovalStep.SENT, datetime(2026, 1, 5, 16))
    answered = make_step("blog.test", RemovalStep.ANSWERED, datetime(2026, 1, 5))
    assert in_order([answered, sent]) == (sent, answered)


def test_words_of_a_stranger_stay_one_line_where_a_line_is_shown(tmp_path: Path) -> None:
    said = make_step(
        "a.test", RemovalStep.ANSWERED, datetime(2026, 1, 1), contact="a@b.test\r\nBcc: x", words="x" * 9_999
    )
    assert said.contact == "a@b.test Bcc: x"
    assert len(said.words) == 2_000
    record_steps(Ledger(tmp_path), [said])
    assert read_log(Ledger(tmp_path)) == (said,)


@pytest.mark.parametrize("name", ["asked-for-money", "Asked for money", "asked_for_money"])
def test_a_step_is_written_with_spaces_or_hyphens(name: str) -> None:
    assert step_named(name) is RemovalStep.ASKED_MONEY
    assert [step_named(each) for each in step_names()] == list(RemovalStep)


def test_a_day_or_a_moment_in_utc() -> None:
    assert day_named("2026-11-20") == datetime(2026, 11, 20)
    assert day_named("2026-11-20T10:00+02:00") == datetime(2026, 11, 20, 8)
    with pytest.raises(ConfigError, match="no day"):
        day_named("yesterday")
    assert make_step("a", RemovalStep.SENT, datetime(2026, 1, 1, tzinfo=UTC)).at == datetime(2026, 1, 1)


def steps_in(path: Path, text: str) -> tuple[Step, ...]:
    path.write_text(text, "utf-8")
    return read_steps(path, OWNERS, "Eve")


def test_a_file_of_steps_is_read(tmp_path: Path) -> None:
    found = steps_in(
        tmp_path / "log.csv",
        "owner,step,on,contact,words,who\n"
        'shop.blog.test,sent,2026-01-05,ann@blog.test,"two\nlines",Ann\n'
        "\n"
        "'+odd.test,asked-for-money,2026-01-07,'+x@odd.test,,\n",
    )
    assert [(each.owner, each.step, each.contact, each.words, each.who) for each in found] == [
        ("blog.test", RemovalStep.SENT, "ann@blog.test", "two\nlines", "Ann"),
        ("+odd.test", RemovalStep.ASKED_MONEY, "+x@odd.test", "", "Eve"),
    ]
    assert steps_in(tmp_path / "semi.csv", "Owner;Step;On\nblog.test;sent;2026-01-05\n")[0].owner == "blog.test"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("owner,step\nblog.test,sent\n", 1, "no column on"),
        ("owner,step,on\nblog.test,sent,2026-01-05\nnobody.test,sent,2026-01-05\n", 3, "nobody.test"),
        ("owner,step,on\nblog.test,begged,2026-01-05\n", 2, "begged"),
        ("owner,step,on\nblog.test,sent,soon\n", 2, "soon"),
        ("", 1, "no column owner"),
        ("owner,step,on\n" + "x" * 200_000 + ",sent,2026-01-05\n", 2, "field larger"),
    ],
)
def test_a_row_that_says_nothing_clear_stops_the_file_with_its_line(
    tmp_path: Path, text: str, line: int, what: str
) -> None:
    with pytest.raises(UnreadableInputError, match=what) as error:
        steps_in(tmp_path / "log.csv", text)
    assert str(error.value.where) == f"log.csv:{line}"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableInputError):
        read_steps(tmp_path / "log.csv", OWNERS, "Eve")
    with pytest.raises(UnreadableInputError):
        read_steps(tmp_path / "missing.csv", OWNERS, "Eve")

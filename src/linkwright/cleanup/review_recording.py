"""Answers -> the ledger, and what changed by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linkwright.cleanup.deciding import Decision, record_verdicts
from linkwright.cleanup.review_answers import Refused, answers, decisions_now, known_subjects
from linkwright.cleanup.review_reading import Returned
from linkwright.engine import Engine
from linkwright.ledger import Ledger


@dataclass(frozen=True)
class Recorded:
    """What a file that came back changed.

    Attributes:
        new: decisions on what nobody had decided about, or whose decision no longer held.
        changed: decisions unlike the one that held.
        unchanged: decisions that held already, whoever made them.
        undecided: rows without a verdict.
        refused: rows that were not recorded, each with its place and why.
    """

    new: int
    changed: int
    unchanged: int
    undecided: int
    refused: tuple[Refused, ...]


def record_returned(engine: Engine, ledger: Ledger, returned: Returned, who: str, when: datetime) -> Recorded:
    """Record the rows of a file that are clear; the others are told.

    Args:
        engine: holds the profile of today.
        ledger: where the decisions go.
        returned: what was read from the file.
        who: who decided.
        when: when.

    Raises:
        StorageError: the ledger cannot be written.
    """
    told = answers(returned.rows, known_subjects(engine, sorted({row.id for row in returned.rows})))
    now = decisions_now(engine)
    fresh = [each for each in told.decisions if not _holds(each, now)]
    if fresh:
        record_verdicts(ledger, fresh, who, when)
    new = sum(_key(each) not in now for each in fresh)
    return Recorded(
        new=new,
        changed=len(fresh) - new,
        unchanged=len(told.decisions) - len(fresh),
        undecided=told.undecided,
        refused=(*returned.refused, *told.refused),
    )


def _key(decision: Decision) -> tuple[str, str]:
    return (decision.subject_kind, decision.subject)


def _holds(decision: Decision, now: Mapping[tuple[str, str], tuple[str, str, str]]) -> bool:
    return now.get(_key(decision)) == (str(decision.verdict), decision.reason, decision.value)

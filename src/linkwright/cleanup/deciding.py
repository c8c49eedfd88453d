"""What a person decided, into the ledger as facts: who, when, why. Nothing is ever changed; the newest decision holds.

`profile/` says what holds for which domain and page (tables `domain_verdicts`, `page_verdicts`, `group_verdicts`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from linkwright.ledger import Batch, Ledger
from linkwright.ledger.own import SOURCE, own_batch
from linkwright.vocabulary.facts import VERDICT_SEEN
from linkwright.vocabulary.moments import utc
from linkwright.vocabulary.terms import Placement, SourceType, Verdict

REPORT, TITLE = "review", "Review"
DOMAIN, URL, GROUP = "domain", "url", "group"
DECIDED_ALREADY = "decided so already"
_BECOMES = frozenset({*SourceType, *Placement})

_Subject = tuple[str, str]


@dataclass(frozen=True)
class Decision:
    """One verdict of a person.

    Attributes:
        subject_kind: `domain`, `url` (a referring page) or `group` (a row of the profile's `groups`).
        subject: the domain, the address, the group's id.
        verdict: what is to be done.
        reason: why, in the person's words; may be empty.
        nature: for a group what it was when it was decided, as `groups` has it; the verdict holds for its members while
            that stays the same.
        value: for `reclassify` what it is instead: a `SourceType` (of domains and groups) or a `Placement` (of links).
    """

    subject_kind: str
    subject: str
    verdict: Verdict
    reason: str = ""
    nature: str = ""
    value: str = ""


def record_verdicts(ledger: Ledger, decisions: Sequence[Decision], who: str, when: datetime) -> Batch:
    """Add decisions to the ledger as rows of `verdict_seen`, in the order in which they are made.

    Args:
        ledger: where they go.
        decisions: at most one about each subject.
        who: who decided, as they call themselves.
        when: when; a time without a zone is UTC.

    Returns:
        What was written. A decision its subject's newest one says already, with the same reason and by the same person,
        counts as declared and is not written again; when none is new, nothing is written at all (`stored` is 0).

    Raises:
        StorageError: the ledger cannot be read or written.
        ValueError: a decision says nothing clear, or two of them contradict each other.
    """
    moment = utc(when)
    _check(decisions, who)
    asked = tuple(sorted(set(decisions), key=astuple))
    known, exact = _known(ledger)
    new = tuple(each for each in asked if known.get(_subject(each)) != (who, each) and (who, moment, each) not in exact)
    batch = own_batch(
        REPORT,
        TITLE,
        f"review of {moment:%Y-%m-%d %H:%M} by {who}",
        VERDICT_SEEN.name,
        [(who, moment.isoformat(), *astuple(each)) for each in new],
        [moment],
        DECIDED_ALREADY,
        len(asked) - len(new),
    )
    if new:
        with ledger.writing(batch.id) as writer:
            writer.write(VERDICT_SEEN.name, _rows(new, who, moment, batch.id))
            writer.commit(batch)
    return batch


def _check(decisions: Sequence[Decision], who: str) -> None:
    if not who.strip():
        raise ValueError("a decision needs the name of the person who made it")
    said: dict[_Subject, Decision] = {}
    for each in decisions:
        problem = _problem(each)
        if problem:
            raise ValueError(f"the decision about {each.subject_kind} “{each.subject}” {problem}")
        if said.setdefault(_subject(each), each) != each:
            raise ValueError(f"two decisions about {each.subject_kind} “{each.subject}” contradict each other")


def _problem(decision: Decision) -> str:
    if decision.subject_kind not in (DOMAIN, URL, GROUP) or not decision.subject.strip():
        return "is about nothing we know"
    if (decision.subject_kind == GROUP) != bool(decision.nature):
        return "must say what the group is (`nature`)" if not decision.nature else "is not about a group"
    if decision.verdict is Verdict.RECLASSIFY and decision.value not in _BECOMES:
        return "must say what it is instead: a source type or a placement"
    if decision.verdict is not Verdict.RECLASSIFY and decision.value:
        return f"names a value, which “{decision.verdict}” has not"
    return ""


def _known(ledger: Ledger) -> tuple[Mapping[_Subject, tuple[str, Decision]], frozenset[tuple[str, datetime, Decision]]]:
    """The newest decision about each subject and who made it, and every decision ever with who and when."""
    files = ledger.files(VERDICT_SEEN.name)
    reviews = [("source", "=", SOURCE), ("report", "=", REPORT)]
    tables = [pq.read_table(file, schema=VERDICT_SEEN.schema, filters=reviews) for file in files]
    rows = pa.concat_tables(tables).to_pylist() if tables else []
    rows.sort(key=lambda row: (row["decided_at"], row["batch"], row["row"]))
    decided = [(row["who"], row["decided_at"], _decision(row)) for row in rows]
    return {_subject(each): (who, each) for who, _, each in decided}, frozenset(decided)


def _decision(row: Mapping[str, str | None]) -> Decision:
    return Decision(
        subject_kind=row["subject_kind"] or "",
        subject=row["subject"] or "",
        verdict=Verdict(row["verdict"] or ""),
        reason=row["reason"] or "",
        nature=row["nature"] or "",
        value=row["value"] or "",
    )


def _subject(decision: Decision) -> _Subject:
    return (decision.subject_kind, decision.subject)


def _rows(decisions: Sequence[Decision], who: str, moment: datetime, batch: str) -> pa.Table:
    rows = [
        {
            "source": SOURCE,
            "report": REPORT,
            "batch": batch,
            "row": number,
            "observed_at": moment,
            "subject_kind": each.subject_kind,
            "subject": each.subject,
            "verdict": str(each.verdict),
            "reason": each.reason or None,
            "who": who,
            "decided_at": moment,
            "nature": each.nature or None,
            "value": each.value or None,
        }
        for number, each in enumerate(decisions, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=VERDICT_SEEN.schema)

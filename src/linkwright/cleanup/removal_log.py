"""The log of removal requests: what was sent and what came back, as facts. Nothing is ever changed or taken out."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from linkwright.cleanup.texts import one_line
from linkwright.ledger import Batch, Ledger
from linkwright.ledger.own import SOURCE, own_batch
from linkwright.vocabulary.facts import REMOVAL_SEEN
from linkwright.vocabulary.moments import utc
from linkwright.vocabulary.terms import RemovalStep

REPORT, TITLE = "removal", "Removal requests"
KNOWN_ALREADY = "in the log already"
_LONGEST = 2_000  # characters of one text
_WAITED_FOR = (RemovalStep.SENT, RemovalStep.FOLLOWED_UP)
_ORDER = {step: place for place, step in enumerate(RemovalStep)}


@dataclass(frozen=True)
class Step:
    """One step of one request.

    Attributes:
        owner: owner group asked, or the referring domain that stands alone.
        step: what happened.
        at: when; UTC without a zone, midnight where only the day is known.
        due: when to look again; None when there is nothing to wait for.
        contact: where it was sent to or came from.
        who: who did it, as they call themselves.
        words: the letter's name, or what was answered.
        domain: domain it is about; empty for all of the owner.
    """

    owner: str
    step: RemovalStep
    at: datetime
    due: datetime | None = None
    contact: str = ""
    who: str = ""
    words: str = ""
    domain: str = ""


class Facts(Protocol):
    """What kept steps are read from."""

    def files(self, fact: str) -> Sequence[Path]:
        """Return the Parquet files of a fact table."""


@cache
def choices() -> Mapping[str, Any]:
    """What `removal.toml` says, each with its reason."""
    return tomllib.loads(files("linkwright.cleanup").joinpath("removal.toml").read_text("utf-8"))


def waiting_days() -> int:
    """How long to wait for an answer before writing once more."""
    return int(choices()["wait"]["days"])


def make_step(
    owner: str,
    step: RemovalStep,
    at: datetime,
    *,
    contact: str = "",
    who: str = "",
    words: str = "",
    wait_days: int | None = None,
) -> Step:
    """Describe one step; after a letter it is due again when the owner had time to answer."""
    moment = utc(at)
    wait = waiting_days() if wait_days is None else wait_days
    due = moment + timedelta(days=wait) if step in _WAITED_FOR else None
    return Step(owner, step, moment, due, one_line(contact), one_line(who), words.strip()[:_LONGEST])


def record_steps(ledger: Ledger, steps: Sequence[Step]) -> Batch:
    """Add steps, one at least, to the ledger as rows of `removal_seen`.

    Returns:
        What was written. A step that is in the log just so counts as declared; when none is new, nothing is written.

    Raises:
        StorageError: the ledger cannot be read or written.
    """
    known = frozenset(read_log(ledger))
    new = tuple(step for step in in_order(set(steps)) if step not in known)
    days = [step.at for step in new or steps]
    batch = own_batch(
        REPORT,
        TITLE,
        f"steps of {min(days):%Y-%m-%d} to {max(days):%Y-%m-%d}",
        REMOVAL_SEEN.name,
        list(map(astuple, new)),
        days,
        KNOWN_ALREADY,
        len(set(steps)) - len(new),
    )
    if new:
        with ledger.writing(batch.id) as writer:
            writer.write(REMOVAL_SEEN.name, _rows(new, batch.id))
            writer.commit(batch)
    return batch


def read_log(facts: Facts) -> tuple[Step, ...]:
    """Return every step, each once, the oldest first (see `in_order`)."""
    paths = facts.files(REMOVAL_SEEN.name)
    ours = [("source", "=", SOURCE), ("report", "=", REPORT)]
    tables = [pq.read_table(path, schema=REMOVAL_SEEN.schema, filters=ours) for path in paths]
    rows = pa.concat_tables(tables).to_pylist() if tables else []
    return in_order({_step(row) for row in rows})


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Sort steps by their days, whatever the order in which they were told.

    Those of one day are in the order in which such things happen, a letter before its answer: of many only the day is
    known.
    """
    return tuple(sorted(steps, key=_sort_key))


def _sort_key(step: Step) -> tuple[object, ...]:
    return (step.at.date(), _ORDER[step.step], step.at, step.owner, astuple(step)[4:], step.due or datetime.max)


def _step(row: Mapping[str, Any]) -> Step:
    return Step(
        owner=row["owner_group"] or row["referring_domain"] or "",
        step=RemovalStep(row["step"]),
        at=row["at"],
        due=row["due"],
        contact=row["contact"] or "",
        who=row["who"] or "",
        words=row["words"] or "",
        domain=row["referring_domain"] or "",
    )


def _rows(steps: Sequence[Step], batch: str) -> pa.Table:
    rows = [
        {
            "source": SOURCE,
            "report": REPORT,
            "batch": batch,
            "row": number,
            "observed_at": step.at,
            "owner_group": step.owner,
            "referring_domain": step.domain or None,
            "step": str(step.step),
            "at": step.at,
            "due": step.due,
            "contact": step.contact or None,
            "who": step.who or None,
            "words": step.words or None,
        }
        for number, step in enumerate(steps, start=1)
    ]
    return pa.Table.from_pylist(rows, schema=REMOVAL_SEEN.schema)

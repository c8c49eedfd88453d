"""The log of removal requests: what was sent and what came back, as facts. Nothing is ever changed or taken out."""

import csv
import hashlib
import io
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from linkwright._version import __version__
from linkwright.errors import ConfigError, Place, UnreadableInputError
from linkwright.ledger import Batch, Ledger
from linkwright.vocabulary.facts import REMOVAL_SEEN
from linkwright.vocabulary.terms import RemovalStep

SOURCE, REPORT, TITLE = "linkwright", "removal", "Removal requests"
COLUMNS = ("owner", "step", "on", "contact", "words", "who")
KNOWN_ALREADY = "in the log already"
MOST_BYTES = 10_000_000  # of a file of steps: some 100,000 of them
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
    moment = at if at.tzinfo is None else at.astimezone(UTC).replace(tzinfo=None)
    wait = waiting_days() if wait_days is None else wait_days
    due = moment + timedelta(days=wait) if step in _WAITED_FOR else None
    return Step(owner, step, moment, due, _one_line(contact), _one_line(who), words.strip()[:_LONGEST])


def record_steps(ledger: Ledger, steps: Sequence[Step]) -> Batch:
    """Add steps to the ledger as rows of `removal_seen`.

    Returns:
        What was written. A step that is in the log just so counts as declared; when none is new, nothing is written.

    Raises:
        StorageError: the ledger cannot be read or written.
    """
    known = frozenset(read_log(ledger))
    new = tuple(step for step in sorted(set(steps), key=_sort_key) if step not in known)
    batch = _batch(new, len(set(steps)) - len(new))
    if new:
        with ledger.writing(batch.id) as writer:
            writer.write(REMOVAL_SEEN.name, _rows(new, batch.id))
            writer.commit(batch)
    return batch


def read_log(facts: Facts) -> tuple[Step, ...]:
    """Return every step, the oldest first, whatever the order in which they were written.

    Steps of one day are in the order in which such things happen: a letter comes before its answer.
    """
    paths = facts.files(REMOVAL_SEEN.name)
    ours = [("source", "=", SOURCE), ("report", "=", REPORT)]
    tables = [pq.read_table(path, schema=REMOVAL_SEEN.schema, filters=ours) for path in paths]
    rows = pa.concat_tables(tables).to_pylist() if tables else []
    return tuple(sorted({_step(row) for row in rows}, key=_sort_key))


def read_steps(path: Path, owners: Mapping[str, str], who: str, wait_days: int | None = None) -> tuple[Step, ...]:
    """Read a csv of steps with the columns owner, step, on and, if wanted, contact, words, who.

    Args:
        path: the file; UTF-8, comma or semicolon.
        owners: names a person may use -> the owner they mean.
        who: who did it where the file does not say.
        wait_days: how long to wait after a letter; None for our choice.

    Raises:
        UnreadableInputError: it cannot be read, or some rows say nothing clear; then nothing of it is taken.
    """
    text = _text(path)
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") > heading.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    named = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    missing = [name for name in COLUMNS[:3] if name not in named]
    if missing:
        raise UnreadableInputError(
            f"The file of steps has no column {', '.join(missing)}.",
            todo="Its first line names the columns: owner,step,on,contact,words,who.",
            where=Place(path.name, 1),
            available=tuple(map(str, named)),
        )
    steps, problems = [], []
    for row in _rows_of(reader, path):
        values = {name: _cell(row.get(named[name])) for name in COLUMNS if name in named}
        if not any(values.values()):
            continue
        try:
            steps.append(_read_step(values, owners, who, wait_days))
        except ConfigError as error:
            problems.append((reader.line_num, error.what))
    if problems:
        raise UnreadableInputError(
            f"{len(problems):,} of the rows cannot be used, so none was: {problems[0][1]}",
            todo="Mend them and read the file again; steps that are in the log already do no harm.",
            where=Place(path.name, problems[0][0]),
            available=tuple(f"line {line}: {what}" for line, what in problems[:20]),
        )
    return tuple(steps)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInputError(
            f"The file of steps cannot be read: {error}", todo="Save it as csv in UTF-8.", where=Place(path.name)
        ) from error
    if len(data) > MOST_BYTES:
        raise UnreadableInputError("The file of steps is larger than 10 MB.", where=Place(path.name))
    return text


def _rows_of(reader: "csv.DictReader[str]", path: Path) -> Iterator[Mapping[str, str | None]]:
    try:
        yield from reader
    except csv.Error as error:
        raise UnreadableInputError(
            f"The row cannot be read as csv: {error}", where=Place(path.name, reader.line_num)
        ) from error


def _cell(value: str | None) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it as a formula."""
    text = (value or "").strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text


def _read_step(values: Mapping[str, str], owners: Mapping[str, str], who: str, wait_days: int | None) -> Step:
    return make_step(
        owner_named(values["owner"], owners),
        step_named(values["step"]),
        day_named(values["on"]),
        contact=values.get("contact", ""),
        who=values.get("who") or who,
        words=values.get("words", ""),
        wait_days=wait_days,
    )


def owner_named(name: str, owners: Mapping[str, str]) -> str:
    """Return the owner a person means.

    Raises:
        ConfigError: no referring domain and no owner group is called so.
    """
    found = owners.get(name.strip().lower())
    if found is None:
        raise ConfigError(
            f"No referring domain and no owner group is called “{_one_line(name)[:100]}”.",
            todo="`linkwright cleanup plan` shows the owners.",
        )
    return found


def step_named(name: str) -> RemovalStep:
    """Return the step, written with spaces or hyphens.

    Raises:
        ConfigError: it is none.
    """
    spaced = " ".join(name.lower().replace("-", " ").replace("_", " ").split())
    if spaced not in _ORDER:
        raise ConfigError(f"“{_one_line(name)[:100]}” is no step.", available=step_names())
    return RemovalStep(spaced)


def step_names() -> tuple[str, ...]:
    """The steps as they are written on a command line."""
    return tuple(str(step).replace(" ", "-") for step in RemovalStep)


def day_named(text: str) -> datetime:
    """Return the day, or the moment.

    Raises:
        ConfigError: it is neither.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise ConfigError(f"“{_one_line(text)[:100]}” is no day.", todo="Write it as 2026-11-20.") from error
    return moment if moment.tzinfo is None else moment.astimezone(UTC).replace(tzinfo=None)


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text[:_LONGEST]).split())


def _sort_key(step: Step) -> tuple[object, ...]:
    return (step.at, _ORDER[step.step], step.owner, astuple(step)[4:], step.due or datetime.max)


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


def _batch(new: Sequence[Step], already: int) -> Batch:
    said = json.dumps([astuple(step) for step in new], default=str)
    digest = hashlib.sha256(said.encode()).hexdigest()
    days = [step.at for step in new] or [datetime.now(UTC).replace(tzinfo=None)]
    return Batch(
        id=f"removal-{digest[:16]}",
        source=SOURCE,
        report=REPORT,
        title=TITLE,
        file_name=f"steps of {min(days):%Y-%m-%d} to {max(days):%Y-%m-%d}",
        file_sha256=digest,
        file_size=0,
        read=len(new) + already,
        stored=len(new),
        rejected=0,
        declared=already,
        declared_reasons={KNOWN_ALREADY: already} if already else {},
        facts={REMOVAL_SEEN.name: len(new)} if new else {},
        period_start=min(days).date(),
        period_end=max(days).date(),
        observed_at=max(days).replace(tzinfo=UTC),
        imported_at=datetime.now(UTC),
        tool_version=__version__,
        notes=(),
    )

"""What happened in a cleanup, from the facts alone: what was found, decided, asked, answered, confirmed and disavowed.

Each entry speaks of one batch of the ledger, which never changes, so an entry once made stays as it is. Entries come in
the order in which they were recorded; `at` says when the thing happened.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from linkwright.engine import Engine
from linkwright.ledger import Batch
from linkwright.ledger.runs import whole_runs
from linkwright.sources.file_names import base_name
from linkwright.vocabulary.facts import FACTS
from linkwright.vocabulary.terms import OWN_CRAWL, RemovalStep

LONGEST = 4_000  # characters of one text of an entry
_ABOUT_LINKS = frozenset(FACTS) - {"verdict_seen", "outcome_seen", "plan_seen", "contact_seen", "removal_seen"}
_DECISIONS = "select * from verdict_history order by decided_at, observation"
_STEPS = """
select
  r.*,
  r.batch || ':' || cast(r.row as varchar) as observation
from removal_seen as r
order by r.at, r.batch, r.row
"""
_TURNS = "select * from dossier_turns_told order by seen_at, first_observation, turn"
_DISCOVERIES = "select * from dossier_discoveries order by batch, observation"
_OURS: dict[str, str] = {RemovalStep.SENT: "Asked for removal", RemovalStep.FOLLOWED_UP: "Asked again"}
_ANSWERS: dict[str, str] = {
    RemovalStep.ANSWERED: "Answered",
    RemovalStep.REFUSED: "Refused",
    RemovalStep.ASKED_MONEY: "Asked for money; none is paid for removals",
    RemovalStep.REMOVED: "Says that it is removed",
}

Fields = Mapping[str, object]


class Event(StrEnum):
    """What kind of thing happened."""

    GATHERED = "data gathered"
    DISCOVERED = "links discovered"
    DECIDED = "decided"
    ASKED = "removal asked"
    ANSWERED = "answered"
    GONE = "gone, confirmed"  # by our own looks
    BACK = "seen again"
    DISAVOWED = "disavow file"


@dataclass(frozen=True)
class Entry:
    """One thing that happened.

    Attributes:
        id: the same for the same thing in every dossier.
        event: what kind of thing.
        at: when it happened, UTC, ISO.
        recorded_at: when it was put into the ledger, likewise.
        subject: the owner, domain, page or file it is about.
        words: what happened, in one sentence.
        why: the reason somebody gave; empty where none.
        who: who did it, as they call themselves; empty where nobody says.
        sha256: of the file, where it is about one.
        evidence: ids `batch:row` of rows that show it, at most twenty; a batch alone stands for all its rows.
        kept: kept responses, `file:offset`.
    """

    id: str
    event: str
    at: str
    recorded_at: str
    subject: str
    words: str
    why: str = ""
    who: str = ""
    sha256: str = ""
    evidence: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def record_of(entry: Entry) -> dict[str, object]:
    """Return an entry as a record of the chain."""
    return {**asdict(entry), "evidence": list(entry.evidence), "kept": list(entry.kept)}


def entry_from(record: Mapping[str, object]) -> Entry:
    """Read a record of the chain. Fields that are missing are empty."""
    return Entry(
        id=_text(record.get("id")),
        event=_text(record.get("event")),
        at=_text(record.get("at")),
        recorded_at=_text(record.get("recorded_at")),
        subject=_text(record.get("subject")),
        words=_text(record.get("words")),
        why=_text(record.get("why")),
        who=_text(record.get("who")),
        sha256=_text(record.get("sha256")),
        evidence=_texts(record.get("evidence")),
        kept=_texts(record.get("kept")),
    )


def timeline(engine: Engine, batches: Sequence[Batch], versions: Sequence[Batch]) -> tuple[Entry, ...]:
    """Return all entries, in the order in which they were recorded.

    Args:
        engine: holds the profile, the facts and the tables of `dossier.py`.
        batches: of the ledger.
        versions: of these, the disavow files.
    """
    known = {batch.id: batch for batch in batches}
    entries = [
        *(_gathered(batch) for batch in whole_runs(batches) if _is_about_links(batch)),
        *(_disavowed(batch) for batch in versions),
        *(_discovered(row, known) for row in _rows(engine, _DISCOVERIES)),
        *(_decided(row, known) for row in _rows(engine, _DECISIONS)),
        *(_step(row, known) for row in _rows(engine, _STEPS)),
        *(_turned(row, known) for row in _rows(engine, _TURNS)),
    ]
    return tuple(sorted(entries, key=lambda entry: (entry.recorded_at, entry.at, entry.id)))


def by_time(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The order in which things happened."""
    return tuple(sorted(entries, key=lambda entry: (entry.at, entry.recorded_at, entry.id)))


def _is_about_links(batch: Batch) -> bool:
    return not batch.about and bool(_ABOUT_LINKS & {fact for fact, rows in batch.facts.items() if rows})


def _gathered(batch: Batch) -> Entry:
    if batch.source == OWN_CRAWL:
        looks = batch.facts.get("check_seen", 0)
        words = f"Looked at {_count(looks, 'link')} ourselves."
        return _entry(batch, Event.GATHERED, f"{batch.id}:{looks}", batch.title, words)
    words = f"Imported {batch.title}: {_count(batch.stored, 'row')}."
    return _entry(batch, Event.GATHERED, batch.id, file_of(batch), words, sha256=batch.file_sha256)


def _disavowed(batch: Batch) -> Entry:
    words = f"Recorded a disavow file with {_count(batch.facts.get('verdict_seen', 0), 'entry', 'entries')}."
    return _entry(batch, Event.DISAVOWED, batch.id, file_of(batch), words, sha256=batch.file_sha256)


def _discovered(row: Fields, known: Mapping[str, Batch]) -> Entry:
    batch = known[str(row["batch"])]
    seen = f", first seen {row['first_seen']:%Y-%m-%d}" if row["first_seen"] else ""
    words = (
        f"{_count(_number(row['links']), 'link')} from {_websites(row)} first found in "
        f"{'our own look' if batch.source == OWN_CRAWL else file_of(batch)}{seen}."
    )
    observation = str(row["observation"])
    return _entry(batch, Event.DISCOVERED, observation, str(row["owner_group"]), words, evidence=(observation,))


def _decided(row: Fields, known: Mapping[str, Batch]) -> Entry:
    observation = str(row["observation"])
    value = f" as {row['value']}" if row["value"] else ""
    what = {"group": "owner group", "url": "page"}.get(str(row["subject_kind"]), str(row["subject_kind"]))
    return _entry(
        known[_batch_of(observation)],
        Event.DECIDED,
        observation,
        _text(row["subject"]),
        f"Decided about the {what}: {row['verdict']}{value}.",
        at=row["decided_at"],
        why=_text(row["reason"]),
        who=_text(row["who"]),
        evidence=(observation,),
    )


def _step(row: Fields, known: Mapping[str, Batch]) -> Entry:
    observation, step = str(row["observation"]), _text(row["step"])
    ours = step in _OURS
    contact = _text(row["contact"])
    told = {**_OURS, **_ANSWERS}.get(step, step)
    way = f" ({'to' if ours else 'from'} {contact})" if contact else ""
    return _entry(
        known[_batch_of(observation)],
        Event.ASKED if ours else Event.ANSWERED,
        observation,
        _text(row["referring_domain"]) or _text(row["owner_group"]),
        f"{told}{way}.",
        at=row["at"],
        why=_text(row["words"]),
        who=_text(row["who"]),
        evidence=(observation,),
    )


def _turned(row: Fields, known: Mapping[str, Batch]) -> Entry:
    links = _count(_number(row["links"]), "link")
    states = ", ".join(_texts(row["states"]))
    if row["turn"] == "gone":
        event, words = Event.GONE, f"Our own look confirmed {links} from {_websites(row)} gone: {states}."
    else:
        event, words = Event.BACK, f"Our own look saw {links} from {_websites(row)} again: {states}."
    return _entry(
        known[str(row["batch"])],
        event,
        str(row["first_observation"]),
        str(row["owner_group"]),
        words,
        at=row["seen_at"],
        evidence=_texts(row["observations"]),
        kept=(*_texts(row["kept_before"]), *_texts(row["kept"])),
    )


def _entry(
    batch: Batch,
    event: Event,
    identity: str,
    subject: str,
    words: str,
    *,
    at: object = None,
    why: str = "",
    who: str = "",
    sha256: str = "",
    evidence: tuple[str, ...] = (),
    kept: tuple[str, ...] = (),
) -> Entry:
    moment = at if isinstance(at, datetime) else batch.observed_at
    return Entry(
        id=f"{event}:{identity}",
        event=event,
        at=_iso(moment),
        recorded_at=_iso(batch.imported_at),
        subject=_cut(subject),
        words=_cut(words),
        why=_cut(why),
        who=_cut(who),
        sha256=sha256,
        evidence=evidence or (batch.id,),
        kept=kept,
    )


def file_of(batch: Batch) -> str:
    """The name of a batch's file, without where it lay; what we wrote ourselves as it is called."""
    return base_name(batch.file_name) if batch.file_size else batch.file_name


def _rows(engine: Engine, sql: str) -> Iterator[Fields]:
    yield from engine.query(sql).to_pylist()


def _websites(row: Fields) -> str:
    domains = _number(row["domains"])
    return str(row["example"]) if domains == 1 else f"{domains:,} websites such as {row['example']}"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _iso(moment: datetime) -> str:
    whole = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"{whole:%Y-%m-%dT%H:%M:%S}Z"


def _batch_of(observation: str) -> str:
    return observation.rpartition(":")[0]

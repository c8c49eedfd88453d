"""What is known about one import as a whole, and its JSON form in the Parquet footer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime


@dataclass(frozen=True)
class Batch:
    """One import, crawl or index run.

    Always `read == stored + rejected + declared`: no row of a file goes missing without a count.

    Attributes:
        id: first 16 hex digits of the file's SHA-256 (of the member, inside an archive).
        source: short name of the vendor.
        report: which of the vendor's reports.
        title: what screens call it, such as "Ahrefs backlinks".
        file_name: name of the file as given.
        file_sha256: all 64 hex digits.
        file_size: bytes.
        read: data records after the header.
        stored: records that became facts.
        rejected: records that could not be read, kept in `rejected.parquet`.
        declared: records recognised and left out on purpose.
        declared_reasons: why, with the number of records of each reason.
        facts: rows of each fact table.
        period_start: first day the rows speak of.
        period_end: last day the rows speak of.
        observed_at: the date of the file, else of the import. UTC.
        imported_at: UTC.
        tool_version: the Linkwright that wrote it.
        notes: things a reader should know, such as a row count that equals a known export limit.
        about: registrable domain of the competitor whose links the file lists, as its owner said at the import; empty
            for the site under study. Rows that name what they link to go by that.
    """

    id: str
    source: str
    report: str
    title: str
    file_name: str
    file_sha256: str
    file_size: int
    read: int
    stored: int
    rejected: int
    declared: int
    declared_reasons: Mapping[str, int]
    facts: Mapping[str, int]
    period_start: date | None
    period_end: date | None
    observed_at: datetime
    imported_at: datetime
    tool_version: str
    notes: tuple[str, ...]
    about: str = ""

    @property
    def full_title(self) -> str:
        """What screens call it, with the competitor it is about."""
        return f"{self.title} of {self.about}" if self.about else self.title

    @property
    def rows(self) -> int:
        """Rows on disk: facts and rejected rows."""
        return sum(self.facts.values()) + self.rejected

    def to_json(self) -> str:
        """Return the JSON text of the footer (ASCII)."""
        return json.dumps(batch_to_record(self))

    @classmethod
    def from_json(cls, text: str | bytes) -> "Batch":
        """Read the JSON text of the footer. Fields of a newer Linkwright are left aside.

        Raises:
            ValueError: when it is not the metadata of a batch.
        """
        return batch_from_record(json.loads(text))


def by_import(batch: Batch) -> tuple[datetime, str]:
    """Sort key: the order batches are listed in. A time without a zone is UTC."""
    moment = batch.imported_at
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC), batch.id)


def batch_to_record(batch: Batch) -> dict[str, object]:
    """Return the batch as a JSON object of plain values."""
    record: dict[str, object] = {field.name: getattr(batch, field.name) for field in fields(Batch)}
    for name in ("period_start", "period_end", "observed_at", "imported_at"):
        value = record[name]
        record[name] = value.isoformat() if isinstance(value, date) else None
    return record | {"declared_reasons": dict(batch.declared_reasons), "facts": dict(batch.facts)}


def batch_from_record(record: object) -> Batch:
    """Read the object `batch_to_record` made.

    Raises:
        ValueError: when a field is missing or of the wrong type.
    """
    if not isinstance(record, dict):
        raise ValueError("the metadata is not an object")
    return Batch(
        id=_text(record, "id"),
        source=_text(record, "source"),
        report=_text(record, "report"),
        title=_text(record, "title"),
        file_name=_text(record, "file_name"),
        file_sha256=_text(record, "file_sha256"),
        file_size=_count(record, "file_size"),
        read=_count(record, "read"),
        stored=_count(record, "stored"),
        rejected=_count(record, "rejected"),
        declared=_count(record, "declared"),
        declared_reasons=_counts(record, "declared_reasons"),
        facts=_counts(record, "facts"),
        period_start=_optional(record, "period_start", date.fromisoformat),
        period_end=_optional(record, "period_end", date.fromisoformat),
        observed_at=datetime.fromisoformat(_text(record, "observed_at")),
        imported_at=datetime.fromisoformat(_text(record, "imported_at")),
        tool_version=_text(record, "tool_version"),
        notes=_texts(record, "notes"),
        about=_text({"about": "", **record}, "about"),  # batches of older versions say nothing
    )


def _text(record: Mapping[str, object], name: str) -> str:
    value = record.get(name)
    if not isinstance(value, str):
        raise ValueError(f"`{name}` is not a text")
    return value


def _count(record: Mapping[str, object], name: str) -> int:
    value = record.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"`{name}` is not a whole number")
    return value


def _counts(record: Mapping[str, object], name: str) -> dict[str, int]:
    value = record.get(name)
    if not isinstance(value, dict):
        raise ValueError(f"`{name}` is not an object")
    return {key: _count(value, key) for key in value}


def _texts(record: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = record.get(name)
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"`{name}` is not a list of texts")
    return tuple(value)


def _optional(record: Mapping[str, object], name: str, read: Callable[[str], date]) -> date | None:
    return None if record.get(name) is None else read(_text(record, name))

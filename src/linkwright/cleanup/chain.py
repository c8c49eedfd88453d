"""A chain of hashes over the entries of a dossier: each line carries the SHA-256 of the line before it.

A line is the canonical JSON of an entry (ASCII, keys in order, no spaces) with three more fields: `number` from 1,
`previous` (the hash of the entry before; 64 zeros at the first) and `hash`, the SHA-256 of the line without that field.
Whoever knows the last hash can tell whether any entry was altered, taken out, put in or moved. Entries are only ever
added, so the chain of a later dossier begins with the chain of an earlier one.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

START = "0" * 64  # what stands for the entry before the first


class Change(StrEnum):
    """What was done to an entry or a file after the dossier was closed."""

    ALTERED = "altered"
    MISSING = "missing"
    ADDED = "added"
    MOVED = "moved"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was.

    Attributes:
        change: what was done.
        what: the entry or the file.
        words: how that shows, in one sentence.
    """

    change: Change
    what: str
    words: str


@dataclass(frozen=True)
class _Link:
    number: int
    previous: str
    stated: str
    digest: str  # as it has to be

    @property
    def sound(self) -> bool:
        return self.stated == self.digest


def canonical(record: Mapping[str, object]) -> str:
    """Write a record of plain values the one way there is."""
    return json.dumps(record, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def chained(records: Sequence[Mapping[str, object]], earlier: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the lines of a chain.

    Args:
        records: entries to add, of plain values; without the chain's own three fields.
        earlier: the lines of the chain they are added to, kept as they are.
    """
    lines = list(earlier)
    previous = head_of(earlier)
    for number, record in enumerate(records, len(earlier) + 1):
        body = {**record, "number": number, "previous": previous}
        previous = _digest(body)
        lines.append(canonical({**body, "hash": previous}))
    return tuple(lines)


def head_of(lines: Sequence[str]) -> str:
    """The hash of the last entry: what is handed over, so that nothing before it can change unseen."""
    return str(entry_of(lines[-1])["hash"]) if lines else START


def entry_of(line: str) -> dict[str, object]:
    """Read one line.

    Raises:
        ValueError: when it is no entry.
    """
    try:
        record = json.loads(line)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if not isinstance(record, dict):
        raise ValueError("not an object")
    return record


def chain_findings(lines: Sequence[str], count: int, head: str) -> tuple[Finding, ...]:
    """Compare the lines found with what the dossier was closed with.

    None of them: these are, byte for byte, the entries whose last one had that hash.

    Args:
        lines: as they stand in the file.
        count: how many there were.
        head: the hash of the last one.
    """
    return tuple(_findings([_read(line) for line in lines], count, head))


def _findings(links: Sequence[_Link | None], count: int, head: str) -> Iterator[Finding]:
    held: dict[int, _Link] = {}
    altered: set[int] = set()
    newest = 0
    for place, link in enumerate(links, 1):
        if link is None:
            altered.add(place)
            yield Finding(Change.ALTERED, f"line {place}", "It cannot be read as an entry any more.")
        elif not link.sound:
            altered.add(link.number)
            yield Finding(Change.ALTERED, f"entry {link.number}", f"Line {place} does not agree with its own hash.")
        elif link.number in held:
            yield Finding(Change.ADDED, f"entry {link.number}", f"It stands a second time, in line {place}.")
        elif not 0 < link.number <= count:
            yield Finding(Change.ADDED, f"entry {link.number}", f"The dossier was closed with {count:,} entries.")
        else:
            held[link.number] = link
            if link.number < newest:
                yield Finding(Change.MOVED, f"entry {link.number}", f"It stands in line {place}, after entry {newest}.")
            newest = max(newest, link.number)
    yield from _gaps(held, altered, count)
    yield from _joints(held, count, head)


def _gaps(held: Mapping[int, _Link], altered: set[int], count: int) -> Iterator[Finding]:
    present = sorted({*held, *(number for number in altered if 0 < number <= count)})
    for before, after in pairwise((0, *present, count + 1)):
        first, last = before + 1, after - 1
        if first == last:
            yield Finding(Change.MISSING, f"entry {first}", "It was taken out.")
        elif first < last:
            yield Finding(Change.MISSING, f"entries {first} to {last}", "They were taken out.")


def _joints(held: Mapping[int, _Link], count: int, head: str) -> Iterator[Finding]:
    exchanged = "It agrees with itself, but not with {}: one of the two was made anew."
    for number, link in held.items():
        before = held.get(number - 1)
        if (number == 1 and link.previous != START) or (before is not None and link.previous != before.digest):
            other = f"entry {number - 1}" if before else "the start of the chain"
            yield Finding(Change.ALTERED, f"entry {number}", exchanged.format(other))
    last = held.get(count)
    if (last is not None and last.digest != head) or (count == 0 and head != START):
        words = "Its hash is not the one the dossier was closed with."
        yield Finding(Change.ALTERED, f"entry {count}" if count else "the head", words)


def _read(line: str) -> _Link | None:
    """Read a line that is written exactly as it should be."""
    try:
        record = entry_of(line)
    except ValueError:
        return None
    number, previous, stated = record.get("number"), record.get("previous"), record.get("hash")
    if type(number) is not int or not isinstance(previous, str) or not isinstance(stated, str):
        return None
    if canonical(record) != line:
        return None
    return _Link(number, previous, stated, _digest({name: each for name, each in record.items() if name != "hash"}))


def _digest(body: Mapping[str, object]) -> str:
    return hashlib.sha256(canonical(body).encode()).hexdigest()

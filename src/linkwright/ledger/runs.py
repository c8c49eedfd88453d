"""The batches that one run of our own crawler writes: how they are named, and the run as one line for people.

A run of days leaves hundreds of batches, each written as soon as it was full.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain

from linkwright.ledger.batch import Batch

_PART_ID = re.compile(r"(check-.+)-(\d{4,})")
_PART_NAME = ", part "


def part_id(run: str, number: int) -> str:
    """Name a batch of a run; numbers start at 0."""
    return f"check-{run}-{number:04d}"


def part_name(run: str, number: int) -> str:
    """Name it for people; for them, parts start at 1."""
    return f"{run}{_PART_NAME}{number + 1}"


def run_and_part(batch: str) -> tuple[str, int | None]:
    """Return the id that stands for a batch's whole run, and which part it is: an import is no part (None)."""
    part = _PART_ID.fullmatch(batch)
    return (part[1], int(part[2]) + 1) if part else (batch, None)


def whole_runs(batches: Iterable[Batch]) -> tuple[Batch, ...]:
    """Put the batches of each run together, in the place of the first; imports stay as they are."""
    runs: dict[str, list[Batch]] = {}
    for batch in batches:
        runs.setdefault(run_and_part(batch.id)[0], []).append(batch)
    return tuple(_joined(run, parts) if parts[0].id != run else parts[0] for run, parts in runs.items())


def _joined(run: str, parts: Sequence[Batch]) -> Batch:
    first = parts[0]
    return replace(
        first,
        id=run,
        file_name=first.file_name.rpartition(_PART_NAME)[0] or first.file_name,
        file_sha256="",  # there is no file
        file_size=0,
        read=sum(part.read for part in parts),
        stored=sum(part.stored for part in parts),
        rejected=sum(part.rejected for part in parts),
        declared=sum(part.declared for part in parts),
        declared_reasons=_added(part.declared_reasons for part in parts),
        facts=_added(part.facts for part in parts),
        period_start=min(_days(part.period_start for part in parts), default=None),
        period_end=max(_days(part.period_end for part in parts), default=None),
        observed_at=max(part.observed_at for part in parts),
        imported_at=max(part.imported_at for part in parts),
        notes=tuple(dict.fromkeys(chain.from_iterable(part.notes for part in parts))),
    )


def _added(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)


def _days(days: Iterable[date | None]) -> list[date]:
    return [day for day in days if day is not None]

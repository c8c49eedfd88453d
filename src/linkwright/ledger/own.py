"""Batches that no file stands behind: what a person decided or did, told to Linkwright itself."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from linkwright._version import __version__
from linkwright.ledger.batch import Batch

SOURCE = "linkwright"


def own_batch(
    report: str,
    title: str,
    name: str,
    fact: str,
    said: Sequence[object],
    moments: Sequence[datetime],
    known: str,
    already: int,
) -> Batch:
    """Describe a batch of one row for each thing said.

    Args:
        report: of Linkwright; the id begins with it.
        title: what screens call it.
        name: stands for the name of a file.
        fact: name of the fact table.
        said: all that is new; the same words are the same batch.
        moments: those the rows speak of, UTC without a zone; one at least.
        known: why others were left out.
        already: how many these were.
    """
    digest = hashlib.sha256(json.dumps([report, *said], default=str).encode()).hexdigest()
    return Batch(
        id=f"{report}-{digest[:16]}",
        source=SOURCE,
        report=report,
        title=title,
        file_name=name,
        file_sha256=digest,
        file_size=0,
        read=len(said) + already,
        stored=len(said),
        rejected=0,
        declared=already,
        declared_reasons={known: already} if already else {},
        facts={fact: len(said)} if said else {},
        period_start=min(moments).date(),
        period_end=max(moments).date(),
        observed_at=max(moments).replace(tzinfo=UTC),
        imported_at=datetime.now(UTC),
        tool_version=__version__,
        notes=(),
    )

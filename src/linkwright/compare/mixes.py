"""How the owners that link to a site are mixed: by tier, source type, topic, anchor class and rel."""

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.compare.model import MixShare

COLUMNS = {"tier": "tier", "source type": "source_type", "topic": "topic", "anchor class": "anchor_class"}
MOST_VALUES = 50  # of one aspect; a topic can have thousands
REST = "all others"
UNKNOWN = "unknown"


def mixes(owners: pa.Table) -> tuple[MixShare, ...]:
    """Count the values of each aspect; of each aspect all together are as many as there are owners.

    Args:
        owners: one row an owner, as `compare.side.DOMAINS`.
    """
    followed = pc.if_else(owners["followed"], "followed", "not followed")
    values = {aspect: owners[column] for aspect, column in COLUMNS.items()} | {"rel": followed}
    return tuple(share for aspect, column in values.items() for share in _shares(aspect, column))


def followed_share(owners: pa.Table) -> float | None:
    """Which share of the owners' best links is followed, of those that a source says it of; None where none does."""
    return pc.mean(owners["followed"].cast(pa.float64())).as_py()  # type: ignore[no-any-return]


def _shares(aspect: str, values: pa.ChunkedArray) -> list[MixShare]:
    counted = pc.value_counts(pc.fill_null(values, UNKNOWN))
    pairs = sorted(
        zip(*(counted.field(n).to_pylist() for n in range(2)), strict=True), key=lambda each: (-each[1], each[0])
    )
    rest = sum(count for _, count in pairs[MOST_VALUES:])
    kept = pairs[:MOST_VALUES] + ([(REST, rest)] if rest else [])
    return [MixShare(aspect, value, count, len(values)) for value, count in kept]

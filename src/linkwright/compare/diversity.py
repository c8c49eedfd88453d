"""How varied the owners that link to each side are, at the same coverage for all sides (SCIENCE 4.9, A13)."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from linkwright.compare.mixes import UNKNOWN
from linkwright.compare.model import Diversity
from linkwright.signals.hill import coverage, rarefied, size_at
from linkwright.signals.mix_model import FEWEST_DOMAINS, Vector
from linkwright.vocabulary.terms import Tier

ASPECTS = {
    "source type": "source_type",
    "topic": "topic",
    "country": "country",
    "anchor class": "anchor_class",
    "owner": "owner_group",
}
# Most owners are seen once, so they have hardly any coverage; below this, sides are cut to the same number instead.
LEAST_COVERAGE = 0.5


def diversities(domains: Sequence[pa.Table], owners: Sequence[pa.Table]) -> list[tuple[Diversity, ...]]:
    """Hill numbers of each aspect for each side.

    All sides are cut to the coverage that the least covered reaches; where that is below one half, to the number of the
    smallest. What is suspect makes nobody varied, so it does not count; nor does what is unknown. A side with fewer
    than fifteen owners of a known value has no number and holds no other side back.

    Args:
        domains: of each side, as `compare.side.DOMAINS`; the aspect `owner` counts how many of them each owner has.
        owners: of each side, one row an owner; the other aspects count these.
    """
    found: list[list[Diversity]] = [[] for _ in domains]
    for aspect, column in ASPECTS.items():
        counts = [_counts(table, column) for table in (domains if aspect == "owner" else owners)]
        measured = {side: each for side, each in enumerate(counts) if each.sum() >= FEWEST_DOMAINS}
        covered = {side: coverage(each) for side, each in measured.items()}
        level = min(covered.values(), default=0.0)
        fewest = min((int(each.sum()) for each in measured.values()), default=0)
        for side, each in measured.items():
            size = size_at(each, level) if level >= LEAST_COVERAGE else fewest
            found[side].append(Diversity(aspect, *rarefied(each, size), covered[side]))
    return [tuple(each) for each in found]


def _counts(rows: pa.Table, column: str) -> Vector:
    """How often each known value occurs among the rows that are not suspect, each domain once."""
    kept = rows.filter(pc.not_equal(pc.fill_null(rows["tier"], UNKNOWN), Tier.SUSPECT))
    kept = kept.group_by(["referring_domain", column]).aggregate([])
    values = kept[column].filter(pc.not_equal(kept[column], UNKNOWN))
    counts: Vector = np.sort(pc.value_counts(values.drop_null()).field(1).to_numpy().astype(np.float64))
    return counts

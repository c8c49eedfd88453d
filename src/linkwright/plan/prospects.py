"""Who links to competitors and not to the site, as far as the plan needs it: how many a channel, and the best one."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from linkwright.plan.effort import Blend
from linkwright.plan.funnel import CHANNELS
from linkwright.plan.grounds import Grounds
from linkwright.vocabulary.terms import Tier

_KEEP = ("referring_domain", "source_type", "quality", "tier", "followed", "referring_page", "target_page", "title")


def unlinked(known: Grounds) -> pa.Table:
    """Sites that link to competitors and not to the own one, the most promising first.

    Returns:
        Columns of `compare.side.DOMAINS` of the best link of each, and `rivals`, how many competitors have one, and
        `promise`: its quality times the share of competitors that have one. Suspect and nofollow ones are left out.
    """
    tables = [side.domains.select(_KEEP) for side in known.rivals]
    if not tables:
        return pa.table({name: pa.array([], known.own.domains.schema.field(name).type) for name in _KEEP} | _NOTHING)
    every = pa.concat_tables(tables)
    useful = pc.and_(
        pc.invert(pc.fill_null(pc.equal(every["tier"], Tier.SUSPECT), False)), pc.fill_null(every["followed"], True)
    )
    ours = pc.is_in(every["referring_domain"], known.own.domains["referring_domain"].combine_chunks())
    rest = every.filter(pc.and_(useful, pc.invert(ours))).sort_by([("quality", "descending"), ("referring_domain", "ascending")])
    first = [(name, "first") for name in _KEEP[1:]]
    best = rest.group_by("referring_domain", use_threads=False).aggregate([*first, ("quality", "count")])
    best = best.rename_columns({f"{name}_first": name for name in _KEEP[1:]} | {"quality_count": "rivals"})
    promise = pc.multiply(best["quality"], pc.divide(pc.cast(best["rivals"], pa.float64()), float(len(tables))))
    ranked = [("promise", "descending"), ("referring_domain", "ascending")]
    return best.append_column("promise", promise).sort_by(ranked)


def by_channel(found: pa.Table) -> Mapping[str, int]:
    """How many of them are of the kinds of source of each channel."""
    return {
        channel: found.filter(pc.is_in(found["source_type"], pa.array(kinds, pa.string()))).num_rows
        for channel, kinds in CHANNELS.items()
        if kinds
    }


def strongest(found: pa.Table, known: Grounds, mean_quality: float) -> str:
    """The one recommendation, with its reason; empty where nobody is known who could be asked.

    Args:
        found: as `unlinked` gives them.
        known: for how many competitors there are.
        mean_quality: mean value / 100 of a link won, to say how many links it is worth.
    """
    if not found.num_rows:
        return ""
    best = found.slice(0, 1).to_pylist()[0]
    quality, rivals = best["quality"], best["rivals"]
    times = quality / mean_quality if mean_quality else 0.0
    where = f" Look at {best['referring_page']}: that is how it links to {best['target_page']}." if best["referring_page"] else ""
    worth = f", as much as {times:.1f} links of the kind this plan expects" if times >= 1.5 else ""
    whom = f"{rivals} of {len(known.rivals)} competitors" if len(known.rivals) > 1 else known.rivals[0].site
    return (
        f"One strong recommendation is worth more than a hundred mentions, and here is yours: {best['referring_domain']}. "
        f"It links to {whom} and not to you; such a link is worth {100 * quality:.0f} of 100{worth}.{where}"
    )


_NOTHING = {"rivals": pa.array([], pa.int64()), "promise": pa.array([], pa.float64())}

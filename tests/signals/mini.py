"""Profiles of a few rows, registered straight into an engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.profile.phrases import anchor_phrases, audience
from linkwright.profile.schema import TABLES
from linkwright.vocabulary.facts import FACTS, Fact
from linkwright.vocabulary.site import Site

Row = Mapping[str, object]
Rows = Sequence[Row]  # or an Arrow table, which mypy does not know
ALWAYS: dict[str, dict[str, object]] = {
    "links": {"status": "live", "group_size": 1, "observations": 1, "referring_domain": "a.test"},
    "domains": {"status": "live", "group_kind": "single", "vendor_spam": 0, "vendor_spam_asked": 0},
    "groups": {"kind": "network"},
}


# As many rows for each link as it says; the first is the one that stands for it.
OBSERVED = """
select
  link_id,
  referring_domain,
  case when place = 1 then observation else observation || '+' || cast(place as text) end as observation,
  'ahrefs' as source,
  'backlinks' as report,
  link_type,
  anchor,
  vendor_spam,
  metrics
from (
  select *, unnest(range(1, observations + 1)) as place
  from links
) rows
"""


@dataclass(frozen=True)
class MiniProfile:
    """What signals and the rubric need of a profile."""

    engine: Engine
    site: Site


class Mini(Protocol):
    """The fixture `mini`."""

    def __call__(self, site: Site | None = None, /, **tables: Rows) -> MiniProfile: ...


def mini_profile(engine: Engine, tables: Mapping[str, Rows], site: Site | None = None) -> MiniProfile:
    """Register the given tables with missing columns filled, and empty ones for all others."""
    for name, fact in {**FACTS, **TABLES}.items():
        given = tables.get(name, ())
        engine.register(name, given if isinstance(given, pa.Table) else filled(fact, given))
    chosen = site or Site(domains=("example.test",))
    engine.register("anchor_phrases", anchor_phrases(chosen))
    engine.register("audience", audience(chosen))
    engine.register("observed", pa.Table.from_pylist(tables["observed"]) if "observed" in tables else OBSERVED)
    return MiniProfile(engine, chosen)


def filled(fact: Fact, rows: Sequence[Row]) -> pa.Table:
    """Rows with all columns of a table; ids and evidence are made up from the row's place."""
    whole = [
        {
            **dict.fromkeys(fact.schema.names),
            **ALWAYS.get(fact.name, {}),
            "link_id": f"{place:016x}",
            "observation": f"{fact.name}:{place}",
            "owner_group": row.get("referring_domain"),
            "evidence": [f"{fact.name}:{place}"] if fact.name == "groups" else None,
            **row,
        }
        for place, row in enumerate(rows, start=1)
    ]
    return pa.Table.from_pylist([{name: row[name] for name in fact.schema.names} for row in whole], schema=fact.schema)

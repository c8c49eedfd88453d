"""The profile as a value: named tables in an engine."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from linkwright.engine import Engine
from linkwright.profile.schema import TABLES
from linkwright.vocabulary.site import Site


class FactFiles(Protocol):
    """What a profile needs of a ledger."""

    def files(self, fact: str) -> Sequence[Path]:
        """Return the Parquet files of a fact table, none if there is none."""


@dataclass(frozen=True)
class Profile:
    """The tables of `profile.schema` and the facts they came from, by name, in one engine.

    `observed` is a table too: every link row that is a backlink of the site, with `link_id`, `page_key`, `target_key`,
    `referring_domain` and `observation` (its id `batch:row`). It is computed when read; prefer `links` where it says
    enough.

    Attributes:
        engine: holds the tables; the profile lives as long as it does.
        site: the site they are about.
    """

    engine: Engine
    site: Site

    def table(self, name: str) -> pa.Table:
        """Return a table of `profile.schema`, all rows, columns and types as documented there.

        Raises:
            KeyError: there is no table of that name.
        """
        schema = TABLES[name].schema
        columns = ", ".join(schema.names)
        return self.engine.query(f"select {columns} from {name}").cast(schema)

    def query(self, sql: str) -> pa.Table:
        """Run a select over the tables."""
        return self.engine.query(sql)

"""Files written by an earlier Linkwright lack the columns that came later: they read as not known."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from linkwright.engine.duck import duck_engine
from linkwright.profile import build_profile
from linkwright.profile.schema import TABLES
from linkwright.vocabulary.facts import FACTS, ORIGIN
from tests.profile.making import SITE, FolderOfFacts, numbered

KEPT = len(ORIGIN) + 1  # the columns every version had, and one


@pytest.mark.parametrize("fact", list(FACTS))
def test_every_fact_table_is_read_without_its_younger_columns(tmp_path: Path, fact: str) -> None:
    facts = FolderOfFacts(tmp_path)
    facts.add(fact, numbered([{"source": "ahrefs", "report": "backlinks"}]))
    (path,) = facts.files(fact)
    pq.write_table(pq.read_table(path, columns=FACTS[fact].schema.names[:KEPT]), path)
    with duck_engine(memory="500MB") as engine:
        profile = build_profile(engine, facts, SITE)
        assert profile.query(f"select * from {fact}").column_names == FACTS[fact].schema.names
        assert [profile.table(name).schema for name in TABLES] == [table.schema for table in TABLES.values()]

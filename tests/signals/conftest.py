"""Mini profiles: name only the columns that matter; the rest is filled in, and evidence ids are made up."""

from collections.abc import Iterator

import pytest

from linkwright.engine.duck import DuckEngine, duck_engine
from linkwright.vocabulary.site import Site
from tests.signals.mini import Mini, MiniProfile, Rows, mini_profile


@pytest.fixture
def engine() -> Iterator[DuckEngine]:
    """An empty engine."""
    with duck_engine("1GB", threads=2) as opened:
        yield opened


@pytest.fixture
def mini(engine: DuckEngine) -> Mini:
    """`mini(links=[...], domains=[...])` registers these tables and empty ones for all others."""

    def build(site: Site | None = None, /, **tables: Rows) -> MiniProfile:
        return mini_profile(engine, tables, site)

    return build

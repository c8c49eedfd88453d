"""Engines by name."""

import pytest

from linkwright.engine.opening import open_engine
from linkwright.errors import ConfigError


def test_the_embedded_engine_is_the_one_nobody_has_to_name() -> None:
    with open_engine() as unnamed, open_engine("duckdb") as named:
        assert type(unnamed) is type(named)
        assert named.query("select 1 as n").to_pylist() == [{"n": 1}]


def test_an_unknown_engine_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        open_engine("oracle")
    assert "oracle" in caught.value.what
    assert caught.value.available == ("duckdb", "spark")

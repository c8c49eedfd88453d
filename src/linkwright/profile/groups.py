"""Joining pairs into groups: the one step of owner groups that SQL has no word for."""

from collections.abc import Iterable

import pyarrow as pa

from linkwright.engine import Engine


def connected(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return for each name in the pairs the smallest name it is connected to, directly or through others."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]  # halves the way for the next one who asks
            name = parent[name]
        return name

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parent[second] = first
    return {name: root(name) for name in parent}


def join_networks(engine: Engine) -> None:
    """Register `network_traits` (trait_id, owner_group): which traits mark the same network."""
    groups = connected(_pairs(engine, "select distinct one, other from trait_ties"))
    engine.register(
        "network_traits", _table("trait_id", {trait: f"network-{group}" for trait, group in groups.items()})
    )


def join_mirrors(engine: Engine) -> None:
    """Register `mirror_members` (referring_domain, owner_group): domains of one name that have something in common."""
    pairs = _pairs(engine, "select distinct first_domain, referring_domain from mirror_traits")
    engine.register("mirror_members", _table("referring_domain", connected(pairs)))


def _pairs(engine: Engine, sql: str) -> Iterable[tuple[str, str]]:
    found = engine.query(sql)
    return zip(found.column(0).to_pylist(), found.column(1).to_pylist(), strict=True)


def _table(key: str, groups: dict[str, str]) -> pa.Table:
    names = sorted(groups)
    return pa.table(
        {
            key: pa.array(names, pa.string()),
            "owner_group": pa.array([groups[name] for name in names], pa.string()),
        }
    )

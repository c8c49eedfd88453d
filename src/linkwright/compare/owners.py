"""Who owns what: one row an owner, and the same owner known by the same number on all sides."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from linkwright.compare.side import Side


def best_by_owner(rows: pa.Table, *keys: str) -> pa.Table:
    """The best row of each owner (and of each value of the keys): an owner counts once, by its best domain.

    Args:
        rows: with `referring_domain`, `owner_group`, `quality`, `quality_low`, `quality_high`.
        keys: further columns that tell rows apart.

    Returns:
        The same columns, sorted by keys and owner. A row without an owner group is its own owner; quality that is not
        known is 0, as nobody can rely on it.
    """
    owner = pc.coalesce(rows["owner_group"], rows["referring_domain"])
    rows = rows.set_column(rows.schema.get_field_index("owner_group"), "owner_group", owner)
    for name in ("quality", "quality_low", "quality_high"):
        rows = rows.set_column(rows.schema.get_field_index(name), name, pc.fill_null(rows[name], 0.0))
    which = (*keys, "owner_group")
    order = [*((name, "ascending") for name in which), ("quality", "descending"), ("referring_domain", "ascending")]
    rows = rows.sort_by(order).combine_chunks()
    return rows.filter(pa.array(starts(rows, which)))


def joint_owners(sides: Sequence[Side]) -> list[NDArray[np.int64]]:
    """Number the owners of all sides' referring domains, the same owner by the same number.

    A group is named by each side for itself, so domains tie the sides together: groups of two sides that share a domain
    are one owner.

    Returns:
        One array a side, as long as its `domains`.
    """
    domains, groups = _names(sides)
    size = int(domains.max(initial=-1)) + 1
    edges = coo_array(
        (np.ones(len(domains), dtype=np.int8), (domains, size + groups)),
        shape=(size + int(groups.max(initial=-1)) + 1,) * 2,
    )
    numbers = connected_components(edges, directed=False)[1].astype(np.int64)[domains]
    return list(np.split(numbers, np.cumsum([side.domains.num_rows for side in sides])[:-1]))


def owners_of_sites(sides: Sequence[Side], owners: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The numbers of the owners of the sites compared, as far as they link to any of them."""
    sites = pa.array([side.site for side in sides])
    own = [
        numbers[pc.is_in(side.domains["referring_domain"], sites).to_numpy()]
        for side, numbers in zip(sides, owners, strict=True)
    ]
    return np.unique(np.concatenate(own))


def _names(sides: Sequence[Side]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the domains of all sides, one after the other, and of their groups, which differ from side to side."""
    tables = [side.domains for side in sides]
    domains = pa.chunked_array([chunk for table in tables for chunk in table["referring_domain"].chunks], pa.string())
    groups = [
        pc.binary_join_element_wise(str(place), pc.coalesce(table["owner_group"], table["referring_domain"]), " ")
        for place, table in enumerate(tables)
    ]
    named = pa.chunked_array([chunk for group in groups for chunk in group.chunks], pa.string())
    return codes(domains), codes(named)


def codes(texts: pa.ChunkedArray) -> NDArray[np.int64]:
    """Number texts from 0, the same text by the same number."""
    numbers: NDArray[np.int64] = texts.combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    return numbers


def starts(rows: pa.Table, keys: Sequence[str]) -> NDArray[np.bool_]:
    """Where a sorted table begins another combination of keys."""
    another = np.zeros(rows.num_rows, dtype=bool)
    another[:1] = True
    for key in keys:
        column = rows[key].combine_chunks()
        another[1:] |= pc.not_equal(column[1:], column[:-1]).to_numpy(zero_copy_only=False)
    return another

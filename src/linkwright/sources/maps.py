"""Map columns (`metrics`, `extra`) from plain columns, without a key where there is no value."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa


def map_column(names: Sequence[str], columns: Sequence[pa.Array], kind: pa.MapType) -> pa.Array:
    """Return one map per row: name -> value for the columns that have a value in that row.

    Args:
        names: one key per column.
        columns: equally long arrays of the map's item type.
        kind: the map type.

    Returns:
        A map array; rows without any value get an empty map.
    """
    length = len(columns[0])
    filled = np.column_stack([column.is_valid().to_numpy(zero_copy_only=False) for column in columns])
    offsets = np.zeros(length + 1, np.int32)
    np.cumsum(filled.sum(axis=1), out=offsets[1:])
    row, column = np.nonzero(filled)  # row by row, in the order of the columns
    keys = pa.array(list(names), pa.string()).take(pa.array(column))
    items = pa.concat_arrays(list(columns)).take(pa.array(column * length + row))
    return pa.MapArray.from_arrays(pa.array(offsets), keys, items.cast(kind.item_type), type=kind)


def empty_maps(length: int, kind: pa.MapType) -> pa.Array:
    """One empty map per row."""
    offsets = pa.array(np.zeros(length + 1, np.int32))
    return pa.MapArray.from_arrays(offsets, pa.array([], pa.string()), pa.array([], kind.item_type), type=kind)

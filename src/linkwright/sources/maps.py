"""Map columns (`metrics`, `extra`) from plain columns, without a key where there is no value."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

NAMES = pa.dictionary(pa.int32(), pa.string())  # few different texts: each is held once, and a number for each place


def map_column(names: Sequence[str], columns: Sequence[pa.Array], item_type: pa.DataType) -> pa.Array:
    """Return one map per row: name -> value for the columns that have a value in that row.

    Args:
        names: one key per column.
        columns: equally long arrays of the item type.
        item_type: type of the values.

    Returns:
        A map array with dictionary-encoded keys; rows without any value get an empty map.
    """
    length = len(columns[0])
    filled = np.column_stack([column.is_valid().to_numpy(zero_copy_only=False) for column in columns])
    offsets = np.zeros(length + 1, np.int32)
    np.cumsum(filled.sum(axis=1), out=offsets[1:])
    row, column = np.nonzero(filled)  # row by row, in the order of the columns
    keys = pa.DictionaryArray.from_arrays(column.astype(np.int32), pa.array(list(names), pa.string()))
    items = pa.concat_arrays(list(columns)).take(pa.array(column * length + row))
    return _maps(offsets, keys, items.cast(item_type))


def empty_maps(length: int, item_type: pa.DataType) -> pa.Array:
    """One empty map per row."""
    return _maps(np.zeros(length + 1, np.int32), pa.array([], NAMES), pa.array([], item_type))


def _maps(offsets: npt.NDArray[np.int32], keys: pa.Array, items: pa.Array) -> pa.Array:
    return pa.MapArray.from_arrays(pa.array(offsets), keys, items, type=pa.map_(NAMES, items.type))

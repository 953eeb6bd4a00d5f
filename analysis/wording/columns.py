"""Tables as named tuples of arrays, their columns: rows taken, joined, and cut into ranges of one column."""

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np

Table = TypeVar("Table", bound=Any)
"""A named tuple of arrays of one length."""


def take_rows(table: Table, at: np.ndarray | slice) -> Table:
    """Some rows of a table."""
    return type(table)(*(column[at] for column in table))


def join_tables(tables: Iterable[Table]) -> Table:
    """Tables of the same columns, one below the other; there must be one at least."""
    first, *rest = tables
    return type(first)(*map(np.concatenate, zip(first, *rest))) if rest else first


def take_range(table: Table, by: np.ndarray, first: int, last: int) -> Table:
    """The rows of which a column lies between two numbers, these included. by: that column; it rises."""
    start = np.searchsorted(by, np.asarray(first, by.dtype))
    return take_rows(table, slice(start, np.searchsorted(by, np.asarray(last, by.dtype), "right")))


def cut_range(shard: int, shards: int, top: int) -> tuple[int, int]:
    """The first and the last number of one of so many equal parts of the numbers below `top`.

    >>> [cut_range(shard, 3, 10) for shard in range(3)]
    [(0, 2), (3, 5), (6, 9)]
    """
    return top * shard // shards, top * (shard + 1) // shards - 1


def take_once(numbers: np.ndarray) -> np.ndarray:
    """The numbers, rising, each once. numpy's own way, by a table of hashes, takes four times as long."""
    numbers = np.sort(numbers)
    return numbers[find_changes(numbers)]


def find_changes(numbers: np.ndarray) -> np.ndarray:
    """For each of the numbers whether it is another than the one before it; the first is."""
    return np.concatenate([[True], numbers[1:] != numbers[:-1]])[: len(numbers)]


def find_openings(opens: np.ndarray) -> np.ndarray:
    """Of each row the row that opens its stretch. opens: whether a row does, as from `find_changes`.

    >>> find_openings(np.array([True, False, True, True, False])).tolist()
    [0, 0, 2, 3, 3]
    """
    return np.maximum.accumulate(np.where(opens, np.arange(len(opens)), 0))


def find_starts(lengths: np.ndarray) -> np.ndarray:
    """Where stretches of these lengths start that follow each other."""
    return np.cumsum(lengths, dtype=np.int64) - lengths


def spread(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The places in stretches that start here and are so long.

    >>> spread(np.array([10, 0]), np.array([2, 3])).tolist()
    [10, 11, 0, 1, 2]
    """
    return np.repeat(starts - find_starts(lengths), lengths) + np.arange(lengths.sum())

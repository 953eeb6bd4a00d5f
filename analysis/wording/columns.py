"""Tables whose columns are arrays in a named tuple: functions that take rows, join tables and cut ranges."""

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
    """The rows whose value in a column lies between two numbers, both included. by: that column, in increasing
    order."""
    start = np.searchsorted(by, np.asarray(first, by.dtype))
    return take_rows(table, slice(start, np.searchsorted(by, np.asarray(last, by.dtype), "right")))


def cut_range(shard: int, shards: int, top: int) -> tuple[int, int]:
    """The first and the last number of part `shard`, if the numbers below `top` are divided into `shards` equal parts.

    >>> [cut_range(shard, 3, 10) for shard in range(3)]
    [(0, 2), (3, 5), (6, 9)]
    """
    return top * shard // shards, top * (shard + 1) // shards - 1


def take_once(numbers: np.ndarray) -> np.ndarray:
    """The different numbers, in increasing order. np.unique uses a hash table and takes four times as long."""
    numbers = np.sort(numbers)
    return numbers[find_changes(numbers)]


def find_changes(numbers: np.ndarray) -> np.ndarray:
    """For each number, whether it differs from the one before it; True for the first."""
    return np.concatenate([[True], numbers[1:] != numbers[:-1]])[: len(numbers)]


def find_openings(opens: np.ndarray) -> np.ndarray:
    """For each row, the first row of its stretch. opens: whether a row opens a stretch, as from `find_changes`.

    >>> find_openings(np.array([True, False, True, True, False])).tolist()
    [0, 0, 2, 3, 3]
    """
    return np.maximum.accumulate(np.where(opens, np.arange(len(opens)), 0))


def find_starts(lengths: np.ndarray) -> np.ndarray:
    """Where each of several stretches starts, if they follow each other and have these lengths."""
    return np.cumsum(lengths, dtype=np.int64) - lengths


def spread(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """All places in stretches with these starts and lengths.

    >>> spread(np.array([10, 0]), np.array([2, 3])).tolist()
    [10, 11, 0, 1, 2]
    """
    return np.repeat(starts - find_starts(lengths), lengths) + np.arange(lengths.sum())

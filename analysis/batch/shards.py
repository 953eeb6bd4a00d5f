"""Tables of numbers on disk, and how their rows are regrouped by a number, whichever partition they come from.

Each task stores its result as a table sorted by one of its columns. Another task then reads the rows of its own range
of numbers from all these tables; in each table these rows are together. This is called a shuffle, and a range of
numbers a shard. The files are in Arrow format: columns are read directly from the file, so a few bytes are enough to
find a range in a file of any size.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

import numpy as np
import pyarrow as pa

from analysis.batch.files import complete_folder
from analysis.memory import without_collection
from analysis.wording.columns import Table, join_tables, take_range, take_rows


@dataclass(frozen=True)
class Task:
    """A task that makes a folder from a partition or a shard, given its number, unless that folder exists already.

    Can be sent to another process.
    """

    work: Path
    partitions: int = 0
    shards: int = 0
    made: ClassVar[str]

    def __call__(self, number: int, skip: Collection[int] = ()) -> int:
        with without_collection():
            complete_folder(place(self.work, self.made, number), partial(self.write, number))
        return number

    def write(self, number: int, folder: Path) -> None:
        raise NotImplementedError

    def count(self, number: int) -> int:
        """Nothing can be left out here: if an article kills a worker at this point, the run ends."""
        return 0


def place(work: Path, what: str, number: int) -> Path:
    """The folder of what was made of a partition or a shard."""
    return work / f"{what}-{number:05}"


def list_files(work: Path, what: str, number: int, name: str) -> list[Path]:
    """The files of one name that were made of so many partitions or shards."""
    return [place(work, what, n) / name for n in range(number)]


def write_columns(path: Path, **columns: np.ndarray) -> None:
    """Stores columns of one length."""
    batch = pa.record_batch({name: pa.array(column) for name, column in columns.items()})
    with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, batch.schema) as file:
        file.write_batch(batch)


def read_columns(path: Path, *names: str) -> list[np.ndarray]:
    """Columns that were stored, as they lie in the file; nothing is read before it is looked at."""
    with pa.memory_map(str(path)) as source:
        batch = pa.ipc.open_file(source).get_batch(0)
    return [batch.column(name).to_numpy() for name in names]


def read_table(path: Path, kind: type[Table]) -> Table:
    """Those columns of a file that a table of this kind has."""
    return kind(*read_columns(path, *kind._fields))


def read_range(paths: Iterable[Path], kind: type[Table], by: str, first: int, last: int) -> Table:
    """From every file the rows of which a column lies between two numbers, these included, one below the other.

    kind: which columns to take. by: a column with which each file rises.
    """
    return join_tables(_read_part(path, kind, by, first, last) for path in paths)


def _read_part(path, kind, by, first, last):
    column, *columns = read_columns(path, by, *kind._fields)
    part = take_range(kind(*columns), column, first, last)
    return kind(*(column.copy() for column in part))        # and the file is let go


def count_shards(paths: Iterable[Path], most: int) -> int:
    """Into how many shards the rows of these files are cut, that each has so many at most, if all are of one size."""
    return max(1, -(-sum(map(_count_rows, paths)) // most))


def _count_rows(path):
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).get_batch(0).num_rows


def sort_rows(table: Table, by: np.ndarray) -> tuple[Table, np.ndarray]:
    """The rows in the order of a column, and that column."""
    order = np.argsort(by, kind="stable")
    return take_rows(table, order), by[order]

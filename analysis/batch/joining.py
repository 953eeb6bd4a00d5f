"""The tables of all partitions, one below the other, as the final tables of a run."""
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow.parquet

from analysis.batch.files import make_piece, read_piece, write_table
from analysis.batch.partition import find_file
from analysis.findings import PART_TABLES
from analysis.speakers.linking import unify_names

JOINED = ("statements", "articles", *(name for name in PART_TABLES if name != "statements"))
"""The tables in the order in which they are written. The one that takes longest is first, so that another process can
write the others meanwhile."""


@dataclass(frozen=True)
class JoiningTables:
    """Writes one table to the folder of the results, given its number in JOINED. It can be sent to another process.

    people: as for `unify_names`, which gives each speaker one name in all articles.
    """

    work: Path
    out: Path
    partitions: int
    people: pd.DataFrame | None = None

    def __call__(self, number: int, skip: Collection[int] = ()) -> int:
        name = JOINED[number]
        paths = [find_file(self.work / f"{n:05}", f"{name}.parquet") for n in range(self.partitions)]
        pieces = self._unify_speakers(paths) if name == "statements" else map(read_piece, paths)
        write_table(name, pieces, self.out)
        return number

    def count(self, number: int) -> int:
        """Nothing can be left out here: if a process dies at this point, the run ends."""
        return 0

    def _unify_speakers(self, paths):
        speakers = unify_names(_count_speakers(paths), self.people)
        for path in paths:
            table = pd.read_parquet(path)
            yield make_piece(table.assign(speaker=table["speaker"].map(speakers).astype("str")))


def count_rows(out: Path, name: str) -> int:
    """How many rows a table has that was written."""
    return pyarrow.parquet.read_metadata(out / f"{name}.parquet").num_rows


def _count_speakers(paths):
    """In how many articles each speaker is, by the name in the article."""
    speakers: Counter[str] = Counter()
    for path in paths:
        named = pd.read_parquet(path, columns=["article_id", "speaker"]).dropna().drop_duplicates()
        speakers.update(named["speaker"])
    return speakers

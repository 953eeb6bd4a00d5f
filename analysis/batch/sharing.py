"""The shared sentences and swaps of a corpus that does not fit into memory: the rows of `wording.find_shared` and
`find_swaps`, written in lots.

Every step is a task for a partition, a shard (`comparing`) or a lot, so that several processes or machines can do it,
and a run that was stopped continues from what is done. Texts stay in files and are read only when needed.
"""
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.batch.cluster import run_all
from analysis.batch.comparing import compare_partitions, find_homes, read_order, save_array
from analysis.batch.files import read_json, read_piece, replace_whole, write_json, write_piece
from analysis.batch.shards import Task, list_files, place, read_columns, read_range
from analysis.show import write_count
from analysis.wording import count_known, describe_shared, find_swaps
from analysis.wording.alignment import choose_associations
from analysis.wording.columns import find_changes, find_starts
from analysis.wording.places import Shared, sort_shared

LOT = 4_000
"""Pairs that are written at once: some 20 MB with their texts and swaps, and three seconds of work."""

_TEXTS_AT_HAND = 200
"""Articles whose text is kept: the sentences of one article are paired with those of few others, most of the time."""


def share_partitions(work: Path, partitions: int, articles: Path, run: Callable, watch: Callable,
                     log: Callable[[str], None]) -> tuple[dict[str, Iterator], int]:
    """The shared sentences and swaps of all partitions, as pieces for `files.write_table`, and what was left out.

    work: the folder of the partitions. articles: the table of all articles. run: as for `batch.analyse`.
    """
    pairs, left_out = compare_partitions(work, partitions, articles, run, watch, log)
    lots = _store_lots(work, pairs)
    log(f"the shared sentences are written in {write_count(lots, 'lot')}")
    run_all(run, Describing(work, shards=len(pairs)), range(lots), "lots of shared sentences", watch)
    _store_known(work, lots)
    log("what differs between them is written")
    run_all(run, Swapping(work), range(lots), "lots of swaps", watch)
    return {name: _read_pieces(work, name, lots) for name in ("shared", "swaps")}, left_out


class Describing(Task):
    """Writes the rows of a lot of pairs, and counts which words surely stand for each other in them. shards: of pairs.
    """

    made = "shared"

    def write(self, number: int, folder: Path) -> None:
        (first, last), (before, _) = np.load(self.work / "lots.npy")[:, number : number + 2].tolist()
        files = list_files(self.work, "pairs", self.shards, "shared.arrow")
        shared = sort_shared(read_range(files, Shared, "left_article", first, last - 1))
        table = describe_shared(shared, _open_texts(self.work), 1 + before)
        write_piece(table, folder, "table")
        write_json(folder / "known.json", [[*pair, count] for pair, count in sorted(count_known(table).items())])


class Swapping(Task):
    """Writes the swaps of a lot of pairs, with what is known of all."""

    made = "swaps"

    def write(self, number: int, folder: Path) -> None:
        known = frozenset((one, other) for one, other in read_json(self.work / "known.json"))
        pairs = pd.read_parquet(place(self.work, "shared", number) / "table.parquet")
        write_piece(find_swaps(pairs, known), folder, "table")


def _store_lots(work, pairs):
    """Cuts the pairs into lots, by the article of the left sentence, and returns how many there are.

    lots.npy has of each lot, and of the end, the first article, and how many pairs there are before it.
    """
    counts = np.zeros(len(read_order(work)[0]), np.int64)
    for path in pairs:
        articles, times = np.unique(read_columns(path, "left_article")[0], return_counts=True)
        counts[articles] += times
    before = find_starts(counts)
    firsts = np.flatnonzero(find_changes(before // LOT))
    lots = np.append([firsts, before[firsts]], [[len(counts)], [counts.sum()]], axis=1)
    replace_whole(work / "lots.npy", partial(save_array, values=lots))
    return len(firsts)


def _store_known(work, lots):
    """Stores which words stand for each other in all lots together."""
    counts: Counter = Counter()
    for path in list_files(work, "shared", lots, "known.json"):
        counts.update({(one, other): count for one, other, count in read_json(path)})
    write_json(work / "known.json", sorted(choose_associations(counts)))


def _open_texts(work):
    """A function that reads the id and the text of an article, given its place in the order of publication, where they
    lie in the partitions. Their files stay open as long as this function is there."""
    order, tables = read_order(work), {}

    @lru_cache(_TEXTS_AT_HAND)
    def read(rank: int) -> tuple[str, str]:
        at, number = map(int, find_homes(order, rank))
        if number not in tables:
            source = pa.memory_map(str(place(work, "sentences", number) / "texts.arrow"))
            tables[number] = pa.ipc.open_file(source).read_all()
        table, row = tables[number], at - int(order[1][number])
        return table["article_id"][row].as_py(), table["text"][row].as_py()

    return read


def _read_pieces(work, name, lots):
    for path in list_files(work, name, lots, "table.parquet"):
        yield read_piece(path)

"""Sentences that articles share, in a corpus that does not fit into memory: the rows of `wording.find_shared` and
`find_swaps`.

Each partition is taken apart by itself: its sentences become numbers, some hundred bytes for a sentence. These are put
together and compared in one process (`wording.pairs`); what is paired is written out in lots, again each by itself.
Texts are never in memory as a whole: they lie in files that are read where a sentence stands.
"""
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import ClassVar

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.batch.cluster import run_all
from analysis.batch.files import complete_folder, read_json, read_piece, replace_whole, write_json, write_piece
from analysis.batch.partition import find_file
from analysis.findings import ZONES_COMPARED, choose_zones, read_parts
from analysis.wording import count_known, describe_shared, find_swaps
from analysis.wording.alignment import choose_associations
from analysis.wording.pairs import Shared, share_sentences
from analysis.wording.sentences import (
    Sentences,
    Wordings,
    join_sentences,
    read_sentences,
    sort_by_publication,
)

LOT = 20_000
"""Pairs that are written at once: some 100 MB with their texts and swaps."""


@dataclass(frozen=True)
class _Task:
    """What is made of a partition, or of a lot of pairs, given its number: a folder, unless it is there already.

    Can be sent to another process.
    """

    work: Path
    made: ClassVar[str]

    def __call__(self, number: int, skip: Collection[int] = ()) -> int:
        complete_folder(_place(self.work, self.made, number), partial(self.write, number))
        return number

    def write(self, number: int, folder: Path) -> None:
        raise NotImplementedError

    def count(self, number: int) -> int:
        """Nothing can be left out of it: what kills a worker here ends the run."""
        return 0


class Cutting(_Task):
    """Takes the sentences of a partition apart, and stores them as numbers, and the texts for later."""

    made = "sentences"

    def write(self, number: int, folder: Path) -> None:
        part = self.work / f"{number:05}"
        articles = pd.read_parquet(find_file(part, "articles.parquet")).set_index("article_id")
        zones = choose_zones(pd.read_parquet(find_file(part, "zones.parquet")), ZONES_COMPARED)
        sentences, wordings = read_sentences(articles, zones)
        ranks = np.load(self.work / "ranks.npy", mmap_mode="r")[_find_rows(self.work, number)]
        rank_of = pd.Series(ranks, articles.index).reindex(sentences.articles).to_numpy("int64")
        columns = {**sentences._asdict(), **wordings._asdict(), "article": rank_of[sentences.article]}
        del columns["articles"], columns["keys"]
        np.savez(folder / "sentences.npz", **columns)
        write_json(folder / "keys.json", wordings.keys)
        texts = pa.table({"article_id": pa.array(articles.index, pa.string()),
                          "text": pa.array(articles["text"], pa.large_string())})
        with pa.OSFile(str(folder / "texts.arrow"), "wb") as stream, pa.ipc.new_file(stream, texts.schema) as file:
            file.write_table(texts)


class Describing(_Task):
    """Writes the rows of a lot of pairs, and counts which words surely stand for each other in them."""

    made = "shared"

    def write(self, number: int, folder: Path) -> None:
        with np.load(_place(self.work, "lot", number, ".npz")) as stored:
            shared = Shared(**stored)
        table = describe_shared(shared, _Texts(self.work).read, 1 + number * LOT)
        write_piece(table, folder, "table")
        write_json(folder / "known.json", [[*pair, count] for pair, count in sorted(count_known(table).items())])


class Swapping(_Task):
    """Writes the swaps of a lot of pairs, with what is known of all."""

    made = "swaps"

    def write(self, number: int, folder: Path) -> None:
        known = frozenset((one, other) for one, other in read_json(self.work / "known.json"))
        pairs = pd.read_parquet(_place(self.work, "shared", number) / "table.parquet")
        write_piece(find_swaps(pairs, known), folder, "table")


def _place(work, what, number, suffix=""):
    """Where something of a partition, or of a lot of pairs, lies."""
    return work / f"{what}-{number:05}{suffix}"


def share_partitions(work: Path, partitions: int, articles: Path, run: Callable, watch: Callable,
                     log: Callable[[str], None]) -> tuple[dict[str, Iterator], int]:
    """The shared sentences and swaps of all partitions, as pieces for `files.write_table`, and what was left out.

    work: the folder of the partitions. articles: the table of all articles. run: as for `batch.analyse`.
    """
    _store_order(work, articles)
    log("the sentences of each partition are taken apart")
    run_all(run, Cutting(work), range(partitions), "partitions", watch)
    log("the sentences of all articles are compared")
    lots, left_out = _store_pairs(work, partitions)
    log(f"the shared sentences are written in {lots:,} lots")
    run_all(run, Describing(work), range(lots), "lots of shared sentences", watch)
    counts: Counter = Counter()
    for number in range(lots):
        counts.update({(one, other): count for one, other, count in
                       read_json(_place(work, "shared", number) / "known.json")})
    write_json(work / "known.json", sorted(choose_associations(counts)))
    log("what differs between them is written")
    run_all(run, Swapping(work), range(lots), "lots of swaps", watch)
    return {name: _read_pieces(work, name, lots) for name in ("shared", "swaps")}, left_out


def _store_order(work, articles):
    """Of each article, in the order of the table, its place in the order of publication."""
    columns = ["article_id", "published", "published_time"]
    parts = list(read_parts(articles, columns))
    table = pd.concat(parts, ignore_index=True).set_index("article_id")
    ranks = pd.Series(np.arange(len(table)), sort_by_publication(table)).reindex(table.index).to_numpy("int64")
    edges = np.cumsum([0, *map(len, parts)])
    replace_whole(work / "ranks.npy", lambda path: np.save(path, ranks))
    replace_whole(work / "edges.npy", lambda path: np.save(path, edges))


def _find_rows(work, number):
    """Which rows of the table of all articles a partition has."""
    edges = np.load(work / "edges.npy")
    return slice(edges[number], edges[number + 1])


def _store_pairs(work, partitions):
    """Compares all sentences, and stores the pairs in lots; returns how many lots, and what was left out."""
    sentences, wordings = join_sentences(_read_cut(_place(work, "sentences", n)) for n in range(partitions))
    shared, left_out = share_sentences(sentences, wordings)
    lots = max(1, -(-len(shared.left_article) // LOT))
    for number in range(lots):
        lot = {name: column[number * LOT : (number + 1) * LOT] for name, column in shared._asdict().items()}
        np.savez(_place(work, "lot", number, ".npz"), **lot)
    return lots, left_out


def _read_cut(folder):
    with np.load(folder / "sentences.npz") as stored:
        columns = {**stored, "articles": [], "keys": read_json(folder / "keys.json")}
    return tuple(kind._make(columns[name] for name in kind._fields) for kind in (Sentences, Wordings))


class _Texts:
    """The articles of all partitions by their place in the order of publication, read where they lie."""

    def __init__(self, work: Path):
        self.work, self._files = work, {}

    @cached_property
    def _rows(self):
        ranks = np.load(self.work / "ranks.npy")
        rows = np.empty_like(ranks)
        rows[ranks] = np.arange(len(ranks))
        return rows, np.load(self.work / "edges.npy")

    def read(self, place: int) -> tuple[str, str]:
        """The id and the text of an article."""
        rows, edges = self._rows
        number = int(np.searchsorted(edges, rows[place], "right")) - 1
        if number not in self._files:
            source = pa.memory_map(str(_place(self.work, "sentences", number) / "texts.arrow"))
            self._files[number] = pa.ipc.open_file(source).read_all()
        table, row = self._files[number], int(rows[place] - edges[number])
        return table["article_id"][row].as_py(), table["text"][row].as_py()


def _read_pieces(work, name, lots):
    for number in range(lots):
        yield read_piece(_place(work, name, number) / "table.parquet")

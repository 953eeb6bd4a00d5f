"""Sentences that articles share, in a corpus that does not fit into memory: the rows of `wording.find_shared` and
`find_swaps`.

Each partition is taken apart by itself: its sentences become numbers, some hundred bytes for a sentence. These are put
together and compared in one process (`wording.pairs`); what is paired is written out in lots, again each by itself.
Texts are never in memory as a whole: they lie in files that are read where a sentence stands.
"""
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from analysis.batch.files import is_folder_whole, make_piece, read_json, replace_whole, write_folder, write_json
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
    """What is done to a partition, or to a lot of pairs, given its number; can be sent to another process."""

    work: str

    @property
    def folder(self) -> Path:
        return Path(self.work)

    def count(self, number: int) -> int:
        """Nothing can be left out of it: what kills a worker here ends the run."""
        return 0

    def place(self, what: str, number: int) -> Path:
        return self.folder / f"{what}-{number:05}"


class Cutting(_Task):
    """Takes the sentences of a partition apart, and stores them as numbers, and the texts for later."""

    def __call__(self, number: int, skip: Collection[int] = ()) -> int:
        target = self.place("sentences", number)
        if is_folder_whole(target):
            return number
        part = self.folder / f"{number:05}"
        articles = pd.read_parquet(find_file(part, "articles.parquet")).set_index("article_id")
        zones = choose_zones(pd.read_parquet(find_file(part, "zones.parquet")), ZONES_COMPARED)
        sentences, wordings = read_sentences(articles, zones)
        ranks = pd.Series(np.load(self.folder / "ranks.npy", mmap_mode="r")[_find_rows(self.folder, number)],
                          articles.index)
        rank_of = ranks.reindex(sentences.articles).to_numpy("int64")
        columns = {**sentences._asdict(), **wordings._asdict(), "article": rank_of[sentences.article]}
        del columns["articles"], columns["keys"]

        def write(folder):
            np.savez(folder / "sentences.npz", **columns)
            write_json(folder / "keys.json", wordings.keys)
            texts = pa.table({"article_id": pa.array(articles.index, pa.string()),
                              "text": pa.array(articles["text"], pa.large_string())})
            with pa.OSFile(str(folder / "texts.arrow"), "wb") as stream, pa.ipc.new_file(stream, texts.schema) as file:
                file.write_table(texts)

        write_folder(target, write)
        return number


class Describing(_Task):
    """Writes the rows of a lot of pairs, and counts which words surely stand for each other in them."""

    def __call__(self, number: int, skip: Collection[int] = ()) -> int:
        target = self.place("shared", number)
        if is_folder_whole(target):
            return number
        with np.load(self.place("lot", number).with_suffix(".npz")) as stored:
            shared = Shared(**stored)
        table = describe_shared(shared, _Texts(self.folder).read, 1 + number * LOT)

        def write(folder):
            _write_piece(table, folder)
            known = [[*pair, count] for pair, count in sorted(count_known(table).items())]
            write_json(folder / "known.json", known)

        write_folder(target, write)
        return number


class Swapping(_Task):
    """Writes the swaps of a lot of pairs, with what is known of all."""

    def __call__(self, number: int, skip: Collection[int] = ()) -> int:
        target = self.place("swaps", number)
        if is_folder_whole(target):
            return number
        known = frozenset((one, other) for one, other in read_json(self.folder / "known.json"))
        swaps = find_swaps(pd.read_parquet(self.place("shared", number) / "table.parquet"), known)
        write_folder(target, lambda folder: _write_piece(swaps, folder))
        return number


def share_partitions(work: Path, partitions: int, articles: Path, run: Callable, watch: Callable,
                     log: Callable[[str], None]) -> tuple[dict[str, Iterator], int]:
    """The shared sentences and swaps of all partitions, as pieces for `files.write_table`, and what was left out.

    work: the folder of the partitions. articles: the table of all articles. run: as for `batch.analyse`.
    """
    _store_order(work, articles)
    log("the sentences of each partition are taken apart")
    _do_all(run, Cutting(str(work)), range(partitions), "partitions", watch)
    log("the sentences of all articles are compared")
    lots, left_out = _store_pairs(work, partitions)
    log(f"the shared sentences are written in {lots:,} lots")
    _do_all(run, Describing(str(work)), range(lots), "lots of shared sentences", watch)
    counts: Counter = Counter()
    for number in range(lots):
        counts.update({(one, other): count for one, other, count in
                       read_json(work / f"shared-{number:05}" / "known.json")})
    write_json(work / "known.json", sorted(choose_associations(counts)))
    log("what differs between them is written")
    _do_all(run, Swapping(str(work)), range(lots), "lots of swaps", watch)
    return {name: _read_pieces(work, name, lots) for name in ("shared", "swaps")}, left_out


def _do_all(run, task, numbers, what, watch):
    for _ in watch(run(task, numbers), what, len(numbers)):
        pass


def _store_order(work, articles):
    """Of each article, in the order of the table, its place in the order of publication."""
    columns = ["article_id", "published", "published_time"]
    parts = list(read_parts(articles, columns))
    table = pd.concat(parts, ignore_index=True).set_index("article_id")
    ranks = pd.Series(np.arange(len(table)), sort_by_publication(table)).reindex(table.index).to_numpy("int64")
    edges = np.cumsum([0, *map(len, parts)])
    replace_whole(work / "ranks.npy", lambda path: _save(path, ranks))
    replace_whole(work / "edges.npy", lambda path: _save(path, edges))


def _save(path, array):
    with open(path, "wb") as stream:
        np.save(stream, array)


def _find_rows(work, number):
    """Which rows of the table of all articles a partition has."""
    edges = np.load(work / "edges.npy")
    return slice(edges[number], edges[number + 1])


def _store_pairs(work, partitions):
    """Compares all sentences, and stores the pairs in lots; returns how many lots, and what was left out."""
    sentences, wordings = join_sentences([], (_read_cut(work / f"sentences-{n:05}") for n in range(partitions)))
    shared, left_out = share_sentences(sentences, wordings)
    lots = max(1, -(-len(shared.left_article) // LOT))
    for number in range(lots):
        lot = {name: column[number * LOT : (number + 1) * LOT] for name, column in shared._asdict().items()}
        with open(work / f"lot-{number:05}.npz", "wb") as stream:
            np.savez(stream, **lot)
    return lots, left_out


def _read_cut(folder):
    with np.load(folder / "sentences.npz") as stored:
        columns = dict(stored)
    keys = json.loads((folder / "keys.json").read_text(encoding="utf-8"))
    sentences = Sentences([], *(columns[name] for name in ("article", "start", "end", "wording")))
    return sentences, Wordings(keys, *(columns[name] for name in ("words", "lengths", "capitals", "digests")))


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
            source = pa.memory_map(str(self.work / f"sentences-{number:05}" / "texts.arrow"))
            self._files[number] = pa.ipc.open_file(source).read_all()
        table, row = self._files[number], int(rows[place] - edges[number])
        return table["article_id"][row].as_py(), table["text"][row].as_py()


def _write_piece(table, folder):
    table.to_parquet(folder / "table.parquet", index=False)
    (folder / "table.csv").write_bytes(make_piece(table)[1])


def _read_pieces(work, name, lots):
    for number in range(lots):
        folder = work / f"{name}-{number:05}"
        yield pyarrow.parquet.read_table(folder / "table.parquet"), (folder / "table.csv").read_bytes()

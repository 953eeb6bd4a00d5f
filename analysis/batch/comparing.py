"""Finds the pairs of sentences in all partitions, with tasks that each work on one partition or one shard (see
`shards`).

Data are regrouped three times: the places of sentences, by their wording; runs of words, by the run; and two wordings
that may be a pair, by the later one. Memory holds one partition or one shard at a time, and a few bytes for each
article and each word of the corpus.
"""
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.batch.cluster import run_all
from analysis.batch.files import read_json, replace_whole, write_json
from analysis.batch.partition import find_file
from analysis.batch.shards import (
    Task,
    count_shards,
    list_files,
    place,
    read_columns,
    read_range,
    read_table,
    sort_rows,
    write_columns,
)
from analysis.findings import ZONES_COMPARED, choose_zones, read_parts
from analysis.wording.columns import cut_range, find_changes, find_openings, join_tables, take_once, take_rows
from analysis.wording.contents import (
    Contents,
    Counts,
    WordSets,
    can_weigh,
    count_words,
    find_word_sets,
    list_contents,
    take_contents,
    take_word_sets,
    weigh_words,
)
from analysis.wording.pairs import (
    HASHES,
    Runs,
    are_pairs,
    find_candidates,
    is_copied,
    join_candidates,
    list_runs,
    split_candidates,
)
from analysis.wording.places import Places, find_places, pack, pair_copies, pair_places, sort_shared
from analysis.wording.sentences import read_sentences, sort_by_publication

SENTENCES_AT_ONCE, WORDS_AT_ONCE, RUNS_AT_ONCE, CANDIDATES_AT_ONCE = 1_000_000, 1_000_000, 1_000_000, 500_000
"""Rows of a shard: some 60 MB while it is worked on. Larger ones are no faster."""


class _Sentences(NamedTuple):
    """Where sentences stand, by their wording."""

    digest: np.ndarray
    article: np.ndarray
    start: np.ndarray
    end: np.ndarray


class _Words(NamedTuple):
    """The different words of a partition, and how often they occur in the wordings that first appear there."""

    word: np.ndarray  # 64 bits of it
    weighty: np.ndarray  # 1 where it can weigh anything
    holders: np.ndarray
    small: np.ndarray
    capital: np.ndarray


class _Candidates(NamedTuple):
    """Two wordings to be compared, as one number."""

    pair: np.ndarray


# --- where wordings stand ------------------------------------------------------------------


class Cutting(Task):
    """Splits the sentences of a partition into words, and stores them as numbers, together with the texts."""

    made = "sentences"

    def write(self, number: int, folder: Path) -> None:
        part = self.work / f"{number:05}"
        articles = pd.read_parquet(find_file(part, "articles.parquet")).set_index("article_id")
        zones = choose_zones(pd.read_parquet(find_file(part, "zones.parquet")), ZONES_COMPARED)
        sentences, wordings = read_sentences(articles, zones)
        _, edges = read_order(self.work)
        ranks = np.load(self.work / "ranks.npy", mmap_mode="r")[edges[number] : edges[number + 1]]
        rank_of = pd.Series(ranks, articles.index).reindex(sentences.articles).to_numpy("int32")
        found = _Sentences(wordings.digests[sentences.wording], rank_of[sentences.article],
                           sentences.start.astype("int32"), sentences.end.astype("int32"))
        write_columns(folder / "sentences.arrow", **sort_rows(found, found.digest)[0]._asdict())
        first = np.unique(sentences.wording, return_index=True)[1]
        contents = list_contents(wordings)
        write_columns(folder / "wordings.arrow", place=pack(found.article, found.start)[first],
                      lengths=contents.lengths)
        write_columns(folder / "contents.arrow", words=contents.words, cases=contents.cases)
        write_columns(folder / "words.arrow", word=_hash_words(wordings.keys),
                      weighty=can_weigh(wordings.keys).astype("int8"))
        _store_texts(articles, folder / "texts.arrow")


def _hash_words(words):
    digests = b"".join(hashlib.blake2b(word.encode("utf-8"), digest_size=8).digest() for word in words)
    return np.frombuffer(digests, np.uint64)


def _store_texts(articles, path):
    texts = pa.table({"article_id": pa.array(articles.index, pa.string()),
                      "text": pa.array(articles["text"], pa.large_string())})
    with pa.OSFile(str(path), "wb") as stream, pa.ipc.new_file(stream, texts.schema) as file:
        file.write_table(texts)


class Gathering(Task):
    """Finds where the wordings of a shard occur, since all their sentences are now together. The result is sorted by
    the article in which a wording first appears, and so by partition."""

    made = "places"

    def write(self, number: int, folder: Path) -> None:
        files = list_files(self.work, "sentences", self.partitions, "sentences.arrow")
        places = find_places(*read_range(files, _Sentences, "digest", *cut_range(number, self.shards, HASHES)))
        rows, _ = read_order(self.work)
        places, row = sort_rows(places, rows[places.article])
        write_columns(folder / "places.arrow", row=row, **places._asdict())


class Choosing(Task):
    """Keeps the wordings that first appear in a partition, and counts their words."""

    made = "wordings"

    def write(self, number: int, folder: Path) -> None:
        _, edges = read_order(self.work)
        files = list_files(self.work, "places", self.shards, "places.arrow")
        places = read_range(files, Places, "row", edges[number], edges[number + 1] - 1)
        places, at = sort_rows(places, pack(places.article, places.start))
        cut = place(self.work, "sentences", number)
        there, lengths = read_columns(cut / "wordings.arrow", "place", "lengths")
        order = np.argsort(there)
        words, cases = read_columns(cut / "contents.arrow", "words", "cases")
        chosen = order[np.searchsorted(there, at, sorter=order)]
        contents = take_contents(Contents(words, cases, lengths), chosen)
        word, weighty = read_columns(cut / "words.arrow", "word", "weighty")
        counted = _Words(word, weighty, *count_words(contents, len(word)))
        counted = take_rows(counted, counted.holders > 0)
        write_columns(folder / "words.arrow", **sort_rows(counted, counted.word)[0]._asdict())
        write_columns(folder / "places.arrow", lengths=contents.lengths, **places._asdict())
        write_columns(folder / "contents.arrow", words=contents.words, cases=contents.cases)


# --- what words weigh ----------------------------------------------------------------------


class Weighing(Task):
    """Weighs the words of a shard."""

    made = "weights"

    def write(self, number: int, folder: Path) -> None:
        files = list_files(self.work, "wordings", self.partitions, "words.arrow")
        words = read_range(files, _Words, "word", *cut_range(number, self.shards, HASHES))
        words, _ = sort_rows(words, words.word)
        opens = np.flatnonzero(find_changes(words.word))
        counts = Counts(*(_add_up(column, opens) for column in words[2:]))
        weights = weigh_words(counts, words.weighty[opens], int(_read_numbers(self.work)[-1]))
        write_columns(folder / "weights.arrow", word=words.word[opens], weight=weights)


def _add_up(column, opens):
    return np.add.reduceat(column, opens) if len(opens) else column


def _store_numbers(work, partitions):
    """Numbers the wordings in the order of first appearance (see `_read_numbers`)."""
    rows, _ = read_order(work)
    counts = np.zeros(len(rows) + 1, np.int64)
    for path in list_files(work, "wordings", partitions, "places.arrow"):
        articles, times = np.unique(read_columns(path, "article")[0], return_counts=True)
        counts[articles + 1] += times
    replace_whole(work / "numbers.npy", partial(save_array, values=np.cumsum(counts)))


def _store_weights(work, shards):
    """The weights of all words, by their 64 bits, in one file: 16 bytes for each word of the corpus."""
    parts = [read_columns(path, "word", "weight") for path in list_files(work, "weights", shards, "weights.arrow")]
    words, weights = map(np.concatenate, zip(*parts))
    replace_whole(work / "weights.arrow", lambda path: write_columns(path, word=words, weight=weights))


# --- which wordings are a pair -------------------------------------------------------------


class Listing(Task):
    """Lists the runs of words of a partition, the different words of each wording, and the pairs of copies."""

    made = "runs"

    def write(self, number: int, folder: Path) -> None:
        wordings = place(self.work, "wordings", number)
        places, (lengths,) = read_table(wordings / "places.arrow", Places), read_columns(
            wordings / "places.arrow", "lengths")
        words, cases = read_columns(wordings / "contents.arrow", "words", "cases")
        all_words, weights = read_columns(self.work / "weights.arrow", "word", "weight")
        code = np.searchsorted(all_words, read_columns(
            place(self.work, "sentences", number) / "words.arrow", "word")[0]).astype(np.int32)
        contents = Contents(code[words], cases, lengths)
        sets = find_word_sets(contents, weights)
        base = _read_numbers(self.work)
        firsts = find_openings(find_changes(places.article))
        numbers = (base[places.article] + np.arange(len(lengths)) - firsts).astype(np.uint32)
        write_columns(folder / "runs.arrow", **list_runs(contents, sets, weights, numbers)._asdict())
        write_columns(folder / "places.arrow", number=numbers, **places._asdict())
        write_columns(folder / "sets.arrow", counts=sets.counts.astype(np.int32), totals=sets.totals)
        write_columns(folder / "words.arrow", words=sets.words.astype(np.int32))
        copied = numbers[is_copied(places, contents, sets)].astype(np.uint64)
        write_columns(folder / "candidates.arrow", pair=join_candidates(copied, copied))


class Comparing(Task):
    """Compares the wordings that have a run of a shard in common, and keeps those that may be pairs."""

    made = "candidates"

    def write(self, number: int, folder: Path) -> None:
        files = list_files(self.work, "runs", self.partitions, "runs.arrow")
        runs = read_range(files, Runs, "run", *cut_range(number, self.shards, HASHES))
        pairs, left_out = find_candidates(runs)
        write_columns(folder / "candidates.arrow", pair=pairs)
        write_json(folder / "left_out.json", left_out)


@dataclass(frozen=True)
class Judging(Task):
    """Finds which candidates of a shard are pairs, and where they stand. compared: how many shards of runs there are.
    """

    compared: int = 0
    made = "pairs"

    def write(self, number: int, folder: Path) -> None:
        top = max(1, int(_read_numbers(self.work)[-1])) << 32
        pairs, = read_range(_list_candidates(self.work, self.partitions, self.compared), _Candidates, "pair",
                            *cut_range(number, self.shards, top))
        numbers = split_candidates(take_once(pairs))
        known, (weights,) = take_once(np.concatenate(numbers)), read_columns(self.work / "weights.arrow", "weight")
        places, sets = _read_wordings(self.work, known)
        one, other = (np.searchsorted(known, side) for side in numbers)
        copied = one[one == other]
        pairs = (one != other) & are_pairs(sets, weights, one, other)
        shared = join_tables([pair_copies(take_rows(places, copied)),
                              pair_places(take_rows(places, one[pairs]), take_rows(places, other[pairs]))])
        write_columns(folder / "shared.arrow", **sort_shared(shared)._asdict())


def _list_candidates(work, partitions, compared):
    return [*list_files(work, "runs", partitions, "candidates.arrow"),
            *list_files(work, "candidates", compared, "candidates.arrow")]


def _read_wordings(work, numbers):
    """(places, word sets) of the wordings of these numbers, which rise, from the partitions in which they stand."""
    home = find_homes(read_order(work), np.searchsorted(_read_numbers(work), numbers, "right") - 1)[1]
    homes = take_once(home).tolist() or [0]
    places, sets = zip(*(_read_home(work, number, numbers[home == number]) for number in homes))
    back = np.argsort(np.argsort(home, kind="stable"))
    joined = WordSets(*(map(np.concatenate, zip(*sets))))
    return take_rows(join_tables(places), back), take_word_sets(joined, back)


def _read_home(work, number, numbers):
    folder = place(work, "runs", number)
    (known,) = read_columns(folder / "places.arrow", "number")
    at = np.searchsorted(known, numbers)
    (words,) = read_columns(folder / "words.arrow", "words")
    sets = WordSets(words, *read_columns(folder / "sets.arrow", "counts", "totals"))
    return take_rows(read_table(folder / "places.arrow", Places), at), take_word_sets(sets, at)


# --- all steps -----------------------------------------------------------------------------


def compare_partitions(work: Path, partitions: int, articles: Path, run: Callable, watch: Callable,
                       log: Callable[[str], None]) -> tuple[list[Path], int]:
    """The files of the pairs, each in the order of `wording.places.Shared`, and how many comparisons were left out.

    For the arguments see `sharing.share_partitions`.
    """
    def do(says, task, number, what="partitions"):
        log(says)
        run_all(run, task, range(number), what, watch)

    def list_all(what, number, name):
        return list_files(work, what, number, f"{name}.arrow")

    _store_order(work, articles)
    do("the sentences of each partition are taken apart", Cutting(work), partitions)
    shards = count_shards(list_all("sentences", partitions, "sentences"), SENTENCES_AT_ONCE)
    do("it is found which sentences have the same words", Gathering(work, partitions, shards), shards, "shards")
    do("words are counted", Choosing(work, partitions, shards), partitions)
    _store_numbers(work, partitions)
    shards = count_shards(list_all("wordings", partitions, "words"), WORDS_AT_ONCE)
    do("words are weighed", Weighing(work, partitions, shards), shards, "shards")
    _store_weights(work, shards)
    do("runs of words are listed", Listing(work, partitions), partitions)
    compared = count_shards(list_all("runs", partitions, "runs"), RUNS_AT_ONCE)
    do("sentences that have a run of words in common are compared", Comparing(work, partitions, compared), compared,
       "shards")
    shards = count_shards(_list_candidates(work, partitions, compared), CANDIDATES_AT_ONCE)
    do("it is judged which of them are pairs", Judging(work, partitions, shards, compared), shards, "shards")
    left_out = sum(map(read_json, list_files(work, "candidates", compared, "left_out.json")))
    return list_all("pairs", shards, "shared"), left_out


def _store_order(work, articles):
    """Stores, for each row of the table, the article's place in the order of publication, and the reverse."""
    columns = ["article_id", "published", "published_time"]
    parts = list(read_parts(articles, columns))
    table = pd.concat(parts, ignore_index=True).set_index("article_id")
    ranks = pd.Series(np.arange(len(table)), sort_by_publication(table)).reindex(table.index).to_numpy("int32")
    edges = np.cumsum([0, *map(len, parts)])
    for name, values in (("ranks", ranks), ("rows", np.argsort(ranks)), ("edges", edges)):
        replace_whole(work / f"{name}.npy", partial(save_array, values=values))


def save_array(path: Path, values: np.ndarray) -> None:
    """Writes an array as numpy does, under exactly this name."""
    with open(path, "wb") as stream:        # numpy would add a suffix to another name
        np.save(stream, values)


def read_order(work: Path) -> tuple[np.ndarray, np.ndarray]:
    """(the row of each article in the table of all articles, in the order of publication; the rows where partitions
    begin, and the end of the table)."""
    return np.load(work / "rows.npy", mmap_mode="r"), np.load(work / "edges.npy")


def find_homes(order: tuple[np.ndarray, np.ndarray], rank: np.ndarray | int) -> tuple[Any, Any]:
    """(the rows in the table of all articles, the partitions) of articles, by their places in the order of publication.

    order: as from `read_order`.
    """
    rows, edges = order
    at = rows[rank]
    return at, np.searchsorted(edges, at, "right") - 1


def _read_numbers(work):
    """Of each place in the order of publication, how many wordings stand first in an article before it; all, last."""
    return np.load(work / "numbers.npy", mmap_mode="r")

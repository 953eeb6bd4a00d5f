"""Divides the articles of a corpus into partitions, one after the other, so that the first can be analysed while
others are read.

What depends on the whole corpus, such as the one spelling of an outlet, is known only when everything has been read.
It is stored in `read.json`, and the partitions are completed with it (see `partition`).
"""
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.batch.errors import InputChanged
from analysis.batch.files import has_digest, read_json, replace_whole, write_json
from analysis.batch.inputs import describe_changes, list_inputs, list_states, tell_progress
from analysis.corpus import make_rows, read_articles
from analysis.corpus.files import hash_file
from analysis.corpus.names import suggest_patterns
from analysis.corpus.outlets import describe_unified, unify_outlets
from analysis.dates.order import count_orders, decide_order

PARTITION_CHARACTERS, PARTITION_ARTICLES = 1_000_000, 2_500
"""At most in a partition. By characters, as they tell how long it takes: 250 articles of a newspaper take three
seconds, so that the last process is not long alone at the end. To find all in partitions of 100, 200 and 400 articles
takes the same time; the tables of 2,500 short articles take as much memory as those of 1,000,000 characters."""

GROWTH = 8
"""The first partition has an eighth of PARTITION_CHARACTERS, the second two eighths, and so on: the first is done soon,
and a small corpus has enough of them for several processes."""

_MOST_NAMES = 10_000            # of files, among which patterns are looked for


class Reading:
    """The numbers of the partitions of a corpus, each as soon as it is stored; afterwards `read` describes what was
    read.

    work: the folder of the partitions. states: of the files, as `inputs.list_states` gave them before.
    wanted: is the partition of this number to be analysed?

    `read`: partitions, articles, articles_with_text, characters, remarks, further (columns), outlets ({spelling: the
    one that is used}), date_orders ({outlet: order}); None until all is read. `inputs`: every file with its size and
    checksum. Iterating raises InputChanged where files changed meanwhile.
    """

    def __init__(self, corpus: Path, facts: pd.DataFrame | None, work: Path, states: list[list], log: Callable,
                 watch: Callable, workers: int, wanted: Callable[[int], bool]):
        self.corpus, self.facts, self.work, self.states = corpus, facts, work, states
        self.log, self.watch, self.workers, self.wanted = log, watch, workers, wanted
        self.read: Any = None
        self.inputs: Any = None
        self.number_wanted = 0

    def __iter__(self) -> Iterator[int]:
        if self._is_read():
            numbers = iter(range(self.read["partitions"]))
        else:
            self.log("the articles are read and cut into partitions; the first are analysed meanwhile")
            numbers = self._read_all()
        for number in numbers:
            if self.wanted(number):
                self.number_wanted += 1
                yield number

    def _is_read(self) -> bool:
        """Has an earlier run read everything, and are its partitions still as it stored them?"""
        digests = read_json(self.work / "digests.json") or {}
        if digests and all(has_digest(self.work / name, digest) for name, digest in digests.items()):
            self.read, self.inputs = read_json(self.work / "read.json"), read_json(self.work / "inputs.json")
        return self.read is not None and self.inputs is not None

    def _read_all(self):
        cut = _Cut(self.work)
        articles = read_articles(self.corpus, self.facts, cut.remark, self.workers)
        for article in tell_progress(self.watch(articles, "articles read"), self.log, "articles read"):
            if cut.add(article):
                yield cut.store()
        if cut.batch:
            yield cut.store()
        self.log("checksums of the files are made")
        inputs = list_inputs(self.corpus, self.log)
        if changed := describe_changes(self.states, list_states(self.corpus)):
            shutil.rmtree(self.work)
            raise InputChanged(
                f"files changed while they were read ({changed}); see that nothing writes to the articles")
        self.read, self.inputs = cut.sum_up(), inputs
        write_json(self.work / "inputs.json", inputs)
        write_json(self.work / "read.json", self.read)
        stored = sorted([*self.work.glob("articles-*.parquet"), self.work / "inputs.json", self.work / "read.json"])
        write_json(self.work / "digests.json", {path.name: hash_file(path) for path in stored})


class _Cut:
    """The articles that are being read, the partitions stored, and what has been seen of the whole corpus so far."""

    def __init__(self, work):
        self.work, self.batch, self.size = work, [], 0
        self.read = {"partitions": 0, "articles": 0, "articles_with_text": 0, "characters": 0, "remarks": []}
        self.further, self.outlets, self.orders, self.names = {}, Counter(), {}, []

    def remark(self, path, what):
        self.read["remarks"].append([path, what])

    def add(self, article):
        """Adds an article; returns whether the partition is now full."""
        size = len(article["text"])
        self.batch.append(article)
        self.size += size
        self.read["articles"] += 1
        self.read["articles_with_text"] += bool(article["text"].strip())
        self.read["characters"] += size
        if self.read["articles"] <= _MOST_NAMES:
            self.names.append((article["path"], article["outlet"]))
        if article["outlet"]:
            self.outlets[article["outlet"]] += 1
            self.orders.setdefault(article["outlet"], Counter()).update(count_orders(article["text"]))
        self.further.update(dict.fromkeys(article["further"]))
        most = PARTITION_CHARACTERS * min(GROWTH, self.read["partitions"] + 1) // GROWTH
        return self.size >= most or len(self.batch) >= PARTITION_ARTICLES

    def store(self):
        """Stores a partition, and returns its number."""
        number, rows = self.read["partitions"], make_rows(self.batch)
        replace_whole(self.work / name_articles(number), lambda beside: rows.to_parquet(beside, index=False))
        self.read["partitions"] += 1
        self.batch, self.size = [], 0
        return number

    def sum_up(self):
        spellings = unify_outlets(self.outlets)
        told = [*describe_unified(spellings), *suggest_patterns(self.names)]
        return {
            **self.read,
            "remarks": self.read["remarks"] + [list(remark) for remark in told],
            "further": list(self.further),
            "outlets": spellings,
            "date_orders": _decide_orders(self.orders, spellings),
        }


def name_articles(number: int) -> str:
    """The file of the articles of a partition, as they were read."""
    return f"articles-{number:05}.parquet"


def _decide_orders(orders, spellings):
    """{outlet: day-first or month-first, None where its dates do not tell}, the spellings of one outlet taken
    together."""
    counts = {}
    for outlet, counted in orders.items():
        counts.setdefault(spellings.get(outlet, outlet), Counter()).update(counted)
    return {outlet: decide_order(counted) for outlet, counted in sorted(counts.items())}

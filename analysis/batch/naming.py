"""The names of one thing in a corpus that does not fit into memory: the rows of `naming.find_names`.

Which articles report one event is learned from some of them (`corpus.events`); each partition then says which event its
articles join. Names are found event by event, and those of articles that report none, some at a time; each part is a
task.
"""
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.batch.cluster import run_all
from analysis.batch.files import make_piece, replace_whole, write_piece
from analysis.batch.partition import find_file
from analysis.batch.shards import Task, list_files
from analysis.corpus.events import count_days, draw_articles, learn_events, order_events, weigh_words
from analysis.findings import read_rows
from analysis.naming import find_names_of, join_names, part_articles
from analysis.naming.referents import rename_referents
from analysis.show import write_count

# of the large tables only what names are found from
_SHARED = ["pair", "left_article_id", "right_article_id"]
_SWAPS = ["pair", "change", "left_start", "left_end", "right_start", "right_end"]


def name_partitions(work: Path, partitions: int, out: Path, people: pd.DataFrame, run: Callable, watch: Callable,
                    log: Callable[[str], None]) -> Iterator[tuple]:
    """The names of one thing in all partitions, as pieces for `files.write_table`.

    work: the folder of the partitions. out: the folder with the tables of all articles. people: as for
    `naming.find_names`. run, watch, log: as for `batch.analyse`.
    """
    log("it is found which articles report one event")
    _draw_articles(work, partitions)
    run_all(run, Drawing(work), range(partitions), "partitions", watch)
    _learn_events(work, partitions)
    run_all(run, Joining(work), range(partitions), "partitions", watch)
    parts = _store_parts(work, partitions)
    log(f"names are found in {write_count(parts, 'group')} of articles")
    run_all(run, Naming(work, out=out, people=people), range(parts), "groups of articles", watch)
    return _read_pieces(list_files(work, "names", parts, "table.parquet"))


# --- which articles report one event -----------------------------------------------------------

def _draw_articles(work, partitions):
    """Stores the place of the first article of each partition in the corpus, and which articles are drawn."""
    counts = np.array([len(_read_texts(work, number)) for number in range(partitions)], "int64")
    stored = pickle.dumps(((np.cumsum(counts) - counts).tolist(), draw_articles(int(counts.sum()))))
    replace_whole(work / "drawn.pickle", partial(Path.write_bytes, data=stored))


class Drawing(Task):
    """Stores the drawn articles of a partition, as they are compared."""

    made = "drawn"

    def write(self, number: int, folder: Path) -> None:
        firsts, drawn = pickle.loads((self.work / "drawn.pickle").read_bytes())
        articles, first = _read_texts(self.work, number), firsts[number]
        chosen = articles.iloc[drawn[(drawn >= first) & (drawn < first + len(articles))] - first]
        weighed = [weigh_words(text) for text in chosen["text"]]
        (folder / "articles.pickle").write_bytes(pickle.dumps((weighed, count_days(chosen["published"]))))


def _learn_events(work, partitions):
    """Stores the events that the drawn articles report."""
    parts = [pickle.loads(path.read_bytes()) for path in list_files(work, "drawn", partitions, "articles.pickle")]
    weighed = [article for articles, _ in parts for article in articles]
    _, drawn = pickle.loads((work / "drawn.pickle").read_bytes())
    events = learn_events(weighed, np.concatenate([days for _, days in parts]), drawn)
    replace_whole(work / "events.pickle", partial(Path.write_bytes, data=pickle.dumps(events)))


def _read_texts(work, number):
    """The articles of a partition that have a text, as names are found in them."""
    path = find_file(work / f"{number:05}", "articles.parquet")
    articles = pd.read_parquet(path, columns=["article_id", "text", "published"])
    return articles[articles["text"].str.strip() != ""]


class Joining(Task):
    """Stores the event that each article of a partition joins."""

    made = "joined"

    def write(self, number: int, folder: Path) -> None:
        firsts, _ = pickle.loads((self.work / "drawn.pickle").read_bytes())
        events = pickle.loads((self.work / "events.pickle").read_bytes())
        articles = _read_texts(self.work, number)
        days = count_days(articles["published"])
        joined = events.join(articles["text"].tolist(), days, firsts[number])
        articles[["article_id"]].assign(event=joined, day=days).to_parquet(folder / "events.parquet", index=False)


def _store_parts(work, partitions):
    """Stores the parts that names are found in, one after the other, and returns how many there are."""
    joined = pd.concat(map(pd.read_parquet, list_files(work, "joined", partitions, "events.parquet")))
    numbers = order_events(joined["event"].to_numpy(), joined["day"].to_numpy())
    parts = part_articles(numbers.set_axis(joined["article_id"]))
    for number, part in enumerate(parts):
        stored = pickle.dumps(part)
        replace_whole(work / f"part-{number:05}.pickle", partial(Path.write_bytes, data=stored))
    return len(parts)


# --- what they call one thing ------------------------------------------------------------------

@dataclass(frozen=True)
class Naming(Task):
    """Stores the names in one part of the articles."""

    out: Path = Path()
    people: pd.DataFrame | None = None
    made = "names"

    def write(self, number: int, folder: Path) -> None:
        part: pd.Series = pickle.loads((self.work / f"part-{number:05}.pickle").read_bytes())
        ids = part.index
        articles = read_rows(self.out / "articles.parquet", ids, columns=["article_id", "text"]).set_index("article_id")
        zones = read_rows(self.out / "zones.parquet", ids)
        shared = read_rows(self.out / "shared.parquet", ids, "left_article_id", _SHARED)
        swaps = read_rows(self.out / "swaps.parquet", shared["pair"], "pair", _SWAPS)
        names = find_names_of(part, (articles, zones, shared, swaps), self.people)
        write_piece(names, folder, "table", as_csv=False)


def _read_pieces(paths):
    """The tables of all parts, each referent under its name among those of all parts."""
    referents = [pd.read_parquet(path, columns=["referent"])["referent"].dropna().unique() for path in paths]
    for path, names in zip(paths, rename_referents(referents), strict=True):
        table = pd.read_parquet(path)
        yield make_piece(table.assign(referent=table["referent"].replace(names)))
    if not paths:
        yield make_piece(join_names([]))

"""The names of one thing in a corpus that does not fit into memory: the rows of `naming.find_names`.

Which articles report one event is learned from some of them (`corpus.events`); each partition then says which event its
articles join. Names are found event by event, of a large one in parts (`naming.part_articles`); each part is a task.
"""
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.batch.cluster import run_all
from analysis.batch.files import make_piece, read_json, replace_whole, write_json, write_piece
from analysis.batch.partition import find_file
from analysis.batch.shards import Task, list_files, place
from analysis.corpus.events import (
    Events,
    Weighed,
    count_days,
    draw_articles,
    learn_events,
    order_events,
    weigh_words,
)
from analysis.findings import read_rows
from analysis.naming import find_event_of, find_names_of, join_names, part_articles
from analysis.naming.referents import rename_parts
from analysis.show import write_count

# of the large tables only what names are found from
_ZONES = ["article_id", "start", "end", "zone"]
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
    return _read_pieces(work, parts)


# --- which articles report one event -----------------------------------------------------------

def _draw_articles(work, partitions):
    """Stores the place of the first article of each partition in the corpus, and which articles are drawn."""
    counts = np.array([len(_read_texts(work, number)) for number in range(partitions)], "int64")
    places = {"firsts": (np.cumsum(counts) - counts).tolist(), "drawn": draw_articles(int(counts.sum())).tolist()}
    write_json(work / "drawn.json", places)


def _read_texts(work, number):
    """The articles of a partition that have a text, as names are found in them."""
    path = find_file(work / f"{number:05}", "articles.parquet")
    articles = pd.read_parquet(path, columns=["article_id", "text", "published"])
    return articles[articles["text"].str.strip() != ""]


class Drawing(Task):
    """Stores the drawn articles of a partition as they are compared: their words, and how many and of which day."""

    made = "drawn"

    def write(self, number: int, folder: Path) -> None:
        places, articles = read_json(self.work / "drawn.json"), _read_texts(self.work, number)
        first, drawn = places["firsts"][number], np.array(places["drawn"], "int64")
        chosen = articles.iloc[drawn[(drawn >= first) & (drawn < first + len(articles))] - first]
        weighed = [weigh_words(text) for text in chosen["text"]]
        days = count_days(chosen["published"])
        pd.DataFrame({"n_words": [one.n_words for one in weighed], "day": days}).to_parquet(folder / "articles.parquet")
        words = [(at, word, weight) for at, one in enumerate(weighed) for word, weight in one.weights.items()]
        pd.DataFrame(words, columns=["article", "word", "weight"]).to_parquet(folder / "words.parquet", index=False)


def _learn_events(work, partitions):
    """Stores the events that the drawn articles report."""
    weighed, days = [], [np.array([])]
    for number in range(partitions):
        folder = place(work, "drawn", number)
        articles, words = (pd.read_parquet(folder / f"{name}.parquet") for name in ("articles", "words"))
        weights = {at: dict(zip(own["word"], own["weight"])) for at, own in words.groupby("article")}
        weighed += [Weighed(weights.get(at, {}), n_words) for at, n_words in articles["n_words"].items()]
        days.append(articles["day"].to_numpy())
    events = learn_events(weighed, np.concatenate(days), read_json(work / "drawn.json")["drawn"])
    write_json(work / "words.json", list(events.columns))
    replace_whole(work / "events.npz", partial(
        _save_arrays, ids=events.ids, middles=events.middles, days=events.days, places=list(events.own),
        own=list(events.own.values())))


def _save_arrays(path, **arrays):
    with open(path, "wb") as file:          # by its name alone, numpy would add a suffix
        np.savez(file, **arrays)


def _read_events(work):
    with np.load(work / "events.npz") as arrays:
        ids, middles, days, places, own = (arrays[name] for name in ("ids", "middles", "days", "places", "own"))
    columns = {word: at for at, word in enumerate(read_json(work / "words.json"))}
    return Events(columns, ids, middles, days, dict(zip(places.tolist(), own.tolist())))


class Joining(Task):
    """Stores the event that each article of a partition joins."""

    made = "joined"

    def write(self, number: int, folder: Path) -> None:
        articles, first = _read_texts(self.work, number), read_json(self.work / "drawn.json")["firsts"][number]
        days = count_days(articles["published"])
        joined = _read_events(self.work).join(articles["text"].tolist(), days, first)
        articles[["article_id"]].assign(event=joined, day=days).to_parquet(folder / "events.parquet", index=False)


def _store_parts(work, partitions):
    """Stores the parts that names are found in, one after the other, and returns how many there are."""
    joined = pd.concat(map(pd.read_parquet, list_files(work, "joined", partitions, "events.parquet")))
    numbers = order_events(joined["event"].to_numpy(), joined["day"].to_numpy())
    parts = part_articles(numbers.set_axis(joined["article_id"]))
    for number, part in enumerate(parts):
        replace_whole(_name_part(work, number), part.rename("event").reset_index().to_parquet)
    return len(parts)


def _name_part(work, number):
    return work / f"part-{number:05}.parquet"


# --- what they call one thing ------------------------------------------------------------------

@dataclass(frozen=True)
class Naming(Task):
    """Stores the names in one part of the articles."""

    out: Path = Path()
    people: pd.DataFrame | None = None
    made = "names"

    def write(self, number: int, folder: Path) -> None:
        part = pd.read_parquet(_name_part(self.work, number)).set_index("article_id")["event"]
        ids = part.index
        articles = read_rows(self.out / "articles.parquet", ids, columns=["article_id", "text"]).set_index("article_id")
        zones = read_rows(self.out / "zones.parquet", ids, columns=_ZONES)
        shared = read_rows(self.out / "shared.parquet", ids, "left_article_id", _SHARED)
        swaps = read_rows(self.out / "swaps.parquet", shared["pair"], "pair", _SWAPS)
        names = find_names_of(part, (articles, zones, shared, swaps), self.people)
        write_piece(names, folder, "table", as_csv=False)


def _read_pieces(work, parts):
    """The tables of all parts, each referent under its name among those of all parts."""
    events = (find_event_of(pd.read_parquet(_name_part(work, number))["event"]) for number in range(parts))
    tables = map(pd.read_parquet, list_files(work, "names", parts, "table.parquet"))
    yield from map(make_piece, rename_parts(zip(events, tables)))
    if not parts:
        yield make_piece(join_names([]))

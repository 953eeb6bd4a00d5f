"""Reads articles of any kind into rows, one article each.

A file that cannot be read remains as a row without text, whose `problem` says what is wrong and what to do; the other
files are read all the same. Nothing is guessed.
"""
import hashlib
import re
from array import array
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from analysis.corpus.days import Moment, read_moment
from analysis.corpus.events import find_event, number_events  # noqa: F401 - public under this package's name
from analysis.corpus.facts import FACTS, NO_FACTS, Found, Known, find_facts
from analysis.corpus.files import list_files
from analysis.corpus.kinds import Record, Remark, join_problems
from analysis.corpus.processes import read_files
from analysis.corpus.registry import SUFFIXES, find_kind
from analysis.corpus.remarks import group_remarks, place_problem

ARTICLES = {"article_id": "str", "title": "str", "outlet": "str", "label": "str", "published": "datetime64[s]",
            "published_basis": "str", "text": "str", "path": "str", "n_words": "int64", "problem": "str",
            "published_time": "datetime64[s, UTC]"}
_ROWS = ("path", *FACTS, "published_time", "text", "problem")


def read_articles(
    corpus: Path | str, facts: pd.DataFrame | None = None, remark: Remark = lambda path, what: None, workers: int = 1
) -> Iterator[Record]:
    """The articles of a corpus one by one, as dicts; a generator, so that the corpus need not fit into memory.

    corpus: the path of a folder (with all folders in it), of a single file, or of a .zip: text files, saved web pages,
    CSV, TSV, JSON Lines, Parquet (see registry.py).
    facts: DataFrame from `facts.read_facts`, with what the files do not say; by default the articles.csv in the folder
    or .zip. remark: called with (path, what) for anything that is not an article: which columns were chosen, which
    files were not read (`remarks.group_remarks` makes sentences of them).
    workers: processes that read pages and documents, where there are many (`processes.read_files`).

    Each has `path`, `article_id`, `title`, `outlet`, `published` (a Timestamp or NaT), `published_time` (the same in
    UTC, NaT where only the day is known), `published_basis`, `text`, `problem` and `further` (a dict of the other
    columns of its table and of articles.csv); None where nothing is known. The order is that of the paths. An id that
    is taken is replaced by the path, and reported. Raises ValueError where there is no such corpus or nothing in it.
    """
    corpus = Path(corpus)
    files, remarks, found = _find_files(corpus, facts)
    for path, what in remarks:
        remark(path, what)
    known, ids = Known(found.facts, found.name), _Ids()
    for record in read_files(files, remark, workers):
        if record["path"] != found.beside:
            yield _complete(record, known.find(record["path"]), ids)
    for path in known.list_missing():
        missing = f"{found.name} lists the file {path}, but it is not in {corpus}: add the file or remove the line"
        yield _complete({"path": path, "text": "", "problem": missing}, known.find(path), ids)
    known.tell_unused(remark)


def _find_files(corpus, facts):
    """([(path, name)], remarks, `Found` facts) of a corpus; ValueError where there is none."""
    ends = ", ".join(SUFFIXES)
    if corpus.is_dir():
        names, remarks = list_files(corpus, SUFFIXES)
    elif corpus.exists():
        names, remarks = [corpus.name], []
        if find_kind(corpus.name) is None:
            raise ValueError(f"{corpus.absolute()} is of no kind that is read: a folder, or a file that ends in {ends}")
    else:
        raise ValueError(
            f"there is no folder or file {corpus.absolute()}: check the path for typing errors"
        )
    found = find_facts(corpus, names) if facts is None else Found(facts)
    folder = corpus if corpus.is_dir() else corpus.parent
    files = [(folder / name, name) for name in names if name != found.beside]
    if found.articles:
        files = sorted([*files, (found.articles, found.articles.name)], key=lambda file: file[1])
    if not files:
        set_aside = f" ({'; '.join(group_remarks(remarks)[:3])})" if remarks else ""
        raise ValueError(f"the folder {corpus.absolute()} holds no article: put text files into it, one article each, "
                         f"or other files that end in {ends}{set_aside}")
    return files, remarks, found


def make_rows(records: Iterable[Record]) -> pd.DataFrame:
    """Articles as from `read_articles` in a DataFrame, one row each, with the dtypes that all tables have; further
    columns are text, NA where an article has none."""
    rows = list(records)
    further = dict.fromkeys(name for row in rows for name in row.get("further", ()))
    return pd.DataFrame(
        {
            **{c: pd.Series([row.get(c) for row in rows], dtype=ARTICLES[c]) for c in _ROWS},
            **{c: pd.Series([row.get("further", {}).get(c) for row in rows], dtype="str") for c in further},
        }
    )


# --- one article ---------------------------------------------------------------------------

class _Ids:
    """The ids in use, with 8 bytes for each, since there may be millions; a hash table that is never more than half
    full."""

    def __init__(self):
        self.keys, self.taken = array("Q", [0]) * 1024, 0

    def take(self, article_id):
        """Is the id free? It is in use from now on."""
        if 2 * self.taken >= len(self.keys):
            before, self.keys = self.keys, array("Q", [0]) * (2 * len(self.keys))
            for key in filter(None, before):
                self.keys[self._find(key)] = key
        key = int.from_bytes(hashlib.blake2b(article_id.encode("utf-8", "replace"), digest_size=8).digest()) or 1
        at = self._find(key)
        free = not self.keys[at]
        self.keys[at] = key
        self.taken += free
        return free

    def _find(self, key):
        at = key % len(self.keys)
        while self.keys[at] not in (0, key):
            at = (at + 1) % len(self.keys)
        return at


def _complete(record, facts, ids):
    """A record of a file, with what articles.csv says of it, as one article."""
    said = {what: value for what, value in facts.items() if not pd.isna(value)}
    given = {what: (record.get(what) or "").strip() or None for what in ("article_id", "title", "outlet", "published")}
    moment, basis = _find_moment(said, given["published"], record)
    wanted, columns = said.get("article_id") or given["article_id"], record.get("columns", {})
    article_id, taken = _take_id(wanted, record["path"], ids, columns.get("article_id", "article_id"))
    no_day = moment.problem and f"{columns.get('published', 'published')} {moment.problem}"
    problem = place_problem(
        record.get("place"), join_problems(record["problem"], no_day, said.get("problem"), taken)
    )
    return {"path": record["path"], "article_id": article_id, "title": said.get("title") or given["title"],
            "outlet": said.get("outlet") or given["outlet"], "published": moment.day, "published_time": moment.time,
            "published_basis": basis or "unknown", "text": record["text"], "problem": problem,
            "further": _name_further({**record.get("further", {}), **_leave_known(said)})}


def _leave_known(said):
    """The free columns of articles.csv."""
    return {what: value for what, value in said.items() if what not in NO_FACTS.columns}


def _name_further(further):
    """Further columns, under a name that no column of the articles has."""
    return {f"given_{what}" if what in ARTICLES else what: value for what, value in further.items()}


def _find_moment(said, written, record):
    """(when it was published, how that is known): as articles.csv says, else as the file does."""
    if "published" in said:
        return Moment(said["published"], said.get("published_time", pd.NaT), None), said.get("published_basis")
    moment = read_moment(written, record.get("date_order"))
    basis = record.get("published_basis") or "metadata"
    return moment, basis if pd.notna(moment.day) else said.get("published_basis")


def _take_id(wanted, path, ids, column):
    """(the id of an article, problem): what is wanted, else the path without its suffix, with a number where that is
    taken too. column: what the reader calls the column of ids."""
    plain = re.sub(r"\.[^./:]+(?=(?::\d+)?$)", "", path)
    article_id = wanted or plain
    if ids.take(article_id):
        return article_id, None
    asked, article_id, n = article_id, plain, 1
    while not ids.take(article_id):
        n += 1
        article_id = f"{plain}~{n}"
    return (
        article_id,
        f"two articles share the {column} {asked!r}; this one is called {article_id!r} here: give it its own",
    )

"""articles.csv, or the metadata.csv of another tool: what the texts do not say of themselves."""
import os
import stat
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.corpus.columns import find_named_order, match_columns
from analysis.corpus.days import Order, decide_order, is_open, read_moment
from analysis.corpus.files import open_file
from analysis.corpus.kinds import Remark, join_problems
from analysis.corpus.lists import parse_list, read_list
from analysis.corpus.names import Pattern, compile_pattern, is_pattern

BASES = ("stated", "metadata", "inferred", "unknown")
FACTS = ["article_id", "title", "outlet", "published", "published_basis"]
NO_FACTS = pd.DataFrame(columns=[*FACTS, "published_time", "problem"], index=pd.Index([], name="path"), dtype="str")
ARTICLES_CSV = "articles.csv"
METADATA_CSV = "metadata.csv"   # of AntConc and ATAP
_PATHS = ("filename", "docid")  # what the column of the files is called there, without case and underscores
_MOST_BYTES = 500_000_000       # of an articles.csv within a .zip


class Found(NamedTuple):
    """The facts that lie beside the articles of a corpus."""
    facts: pd.DataFrame             # as from `read_facts`
    name: str = ARTICLES_CSV        # of the file that says them
    beside: str | None = None       # the path of that file where it would be read as a table of articles otherwise
    articles: Path | None = None    # an articles.csv that holds the articles themselves


# --- where they lie ----------------------------------------------------------------------------------

def find_facts(corpus: Path, paths: Iterable[str] = ()) -> Found:
    """The articles.csv, else the metadata.csv, of a folder or .zip; no facts where there is none.

    paths: the files of a folder, to which a metadata.csv may refer without the ends of their names.
    """
    if corpus.is_dir():
        return _find_in_folder(corpus, paths)
    if corpus.suffix.lower() == ".zip" and stat.S_ISREG(corpus.stat().st_mode) and zipfile.is_zipfile(corpus):
        with open_file(corpus) as stream, zipfile.ZipFile(stream) as archive:
            return _find_in_zip(archive, corpus.name)
    return Found(NO_FACTS)


def _find_in_folder(folder, paths):
    path = folder / ARTICLES_CSV
    if path.is_file():
        table = read_list(path)
        return Found(NO_FACTS, articles=path) if holds_articles(table) else Found(make_facts(table, str(path)))
    path = folder / METADATA_CSV
    table = read_list(path) if METADATA_CSV in paths else None
    if table is None or not is_metadata(table):
        return Found(NO_FACTS)
    return Found(make_facts(name_paths(table, paths, str(path)), str(path)), METADATA_CSV, METADATA_CSV)


def _find_in_zip(archive, name):
    names = archive.namelist()
    for place in list_tops(names):
        for file in (ARTICLES_CSV, METADATA_CSV):
            inner = place + file
            if inner not in names or archive.getinfo(inner).file_size > _MOST_BYTES:
                continue
            table = parse_list(archive.read(inner), f"{name}/{inner}")
            if file == METADATA_CSV and is_metadata(table):
                inside = [path.removeprefix(place) for path in names if path.startswith(place)]
                table = name_paths(table, inside, f"{name}/{inner}")
            elif file == METADATA_CSV or holds_articles(table):
                continue
            facts = make_facts(table, f"{name}/{inner}")
            return Found(facts.rename(index=lambda path, place=place: f"{name}/{place}{path}"), file, f"{name}/{inner}")
    return Found(NO_FACTS)


def list_tops(names: Iterable[str]) -> list[str]:
    """Where the lists of an archive may lie, as beginnings of paths: its top, and the one folder that holds all of it.

    >>> list_tops(["mine/a.txt", "mine/articles.csv", "__MACOSX/mine/._a.txt"]), list_tops(["a.txt", "b/c.txt"])
    (['', 'mine/'], [''])
    """
    tops = {top + slash for top, slash, _ in (name.partition("/") for name in names)
            if top != "__MACOSX" and not top.startswith(".")}
    return ["", *tops] if len(tops) == 1 and next(iter(tops)).endswith("/") else [""]


def holds_articles(table: pd.DataFrame) -> bool:
    """Does a table called articles.csv hold the articles themselves, rather than facts of files?"""
    return "path" not in table.columns and "text" in match_columns(table.columns)


def is_metadata(table: pd.DataFrame) -> bool:
    """Does a table called metadata.csv name files without containing texts?"""
    return _find_path_column(table) is not None and "text" not in match_columns(table.columns)


def _find_path_column(table):
    plain = {name.lower().replace("_", "").replace(" ", ""): name for name in reversed(table.columns)}
    return next((plain[name] for name in _PATHS if name in plain), None)


def name_paths(table: pd.DataFrame, paths: Iterable[str], name: str) -> pd.DataFrame:
    """A metadata.csv with the columns of articles.csv. A file may be named without the end of its name.

    ValueError names a line that is for two files: a.txt and a.html.
    """
    column, paths = _find_path_column(table), list(paths)
    stems = {}
    for path in paths:
        stems.setdefault(os.path.splitext(path)[0], []).append(path)
    whole, found = set(paths), []
    for line, written in table[column].items():
        fitting = [written] if written in whole else stems.get(written, [written])
        if len(fitting) > 1:
            files = " or ".join(sorted(fitting)[:2])
            raise ValueError(f"{name}, line {line}: {written!r} may be {files}: write the whole name")
        found += fitting
    columns = match_columns([other for other in table.columns if other != column])
    renamed = table.drop(columns=column).rename(columns={old: new for new, old in columns.items()})
    return renamed.assign(path=found)


# --- what they say -----------------------------------------------------------------------------------

def read_facts(path: Path) -> pd.DataFrame:
    """articles.csv: what the texts do not say, indexed by `path`.

    Columns in: `path` (of a file, or a pattern of names, see names.py), and any of `article_id`, `title`, `outlet`,
    `published` (YYYY-MM-DD, with or without a time), `published_basis` (stated, metadata, inferred, unknown), and free
    columns beside them, such as the evidence.
    Columns out: the same, and `problem`: a date or basis that cannot be read is left empty and reported there.
    Raises ValueError where `path` is missing or twice, or is a pattern that cannot be read.
    """
    return make_facts(read_list(path), str(path))


def make_facts(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """As `read_facts`, of a table as from `read_list`; `name` is what messages call it."""
    gives_day = _check_paths(table, name)
    table, order = _find_order(table)
    file = Path(name).name
    table = table.set_index("path")
    table = table.reindex(columns=list(dict.fromkeys([*FACTS, *table.columns]))).replace("", pd.NA).astype("str")
    moments = _read_moments(table["published"], order)
    days = pd.Series([moment.day for moment in moments], table.index, dtype="datetime64[s]")
    times = pd.Series([moment.time for moment in moments], table.index, dtype="datetime64[s, UTC]")
    no_basis = table["published_basis"].notna() & ~table["published_basis"].isin(BASES)
    problem = [join_problems(*parts) for parts in zip(
        [moment.problem and f"{file}: published {moment.problem}" for moment in moments],
        [f"{file}: published_basis {value!r} is none of {', '.join(BASES)}" if bad else None
         for value, bad in zip(table["published_basis"], no_basis, strict=True)], strict=True)]
    # A date in the list without a basis must not look as if the article stated it: its writer knew it otherwise.
    dated = days.notna() | pd.Series(gives_day, table.index, dtype="bool")
    basis = table["published_basis"].mask(no_basis | ~dated).fillna(
        pd.Series("metadata", table.index).where(dated, "unknown"))
    return table.assign(published=days, published_time=times, published_basis=basis,
                        problem=pd.Series(problem, table.index, dtype="str"))


def _find_order(table):
    """The list with its days in a column `published`, and the order in which it writes them."""
    named = {column: find_named_order(column) for column in table.columns if match_columns([column]).get("published")}
    column = next((column for column, order in named.items() if order), None)
    if column and "published" not in table.columns:
        return table.rename(columns={column: "published"}), Order(named[column], None)
    return table, decide_order(table["published"] if "published" in table.columns else [])


def _read_moments(column, order):
    """When each line says that its article was published; of days that stay open the first says so for all."""
    written = [value if isinstance(value, str) else None for value in column]
    moments = [read_moment(value, order.order) for value in written]
    opened = [at for at, value in enumerate(written) if order.problem and value and is_open(value)]
    for at in opened:
        moments[at] = moments[at]._replace(problem=order.problem if at == opened[0] else None)
    return moments


def _check_paths(table, name):
    """Which rows are patterns that give a day; ValueError for the first path that is wrong."""
    if "path" not in table.columns:
        raise ValueError(f"{name} has no column 'path' (it has {list(table.columns)}): name each article's file there")
    twice = table.index[table["path"].duplicated()]
    if len(twice):
        raise ValueError(
            f"{name}, line {twice[0]}: the file {table.at[twice[0], 'path']} is listed twice; keep one line"
        )
    gives_day = []
    for line, row in zip(table.index, table.to_dict("records"), strict=True):
        if not row["path"]:
            raise ValueError(f"{name}, line {line}: no file is named; fill in its path or remove the line")
        try:
            pattern = compile_pattern(row["path"]) if is_pattern(row["path"]) else None
        except ValueError as error:
            raise ValueError(f"{name}, line {line}: the pattern {row['path']!r} cannot be read: {error}") from None
        filled = [field for field in pattern.fields if row.get(field)] if pattern else []
        if filled:
            raise ValueError(f"{name}, line {line}: both the pattern {row['path']!r} and a column give {filled[0]!r}: "
                             "leave the cell empty, or write * in the pattern")
        gives_day.append(bool(pattern) and "published" in pattern.fields)
    return gives_day


# --- which file each fact is about ---------------------------------------------------------------------

class Known:
    """What a list says about each file, found by its path or else by a pattern that fits the path; and which rows were
    used."""

    def __init__(self, facts: pd.DataFrame, name: str = ARTICLES_CSV):
        self.rows, self.name, self.used = facts.to_dict("index"), name, set()
        self._written = {path.replace("\\", "/"): path for path in self.rows}      # Windows writes news\a.txt
        self.patterns: list[Pattern] = [compile_pattern(path) for path in facts.index if is_pattern(path)]

    def find(self, path: str) -> dict:
        """What is said of a file: the cells of a row, and the fields of a pattern; {} where nothing is said."""
        written = path if path in self.rows else self._written.get(path)
        if written is not None:
            self.used.add(written)
            return self.rows[written]
        fitting = [(pattern, said) for pattern in self.patterns if (said := pattern.read(path)) is not None]
        if not fitting:
            return {}
        self.used.update(pattern.written for pattern, _ in fitting)
        pattern, said = fitting[0]
        row = {**self.rows[pattern.written], **said}
        problems = [row["problem"]]
        if len(fitting) > 1:
            other = fitting[1][0].written
            problems.append(f"{self.name}: its name fits {pattern.written!r} and {other!r}, and the first is used: "
                            "give the file a line of its own, or make the patterns narrower")
        if "published" in said:
            moment = read_moment(said["published"])
            row |= {"published": moment.day, "published_time": moment.time}
            if moment.problem:
                row["published_basis"] = "unknown"
                problems.append(f"the day in its name: {moment.problem}")
        return {**row, "problem": join_problems(*problems)}

    def list_missing(self) -> list[str]:
        """The paths that the list names and no file has."""
        patterns = {pattern.written for pattern in self.patterns}
        return [path for path in self.rows if path not in self.used and path not in patterns]

    def tell_unused(self, remark: Remark) -> None:
        """Tells of each pattern that no name fits."""
        for pattern in self.patterns:
            if pattern.written not in self.used:
                remark(self.name, f"the pattern {pattern.written!r} fits no other file: correct it or remove the line")

"""articles.csv: what the texts do not say of themselves."""
import stat
import zipfile
from pathlib import Path

import pandas as pd

from analysis.corpus.columns import match_columns
from analysis.corpus.days import read_moment
from analysis.corpus.files import open_file
from analysis.corpus.kinds import join_problems
from analysis.corpus.lists import parse_list, read_list

BASES = ("stated", "metadata", "inferred", "unknown")
FACTS = ["article_id", "title", "outlet", "published", "published_basis"]
NO_FACTS = pd.DataFrame(columns=[*FACTS, "published_time", "problem"], index=pd.Index([], name="path"), dtype="str")
_NAME = "articles.csv"
_MOST_BYTES = 500_000_000       # of an articles.csv within a .zip


def find_facts(corpus: Path) -> pd.DataFrame | Path:
    """The articles.csv of a folder or .zip: its facts, or its path where it holds the articles themselves."""
    path = corpus / _NAME
    if corpus.is_dir() and path.is_file():
        table = read_list(path)
        return path if "path" not in table.columns and "text" in match_columns(table.columns) else make_facts(table, str(path))
    if corpus.suffix.lower() == ".zip" and stat.S_ISREG(corpus.stat().st_mode) and zipfile.is_zipfile(corpus):
        with open_file(corpus) as stream, zipfile.ZipFile(stream) as archive:
            if _NAME in archive.namelist() and archive.getinfo(_NAME).file_size <= _MOST_BYTES:
                facts = make_facts(parse_list(archive.read(_NAME), _NAME), _NAME)
                return facts.rename(index=lambda path: f"{corpus.name}/{path}")
    return NO_FACTS


def read_facts(path: Path) -> pd.DataFrame:
    """articles.csv: what the texts do not say, indexed by `path`.

    Columns in: `path`, and any of `article_id`, `title`, `outlet`, `published` (YYYY-MM-DD, with or without a time),
    `published_basis` (stated, metadata, inferred, unknown), and free columns beside them, such as the evidence.
    Columns out: the same, and `problem`: a date or basis that cannot be read is left empty and reported there.
    Raises ValueError where `path` is missing or twice.
    """
    return make_facts(read_list(path), str(path))


def make_facts(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """As `read_facts`, of a table as from `read_list`; `name` is what messages call it."""
    if "path" not in table.columns:
        raise ValueError(f"{name} has no column 'path' (it has {list(table.columns)}): name each article's file there")
    twice = table.index[table["path"].duplicated()]
    if len(twice):
        raise ValueError(f"{name}, line {twice[0]}: the file {table.at[twice[0], 'path']} is listed twice; keep one line")
    table = table.set_index("path")
    table = table.reindex(columns=list(dict.fromkeys([*FACTS, *table.columns]))).replace("", pd.NA).astype("str")
    moments = [read_moment(value if isinstance(value, str) else None) for value in table["published"]]
    days = pd.Series([moment.day for moment in moments], table.index, dtype="datetime64[s]")
    times = pd.Series([moment.time for moment in moments], table.index, dtype="datetime64[s, UTC]")
    no_basis = table["published_basis"].notna() & ~table["published_basis"].isin(BASES)
    problem = [join_problems(*parts) for parts in zip(
        [moment.problem and f"articles.csv: published {moment.problem}" for moment in moments],
        [f"articles.csv: published_basis {value!r} is none of {', '.join(BASES)}" if bad else None
         for value, bad in zip(table["published_basis"], no_basis, strict=True)], strict=True)]
    # A date whose basis nobody gave is not to look stated: whoever wrote the list knew it from elsewhere.
    basis = table["published_basis"].mask(no_basis | days.isna()).fillna(
        pd.Series("metadata", table.index).where(days.notna(), "unknown"))
    return table.assign(published=days, published_time=times, published_basis=basis,
                        problem=pd.Series(problem, table.index, dtype="str"))

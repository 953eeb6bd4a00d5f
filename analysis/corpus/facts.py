"""articles.csv: what the texts do not say of themselves."""
import io
import zipfile

import pandas as pd

from analysis.corpus.days import read_day
from analysis.corpus.encodings import decode
from analysis.corpus.tables import match_columns

BASES = ("stated", "metadata", "inferred", "unknown")
FACTS = ["article_id", "title", "outlet", "published", "published_basis"]


def find_facts(corpus):
    """The articles.csv of a folder or .zip: its facts, or its path where it holds the articles themselves."""
    if corpus.is_dir() and (corpus / "articles.csv").is_file():
        path = corpus / "articles.csv"
        with open(path, encoding="utf-8-sig", errors="replace") as stream:
            names = stream.readline(100_000).strip().replace('"', "").split(",")
        return path if "path" not in names and "text" in match_columns(names) else read_facts(path)
    if corpus.suffix.lower() == ".zip" and zipfile.is_zipfile(corpus):
        with zipfile.ZipFile(corpus) as archive:
            if "articles.csv" in archive.namelist():
                facts = read_facts(io.StringIO(decode(archive.read("articles.csv"))[0]), "articles.csv")
                return facts.rename(index=lambda path: f"{corpus.name}/{path}")
    return NO_FACTS


def read_facts(path, name=None):
    """articles.csv: what the texts do not say, indexed by `path`.

    Columns in: `path`, and any of `article_id`, `title`, `outlet`, `published` (YYYY-MM-DD),
    `published_basis` (stated, metadata, inferred, unknown), and free evidence columns beside
    them. Columns out: the same without the evidence, and `problem`: a date or basis that cannot
    be read is left empty and reported there. Raises ValueError where `path` is missing or twice.
    """
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    name = name or path
    if "path" not in table.columns:
        raise ValueError(f"{name} has no column 'path' (it has {list(table.columns)}): name each article's file there")
    twice = table.index[table["path"].duplicated()]
    if len(twice):
        raise ValueError(f"{name}, line {twice[0] + 2}: the file {table['path'][twice[0]]} is listed twice; keep one line")
    table = table.set_index("path").reindex(columns=FACTS).replace("", pd.NA).astype("str")
    read = [read_day(value if isinstance(value, str) else None) for value in table["published"]]
    days = pd.Series([day for day, _ in read], table.index, dtype="datetime64[s]")
    no_basis = table["published_basis"].notna() & ~table["published_basis"].isin(BASES)
    problem = [join_problems(*parts) for parts in zip(
        [wrong and f"articles.csv: published {wrong}" for _, wrong in read],
        [f"articles.csv: published_basis {value!r} is none of {', '.join(BASES)}" if bad else None
         for value, bad in zip(table["published_basis"], no_basis)])]
    # A date whose basis nobody gave is not to look stated: whoever wrote the list knew it from elsewhere.
    basis = table["published_basis"].mask(no_basis | days.isna()).fillna(
        pd.Series("metadata", table.index).where(days.notna(), "unknown"))
    return table.assign(published=days, published_basis=basis, problem=pd.Series(problem, table.index, dtype="str"))


def join_problems(*problems):
    said = [p for p in problems if isinstance(p, str)]
    return "; ".join(said) if said else None


NO_FACTS = pd.DataFrame(columns=[*FACTS, "problem"], index=pd.Index([], name="path"), dtype="str")

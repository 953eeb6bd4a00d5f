"""Reads a folder of articles into rows: one file, one article. Nothing is lost, nothing guessed.

A file that cannot be read stays as a row without text, and its `problem` says what is
wrong with it and what to do; the other files go on.
"""
import codecs
from pathlib import Path

import pandas as pd

SUFFIXES = (".txt", ".text")
BASES = ("stated", "metadata", "inferred", "unknown")
_FACTS = ["article_id", "title", "outlet", "published", "published_basis"]
_MOST_DAMAGE = 0.05     # more than this share of bytes that are no text: not a text file


def read_folder(folder, facts=None):
    """Every text file under `folder`, in the order of their paths.

    facts: a DataFrame indexed by path (from `read_facts`), with what the text does not say.

    Returns a DataFrame, one row per file: `path` (relative to the folder), `article_id`, `title`,
    `outlet`, `published` (datetime64[s]), `published_basis`, `text` and `problem`; NA where
    nothing is known. Raises ValueError where there is no such folder, nothing in it, or two
    articles with one id.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise ValueError(f"there is no folder {folder} (tried {folder.absolute()}): check the path for typing errors")
    paths = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
    if not paths:
        raise ValueError(f"the folder {folder.absolute()} holds no article: put text files into it, "
                         f"one article each, whose names end in {' or '.join(SUFFIXES)}")
    rows = pd.DataFrame({"path": paths}, dtype="str")
    rows["text"], problems = zip(*(read_text(folder / path) for path in paths))
    if facts is None:
        facts = pd.DataFrame(columns=_FACTS + ["problem"], dtype="str")
    lost = [path for path in facts.index if path not in set(paths)]
    if lost:
        rows = pd.concat([rows, pd.DataFrame({"path": lost, "text": ""}, dtype="str")], ignore_index=True)
        problems += tuple(f"articles.csv lists the file {path}, but it is not in {folder}: "
                          "add the file or remove the line" for path in lost)
    rows = rows.join(facts, on="path")
    rows["article_id"] = rows["article_id"].fillna(rows["path"].str.replace(r"\.[^./]+$", "", regex=True))
    rows["published"] = rows["published"].astype("datetime64[s]")
    rows["published_basis"] = rows["published_basis"].fillna("unknown")
    rows["problem"] = pd.Series([_join(*both) for both in zip(problems, rows["problem"])], dtype="str")
    twice = rows.loc[rows["article_id"].duplicated(keep=False), ["article_id", "path"]]
    if len(twice):
        raise ValueError("two articles share one article_id; give each its own in articles.csv: "
                         + ", ".join(f"{path} ({article_id})" for article_id, path in twice.itertuples(index=False)))
    return rows[["path"] + _FACTS + ["text", "problem"]]


def read_text(path):
    """One file as (text, problem): decoded, otherwise untouched; problem is None where all is well.

    UTF-8, and UTF-16 with a mark. Bytes that are no UTF-8 become U+FFFD and are reported; a
    file that has too many of them, or zero bytes, is no text: it gives "" and says so.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        return "", f"the file cannot be read ({error.strerror}): check its permissions"
    if not data.strip():
        return "", "the file is empty: fill it or remove it"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        text = data.decode("utf-8-sig", errors="replace")
    damage = text.count("\ufffd")
    if "\0" in text or damage > _MOST_DAMAGE * len(text):
        return "", "the file is not text (or in an encoding other than UTF-8): save it as UTF-8 text or remove it"
    if damage:
        return text, (f"{damage} characters could not be decoded as UTF-8 and read as \ufffd: "
                      "save the file as UTF-8, or mend these places")
    return text, None


def read_facts(path):
    """articles.csv: what the texts do not say, indexed by `path`.

    Columns in: `path`, and any of `article_id`, `title`, `outlet`, `published` (YYYY-MM-DD),
    `published_basis` (stated, metadata, inferred, unknown), and free evidence columns beside
    them. Columns out: the same without the evidence, and `problem`: a date or basis that cannot
    be read is left empty and reported there. Raises ValueError where `path` is missing or twice.
    """
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    if "path" not in table.columns:
        raise ValueError(f"{path} has no column 'path' (it has {list(table.columns)}): name each article's file there")
    twice = table.index[table["path"].duplicated()]
    if len(twice):
        raise ValueError(f"{path}, line {twice[0] + 2}: the file {table['path'][twice[0]]} is listed twice; keep one line")
    table = table.set_index("path").reindex(columns=_FACTS).replace("", pd.NA).astype("str")
    days = pd.to_datetime(table["published"], format="%Y-%m-%d", errors="coerce")
    no_date = table["published"].notna() & days.isna()
    no_basis = table["published_basis"].notna() & ~table["published_basis"].isin(BASES)
    problem = [_join(*parts) for parts in zip(
        [f"articles.csv: published {value!r} is no date; write YYYY-MM-DD" if bad else None
         for value, bad in zip(table["published"], no_date)],
        [f"articles.csv: published_basis {value!r} is none of {', '.join(BASES)}" if bad else None
         for value, bad in zip(table["published_basis"], no_basis)])]
    # A date whose basis nobody gave is not to look stated: whoever wrote the list knew it from elsewhere.
    basis = table["published_basis"].mask(no_basis | days.isna()).fillna(
        pd.Series("metadata", table.index).where(days.notna(), "unknown"))
    return table.assign(published=days.astype("datetime64[s]"), published_basis=basis,
                        problem=pd.Series(problem, table.index, dtype="str"))


def _join(*problems):
    said = [p for p in problems if isinstance(p, str)]
    return "; ".join(said) if said else None

"""Reads articles of any kind into rows, one article each.

What cannot be read stays as a row without text, and its `problem` says what is wrong with it
and what to do; the rest goes on. Nothing is guessed.
"""
import hashlib
import io
import re
import zipfile
from array import array
from pathlib import Path

import pandas as pd

from analysis.corpus.decoding import decode
from analysis.corpus.preflight import find_event, number_events      # noqa: F401 - these are public under this package's name
from analysis.corpus.sources import SUFFIXES, list_files, match_columns, read_source
from analysis.text import count_words

BASES = ("stated", "metadata", "inferred", "unknown")
ARTICLES = {"article_id": "str", "title": "str", "outlet": "str", "label": "str", "published": "datetime64[s]",
            "published_basis": "str", "text": "str", "path": "str", "n_words": "int64", "problem": "str"}
_FACTS = ["article_id", "title", "outlet", "published", "published_basis"]


def read_articles(corpus, facts=None, remark=lambda path, what: None):
    """The articles of a corpus one by one, as dicts; a generator, so that the corpus need not fit into memory.

    corpus: the path of a folder (with all folders in it), of a single file, or of a .zip: text files, saved web pages, CSV,
    TSV, JSON Lines, Parquet (see sources.py).
    facts: DataFrame from `read_facts`, of what the files do not say; an articles.csv in the folder or .zip unless given.
    remark: called with (path, what) for what is no article: which columns were chosen, which files were not read.

    Each has `path`, `article_id`, `title`, `outlet`, `published` (a Timestamp or NaT), `published_basis`, `text`, `problem`; None
    where nothing is known. The order is that of the paths. An id that is taken is replaced by the path, and
    reported. Raises ValueError where there is no such corpus or nothing in it.
    """
    corpus = Path(corpus)
    if corpus.is_dir():
        files, remarks = list_files(corpus)
        files = [(corpus / file, file) for file in files]
    elif corpus.exists():
        files, remarks = [(corpus, corpus.name)], []
        if corpus.suffix.lower() not in SUFFIXES:
            raise ValueError(f"{corpus.absolute()} is of no kind that is read: a folder, or a file that ends in {', '.join(SUFFIXES)}")
    else:
        raise ValueError(f"there is no folder or file {corpus} (tried {corpus.absolute()}): check the path for typing errors")
    facts = _find_facts(corpus) if facts is None else facts
    if isinstance(facts, Path):         # an articles.csv that holds the articles themselves
        files, facts = sorted([*files, (facts, facts.name)], key=lambda file: file[1]), _NO_FACTS
    if not files:
        raise ValueError(f"the folder {corpus.absolute()} holds no article: put text files into it, one article each, "
                         f"or other files that end in {', '.join(SUFFIXES)}")
    for path, what in remarks:
        remark(path, what)
    known, used, ids = facts.to_dict("index"), set(), _Ids()
    for path, name in files:
        for record in read_source(path, name, remark):
            said = known.get(record["path"], {})
            if said:
                used.add(record["path"])
            yield _complete(record, said, ids)
    for path in facts.index:
        if path not in used:
            yield _complete({"path": path, "text": "", "problem": f"articles.csv lists the file {path}, but it is not in "
                             f"{corpus}: add the file or remove the line"}, known[path], ids)


def make_rows(records):
    """Articles as from `read_articles` in a DataFrame, one row each, with the dtypes that all tables have."""
    columns = ["path", *_FACTS, "text", "problem"]
    rows = list(records)
    return pd.DataFrame({c: pd.Series([row[c] for row in rows], dtype=ARTICLES[c]) for c in columns})


# --- one article ---------------------------------------------------------------------------

class _Ids:
    """The ids that are taken: 8 bytes of each, as there may be millions, in a table that is never more than half full."""

    def __init__(self):
        self.keys, self.taken = array("Q", [0]) * 1024, 0

    def take(self, article_id):
        """Is it free? From now on it is not."""
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
    day, problem = (said["published"], None) if "published" in said else read_day(given["published"])
    problems = [record["problem"], problem and f"published {problem}", said.get("problem")]
    plain = re.sub(r"\.[^./:]+(?=(?::\d+)?$)", "", record["path"])
    article_id = said.get("article_id") or given["article_id"] or plain
    if not ids.take(article_id):
        wanted, article_id, n = article_id, plain, 1
        while not ids.take(article_id):
            n += 1
            article_id = f"{plain}~{n}"
        problems.append(f"two articles share the article_id {wanted!r}; this one is called {article_id!r} here: give it its own")
    basis = said.get("published_basis")
    if "published" not in said and pd.notna(day):
        basis = "metadata"
    return {"path": record["path"], "article_id": article_id, "title": said.get("title") or given["title"],
            "outlet": said.get("outlet") or given["outlet"], "published": day, "published_basis": basis or "unknown",
            "text": record["text"], "problem": _join(*problems)}


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WRITTEN = re.compile(r"""(?:[A-Za-z]{3,9},?\ )?(?:
    (?P<y1>\d{4})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?) | (?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d)
    | (?P<d3>\d\d?)(?:st|nd|rd|th)?[\ -](?P<m3>[A-Za-z]{3,9})\.?,?[\ -](?P<y3>\d{4})
    | (?P<m4>[A-Za-z]{3,9})\.?\ (?P<d4>\d\d?)(?:st|nd|rd|th)?(?:,\ ?|\ )(?P<y4>\d{4})
    | (?P<d5>\d\d?)\.(?P<m5>\d\d?)\.(?P<y5>\d{4})
    | (?P<either>\d\d?)/(?P<or>\d\d?)/(?P<y6>\d{4}))(?:[T\ ,].{0,40})?$""", re.X)


def read_day(value):
    """A publication date as written, as (day, problem): 2020-10-06 with or without a time, 6 October 2020, Oct. 6, 2020,
    6.10.2020, the dates of RSS feeds. The day counts as written, whatever its time zone.

    06/10/2020 may be two days, and stays open; 13/10/2020 can be one only.

    >>> read_day("Tue, 06 Oct 2020 23:30:00 GMT")[0], read_day("31/02/2020")[1]
    (Timestamp('2020-10-06 00:00:00'), "'31/02/2020' is no date; write YYYY-MM-DD")
    """
    if value is None:
        return pd.NaT, None
    match = _WRITTEN.match(value.strip())
    parts = {name.rstrip("123456"): part for name, part in (match.groupdict() if match else {}).items() if part}
    if "or" in parts:
        one, other = int(parts["either"]), int(parts["or"])
        if one <= 12 and other <= 12 and one != other:
            return pd.NaT, f"{value!r} may be one of two days; write YYYY-MM-DD"
        parts["d"], parts["m"] = max(one, other), min(one, other)
    try:
        month = parts["m"]
        month = int(month) if str(month).isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return pd.Timestamp(int(parts["y"]), month, int(parts["d"])), None
    except (KeyError, ValueError):
        return pd.NaT, f"{value[:40]!r} is no date; write YYYY-MM-DD"


def find_day(line):
    """The first publication date in a line of a page, as a Timestamp; None where there is none, or where it may be two days.

    >>> find_day("By Ann Lee. Posted: Monday, Oct. 5, 2020, 10:30"), find_day("Updated 05/10/2020")
    (Timestamp('2020-10-05 00:00:00'), None)
    """
    days = (read_day(line[word.start():])[0] for word in re.finditer(r"\w+", line[:200]))
    return next((day for day in days if pd.notna(day)), None)


# --- what the texts do not say -------------------------------------------------------------

def _find_facts(corpus):
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
    return _NO_FACTS


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
    table = table.set_index("path").reindex(columns=_FACTS).replace("", pd.NA).astype("str")
    read = [read_day(value if isinstance(value, str) else None) for value in table["published"]]
    days = pd.Series([day for day, _ in read], table.index, dtype="datetime64[s]")
    no_basis = table["published_basis"].notna() & ~table["published_basis"].isin(BASES)
    problem = [_join(*parts) for parts in zip(
        [wrong and f"articles.csv: published {wrong}" for _, wrong in read],
        [f"articles.csv: published_basis {value!r} is none of {', '.join(BASES)}" if bad else None
         for value, bad in zip(table["published_basis"], no_basis)])]
    # A date whose basis nobody gave is not to look stated: whoever wrote the list knew it from elsewhere.
    basis = table["published_basis"].mask(no_basis | days.isna()).fillna(
        pd.Series("metadata", table.index).where(days.notna(), "unknown"))
    return table.assign(published=days, published_basis=basis, problem=pd.Series(problem, table.index, dtype="str"))


def _join(*problems):
    said = [p for p in problems if isinstance(p, str)]
    return "; ".join(said) if said else None


_NO_FACTS = pd.DataFrame(columns=[*_FACTS, "problem"], index=pd.Index([], name="path"), dtype="str")

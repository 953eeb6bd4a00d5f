"""Reads articles of any kind into rows, one article each; and says what to know before comparing them.

What cannot be read stays as a row without text, and its `problem` says what is wrong with it
and what to do; the rest goes on. Nothing is guessed.
"""
import hashlib
import io
import random
import re
import zipfile
from array import array
from pathlib import Path

import pandas as pd

from analysis.corpus.decoding import decode
from analysis.corpus.sources import SUFFIXES, list_files, match_columns, read_source
from analysis.text import WORD, count_words, find_paragraphs, fold

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


def read_corpus(corpus, facts=None, remark=lambda path, what: None):
    """All articles of a corpus that fits into memory, as a DataFrame: the columns of `read_articles`, in its order."""
    return make_rows(read_articles(corpus, facts, remark))


def make_rows(records):
    """Articles as from `read_articles` in a DataFrame, one row each, with the dtypes that all tables have."""
    columns = ["path", *_FACTS, "text", "problem"]
    rows = list(records)
    return pd.DataFrame({c: pd.Series([row[c] for row in rows], dtype=ARTICLES[c]) for c in columns})


def describe_articles(rows, zones):
    """The `articles` table: rows as from `make_rows`, indexed by `article_id`, with `title`, `label` and `n_words` filled in.

    zones: the zones of these rows, for the titles that no file states, and for the day of publication where nothing but a
    line of the text states it ("Published: 2 October 2020"); its basis is `stated`.
    """
    articles = rows.set_index("article_id")
    lines = zones[(zones["rule"] == "a publication line") & zones["article_id"].map(articles["published"]).isna()]
    for article_id, line in zip(lines["article_id"][::-1], lines["text"][::-1]):        # the first line counts
        if (day := find_day(line)) is not None:
            articles.loc[article_id, "published"], articles.loc[article_id, "published_basis"] = day, "stated"
    titles = zones[zones["zone"] == "headline"].drop_duplicates("article_id").set_index("article_id")["text"]
    articles["title"] = articles["title"].fillna(titles).astype("str")
    articles["label"] = articles["outlet"].fillna(pd.Series(articles.index, articles.index)).astype("str")
    articles["n_words"] = pd.Series([count_words(text) for text in articles["text"]], articles.index, dtype="int64")
    return articles[list(ARTICLES)[1:]]


def resample_articles(articles, size, seed=0, outlets=8):
    """A made-up corpus of any size: the paragraphs of some articles put together anew, each time the same for one seed.

    articles: DataFrame indexed by article_id, with `text`.

    Each article is as many paragraphs, drawn at random, as one of the given has; its outlet is one of "Outlet 1", "Outlet 2" ...,
    its day one of a year. Returns what `describe_articles` takes as rows, with the columns of `read_corpus`. For trying things out on many
    articles: it says nothing about any event.
    """
    draw = random.Random(seed)
    pieces = [[text[start:end] for start, end in find_paragraphs(text)] for text in articles["text"]]
    pool, lengths = [piece for article in pieces for piece in article], [len(article) for article in pieces]
    first = pd.Timestamp("2020-01-01")
    return make_rows({"path": f"{n:06}.txt", "article_id": f"{n:06}", "title": None, "outlet": f"Outlet {draw.randint(1, outlets)}",
                      "published": first + pd.Timedelta(days=draw.randrange(365)), "published_basis": "metadata",
                      "text": "\n\n".join(draw.choices(pool, k=draw.choice(lengths))), "problem": None} for n in range(size))


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


# --- before comparing --------------------------------------------------------------------------

_GAP = pd.Timedelta(days=31)      # two articles further apart than this do not report one event
_SHINGLE, _NEAR = 5, 0.5          # near-duplicates share half of the shorter one's runs of five words
_ENGLISH = 0.2                    # English running text has about 40 % function words, other languages under 10 %


def find_event(articles):
    """Which articles report one event, by their dates: a boolean Series.

    The dates are cut wherever more than 31 days lie between one article and the next; the part
    with most articles is the event (the earliest of equals). Articles without a date stay in.
    """
    dates = articles["published"].dropna().sort_values(kind="stable")
    part = (dates.diff() > _GAP).cumsum()
    event = part.value_counts(sort=False).idxmax() if len(part) else None
    return part.eq(event).reindex(articles.index, fill_value=True)


def find_near_duplicates(articles):
    """Pairs of articles with much the same text: `left`, `right`, `shared` (share of the shorter one's 5-word runs).

    Pairs with a share of at least one half. Runs found in more than 20 articles are boilerplate and left out.
    """
    runs = []
    for article_id, text in articles["text"].items():
        words = [fold(m.group())[0] for m in WORD.finditer(text)]
        runs += [(article_id, " ".join(run)) for run in dict.fromkeys(zip(*(words[i:] for i in range(_SHINGLE))))]
    table = pd.DataFrame(runs, columns=["article_id", "run"])
    size = table.groupby("article_id").size()
    often = table["run"].map(table["run"].value_counts())
    table = table[often.between(2, 20)]
    pairs = table.merge(table, on="run")
    order = {article_id: i for i, article_id in enumerate(articles.index)}
    pairs = pairs[pairs["article_id_x"].map(order) < pairs["article_id_y"].map(order)]
    shared = pairs.groupby(["article_id_x", "article_id_y"]).size()
    rows = [(left, right, n / min(size[left], size[right])) for (left, right), n in shared.items()]
    found = pd.DataFrame([row for row in rows if row[2] >= _NEAR], columns=["left", "right", "shared"])
    return found.astype({"left": "str", "right": "str", "shared": "float64"})


def check_articles(articles, stopwords):
    """What to know before comparing: one row per article and finding.

    stopwords: the function words of English, to tell whether a text is English.

    Returns `article_id`, `check` (problem, date, event, near-duplicate, language) and `finding`.
    """
    rows = [(i, "problem", problem) for i, problem in articles["problem"].dropna().items()]
    for i, published, basis in articles[["published", "published_basis"]].itertuples():
        if pd.isna(published):
            rows.append((i, "date", "publication date unknown: its weekdays and partial dates stay open"))
        elif basis == "inferred":
            rows.append((i, "date", f"publication date inferred ({published:%Y-%m-%d}); the evidence is in articles.csv"))
    event = find_event(articles)
    days = articles.loc[event, "published"].agg(["min", "max"])
    rows += [(i, "event", f"published {articles.at[i, 'published']:%Y-%m-%d}, far from most others, of {days['min']:%Y-%m-%d} "
                          f"to {days['max']:%Y-%m-%d}: taken for another event, shown, but left out of comparisons") for i in articles.index[~event]]
    rows += [(right, "near-duplicate", f"shares {shared:.0%} of its wording with {left}: count only one of them")
             for left, right, shared in find_near_duplicates(articles).itertuples(index=False)]
    stopwords = frozenset(stopwords)
    for i, text in articles["text"].items():
        words = [fold(m.group())[0] for m in WORD.finditer(text)]
        share = sum(w in stopwords for w in words) / max(1, len(words))
        if len(words) >= 20 and share < _ENGLISH:
            rows.append((i, "language", f"only {share:.0%} of its words are function words of English: "
                                        "probably another language, which these notebooks do not read"))
    order = {article_id: n for n, article_id in enumerate(articles.index)}
    rows.sort(key=lambda row: order[row[0]])
    return pd.DataFrame(rows, columns=["article_id", "check", "finding"], dtype="str")

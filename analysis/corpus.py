"""Reads a folder of articles into rows: one file, one article; and says what to know before comparing them.

A file that cannot be read stays as a row without text, and its `problem` says what is
wrong with it and what to do; the other files go on. Nothing is guessed.
"""
import codecs
from pathlib import Path

import pandas as pd

from analysis.text import WORD, fold

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
    rows += [(i, "event", f"published {articles.at[i, 'published']:%Y-%m-%d}, far from the event of {days['min']:%Y-%m-%d} "
                          f"to {days['max']:%Y-%m-%d}: shown, but left out of comparisons") for i in articles.index[~event]]
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

"""What every notebook shares: load the articles, name and measure them, score findings against what was marked by hand."""
from pathlib import Path

import pandas as pd

from analysis import corpus as reader
from analysis.corpus.places import find_beside, find_corpus, find_list, is_seeds, read_corrections, read_people
from analysis.findings import apply_corrections
from analysis.progress import is_watched, watch
from analysis.show import say
from analysis.spans.scoring import score_spans
from analysis.text import count_words
from analysis.zones import find_zones

ROOT = Path(__file__).parent
DATA = ROOT / "data"
_PART = 100         # articles between two steps of a progress bar

# --- articles ----------------------------------------------------------------------------------


def load_articles(corpus=None):
    """The articles of a corpus, one row each, in the order of their paths.

    corpus: "seeds" (the five articles that come with the notebooks), or the path of a folder, file or .zip of your own
    (see README.md). A relative path starts where JupyterLab, or the command, was started. None stands for the
    environment variable CORPUS, or for the seeds where it is not set. An `articles.csv` in the folder may say
    what the files do not (see data/README.md); that of the seeds is data/articles.csv.

    Returns a DataFrame with the index `article_id` (str, unique) and the columns `title`, `outlet`
    (NA where not stated), `label` (the outlet, else the article_id: never NA), `published`
    (datetime64[s], NaT where unknown), `published_basis` (stated, metadata, inferred, unknown), `text`
    (as in the file), `path`, `n_words` (of the whole text) and `problem` (NA, or what is wrong with
    the file and what to do). Which columns of a table were chosen, and which files were left out, is said.
    Raises ValueError where there is no such corpus or nothing in it.

    >>> load_articles("seeds").at["002", "outlet"]
    'Anadolu Agency'
    """
    corpus, remarks = find_corpus(corpus), []
    facts = reader.read_facts(DATA / "articles.csv") if is_seeds(corpus) else None
    records = reader.read_articles(corpus, facts, lambda path, what: remarks.append((path, what)))
    rows = reader.make_rows(watch(records, "articles read"))
    for path, what in remarks[:5]:
        say("{path}: {what}.", path=path, what=what)
    if len(remarks) > 5:
        say("{more} more {more:remark/remarks} of this kind {more:is/are} left out.", more=len(remarks) - 5)
    return reader.describe_articles(rows, find_in_parts(find_zones, rows.set_index("article_id")))


def find_in_parts(find, articles, *arguments):
    """What `find(articles, *arguments)` gives, with a progress bar where a person looks on and it takes more than a second.

    find: a finder that treats each article alone (`find_zones`, `find_terms`, `find_statements`, `find_dates`), so that parts give the same rows.
    """
    if not is_watched() or len(articles) <= _PART:
        return find(articles, *arguments)
    parts = [articles.iloc[at:at + _PART] for at in range(0, len(articles), _PART)]
    return pd.concat([find(part, *arguments) for part in watch(parts, find.__name__)], ignore_index=True)


def load_texts(corpus=None):
    """The articles that have text, as from `load_articles`; says how many were left out. ValueError where none has."""
    articles = load_articles(corpus)
    readable = articles["text"].str.strip() != ""
    if not readable.any():
        raise ValueError(f"no article of {find_corpus(corpus)} has text: {'; '.join(articles['problem'].dropna().head(3))}")
    if not readable.all():
        say("{n} {n:article/articles} without text {n:is/are} left out here; the preflight of 00 says why.", n=(~readable).sum())
    return articles[readable]


def set_right(spans, table, corpus=None):
    """The spans as the reader's corrections leave them (see findings.apply_corrections); says how many rows changed, and what had no effect."""
    corrections = read_corrections(corpus)
    corrected, stale = apply_corrections(spans, corrections, table)
    if (changed := corrected["corrected"].notna().sum()) or len(corrected) < len(spans):
        say("{changed} {changed:row/rows} of the {table} {changed:was/were} set right by hand, and {struck} {struck:was/were} struck.",
            changed=changed, table=table, struck=len(spans) - len(corrected))
    for row in stale.head(10).to_dict("records"):
        say("A correction has no effect: article {article_id}, {start} to {end}, “{text}”: {why}.", **row)
    return corrected


def write_day(day):
    """A day as a reader writes it, the same on every system: 27 September 2020."""
    return f"{day.day} {day:%B %Y}"


def count_zone_words(zones):
    """Words of each zone of each article: a DataFrame, article_id × zone. The denominators of all rates."""
    words = zones.assign(n_words=[count_words(text) for text in zones["text"]])
    table = words.pivot_table(index="article_id", columns="zone", values="n_words", aggfunc="sum", fill_value=0, sort=False)
    return table.rename_axis(columns=None)


def name_articles(articles):
    """How tables and figures call each article: its id, with the outlet where one is stated."""
    return pd.Series([i if label == i else f"{i} {label}" for i, label in articles["label"].items()], articles.index, dtype="str")


# --- how far can we trust this -----------------------------------------------------------------


def read_annotations(kind, articles):
    """The annotations made by hand (`statements`, `dates`, `zones`), of those articles whose text they were made on.

    Returns a span table with the annotated columns, empty where none of the articles was annotated.
    """
    table = pd.read_csv(DATA / "annotations" / f"{kind}.csv", dtype={"article_id": "str"}, keep_default_na=True)
    table = table.astype({c: "str" for c in table.columns if not pd.api.types.is_numeric_dtype(table[c])})
    texts = articles["text"]
    fits = [i in texts.index and texts[i][start:end] == text
            for i, start, end, text in table[["article_id", "start", "end", "text"]].itertuples(index=False)]
    return table[fits].reset_index(drop=True)


def score(found, kind, articles, columns):
    """What was found against the annotations made by hand, in the articles that were annotated (see spans.score_spans)."""
    annotated = read_annotations(kind, articles)
    return score_spans(found[found["article_id"].isin(set(annotated["article_id"]))], annotated, columns)


def read_evaluation(task):
    """Accuracy on texts other than the five articles (data/evaluation.csv): the rows of one task, the value to three digits."""
    table = pd.read_csv(DATA / "evaluation.csv")
    table = table[table["task"] == task].drop(columns="task")
    return table.assign(value=table["value"].map("{:.3f}".format))


def score_pairs(pairs, articles):
    """Shared sentences found against those marked by hand, in the articles that were annotated.

    Returns one row per pair: `grade` (`same`: the same in nearly the same words; `near`: the same in other words; NA where
    nobody marked it), `verdict` (`found`, `missed`, `invented`), and the two ids and texts.
    """
    sides = [f"{side}_{column}" for side in ("left", "right") for column in ("article_id", "start", "end")]
    marked = pd.read_csv(DATA / "annotations" / "shared.csv", dtype={"left_article_id": "str", "right_article_id": "str"})
    texts = articles["text"]
    fits = [all(row[f"{side}_article_id"] in texts.index and
                texts[row[f"{side}_article_id"]][row[f"{side}_start"]:row[f"{side}_end"]] == row[f"{side}_text"]
                for side in ("left", "right")) for row in marked.to_dict("records")]
    marked = marked.loc[fits]
    seen = set(marked["left_article_id"]) | set(marked["right_article_id"])
    pairs = pairs[pairs["left_article_id"].isin(seen) & pairs["right_article_id"].isin(seen)]
    known, found = ([frozenset([row[:3], row[3:]]) for row in table[sides].itertuples(index=False, name=None)] for table in (marked, pairs))
    marked = marked.assign(verdict=pd.Series(["found" if pair in set(found) else "missed" for pair in known], marked.index, dtype="str"))
    invented = pairs.loc[[pair not in set(known) for pair in found]].assign(verdict="invented")
    table = pd.concat([marked, invented]) if len(invented) else marked
    return table[["grade", "verdict", "left_article_id", "left_text", "right_article_id", "right_text"]].reset_index(drop=True)

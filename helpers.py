"""Functions that every notebook imports: load a corpus, find everything in it, name its articles, and score findings
against annotations made by hand."""
from pathlib import Path

import pandas as pd

from analysis import findings, kept
from analysis.corpus import loading
from analysis.corpus.places import find_corpus, is_result
from analysis.corpus.remarks import group_remarks
from analysis.findings import PART_TABLES, TABLES, Findings, read_lists
from analysis.grouping import name_article
from analysis.progress import watch
from analysis.show import errors, marks, say, say_effects, show
from analysis.spans import scoring

ROOT = Path(__file__).parent
DATA = ROOT / "data"
ANNOTATED = ("statements", "dates", "zones", "names")    # what is marked by hand under data/annotations/
_REMARKS = 5        # remarks on files that are listed one by one

errors.tell_errors()


def load_articles(corpus: str | Path | None = None) -> pd.DataFrame:
    """The articles of a corpus, one row each, in the order of their paths.

    corpus: "seeds" (the five articles that come with the notebooks), or the path of a folder, file or .zip of your own
    (see README.md). A relative path starts where JupyterLab, or the command, was started. None stands for the
    environment variable CORPUS, or for the seeds where it is not set. An `articles.csv` in the folder may say
    what the files do not (see data/README.md); that of the seeds is data/articles.csv.

    Returns a DataFrame with the index `article_id` (str, unique) and the columns `title`, `outlet`
    (NA where not stated), `label` (the outlet, else the article_id: never NA), `published`
    (datetime64[s], NaT where unknown), `published_basis` (stated, metadata, inferred, unknown), `text`
    (as in the file), `path`, `n_words` (of the whole text) and `problem` (NA, or what is wrong with
    the file and what to do), `published_time` (in UTC, NaT where only the day is known); then the further columns of
    your tables and of articles.csv, as text. The function prints which columns of a table were chosen, and which files
    were left out.
    A title or day that only the text states is NA here; `find_all(corpus).articles` has it.
    Raises ValueError where there is no such corpus or nothing in it.

    >>> load_articles("seeds").at["002", "outlet"]
    'Anadolu Agency'
    """
    if is_result(path := find_corpus(corpus)):
        return findings.read_stored_articles(path)
    remarks = []
    articles = loading.load_articles(corpus, lambda path, what: remarks.append((path, what)), watch)
    lines = group_remarks(remarks)
    for line in lines[:_REMARKS]:
        say("{line}.", line=line)
    if len(lines) > _REMARKS:
        say("{more} more {more:remark/remarks} on files {more:is/are} left out.", more=len(lines) - _REMARKS)
    return articles


def find_all(corpus: str | Path | None = None, tables: str | tuple[str, ...] = TABLES) -> Findings:
    """Everything found in the articles of a corpus that have text: a record of tables (see
    `analysis.findings.Findings`).

    corpus: as for `load_articles`, or the folder to which `python -m analysis` has written its results: then they are
    opened, and nothing is found again. tables: which are wanted, to save time. Of many articles findings are kept for
    the next notebook (see `analysis.kept`).

    Prints which articles have no text, and what the reader's corrections changed. ValueError if no article has text.

    >>> len(find_all("seeds", tables=("dates",)).dates) > 0
    True
    """
    path, tables = find_corpus(corpus), (tables,) if isinstance(tables, str) else tables
    if is_result(path):
        return findings.read_findings(path, tables)
    articles = load_articles(corpus)
    empty = articles["text"].str.strip() == ""
    if empty.all():
        raise ValueError(f"no article of {path} has text: {'; '.join(articles['problem'].dropna().head(3))}")
    if empty.any():
        say(
            "{n} {n:article/articles} without text {n:is/are} left out here; the preflight of 00 says why.",
            n=empty.sum(),
        )
    found = kept.find_all(articles[~empty], read_lists(corpus), tables, watch)
    say_effects(found.effects)
    return found


def name_articles(articles: pd.DataFrame) -> pd.Series:
    """The name of each article in tables and figures: its id, together with the outlet if that is stated and not part
    of the id."""
    return pd.Series([name_article(i, label) for i, label in articles["label"].items()], articles.index, dtype="str")


# --- how far can we trust this -----------------------------------------------------------------

def read_annotations(kind: str, articles: pd.DataFrame) -> pd.DataFrame:
    """The annotations made by hand (`statements`, `dates`, `zones`, `names`), of those articles whose text they were
    made on."""
    if kind not in ANNOTATED:
        raise ValueError(f"there are no annotations of {kind!r}: there are those of {', '.join(ANNOTATED)}")
    return scoring.read_marked(DATA / "annotations" / f"{kind}.csv", articles)


def score(found: pd.DataFrame, kind: str, articles: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Compares findings with the annotations made by hand, in the articles that were annotated (see
    scoring.score_spans)."""
    annotated = read_annotations(kind, articles)
    return scoring.score_spans(found[found["article_id"].isin(set(annotated["article_id"]))], annotated, columns)


def score_pairs(pairs: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Shared sentences found against those marked by hand (see scoring.score_pairs)."""
    return scoring.score_pairs(
        pairs, scoring.read_marked(DATA / "annotations" / "shared.csv", articles, ("left_", "right_"))
    )


def score_links(names: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Names taken for one thing against those marked by hand (see scoring.score_links)."""
    marked = read_annotations("names", articles)
    return scoring.score_links(names[names["article_id"].isin(set(marked["article_id"]))], marked)


def read_evaluation(task: str) -> pd.DataFrame:
    """Accuracy on texts other than the five articles (data/evaluation.csv): the rows of one task, the value to three
    digits.

    task: as the file calls it (zones, dates, speakers, wording or names), or the table of findings: `statements` are
    under speakers, `shared` under wording. ValueError where there is no such task.
    """
    table, task = pd.read_csv(DATA / "evaluation.csv"), _EVALUATED_AS.get(task, task)
    if task not in set(table["task"]):
        raise ValueError(f"nothing is evaluated as {task!r}: there are {', '.join(table['task'].unique())}")
    table = table[table["task"] == task].drop(columns="task")
    return table.assign(value=table["value"].map("{:.3f}".format))


_EVALUATED_AS = {"statements": "speakers", "shared": "wording"}         # how data/evaluation.csv calls these tables


def show_accuracy(
    table: str,
    corpus: str | Path | None,
    articles: pd.DataFrame,
    note: str = "On other texts. Source: data/evaluation.csv.",
    rows: int = 60,
) -> None:
    """Show how accurate the rows of a table of findings are: on these articles if coders have judged any, otherwise on
    other texts.

    table: terms, statements, dates, shared, names or zones. note: below the figures on other texts; there are none for
    terms.
    """
    if table not in (known := (*PART_TABLES, "shared", "names")):
        raise ValueError(f"there are no findings called {table!r}: write one of {', '.join(known)}")
    if not marks.show_marked(table, corpus, articles) and table != "terms":
        show(read_evaluation(table), note, rows)


def read_benchmarks(measure: str) -> pd.DataFrame:
    """What `python -m benchmarks` has measured (benchmarks/results.csv): the rows of one measure, such as "seconds"."""
    table = pd.read_csv(ROOT / "benchmarks" / "results.csv")
    return table[table["measure"] == measure]

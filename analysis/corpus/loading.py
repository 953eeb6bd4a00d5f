"""A whole corpus as one table of articles, as far as the files themselves tell."""
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis.corpus import ARTICLES, make_rows, read_articles
from analysis.corpus.facts import read_facts
from analysis.corpus.names import suggest_patterns
from analysis.corpus.outlets import describe_unified, unify_outlets
from analysis.corpus.places import find_beside, find_corpus, is_seeds
from analysis.text import count_words


def load_articles(corpus: str | Path | None = None, remark: Callable[[str, str], None] = lambda path, what: None,
                  watch: Callable = lambda items, what, total=None: items) -> pd.DataFrame:
    """The articles of a corpus, one row each, in the order of their paths.

    corpus: as for `helpers.load_articles`. remark: called with (path, what) for what is no article. watch: wraps
    (items, what they are), for a progress bar.

    Returns a DataFrame indexed by `article_id` (str, unique) with the columns of `ARTICLES`. A title or a day that no
    file declares stays NA: the texts are not searched for it (`findings.find_all` does that).
    ValueError where there is no such corpus or nothing in it.
    """
    path = find_corpus(corpus)
    facts = read_facts(find_beside("articles.csv", corpus)) if is_seeds(path) else None
    rows = make_rows(watch(read_articles(path, facts, remark), "articles read"))
    unified = unify_outlets(rows["outlet"].dropna().value_counts().to_dict())
    for place, what in describe_unified(unified):
        remark(place, what)
    for place, what in suggest_patterns(rows[["path", "outlet"]].itertuples(index=False, name=None)):
        remark(place, what)
    return make_articles(rows.assign(outlet=rows["outlet"].replace(unified)))


def make_articles(rows: pd.DataFrame) -> pd.DataFrame:
    """The table of articles: rows as from `corpus.make_rows`, indexed by `article_id`, with `label` and `n_words`.

    rows: `article_id` and `text`, in columns or as the index; what else the table of articles has and these lack is NA
    there, and their further columns are kept. `label` is the outlet, else the id; `n_words` counts the whole text.

    >>> make_articles(pd.DataFrame({"article_id": ["a"], "text": ["Bridge opens."]})).at["a", "n_words"]
    np.int64(2)
    """
    articles = rows.set_index("article_id") if "article_id" in rows.columns else rows.rename_axis("article_id")
    missing = [column for column in ARTICLES if column not in articles.columns and column != "article_id"]
    empty = {"published_basis": "unknown", "n_words": 0}
    articles = articles.assign(
        **{
            column: pd.Series([empty.get(column)] * len(articles), articles.index, dtype=ARTICLES[column])
            for column in missing
        }
    )
    ids = pd.Series(articles.index, articles.index)
    n_words = pd.Series([count_words(text) for text in articles["text"]], articles.index, dtype="int64")
    articles = articles.assign(label=articles["outlet"].fillna(ids).astype("str"), n_words=n_words)
    known = [column for column in ARTICLES if column != "article_id"]
    return articles[[*known, *articles.columns.difference(known, sort=False)]]

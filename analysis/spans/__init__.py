"""The span table: each row is something found in a text, with its place there.

A span table is a DataFrame whose first four columns are `article_id`, `start`, `end` and
`text`; offsets count Unicode code points, `end` is exclusive, and `text` is always
`articles.text[article_id][start:end]`. What was found there follows in further columns.
"""
import heapq
from collections.abc import Collection, Iterable, Mapping

import numpy as np
import pandas as pd

COLUMNS = {"article_id": "str", "start": "int64", "end": "int64", "text": "str"}


def read_texts(articles: pd.DataFrame) -> dict[str, str]:
    """The text of each article: {article_id: text}, in the order of the table.

    ValueError names the article if an id occurs twice or is not a string, or if a text is missing or contains half of
    a surrogate pair, which is not a character and cannot be written to a file.

    >>> read_texts(pd.DataFrame({"text": ["One.", "Two."]}, index=["a", "b"]))
    {'a': 'One.', 'b': 'Two.'}
    """
    if not isinstance(articles, pd.DataFrame):
        raise ValueError(f"articles is a {type(articles).__name__}: give a table of articles, as load_articles returns "
                         "it, or pd.DataFrame({'text': [...]})")
    if "text" not in articles.columns:
        raise ValueError(f"articles need the column 'text'; they have {list(articles.columns)}")
    if not articles.index.is_unique:
        raise ValueError(f"two articles are called {articles.index[articles.index.duplicated()][0]!r}: give each an "
                         "article_id of its own")
    texts = dict(zip(articles.index, articles["text"]))
    for article_id, text in texts.items():
        if not isinstance(article_id, str):
            raise ValueError(f"the article_id {article_id!r} is no string: articles.index = "
                             "articles.index.astype('str')")
        if not isinstance(text, str):
            raise ValueError(f"article {article_id!r} has {text!r} for a text: fill it in, or leave the article out")
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise ValueError(f"article {article_id!r} has half of a surrogate pair at {error.start} of its text, which "
                             "is no character: put U+FFFD in its place, text.encode('utf-8', "
                             "'replace').decode()") from None
    return texts


def make_spans(rows: Iterable[tuple], articles: pd.DataFrame, extra: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A span table, in the order of the articles and then of the text.

    rows: tuples (article_id, start, end, *values of the extra columns).
    articles: DataFrame indexed by article_id, with `text`.
    extra: {column: dtype} of the columns after `text`, in order.

    One row is one thing found. No rows give an empty table with the same columns and dtypes.

    >>> articles = pd.DataFrame({"text": ["A ceasefire."]}, index=pd.Index(["a"], name="article_id"))
    >>> make_spans([("a", 2, 11, "truce")], articles, {"family": "str"})
      article_id  start  end       text family
    0          a      2   11  ceasefire  truce
    """
    extra = extra or {}
    position = {article_id: i for i, article_id in enumerate(articles.index)}
    texts = read_texts(articles)
    rows = sorted(rows, key=lambda row: (position[row[0]], row[1], row[2]))
    columns = list(zip(*rows)) or [()] * (3 + len(extra))
    data = {"article_id": columns[0], "start": columns[1], "end": columns[2],
            "text": [texts[row[0]][row[1]:row[2]] for row in rows], **dict(zip(extra, columns[3:]))}
    return pd.DataFrame(
        {name: pd.Series(list(data[name]), dtype=dtype) for name, dtype in {**COLUMNS, **extra}.items()}
    )


def check_spans(spans: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The same table, after a check that every row slices back to its text; otherwise ValueError names the first bad
    row."""
    missing = [c for c in COLUMNS if c not in spans.columns]
    if missing:
        raise ValueError(f"a span table needs the columns {list(COLUMNS)}; missing: {missing}")
    texts = read_texts(articles)
    for i, article_id, start, end, text in spans[list(COLUMNS)].itertuples():
        if article_id not in texts:
            raise ValueError(f"row {i}: no article {article_id!r}; the corpus has {list(texts)[:10]}")
        if not 0 <= start < end <= len(texts[article_id]) or texts[article_id][start:end] != text:
            raise ValueError(f"row {i}: article {article_id}[{start}:{end}] reads "
                             f"{texts[article_id][max(start, 0):end]!r}, not {text!r}; was the text changed?")
    return spans


def inside(inner: pd.DataFrame, outer: pd.DataFrame, columns: Collection[str]) -> pd.DataFrame:
    """`inner` with the named columns of the `outer` span that contains each row; NA if there is none.

    A row belongs to the outer span that holds its first character, so a row that runs over
    an edge is counted once. Where outer spans nest, the innermost one counts.
    """
    spans, hits = {}, np.full(len(inner), -1)
    for i, (article_id, start, end) in enumerate(
        outer[["article_id", "start", "end"]].itertuples(index=False, name=None)
    ):
        spans.setdefault(article_id, []).append((start, end, i))
    starts = inner["start"].to_numpy()
    for article_id, rows in inner.groupby("article_id", sort=False).indices.items():
        if article_id in spans:
            edges, innermost = _cut_at_edges(spans[article_id])
            hits[rows] = innermost[np.searchsorted(edges, starts[rows], side="right")]
    found = outer[columns].reset_index(drop=True).reindex(hits).set_axis(inner.index)
    return inner.assign(**{column: found[column] for column in columns})


def _cut_at_edges(spans):
    """The places where spans begin or end, and the number of the innermost span before the first of these places and
    after each of them; -1 if there is none.

    spans: (start, end, number). They are read from left to right, so that the time grows with the number of spans, not
    with its square.
    """
    edges, innermost = sorted({edge for start, end, _ in spans for edge in (start, end)}), [-1]
    waiting, opened = sorted(spans, reverse=True), []
    for at in edges:
        while waiting and waiting[-1][0] <= at:
            start, end, i = waiting.pop()
            heapq.heappush(opened, (end - start, start, end, i))
        while opened and opened[0][2] <= at:
            heapq.heappop(opened)
        innermost.append(opened[0][3] if opened else -1)
    return np.array(edges), np.array(innermost)

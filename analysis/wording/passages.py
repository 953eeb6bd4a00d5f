"""Runs of words that stand word for word in two articles, wherever sentences end.

A quotation inside another sentence, two sentences put together, a paragraph taken over whole: what pairs of sentences
do not show, a run of words does. Each article is compared with those published before it, so the rows grow in step
with the text.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.spans import read_texts
from analysis.text import WORD, find_sentences
from analysis.wording.sentences import LIGHT_WORDS, Keys, merge_spans, sort_by_publication

LEAST_WORDS, LEAST_CONTENT_WORDS = 8, 4
"""Of a passage: shorter runs are phrases that anybody writes."""


class _Words(NamedTuple):
    """All words of all articles in one line, the article published first in front."""

    keys: np.ndarray  # number of the word's key; a negative number of its own where the word is not looked at
    content: np.ndarray  # is it a content word?
    article: np.ndarray  # rank of its article
    starts: np.ndarray  # offsets into its article
    ends: np.ndarray


def find_passages(articles: pd.DataFrame, spans: pd.DataFrame | None = None) -> pd.DataFrame:
    """The runs of eight words or more, four content words among them, that an article has in common with an earlier
    one.

    articles: DataFrame indexed by article_id with `text`, and `published` (and `published_time`) if known.
    spans: span table that the words must lie in; None takes the whole text.

    One row per run of the later article (right), with the article that had it first (left):
    - `passage`: number, from 1,
    - `left_article_id`, `left_start`, `left_end`, `left_text`, and the same for `right_`,
    - `n_words`, `n_content_words`,
    - `left_sentences`, `right_sentences`: how many sentences it touches on either side.

    Words are the same as in `find_shared`: punctuation, case and accents do not count. Runs of one article do not
    overlap, and are as long as they can be from where they begin. Nothing is said about who copied.

    >>> articles = pd.DataFrame({"text": ["He said the ferry sank. It denies that the spill harmed the river.",
    ...                                   "He said the ferry sank and it denies that the spill harmed the river."]},
    ...                         index=["a", "b"])
    >>> find_passages(articles)[["right_text", "n_words", "n_content_words"]]
                                      right_text  n_words  n_content_words
    0  it denies that the spill harmed the river        8                4
    """
    order, texts = sort_by_publication(articles), read_texts(articles)
    words = _read_words(order, texts, spans)
    borders = [[start for start, _ in find_sentences(texts[article_id])] for article_id in order]
    rows = []
    for source, at, length in _find_runs(words):
        if words.content[at : at + length].sum() < LEAST_CONTENT_WORDS:
            continue
        sides, touched = [], []
        for first in (source, at):
            rank, start, end = int(words.article[first]), int(words.starts[first]), int(words.ends[first + length - 1])
            sides += [order[rank], start, end, texts[order[rank]][start:end]]
            touched.append(
                int(np.searchsorted(borders[rank], end - 1, "right") - np.searchsorted(borders[rank], start, "right"))
                + 1
            )
        rows.append((len(rows) + 1, *sides, length, int(words.content[at : at + length].sum()), *touched))
    place = {"article_id": "str", "start": "int64", "end": "int64", "text": "str"}
    dtypes = {
        "passage": "int64",
        **{f"left_{name}": dtype for name, dtype in place.items()},
        **{f"right_{name}": dtype for name, dtype in place.items()},
        "n_words": "int64",
        "n_content_words": "int64",
        "left_sentences": "int64",
        "right_sentences": "int64",
    }
    columns = list(zip(*rows)) or [()] * len(dtypes)
    return pd.DataFrame(
        {name: pd.Series(list(column), dtype=dtype) for (name, dtype), column in zip(dtypes.items(), columns)}
    )


def _read_words(order, texts, spans):
    keys, numbers = Keys(), {}
    allowed = None if spans is None else merge_spans(spans)
    found, content, article, starts, ends = [], [], [], [], []
    for rank, article_id in enumerate(order):
        pieces, at = (None if allowed is None else allowed.get(article_id, [])), 0
        for match in WORD.finditer(texts[article_id]):
            start, end = match.span()
            while pieces and at < len(pieces) and pieces[at][1] <= start:
                at += 1
            inside = pieces is None or at < len(pieces) and pieces[at][0] <= start
            key = keys[match.group()]
            found.append(numbers.setdefault(key, len(numbers)) if inside else -len(found) - 1)
            content.append(key not in LIGHT_WORDS)
            article.append(rank)
            starts.append(start)
            ends.append(end)
    return _Words(
        *(
            np.array(values, dtype=dtype)
            for values, dtype in (
                (found, np.int64),
                (content, bool),
                (article, np.int64),
                (starts, np.int64),
                (ends, np.int64),
            )
        )
    )


def _find_runs(words):
    """(first place, place, length) of runs that stand in an earlier article too, the places as positions in `words`."""
    sources = _find_sources(words)
    places = np.flatnonzero(sources >= 0)
    done = 0
    for at in places.tolist():
        if at < done:
            continue
        source = int(sources[at])
        length = _measure_run(words, source, at)
        if length >= LEAST_WORDS:
            yield source, at, length
            done = at + length


def _find_sources(words):
    """For each word where the first run of eight stands that equals its own, in an earlier article; -1 where none
    does."""
    n = max(len(words.keys) - LEAST_WORDS + 1, 0)
    hashed = np.zeros(n, dtype=np.uint64)
    for k in range(LEAST_WORDS):  # two different runs of one hash are told apart when they are measured
        hashed = hashed * np.uint64(0x9E3779B97F4A7C15) + words.keys[k : k + n].astype(np.uint64) + np.uint64(1)
    whole = np.flatnonzero(words.article[:n] == words.article[LEAST_WORDS - 1 : LEAST_WORDS - 1 + n])
    order = whole[np.argsort(hashed[whole], kind="stable")]
    opens = np.concatenate([[True], hashed[order[1:]] != hashed[order[:-1]]])[: len(order)]
    first = order[np.maximum.accumulate(np.where(opens, np.arange(len(order)), 0))]
    sources = np.full(n, -1)
    sources[order] = np.where(words.article[first] < words.article[order], first, -1)
    return sources


_STEP = 64  # words that are compared at once


def _measure_run(words, source, at):
    """How many words are the same from two places on, within either article."""
    length = 0
    while True:
        one, other = (words.keys[place + length : place + length + _STEP] for place in (source, at))
        here, there = (words.article[place + length : place + length + _STEP] for place in (source, at))
        size = min(len(one), len(other))
        same = (
            (one[:size] == other[:size]) & (here[:size] == words.article[source]) & (there[:size] == words.article[at])
        )
        if not same.all() or size < _STEP:
            return length + (int(np.argmin(same)) if not same.all() else size)
        length += size

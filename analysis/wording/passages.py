"""Runs of words that two articles have word for word, across the ends of sentences.

A run of words shows what pairs of sentences do not show: a quotation inside another sentence, two sentences put
together, a paragraph taken over whole. Where two sentences are put together, the joint between them changes ("...
would appeal. It denies ...", "... would appeal and denies ..."); a run continues across such a joint. Each article is
compared with those published before it, so the number of rows grows in proportion to the text.
"""

import itertools
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.spans import read_texts
from analysis.text import WORD, find_sentences
from analysis.wording.sentences import LIGHT_WORDS, Keys, merge_spans, sort_by_publication

LEAST_WORDS, LEAST_CONTENT_WORDS = 8, 4
"""Of a passage: shorter runs are phrases that anybody writes."""

_LONGEST_JOINT = 2  # light words on either side of a joint, at the border of a sentence: ". It" and "and"
_LEAST_BEYOND, _LEAST_CONTENT_BEYOND = 4, 2  # words, and content words, that must be the same beyond a joint


class _Words(NamedTuple):
    """All words of all articles in one sequence, beginning with the article published first."""

    keys: np.ndarray  # number of the word's key; a negative number, different for each, if the word is not compared
    content: np.ndarray  # is it a content word?
    article: np.ndarray  # rank of its article
    starts: np.ndarray  # offsets into its article
    ends: np.ndarray
    opens: np.ndarray  # does it open a sentence?


class _Run(NamedTuple):
    """Places of words: first to last in the earlier article, and the same words in the later one, joints included."""

    left: int
    left_end: int
    right: int
    right_end: int
    n_words: int  # the same on both sides
    n_content: int


def find_passages(articles: pd.DataFrame, spans: pd.DataFrame | None = None) -> pd.DataFrame:
    """The runs of at least eight words, four of them content words, that an article has in common with an earlier one.

    articles: DataFrame indexed by article_id with `text`, and `published` (and `published_time`) if known.
    spans: span table that the words must lie in; None takes the whole text.

    One row per run of the later article (right), with the article that had it first (left):
    - `passage`: number, from 1,
    - `left_article_id`, `left_start`, `left_end`, `left_text`, and the same for `right_`,
    - `n_words`, `n_content_words`: how many words are the same on both sides,
    - `left_sentences`, `right_sentences`: how many sentences it touches on either side.

    Words are compared as in `find_shared`: punctuation, case and accents do not count. Runs of one article do not
    overlap, and each is as long as possible. At the border of a sentence, up to two small words may differ on either
    side. The table does not say who copied.

    >>> articles = pd.DataFrame({"text": ["He said the ferry sank. It denies that the spill harmed the river.",
    ...                                   "He said the ferry sank and it denies that the spill harmed the river."]},
    ...                         index=["a", "b"])
    >>> find_passages(articles)[["right_text", "n_words", "n_content_words"]]
                                              right_text  n_words  n_content_words
    0  He said the ferry sank and it denies that the ...       13                6
    """
    order, texts = sort_by_publication(articles), read_texts(articles)
    words = _read_words(order, texts, spans)
    rows = []
    for run in _find_runs(words):
        if run.n_content < LEAST_CONTENT_WORDS:
            continue
        sides, touched = [], []
        for first, end in ((run.left, run.left_end), (run.right, run.right_end)):
            article_id = order[words.article[first]]
            start, stop = int(words.starts[first]), int(words.ends[end - 1])
            sides += [article_id, start, stop, texts[article_id][start:stop]]
            touched.append(1 + int(words.opens[first + 1 : end].sum()))
        rows.append((len(rows) + 1, *sides, run.n_words, run.n_content, *touched))
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
    found, content, article, starts, ends, opens = [], [], [], [], [], []
    for rank, article_id in enumerate(order):
        pieces, at = (None if allowed is None else allowed.get(article_id, [])), 0
        borders, first = [start for start, _ in find_sentences(texts[article_id])], len(starts)
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
        sentence = np.searchsorted(borders, starts[first:], "right")
        opens.append(np.diff(sentence, prepend=-1) > 0)
    return _Words(
        np.array(found, np.int64),
        np.array(content, bool),
        *(np.array(values, np.int64) for values in (article, starts, ends)),
        np.concatenate([*opens, np.zeros(0, bool)]),
    )


def _find_runs(words):
    """The runs that also occur in an earlier article, in the order of the later articles; they do not overlap."""
    sources = _find_sources(words)
    done = 0
    for at in np.flatnonzero(sources >= 0).tolist():
        if at < done:
            continue
        source = int(sources[at])
        length = _measure_run(words, source, at)
        if length >= LEAST_WORDS:
            run = _go_on(words, _Run(source, source + length, at, at + length, *_count(words, at, at + length)), done)
            yield run
            done = run.right_end


def _count(words, start, end):
    return end - start, int(words.content[start:end].sum())


def _go_on(words, run, done):
    """The run extended, forwards and backwards, by the words that are the same beyond a joint between sentences.

    done: where the run before this one ends in the later article.
    """
    while beyond := _cross_joint(words, run.left_end, run.right_end, 1, run.right_end):
        left, right, n_words, n_content = beyond
        n_words, n_content = run.n_words + n_words, run.n_content + n_content
        run = run._replace(left_end=left, right_end=right, n_words=n_words, n_content=n_content)
    while beyond := _cross_joint(words, run.left - 1, run.right - 1, -1, done):
        left, right, n_words, n_content = beyond
        n_words, n_content = run.n_words + n_words, run.n_content + n_content
        run = run._replace(left=left + 1, right=right + 1, n_words=n_words, n_content=n_content)
    return run


_JOINTS = sorted(itertools.product(range(_LONGEST_JOINT + 1), repeat=2), key=sum)[1:]  # light words on either side


def _cross_joint(words, left, right, step, first):
    """The places after the words that are the same beyond a joint, how many these words are, and how many of them are
    content words; None if there are none.

    left, right: the first places that differ, in the direction of `step` (1 forwards, -1 backwards). first: earlier
    words of the later article belong to another run.
    """
    for skipped, skipped_there in _JOINTS:
        if not (_is_passable(words, left, skipped, step) and _is_passable(words, right, skipped_there, step)):
            continue
        if not (_has_border(words, left, skipped, step) or _has_border(words, right, skipped_there, step)):
            continue
        one, other = left + skipped * step, right + skipped_there * step
        length = _count_same(words, one, other, step, first, (left - step, right - step))
        content = words.content[min(other, other + (length - 1) * step) :][:length].sum()
        if length >= _LEAST_BEYOND and content >= _LEAST_CONTENT_BEYOND:
            return one + length * step, other + length * step, length, int(content)
    return None


def _is_passable(words, at, skipped, step):
    """Are all words of a joint, on one side, light words that are compared?"""
    places = range(at, at + skipped * step, step)
    return all(0 <= place < len(words.keys) and words.keys[place] >= 0 and not words.content[place] for place in places)


def _has_border(words, at, skipped, step):
    """Does a sentence begin within the joint or right after it, on one side?"""
    first, last = (at, at + skipped) if step > 0 else (at - skipped + 1, at + 1)
    return bool(words.opens[max(first, 0) : last + 1].any())


def _count_same(words, one, other, step, first, run):
    """How many words are the same from two places on, in the direction of `step`, within the two articles of the
    run."""
    articles, length = [words.article[place] for place in run], 0
    while (
        min(one, other - first) >= 0
        and max(one, other) < len(words.keys)
        and words.keys[one] == words.keys[other]
        and [words.article[one], words.article[other]] == articles
    ):
        one, other, length = one + step, other + step, length + 1
    return length


def _find_sources(words):
    """For each word, the place in an earlier article where the first run of eight equal words begins; -1 if there is
    none."""
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

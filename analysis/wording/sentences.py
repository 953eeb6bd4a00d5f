"""The sentences of articles, and which of them are the same but for punctuation and case."""
import re
from bisect import bisect_left
from collections import Counter
from typing import NamedTuple

import pandas as pd

from analysis.lexicon import read_classes
from analysis.spans import make_spans, read_texts
from analysis.text import WORD, find_sentences, fold

LIGHT_WORDS = read_classes("function_words")["light_words"]
"""Words that an editor changes without changing what is said. Not among them: what does change it (not, no, must, may,
should, could), and numbers."""

_PASSING_MARK = re.compile(r"(?<!\d)[.\-]|[.\-](?!\d)|,")   # U.N., cease-fire, 1,000; but 3.5 and 2-1 are other numbers

_ADDRESS = re.compile(r"https?://\S+")


class Keys(dict):
    """What has to be equal for two words to be the same: {spelling: key}; each spelling is worked out once."""

    def __missing__(self, word: str) -> str:
        folded = fold(word)[0]
        key = _PASSING_MARK.sub("", folded) or folded
        self[word] = key.upper() if key in ("us", "who") and word.isupper() else key   # the U.S. is no pronoun
        return self[word]


class Sentence(NamedTuple):
    """One sentence of one article. Sentences compare in the order of publication."""
    rank: int           # of its article: the first published is 0
    start: int
    end: int
    article_id: str
    wording: int        # number of the wording: sentences of one number differ in punctuation and case only


class Wording(NamedTuple):
    """What sentences have in common that differ in punctuation and case only."""
    keys: tuple[str, ...]
    capitals: bytes     # of the first such sentence: 1 for each word that has a capital, else 0


def read_sentences(articles: pd.DataFrame, spans: pd.DataFrame | None = None) -> tuple[list[Sentence], list[Wording]]:
    """Every sentence that has a word, in the order of publication, and the wordings by number.

    spans: only sentences of which more than half lies inside this span table; None takes the whole text.
    """
    keys, numbers, sentences, capitals = Keys(), {}, [], []
    allowed = None if spans is None else merge_spans(spans)
    texts = read_texts(articles)
    for rank, article_id in enumerate(sort_by_publication(articles)):
        text = texts[article_id]
        for start, end in find_sentences(text):
            if allowed is not None and _count_inside(allowed.get(article_id, []), start, end) * 2 <= end - start:
                continue
            words = WORD.findall(_blank_addresses(text[start:end]))
            if not words:
                continue
            wording = tuple([keys[word] for word in words])
            number = numbers.setdefault(wording, len(numbers))
            if number == len(capitals):
                capitals.append(bytes([word[0].isupper() for word in words]))
            sentences.append(Sentence(rank, start, end, article_id, number))
    return sentences, [Wording(*both) for both in zip(numbers, capitals)]


def _blank_addresses(text):
    """The text with spaces in place of addresses of pages: https and co are words of no sentence."""
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text) if "://" in text else text


def sort_by_publication(articles: pd.DataFrame) -> list[str]:
    """Article ids, the first published first, by the hour where it is known; then by id. Unknown days come last.

    An article of which only the day is known stands after those of that day whose hour is known.
    """
    days = pd.to_datetime(articles["published"]).array if "published" in articles else pd.NaT
    order = pd.DataFrame({"day": days, "name": articles.index.astype("str"), "article_id": articles.index.array})
    hours = articles["published_time"].array if "published_time" in articles else pd.NaT
    order["hour"] = pd.to_datetime(pd.Series(hours, index=order.index), utc=True)
    return list(order.sort_values(["day", "hour", "name"], na_position="last")["article_id"])


def merge_spans(spans: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Per article the rising, disjoint spans that cover the same text."""
    merged: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in sorted(zip(spans["article_id"], spans["start"], spans["end"])):
        pieces = merged.setdefault(article_id, [])
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return merged


def _count_inside(pieces, start, end):
    """How many characters of start..end lie inside the pieces."""
    at, inside = max(bisect_left(pieces, (start,)) - 1, 0), 0
    while at < len(pieces) and pieces[at][0] < end:
        inside += max(0, min(end, pieces[at][1]) - max(start, pieces[at][0]))
        at += 1
    return inside


def group_sentences(articles: pd.DataFrame, spans: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every sentence that has a word, and which of them are the same but for punctuation and case.

    articles: DataFrame indexed by article_id with `text`, and `published` if known.
    spans: span table; only sentences of which more than half lies inside it count, as in
        `zones[zones["zone"] == "body"]`. None takes the whole text.

    A span table, one row per sentence, with
    - `wording`: number of the wording, from 1, by first appearance (see `find_shared` for the order),
    - `copies`: how many sentences have this wording,
    - `n_words`: words in the sentence.

    >>> articles = pd.DataFrame({"text": ["The park is open. Rain fell.", "The park is open!"]}, index=["a", "b"])
    >>> group_sentences(articles)[["article_id", "text", "wording", "copies", "n_words"]]
      article_id               text  wording  copies  n_words
    0          a  The park is open.        1       2        4
    1          a         Rain fell.        2       1        2
    2          b  The park is open!        1       2        4
    """
    sentences, wordings = read_sentences(articles, spans)
    copies = Counter(sentence.wording for sentence in sentences)
    rows = [(article_id, start, end, number + 1, copies[number], len(wordings[number].keys))
            for _, start, end, article_id, number in sentences]
    return make_spans(rows, articles, {"wording": "int64", "copies": "int64", "n_words": "int64"})

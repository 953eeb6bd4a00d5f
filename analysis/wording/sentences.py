"""The sentences of articles, and which of them are identical except for punctuation and case."""

import hashlib
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.lexicon import read_classes
from analysis.spans import COLUMNS, read_texts
from analysis.text import WORD, find_sentences, fold

LIGHT_WORDS = read_classes("function_words")["light_words"]
"""Words that an editor changes without changing what is said. Not among them: what does change it (not, no, must, may,
should, could), and numbers."""

_PASSING_MARK = re.compile(r"(?<!\d)[.\-]|[.\-](?!\d)|,")  # U.N., cease-fire, 1,000; but 3.5 and 2-1 are other numbers

_ADDRESS = re.compile(r"https?://\S+")


class Keys(dict):
    """What has to be equal for two words to be the same: {spelling: key}; each spelling is worked out once."""

    def __missing__(self, word: str) -> str:
        folded = fold(word)[0]
        key = _PASSING_MARK.sub("", folded) or folded
        self[word] = key.upper() if key in ("us", "who") and word.isupper() else key  # the U.S. is no pronoun
        return self[word]


def is_light(phrase: str) -> bool:
    """Does a phrase consist of light words only?

    >>> is_light("in the"), is_light("in May")
    (True, False)
    """
    keys = Keys()
    return all(keys[word] in LIGHT_WORDS for word in WORD.findall(phrase))


class Sentences(NamedTuple):
    """The sentences of all articles in the order of publication, as columns: a corpus has hundreds of thousands."""

    articles: list[str]  # the article published first in front
    article: np.ndarray  # place of the sentence's article in that list
    start: np.ndarray
    end: np.ndarray
    wording: np.ndarray  # number of the wording: sentences of one number differ in punctuation and case only


class Wordings(NamedTuple):
    """The wordings: what sentences that differ only in punctuation and case have in common. All wordings as columns,
    by number."""

    keys: list[str]  # the different words
    words: np.ndarray  # the places in that list of the words of all wordings, one wording after the other
    lengths: np.ndarray  # how many words each wording has
    capitals: np.ndarray  # for each word whether it has a capital, in the first sentence of the wording
    digests: np.ndarray  # 64 bits that tell wordings apart across parts of a corpus


def read_sentences(articles: pd.DataFrame, spans: pd.DataFrame | None = None) -> tuple[Sentences, Wordings]:
    """Every sentence that has a word and is not a script, in the order of publication, and its wording by number.

    spans: only sentences of which more than half lies inside this span table, without what lies outside before and
    after that: the first sentence of a body begins after the dateline. None takes the whole text.
    """
    order, numbers = sort_by_publication(articles), _Numbers()
    allowed = None if spans is None else merge_spans(spans)
    columns = places, starts, ends, found = [array("q") for _ in range(4)]
    for place, (article_id, text) in enumerate(iterate_texts(articles, order)):
        pieces = None if allowed is None else allowed.get(article_id, [])
        for start, end in find_sentences(text):
            if pieces is not None:
                inside = _cut(pieces, start, end)
                if sum(last - first for first, last in inside) * 2 <= end - start:
                    continue
                start, end = inside[0][0], inside[-1][1]
            number = numbers[text[start:end]]
            if number >= 0:
                places.append(place)
                starts.append(start)
                ends.append(end)
                found.append(number)
    return Sentences(order, *(np.array(column, np.int64) for column in columns)), numbers.list_wordings()


_BLOCK = 500  # articles whose texts are held at once, beside the table they come from


def iterate_texts(articles: pd.DataFrame, order: list[str]) -> Iterator[tuple[str, str]]:
    """(article_id, text) of these articles in this order; ValueError as from `read_texts`."""
    read_texts(articles[articles.index.duplicated(keep=False)])  # there are none, or it says which
    for first in range(0, len(order), _BLOCK):
        yield from read_texts(articles.loc[order[first : first + _BLOCK]]).items()


_BETWEEN = "\n"
"""Between the keys of a wording. No key holds it; a letter that stands for several words is folded with spaces."""


class _Numbers(dict):
    """The number of a sentence's wording, -1 where it has no word or is a script: {sentence: number}.

    A sentence of a wire story occurs in many articles, but is split into words only once.
    """

    def __init__(self):
        super().__init__()
        self._keys, self._wordings, self._capitals = Keys(), {}, []

    def __missing__(self, sentence):
        words = split_words(sentence)
        keys = _BETWEEN.join([self._keys[word] for word in words])
        number = self._wordings.setdefault(keys, len(self._wordings)) if words else -1
        if number == len(self._capitals):
            self._capitals.append(bytes([word[0].isupper() for word in words]))
        self[sentence] = number
        return number

    def list_wordings(self):
        number_of: dict[str, int] = {}
        words, lengths, digests = array("i"), array("i"), array("Q")
        for keys in self._wordings:
            split = keys.split(_BETWEEN)
            words.extend([number_of.setdefault(key, len(number_of)) for key in split])
            lengths.append(len(split))
            digests.append(int.from_bytes(hashlib.blake2b(keys.encode("utf-8"), digest_size=8).digest()))
        return Wordings(
            list(number_of),
            np.array(words, np.int32),
            np.array(lengths, np.int64),
            np.frombuffer(b"".join(self._capitals), np.uint8).astype(bool),
            np.array(digests, np.uint64),
        )


def split_words(sentence: str) -> list[str]:
    """The words of a sentence; none for a script, and none from a web address."""
    return [] if _is_code(sentence) else WORD.findall(_blank_addresses(sentence))


def _is_code(sentence):
    """Is it a script that was left in the text of a page: window.load({mode: 'a'}); ?"""
    return "{" in sentence and "}" in sentence and ";" in sentence


def _blank_addresses(text):
    """The text with spaces in place of web addresses, since "https" and "co" are not words of a sentence."""
    return _ADDRESS.sub(lambda match: " " * len(match.group()), text) if "://" in text else text


def sort_by_publication(articles: pd.DataFrame) -> list[str]:
    """Article ids in order of publication: by the hour if it is known, then by id; articles without a date come last.

    An article of which only the day is known comes after those of the same day whose hour is known.
    """
    days = pd.to_datetime(articles["published"]).array if "published" in articles else pd.NaT
    order = pd.DataFrame({"day": days, "name": articles.index.astype("str"), "article_id": articles.index.array})
    hours = articles["published_time"].array if "published_time" in articles else pd.NaT
    order["hour"] = pd.to_datetime(pd.Series(hours, index=order.index), utc=True)
    return list(order.sort_values(["day", "hour", "name"], na_position="last")["article_id"])


def merge_spans(spans: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """For each article, the merged spans in increasing order that cover the same text and do not overlap."""
    merged: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in sorted(zip(spans["article_id"], spans["start"], spans["end"])):
        pieces = merged.setdefault(article_id, [])
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return merged


def _cut(pieces, start, end):
    """What of start..end lies inside the pieces: [(start, end)]."""
    at, inside = max(bisect_left(pieces, (start,)) - 1, 0), []
    while at < len(pieces) and pieces[at][0] < end:
        if pieces[at][1] > start:
            inside.append((max(start, pieces[at][0]), min(end, pieces[at][1])))
        at += 1
    return inside


def group_sentences(articles: pd.DataFrame, spans: pd.DataFrame | None = None) -> pd.DataFrame:
    """Every sentence that has a word, and which sentences are identical except for punctuation and case.

    articles: DataFrame indexed by article_id with `text`, and `published` if known.
    spans: span table; only sentences of which more than half lies inside it count, as in
        `zones[zones["zone"] == "body"]`, without what lies outside before and after that, such as a dateline. None
        takes the whole text.

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
    place_of = {article_id: place for place, article_id in enumerate(articles.index)}
    places = np.array([place_of[article_id] for article_id in sentences.articles], np.int64)[sentences.article]
    order = np.argsort(places, kind="stable")  # from the order of publication to that of the articles
    start, end, number = (column[order] for column in (sentences.start, sentences.end, sentences.wording))
    columns = {
        "article_id": np.array(sentences.articles, "object")[sentences.article[order]],
        "start": start,
        "end": end,
        "text": _cut_out(articles, places[order], start, end),
        "wording": number + 1,
        "copies": np.bincount(number, minlength=len(wordings.lengths))[number],
        "n_words": wordings.lengths[number],
    }
    dtypes = {**COLUMNS, "wording": "int64", "copies": "int64", "n_words": "int64"}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=dtype) for name, dtype in dtypes.items()})


def _cut_out(articles, places, starts, ends):
    """The text of each sentence; copies of a sentence are one string.

    places: of the sentences' articles, rising.
    """
    edges = np.searchsorted(places, np.arange(len(articles) + 1)).tolist()
    starts, ends, same, texts = starts.tolist(), ends.tolist(), {}, []
    for place, (_, text) in enumerate(iterate_texts(articles, list(articles.index))):
        for at in range(edges[place], edges[place + 1]):
            sentence = text[starts[at] : ends[at]]
            texts.append(same.setdefault(sentence, sentence))
    return texts

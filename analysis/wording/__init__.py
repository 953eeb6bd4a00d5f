"""Sentences that say the same in nearly the same words, and the words that differ.

Two sentences are a pair when

1. they have a run in common: three of any four neighbouring content words, in whatever order
   ("the court rejected the appeal", "the appeal was rejected by the court"),
2. they overlap by 0.6 or more: Dice's coefficient of their sets of content words, that is the
   number of words in both, over the mean of how many each has; or the shorter lies whole in the longer, and
3. the words in both weigh enough: names, titles, numbers and days weigh nothing, and any other word weighs more the
rarer it is in these articles (see `pairs`). Two captions that share only their names and their day are not a pair.
"""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from analysis.text import WORD
from analysis.wording.alignment import (
    choose_associations,
    count_associations,
    find_differences,
    find_gaps,
)
from analysis.wording.correspondence import Word
from analysis.wording.kinds import tell_kind
from analysis.wording.likeness import Phrase, can_replace
from analysis.wording.pairs import share_sentences
from analysis.wording.places import Shared
from analysis.wording.reuse import count_swaps, find_omissions, mark_shared, measure_copy  # noqa: F401 (as notebooks call them)
from analysis.wording.sentences import (  # noqa: F401
    LIGHT_WORDS,
    Keys,
    group_sentences,
    iterate_texts,
    read_sentences,
    split_words,
)
from analysis.wording.similarity import measure_similarity

# --- shared sentences ----------------------------------------------------------------------


def find_shared(articles: pd.DataFrame, spans: pd.DataFrame | None = None) -> pd.DataFrame:
    """Pairs of sentences that say the same in nearly the same words.

    articles: DataFrame indexed by article_id with `text`, and `published` if known.
    spans: span table that the sentences must lie in (see `group_sentences`).

    One row per pair of *wordings*. Sentences that differ only in punctuation and case are one wording, however often
    they occur, so two identical articles give one row per sentence. A wording that occurs more than once has a row of
    its own, in which it is paired with itself.
    - `pair`: number, from 1,
    - `left_article_id`, `left_start`, `left_end`, `left_text`, and the same for `right_`: the first sentence of each
      wording, from two different articles if possible. Left is the article published first, then the one whose id
      comes first; articles without a date come last. Within one article, the first sentence is left.
    - `similarity`: the share of their words that both have, from 0 to 1 (see `measure_similarity`),
    - `within`: both sentences are in one article,
    - `left_copies`, `right_copies`: how many sentences have that wording.

    The order of the rows is that of the left sentence, then of the right. No direction of
    copying is claimed.

    Known misses: rewriting after which no three of any four neighbouring content words are the same; a sentence with
    fewer than three content words; a part that has less than three sevenths of the other sentence's words.
    Known false pairs: formulas with other names and numbers ("Shares of ... closed at ..., down ..."). Any two of them
    make a row, so use `spans` to leave out lines such as "Published on 2 May, 10:30" if there are thousands of them.

    >>> articles = pd.DataFrame({"text": ["On Friday, the council closed the old bridge.",
    ...                                   "On Friday the city closed the old bridge."]}, index=["a", "b"])
    >>> find_shared(articles)[["left_article_id", "right_article_id", "similarity", "within"]].round(2)
      left_article_id right_article_id  similarity  within
    0               a                b        0.85   False
    """
    sentences, wordings = read_sentences(articles, spans)
    shared, left_out = share_sentences(sentences, wordings)
    places = np.unique(np.concatenate([shared.left_article, shared.right_article])).tolist()
    texts = dict(iterate_texts(articles, [sentences.articles[place] for place in places]))
    pairs = describe_shared(shared, lambda place: (sentences.articles[place], texts[sentences.articles[place]]))
    pairs.attrs["left_out"] = left_out
    return pairs


def describe_shared(shared: Shared, read: Callable[[int], tuple[str, str]], first: int = 1) -> pd.DataFrame:
    """The table of `find_shared`, for pairs as from `share_sentences`, numbered from `first`.

    read: gives the id and the text of an article by its place in the order of publication.
    """
    ids: dict[str, list[str]] = {"left": [], "right": []}
    texts: dict[str, list[str]] = {"left": [], "right": []}
    for side in ids:
        places = (getattr(shared, f"{side}_{what}").tolist() for what in ("article", "start", "end"))
        for place, start, end in zip(*places):
            article_id, text = read(place)
            ids[side].append(article_id)
            texts[side].append(text[start:end])
    keys = Keys()
    words = {text: [keys[word] for word in split_words(text)] for text in {*texts["left"], *texts["right"]}}
    similarity = [measure_similarity(words[left], words[right]) for left, right in zip(texts["left"], texts["right"])]
    columns: dict[str, tuple[str, Iterable]] = {"pair": ("int64", range(first, first + len(similarity)))}
    for side in ids:
        columns |= {
            f"{side}_article_id": ("str", ids[side]),
            f"{side}_start": ("int64", getattr(shared, f"{side}_start")),
            f"{side}_end": ("int64", getattr(shared, f"{side}_end")),
            f"{side}_text": ("str", texts[side]),
        }
    columns |= {
        "similarity": ("float64", similarity),
        "within": ("bool", shared.left_article == shared.right_article),
        "left_copies": ("int64", shared.left_copies),
        "right_copies": ("int64", shared.right_copies),
    }
    return pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for name, (dtype, values) in columns.items()})


# --- swaps ---------------------------------------------------------------------------------

_WORD_OR_SIGN = re.compile(rf"{WORD.pattern}|%", re.VERBOSE)  # 5% against 5 percent


def find_swaps(pairs: pd.DataFrame, known: frozenset[tuple[str, str]] | None = None) -> pd.DataFrame:
    """What differs between the two sentences of each pair, phrase by phrase.

    pairs: as from `find_shared`; it needs `pair` and `article_id`, `start` and `text` of either side.
    known: which words replace each other in a larger table that these pairs are a part of
    (`alignment.choose_associations`); None computes this from these pairs.

    One row per difference, in the order of the left sentence:
    - `pair`, `change`: `substitute`, `insert` (the right has more) or `delete` (the left has more),
    - `left_article_id`, `left_start`, `left_end`, `left_text`, and the same for `right_`: the words
      that differ, as offsets into the articles. If one side has nothing, its text is "" and both its offsets are those
      of the next word that both sides have (or of the end of the last word).

    - `swap_kind`: `spelling` (organised, organized), `contraction` (didn't, did not), `number-format` (three, 3),
      `abbreviation` (UN, United Nations), `inflection` (demand, are demanding), `name` (names on both sides, or
      a name that only one side has), else `word`.

    Differences in punctuation, case, accents and hyphens are not swaps (U.N. and UN, cease-fire and ceasefire), nor
    are words that only changed places; UN and United Nations is a swap.

    Which word replaces which is decided by position, spelling and grammatical function, and by what replaces what in
    the other pairs of the table. On 554 pairs of sentences whose words people had aligned, 0.40 and 0.47
    of the swaps were right and complete (F1); Python's difflib finds 0.27 and 0.29.

    Known misses: a phrase that both sides replace is one row, even if it contains two swaps.

    >>> articles = pd.DataFrame({"text": ["The council declared a state of siege in the whole of the old town.",
    ...                                   "The council declared curfew in the whole of the old town."]},
    ...                         index=["a", "b"])
    >>> find_swaps(find_shared(articles))[["change", "left_start", "left_end", "left_text", "right_text"]]
           change  left_start  left_end         left_text right_text
    0  substitute          21        37  a state of siege     curfew
    """
    columns = ["pair", "left_article_id", "left_start", "left_text", "right_article_id", "right_start", "right_text"]
    rows = list(pairs[columns].itertuples(index=False, name=None))
    read, gaps = _read_both(pairs)
    if known is None:
        known = choose_associations(_count_associations(read, gaps))
    found = []
    for row, (left, left_spans, right, right_spans), apart in zip(rows, read, gaps):
        pair, left_id, left_at, left_text, right_id, right_at, right_text = row
        sides = (left, left_spans, left_text), (right, right_spans, right_text)
        for i0, i1, j0, j1 in _split_unlike(find_differences(left, right, apart, known), *sides):
            change = "substitute" if i0 < i1 and j0 < j1 else "delete" if i0 < i1 else "insert"
            start, end = _cover(left_spans, i0, i1)
            other_start, other_end = _cover(right_spans, j0, j1)
            kind = tell_kind(tuple(left[i0:i1]), tuple(right[j0:j1]))
            found.append(
                (
                    pair,
                    change,
                    left_id,
                    left_at + start,
                    left_at + end,
                    left_text[start:end],
                    right_id,
                    right_at + other_start,
                    right_at + other_end,
                    right_text[other_start:other_end],
                    kind,
                )
            )
    dtypes = {
        "pair": "int64",
        "change": "str",
        "left_article_id": "str",
        "left_start": "int64",
        "left_end": "int64",
        "left_text": "str",
        "right_article_id": "str",
        "right_start": "int64",
        "right_end": "int64",
        "right_text": "str",
        "swap_kind": "str",
    }
    values = list(zip(*found)) or [()] * len(dtypes)
    return pd.DataFrame(
        {name: pd.Series(list(column), dtype=dtype) for (name, dtype), column in zip(dtypes.items(), values)}
    )


def _split_unlike(differences, left, right):
    """The differences, with two for each whose sides cannot replace each other."""
    for i0, i1, j0, j1 in differences:
        if i0 < i1 and j0 < j1 and not can_replace(_take_phrase(*left, i0, i1), _take_phrase(*right, j0, j1)):
            yield from ((i0, i1, j0, j0), (i1, i1, j0, j1))
        else:
            yield i0, i1, j0, j1


def _take_phrase(words, spans, text, first, last):
    begin, end = spans[first][0], spans[last - 1][1]
    return Phrase(tuple(words[first:last]), text[max(0, begin - _AROUND) : begin], text[end : end + _AROUND])


_AROUND = 80  # characters of a sentence beside a phrase


def count_known(pairs: pd.DataFrame) -> Counter:
    """In how many of these pairs two words surely replace each other: what `find_swaps` takes as `known`."""
    return _count_associations(*_read_both(pairs))


def _count_associations(read, gaps):
    return count_associations((left, right, apart) for (left, _, right, _), apart in zip(read, gaps))


def _read_both(pairs):
    """(words, their offsets, words, their offsets) for the two sentences of each pair, and the gaps between matching
    words."""
    once = dict.fromkeys([*pairs["left_text"], *pairs["right_text"]])  # a sentence is in many pairs, and is read once
    texts = {text: _read_words(text) for text in once}
    read = [(*texts[left], *texts[right]) for left, right in zip(pairs["left_text"], pairs["right_text"])]
    return read, [find_gaps(left, right) for left, _, right, _ in read]


def _read_words(sentence):
    words, spans, last = [], [], 0
    for match in _WORD_OR_SIGN.finditer(sentence):
        start, end = span = match.span()
        words.append(_make_word(match.group(), sentence[last:start].strip() != "", not words))
        spans.append(span)
        last = end
    return words, spans


@functools.lru_cache(100_000)
def _make_word(text, parted, first):
    key = Keys()[text]
    return Word(key, text, key in LIGHT_WORDS, parted, first)


def _cover(spans, first, last):
    """The offsets from the first to the last of some words; if there are none, the offset before the next word."""
    if first < last:
        return spans[first][0], spans[last - 1][1]
    if first < len(spans):
        return spans[first][0], spans[first][0]
    return (spans[-1][1], spans[-1][1]) if spans else (0, 0)

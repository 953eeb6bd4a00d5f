"""Sentences that say the same in nearly the same words, and the words that differ.

Two sentences are a pair when

1. they have a run in common: three of any four neighbouring content words, in whatever order
   ("the court rejected the appeal", "the appeal was rejected by the court"),
2. they overlap by 0.6 or more: Dice's coefficient of their sets of content words, that is the
   number of words in both, over the mean of how many each has; or the shorter lies whole in the longer, and
3. the words in both weigh enough: names, titles, numbers and days weigh nothing, other words the more the rarer
   they are in these articles (see `pairs`). A caption that shares its names and its day with another one is none.
"""

import re

import numpy as np
import pandas as pd

from analysis.text import WORD
from analysis.wording.alignment import find_associations, find_differences, find_gaps
from analysis.wording.correspondence import Word
from analysis.wording.kinds import tell_kind
from analysis.wording.pairs import LEAST_PAIRED_WORDS, Contents, pair_wordings
from analysis.wording.reuse import count_swaps, find_omissions, mark_shared, measure_copy  # noqa: F401 (as notebooks call them)
from analysis.wording.sentences import (  # noqa: F401
    LIGHT_WORDS,
    Keys,
    group_sentences,
    iterate_texts,
    read_sentences,
)
from analysis.wording.similarity import measure_similarity

# --- shared sentences ----------------------------------------------------------------------


def find_shared(articles: pd.DataFrame, spans: pd.DataFrame | None = None) -> pd.DataFrame:
    """Pairs of sentences that say the same in nearly the same words.

    articles: DataFrame indexed by article_id with `text`, and `published` if known.
    spans: span table that the sentences must lie in (see `group_sentences`).

    One row per pair of *wordings*: sentences that differ in punctuation and case only are one
    wording, however often they stand anywhere, so that an article given twice is one row per
    sentence. A wording that stands more than once is a row too, paired with itself.
    - `pair`: number, from 1,
    - `left_article_id`, `left_start`, `left_end`, `left_text`, and the same for `right_`: the first
      sentence of either wording, in two different articles where there are such. Left is the
      article published first, then by id; unknown dates come last. In one article the first stands left.
    - `similarity`: what part of their words both have, from 0 to 1 (see `measure_similarity`),
    - `within`: both stand in one article,
    - `left_copies`, `right_copies`: how many sentences have that wording.

    The order of the rows is that of the left sentence, then of the right. No direction of
    copying is claimed.

    Known misses: rewriting that leaves no three of four content words in a row; a sentence of
    fewer than three content words; a part that has less than three sevenths of the other sentence's words.
    Known false pairs: formulas with other names and numbers ("Shares of ... closed at ..., down ..."); each two of
    them are a row, so leave lines such as "Published on 2 May, 10:30" out by `spans` where there are thousands.

    >>> articles = pd.DataFrame({"text": ["On Friday, the council closed the old bridge.",
    ...                                   "On Friday the city closed the old bridge."]}, index=["a", "b"])
    >>> find_shared(articles)[["left_article_id", "right_article_id", "similarity", "within"]].round(2)
      left_article_id right_article_id  similarity  within
    0               a                b        0.85   False
    """
    sentences, wordings = read_sentences(articles, spans)
    copies, contents = np.bincount(sentences.wording, minlength=len(wordings)).tolist(), Contents(wordings)
    pairs = [
        (i, i)
        for i, words in enumerate(contents.words)
        if copies[i] > 1 and len(words) >= LEAST_PAIRED_WORDS and contents.weigh(words)
    ]
    compared, left_out = pair_wordings(contents)
    pairs += compared
    places = _list_places(sentences, {number for pair in pairs for number in pair})
    found = []
    for i, j in pairs:
        left, right = _choose_places(places[i], places[j][i == j :])
        left, right = sorted([(left, copies[i]), (right, copies[j])])
        found.append((*left, *right, measure_similarity(wordings[i].keys, wordings[j].keys)))
    return _make_pairs(sorted(found), articles, sentences.articles, left_out)


def _list_places(sentences, wanted):
    """Of each wanted wording the first two sentences, and the first one in another article, each as (place of its
    article, start, end)."""
    is_wanted = np.isin(sentences.wording, np.fromiter(wanted, np.int64, len(wanted)))
    columns = (sentences.wording, sentences.article, sentences.start, sentences.end)
    places = {}
    for number, *place in zip(*(column[is_wanted].tolist() for column in columns)):
        known = places.setdefault(number, [])
        if len(known) < 2 or len(known) == 2 and known[0][0] == known[1][0] != place[0]:
            known.append(tuple(place))
    return places


def _choose_places(one, other):
    """The first sentence of each wording, in two different articles where there are such."""
    first, second = one[0], other[0]
    if first[0] != second[0]:
        return first, second
    choices = [(place, second) for place in one if place[0] != second[0]][:1]
    choices += [(first, place) for place in other if place[0] != first[0]][:1]
    return min(choices, key=sorted, default=(first, second))


def _make_pairs(found, articles, ids, left_out):
    places = sorted({row[at][0] for row in found for at in (0, 2)})
    texts = dict(iterate_texts(articles, [ids[place] for place in places]))
    sides = {}
    for side, at in (("left", 0), ("right", 2)):
        sides |= {
            f"{side}_article_id": ("str", [ids[row[at][0]] for row in found]),
            f"{side}_start": ("int64", [row[at][1] for row in found]),
            f"{side}_end": ("int64", [row[at][2] for row in found]),
            f"{side}_text": ("str", [texts[ids[row[at][0]]][row[at][1] : row[at][2]] for row in found]),
        }
    columns = {
        "pair": ("int64", range(1, len(found) + 1)),
        **sides,
        "similarity": ("float64", [row[4] for row in found]),
        "within": ("bool", [row[0][0] == row[2][0] for row in found]),
        "left_copies": ("int64", [row[1] for row in found]),
        "right_copies": ("int64", [row[3] for row in found]),
    }
    pairs = pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for name, (dtype, values) in columns.items()})
    pairs.attrs["left_out"] = left_out
    return pairs


# --- swaps ---------------------------------------------------------------------------------

_WORD_OR_SIGN = re.compile(rf"{WORD.pattern}|%", re.VERBOSE)  # 5% against 5 percent


def find_swaps(pairs: pd.DataFrame) -> pd.DataFrame:
    """What differs between the two sentences of each pair, phrase by phrase.

    pairs: as from `find_shared`; it needs `pair` and `article_id`, `start` and `text` of either side.

    One row per difference, in the order of the left sentence:
    - `pair`, `change`: `substitute`, `insert` (the right has more) or `delete` (the left has more),
    - `left_article_id`, `left_start`, `left_end`, `left_text`, and the same for `right_`: the words
      that differ, as offsets into the articles. Where one side has nothing, its text is "" and
      start = end is where the next word begins that both have (or the end of the last word).

    - `swap_kind`: `spelling` (organised, organized), `contraction` (didn't, did not), `number-format` (three, 3),
      `abbreviation` (UN, United Nations), `inflection` (demand, are demanding), `name` (names on both sides, or
      a name that only one side has), else `word`.

    Punctuation, case, accents and hyphens are no swaps (U.N. and UN, cease-fire and ceasefire),
    nor are words that only changed places; UN against United Nations is one.

    Which word stands for which is told by its place, its spelling, the work it does in the sentence, and by what stands
    for what in the other pairs of the table. On 554 pairs of sentences whose words people had aligned, 0.39 and 0.45
    of the swaps were right and complete (F1); Python's difflib finds 0.27 and 0.29.

    Known misses: a phrase that both sides replace is one row, though it may hold two swaps.

    >>> articles = pd.DataFrame({"text": ["The council declared a state of siege in the whole of the old town.",
    ...                                   "The council declared curfew in the whole of the old town."]},
    ...                         index=["a", "b"])
    >>> find_swaps(find_shared(articles))[["change", "left_start", "left_end", "left_text", "right_text"]]
           change  left_start  left_end         left_text right_text
    0  substitute          21        37  a state of siege     curfew
    """
    columns = ["pair", "left_article_id", "left_start", "left_text", "right_article_id", "right_start", "right_text"]
    rows = list(pairs[columns].itertuples(index=False, name=None))
    keys = Keys()
    once = dict.fromkeys([*pairs["left_text"], *pairs["right_text"]])  # a sentence is in many pairs, and is read once
    texts = {text: _read_words(text, keys) for text in once}
    read = [(*texts[left_text], *texts[right_text]) for *_, left_text, _, _, right_text in rows]
    gaps = [find_gaps(left, right) for left, _, right, _ in read]
    known = find_associations((left, right, apart) for (left, _, right, _), apart in zip(read, gaps))
    found = []
    for row, (left, left_spans, right, right_spans), apart in zip(rows, read, gaps):
        pair, left_id, left_at, left_text, right_id, right_at, right_text = row
        for i0, i1, j0, j1 in find_differences(left, right, apart, known):
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


def _read_words(sentence, keys):
    words, spans, last = [], [], 0
    for match in _WORD_OR_SIGN.finditer(sentence):
        text, (start, end) = match.group(), match.span()
        key, between = keys[text], sentence[last:start]
        words.append(Word(key, text, key in LIGHT_WORDS, between != " " and between.strip() != "", not words))
        spans.append((start, end))
        last = end
    return words, spans


def _cover(spans, first, last):
    """From the first to the last of some words; for none, the place before the next."""
    if first < last:
        return spans[first][0], spans[last - 1][1]
    if first < len(spans):
        return spans[first][0], spans[first][0]
    return (spans[-1][1], spans[-1][1]) if spans else (0, 0)

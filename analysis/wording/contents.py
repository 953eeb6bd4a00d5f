"""What sentences are made of: their content words, and how much each of these words weighs in a corpus.

Articles about one event share its names, titles, days and nouns, so any two of their sentences look alike: "President
Ana Lopez will meet Tomas Reyl in Geneva on Monday". What shows that a sentence is shared is what the two have in
common besides. So each word has a weight that depends on how rare it is in this corpus; names, titles, numbers and
days weigh nothing.

Wordings may be divided into parts, each with its own numbering of words; the counts of all parts are added up before
the words are weighed.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from analysis.lexicon import read_table
from analysis.lexicon.calendar import read_calendar
from analysis.wording.columns import find_starts, spread, take_once
from analysis.wording.sentences import LIGHT_WORDS, Wordings

_DAYS = frozenset(name.lower() for kind in ("month", "weekday") for name in read_calendar(kind, "full"))
_TITLES = frozenset(row["role"] for row in read_table("roles") if " " not in row["role"])

# A few sentences cannot show how rare a word is. So the counts are smoothed, as if there were a number of further
# sentences in which every word occurs as often as an average content word of news: once in about ninety sentences.
_SUPPOSED, _SUPPOSED_SHARE = 1_000, np.exp(-4.5)
_UNSEEN_CASE = 0.5  # of a word's weight, where nothing tells whether it is a name: in a Title Case headline
_MOSTLY_CAPITAL = (
    0.7  # of the longer words of a Title Case headline: it says nothing about which of its words are names
)
_LONGEST_SHORT_WORD = 3  # letters; such words are small in a Title Case headline too
_EXACT = 2**20
"""Weights are multiples of one part in so many: their sums are exact then, whatever the order."""

_UNTOLD, _SMALL, _CAPITAL = range(3)


class Contents(NamedTuple):
    """The content words of wordings, one wording after the other, as columns."""

    words: np.ndarray  # the number of each word
    cases: np.ndarray  # for each word, whether it is written small or with a capital, where that can show a name
    lengths: np.ndarray  # how many words each wording has


class Counts(NamedTuple):
    """How often words stand in wordings, as columns by the number of the word."""

    holders: np.ndarray  # wordings that have the word
    small: np.ndarray  # times it is written small inside a sentence
    capital: np.ndarray  # times it has a capital there


class WordSets(NamedTuple):
    """The different content words of wordings, one wording after the other, as columns."""

    words: np.ndarray  # the number of each word, rising in each wording
    counts: np.ndarray  # how many different words each wording has
    totals: np.ndarray  # the weight of these words together


def list_contents(wordings: Wordings) -> Contents:
    """The content words of wordings; their numbers are those of `wordings.keys`."""
    keys, flat, number = wordings.keys, wordings.words, len(wordings.lengths)
    owner = np.repeat(np.arange(number), wordings.lengths)
    is_long = np.fromiter((len(key) > _LONGEST_SHORT_WORD for key in keys), bool, len(keys))[flat]
    longer = np.bincount(owner[is_long], minlength=number)
    has_title_case = np.bincount(owner[is_long & wordings.capitals], minlength=number) > _MOSTLY_CAPITAL * longer
    is_inside = ~has_title_case[owner] & (np.diff(owner, prepend=-1) == 0)
    cases = np.where(is_inside, np.where(wordings.capitals, _CAPITAL, _SMALL), _UNTOLD).astype(np.int8)
    is_content = np.fromiter((key not in LIGHT_WORDS for key in keys), bool, len(keys))[flat]
    return Contents(flat[is_content], cases[is_content], np.bincount(owner[is_content], minlength=number))


def take_contents(contents: Contents, chosen: np.ndarray) -> Contents:
    """The contents of some wordings, by their numbers, in the order of these."""
    at = spread(find_starts(contents.lengths)[chosen], contents.lengths[chosen])
    return Contents(contents.words[at], contents.cases[at], contents.lengths[chosen])


def can_weigh(keys: Sequence[str]) -> np.ndarray:
    """For each word whether it can weigh anything: not a day, a title or a number."""
    return np.fromiter((not (key in _DAYS or key in _TITLES or key[:1].isdigit()) for key in keys), bool, len(keys))


def count_words(contents: Contents, size: int) -> Counts:
    """How often the words of these wordings stand in them. size: how many words there are."""
    holders = np.bincount(_list_once(contents, size) % max(1, size), minlength=size)
    small, capital = (np.bincount(contents.words[contents.cases == case], minlength=size)
                      for case in (_SMALL, _CAPITAL))
    return Counts(holders, small, capital)


def weigh_words(counts: Counts, weighty: np.ndarray, number: int) -> np.ndarray:
    """The weight of each word, in nats: the rarer it is in a corpus of `number` wordings, the larger.

    A word that has a capital more often than not, inside sentences, is taken for a name and weighs nothing. weighty:
    as from `can_weigh`.
    """
    rarity = np.log((number + _SUPPOSED) / (counts.holders + _SUPPOSED * _SUPPOSED_SHARE))
    ordinary = np.where(counts.capital + counts.small > 0, counts.small >= counts.capital, _UNSEEN_CASE)
    return np.round(rarity * np.where(weighty, ordinary, 0) * _EXACT) / _EXACT


def find_word_sets(contents: Contents, weights: np.ndarray) -> WordSets:
    """The different words of each wording, and what they weigh. weights: by the number of the word."""
    number, size = len(contents.lengths), max(1, len(weights))
    owner, words = np.divmod(_list_once(contents, size), size)
    return WordSets(words, np.bincount(owner, minlength=number), np.bincount(owner, weights[words], number))


def take_word_sets(sets: WordSets, chosen: np.ndarray) -> WordSets:
    """The sets of some wordings, by their numbers, in the order of these."""
    counts = sets.counts[chosen].astype(np.int64)
    return WordSets(sets.words[spread(find_starts(sets.counts)[chosen], counts)], counts, sets.totals[chosen])


def _list_once(contents, size):
    """The different words of each wording, as `wording * size + word`, rising."""
    owner = np.repeat(np.arange(len(contents.lengths)), contents.lengths)
    return take_once(owner * size + contents.words)

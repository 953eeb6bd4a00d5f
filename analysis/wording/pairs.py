"""Which wordings are a pair: an index of short runs of words, and how much of their own two sentences share.

Articles about one event share its names, titles, days and nouns, so that any two sentences of theirs look alike:
"President Ana Lopez will meet Tomas Reyl in Geneva on Monday". What tells a shared sentence is what it shares
besides. So each word has a weight, by how rare it is in this corpus; names, numbers and days weigh nothing; and two
sentences are a pair only where the words in both weigh enough.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from analysis.lexicon import read_table
from analysis.lexicon.calendar import read_calendar
from analysis.wording.sentences import LIGHT_WORDS, Wording

# --- what a word weighs --------------------------------------------------------------------

_DAYS = frozenset(name.lower() for kind in ("month", "weekday") for name in read_calendar(kind, "full"))
_TITLES = frozenset(row["role"] for row in read_table("roles") if " " not in row["role"])

# A corpus of a few sentences cannot say how rare a word is. So as many sentences more are supposed, in which every word
# stands as often as a middling content word of news does: once in about ninety sentences.
_SUPPOSED, _SUPPOSED_SHARE = 1_000, np.exp(-4.5)
_UNSEEN_CASE = 0.5  # of a word's weight, where nothing tells whether it is a name: in a Title Case headline
_MOSTLY_CAPITAL = (
    0.7  # of the longer words of a Title Case headline: it says nothing about which of its words are names
)


class Contents:
    """The content words of each wording, as numbers, and the weight of each of them.

    words: for each wording the numbers of its content words, in order.
    weights: by number. 0 for names, titles, numbers, days; the rarer a word, the more (in nats).
    sets, totals: the content words of each wording once, and what they weigh together.
    """

    def __init__(self, wordings: Sequence[Wording]):
        numbers: dict[str, int] = {}
        self.words = [
            tuple([numbers.setdefault(key, len(numbers)) for key in wording.keys if key not in LIGHT_WORDS])
            for wording in wordings
        ]
        flat = np.fromiter(chain.from_iterable(self.words), dtype=np.int64)
        owner = np.repeat(np.arange(len(self.words)), [len(words) for words in self.words])
        once = np.unique(owner * (len(numbers) + 1) + flat) % (len(numbers) + 1)
        holders = np.bincount(once, minlength=len(numbers))
        rarity = np.log((len(wordings) + _SUPPOSED) / (holders + _SUPPOSED * _SUPPOSED_SHARE))
        self.weights = np.maximum(rarity, 0) * _tell_ordinary(wordings, numbers)
        self._weights = self.weights.tolist()
        self.sets = [frozenset(words) for words in self.words]
        self.totals = [self.weigh(words) for words in self.sets]

    def weigh(self, numbers: Iterable[int]) -> float:
        """How much these words weigh together, whatever their order."""
        return math.fsum(map(self._weights.__getitem__, numbers))


def _tell_ordinary(wordings, numbers):
    """For each word 1 where it is no name, title, number or day, 0 where it is one, between where nothing tells.

    A word is a name that stands with a capital more often than without one, inside sentences.
    """
    capital, small = Counter(), Counter()
    for wording in wordings:
        if _has_title_case(wording):
            continue
        for key, with_capital in zip(wording.keys[1:], wording.capitals[1:]):
            (capital if with_capital else small)[key] += 1
    ordinary = np.full(len(numbers), _UNSEEN_CASE)
    for key, number in numbers.items():
        if key in _DAYS or key in _TITLES or key[:1].isdigit():
            ordinary[number] = 0
        elif capital[key] or small[key]:
            ordinary[number] = small[key] >= capital[key]
    return ordinary


def _has_title_case(wording):
    longer = [with_capital for key, with_capital in zip(*wording) if len(key) > 3]
    return sum(longer) > _MOSTLY_CAPITAL * len(longer)


# --- which wordings are a pair -------------------------------------------------------------

LEAST_OVERLAP = 0.6
"""Of two sentences: Dice's coefficient of their sets of content words."""

LEAST_WEIGHT = 8.6
"""Of the words in both sentences together: two ordinary words that few others have, or more that many have.

Measured on 200 pairs from articles about one event that were judged before this rule was written.
"""

LEAST_PAIRED_WORDS = 3
"""Content words of a sentence that is copied word for word: nobody owns "He said so"."""

LEAST_OWN_OVERLAP = 0.5
"""Of the weights of the words in both, over the mean of what all words of either weigh: two captions of one day share
a frame of names around words of their own."""

LEAST_OVERLAP_OF_NAMES = 0.8
"""Of two sentences that share all their words but names, few as these may be: "Lopez meets Italian FM in New York"."""

LEAST_WEIGHT_CONTAINED, LEAST_WORDS_CONTAINED = 13.0, 4
"""Of a sentence all of whose content words stand in a longer one: a quotation inside another frame, a sentence that
goes on. Of 50 such pairs from articles about one event 49 were right."""


def pair_wordings(contents: Contents) -> tuple[list[tuple[int, int]], int]:
    """(i, j) for i < j, numbers of wordings; and how many comparisons the cap left out.

    Two wordings are compared that have a run in common: three of any four neighbouring content words, in whatever
    order, of which one at least has a weight.
    """
    postings: dict[int, list[int]] = defaultdict(list)
    pairs, left_out = [], 0
    for j, runs in enumerate(_list_shared_runs(contents)):
        candidates: set[int] = set()
        for run in runs:
            posting = postings[run]
            candidates.update(posting)
            if len(posting) < MOST_COMPARED:
                posting.append(j)
            else:
                left_out += 1
        pairs += [(i, j) for i in candidates if are_pair(contents, i, j)]
    return pairs, left_out


MOST_COMPARED = 60
"""Wordings of one run that later ones are compared with. A formula ("Shares of ... closed at ...") has thousands of
wordings; each is compared with the first so many, and rows grow in step with the sentences."""


def are_pair(contents: Contents, i: int, j: int) -> bool:
    """Do two wordings have enough words in common, and enough of their own?"""
    one, other = contents.sets[i], contents.sets[j]
    both = one & other
    overlap, shorter = 2 * len(both) / (len(one) + len(other)), min(len(one), len(other))
    contained = len(both) == shorter >= LEAST_WORDS_CONTAINED
    if overlap < LEAST_OVERLAP and not contained:
        return False
    weight, one_weight, other_weight = contents.weigh(both), contents.totals[i], contents.totals[j]
    if contained and weight >= LEAST_WEIGHT_CONTAINED:
        return True
    if overlap < LEAST_OVERLAP:
        return False
    names_apart = overlap >= LEAST_OVERLAP_OF_NAMES and 0 < weight == one_weight == other_weight
    return names_apart or weight >= LEAST_WEIGHT and 2 * weight >= LEAST_OWN_OVERLAP * (one_weight + other_weight)


_RUNS = ((0, 1, 2), (0, 1, 3), (0, 2, 3))  # with the next word's 0 1 2: three of any four neighbours


def _list_shared_runs(contents) -> Iterator[list[int]]:
    """For each wording its runs of three, as numbers; those that no other has, or that weigh nothing, are left out.

    Nearly all runs stand in one sentence only. They are sorted out as arrays, so that the index itself, which is
    Python, holds the few that can make a pair.
    """
    words = np.fromiter(chain.from_iterable(contents.words), dtype=np.int64)
    owner = np.repeat(np.arange(len(contents.words)), [len(c) for c in contents.words])
    size = int(words.max(initial=0)) + 1
    found, found_in = [], []
    for a, b, c in _RUNS:
        n = max(len(words) - c, 0)
        run = np.stack([words[a : a + n], words[b : b + n], words[c : c + n]])
        wanted = (owner[:n] == owner[c : c + n]) & (contents.weights[run].sum(axis=0) > 0 if n else True)
        found.append(run[:, wanted])
        found_in.append(owner[:n][wanted])
    runs, owners = np.concatenate(found, axis=1), np.concatenate(found_in)
    first, third = runs.min(axis=0), runs.max(axis=0)  # in whatever order: by their numbers
    heads = first * size + (runs.sum(axis=0) - first - third)
    if size > 2_000_000:  # smaller numbers, lest the product overflow
        _, heads = np.unique(heads, return_inverse=True)
    owners, number = _number_repeated(owners, heads * size + third)
    edges = np.searchsorted(owners, np.arange(len(contents.words) + 1)).tolist()
    number = number.tolist()
    return (number[start:end] for start, end in zip(edges, edges[1:]))


def _number_repeated(owners, runs):
    """(owners, runs) of the runs that stand more than once, numbered anew, each once in a sentence, by sentence."""
    order = np.argsort(runs)
    owners, runs = owners[order], runs[order]
    changes = np.concatenate([[True], runs[1:] != runs[:-1], [True]])[: len(runs) + 1]
    repeated = ~(changes[:-1] & changes[1:])
    owners, number = owners[repeated], np.cumsum(changes[:-1])[repeated]
    return np.divmod(np.unique(owners * (len(runs) + 1) + number), len(runs) + 1)

"""Which wordings are a pair: an index of short runs of words, and how much of their own two sentences share.

Articles about one event share its names, titles, days and nouns, so that any two sentences of theirs look alike:
"President Ana Lopez will meet Tomas Reyl in Geneva on Monday". What tells a shared sentence is what it shares
besides. So each word has a weight, by how rare it is in this corpus; names, numbers and days weigh nothing; and two
sentences are a pair only where the words in both weigh enough.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from analysis.lexicon import read_table
from analysis.lexicon.calendar import read_calendar
from analysis.wording.sentences import LIGHT_WORDS, Sentences, Wordings

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
    """The content words of each wording, as numbers, and the weight of each of them; all of them as arrays.

    words, owner: the content words of all wordings in order, and whose they are. weights: by number of the word; 0 for
    names, titles, numbers, days; the rarer a word, the more (in nats).
    once: the words of each wording once, as `wording * size + word`, rising. counts, totals: of each wording, how many
    words it has once, and what they weigh together.
    """

    def __init__(self, wordings: Wordings):
        keys, flat = wordings.keys, wordings.words
        self.number, self.size = len(wordings.lengths), len(keys) + 1
        owner = np.repeat(np.arange(self.number), wordings.lengths)
        is_content = np.fromiter((key not in LIGHT_WORDS for key in keys), bool, len(keys))[flat]
        self.words, self.owner = flat[is_content], owner[is_content]
        self.once = _take_once(self.owner * self.size + self.words)
        holders = np.bincount(self.once % self.size, minlength=len(keys))
        rarity = np.log((self.number + _SUPPOSED) / (holders + _SUPPOSED * _SUPPOSED_SHARE))
        weights = np.maximum(rarity, 0) * _tell_ordinary(wordings, owner)
        self.weights = np.round(weights * _EXACT) / _EXACT
        holder = self.once // self.size
        self.counts = np.bincount(holder, minlength=self.number)
        self.totals = np.bincount(holder, self.weights[self.once % self.size], self.number)


_EXACT = 2**20
"""Weights are multiples of one part in so many: their sums are exact then, whatever the order."""


def _tell_ordinary(wordings, owner):
    """For each word 1 where it is no name, title, number or day, 0 where it is one, between where nothing tells.

    A word is a name that stands with a capital more often than without one, inside sentences.
    """
    keys, flat, capitals, n_wordings = wordings.keys, wordings.words, wordings.capitals, len(wordings.lengths)
    is_long = np.fromiter((len(key) > 3 for key in keys), bool, len(keys))[flat]
    longer = np.bincount(owner[is_long], minlength=n_wordings)
    has_title_case = np.bincount(owner[is_long & capitals], minlength=n_wordings) > _MOSTLY_CAPITAL * longer
    inside = ~has_title_case[owner] & (np.diff(owner, prepend=-1) == 0)
    capital, small = (np.bincount(flat[inside & which], minlength=len(keys)) for which in (capitals, ~capitals))
    never = np.fromiter((key in _DAYS or key in _TITLES or key[:1].isdigit() for key in keys), bool, len(keys))
    ordinary = np.where(capital + small > 0, small >= capital, _UNSEEN_CASE)
    return np.where(never, 0, ordinary)


# --- which sentences are a row -------------------------------------------------------------


class Shared(NamedTuple):
    """Pairs of sentences as columns, in the order of the left sentence, then of the right."""

    left_article: np.ndarray  # place of the article in the order of publication
    left_start: np.ndarray
    left_end: np.ndarray
    left_copies: np.ndarray  # how many sentences have that wording
    right_article: np.ndarray
    right_start: np.ndarray
    right_end: np.ndarray
    right_copies: np.ndarray


def share_sentences(sentences: Sentences, wordings: Wordings) -> tuple[Shared, int]:
    """The rows of `wording.find_shared`, as columns; and how many comparisons were left out."""
    contents = Contents(wordings)
    copies = np.bincount(sentences.wording, minlength=contents.number)
    n_words = np.bincount(contents.owner, minlength=contents.number)
    copied = np.flatnonzero((copies > 1) & (n_words >= LEAST_PAIRED_WORDS) & (contents.totals > 0))
    pairs, left_out = pair_wordings(contents)
    i, j = np.concatenate([np.stack([copied, copied], axis=1), pairs]).T
    chosen = np.sort(_choose_sentences(sentences, i, j), axis=0)
    left, right = chosen[:, np.lexsort(chosen[::-1])]
    sides = (
        (sentences.article[at], sentences.start[at], sentences.end[at], copies[sentences.wording[at]])
        for at in (left, right)
    )
    return Shared(*next(sides), *next(sides)), left_out


def _choose_sentences(sentences, i, j):
    """The first sentence of each of two wordings, in two different articles where there are such; of one wording the
    first two."""
    order = np.argsort(sentences.wording, kind="stable")
    wording, article = sentences.wording[order], sentences.article[order]
    opens = np.flatnonzero(np.diff(wording, prepend=-1))
    elsewhere = np.flatnonzero(article != np.repeat(article[opens], np.diff(opens, append=len(order))))
    numbers, at = np.unique(wording[elsewhere], return_index=True)
    first, other = order[opens], np.full(len(opens), -1)    # and the first one in another article than the first, or -1
    other[numbers] = order[elsewhere[at]]
    second = order[np.minimum(opens + 1, max(len(order) - 1, 0))]
    one, two = first[i].copy(), np.where(i == j, second[i], first[j])
    together = sentences.article[one] == sentences.article[two]
    right_moves = together & (other[j] >= 0)
    left_moves = together & ~right_moves & (other[i] >= 0)
    one[left_moves], two[right_moves] = other[i][left_moves], other[j][right_moves]
    return np.stack([one, two])


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


MOST_COMPARED = 60
"""Wordings of one run that later ones are compared with. A formula ("Shares of ... closed at ...") has thousands of
wordings; each is compared with the first so many, and rows grow in step with the sentences."""

_RUNS_AT_ONCE, _COMPARED_AT_ONCE = 2_000_000, 500_000
"""How much is held at once: some 100 MB each."""


def pair_wordings(contents: Contents) -> tuple[np.ndarray, int]:
    """Rows (i, j) for i < j, numbers of wordings, rising; and how many comparisons the cap left out.

    Two wordings are compared that have a run in common: three of any four neighbouring content words, in whatever
    order, of which one at least has a weight. The runs are sorted into shards, and each shard is joined by itself.
    """
    signatures, found, left_out = _sign(contents), [np.zeros(0, np.int64)], 0
    for runs, owners in _list_runs_by_shard(contents):
        for one, other, beyond in _find_candidates(*_number_repeated(owners, runs)):
            left_out += beyond
            may_be = _may_be_pairs(contents, signatures, one, other)
            pairs = _take_once(one[may_be] * contents.number + other[may_be])
            found.append(pairs[are_pairs(contents, *np.divmod(pairs, contents.number))])
    pairs = _take_once(np.concatenate(found))
    return np.stack(np.divmod(pairs, max(1, contents.number)), axis=1), left_out


def are_pairs(contents: Contents, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For each two wordings: do they have enough words in common, and enough of their own?"""
    both, weight = _measure_common(contents, one, other)
    counts, other_counts = contents.counts[one], contents.counts[other]
    total, other_total = contents.totals[one], contents.totals[other]
    overlaps = 2 * both >= LEAST_OVERLAP * (counts + other_counts)
    shorter = np.minimum(counts, other_counts)
    contained = (both == shorter) & (shorter >= LEAST_WORDS_CONTAINED) & (weight >= LEAST_WEIGHT_CONTAINED)
    all_but_names = (2 * both >= LEAST_OVERLAP_OF_NAMES * (counts + other_counts)) & (weight > 0)
    names_apart = all_but_names & (weight == total) & (weight == other_total)
    heavy = (weight >= LEAST_WEIGHT) & (2 * weight >= LEAST_OWN_OVERLAP * (total + other_total))
    return contained | overlaps & (names_apart | heavy)


def _measure_common(contents, one, other):
    """How many content words each two wordings have in common, and what they weigh."""
    counts = contents.counts[one]
    pair = np.repeat(np.arange(len(one)), counts)
    starts = np.searchsorted(contents.once, one * contents.size)
    at = np.repeat(starts - np.cumsum(counts) + counts, counts) + np.arange(len(pair))
    words = contents.once[at] % contents.size
    wanted = other[pair] * contents.size + words
    place = np.minimum(np.searchsorted(contents.once, wanted), len(contents.once) - 1)
    common = contents.once[place] == wanted if len(wanted) else np.zeros(0, bool)
    return (np.bincount(pair[common], minlength=len(one)),
            np.bincount(pair[common], contents.weights[words[common]], len(one)))


def _take_once(numbers):
    """The numbers, rising, each once. numpy's own way, by a table of hashes, takes four times as long."""
    numbers = np.sort(numbers)
    return numbers[np.concatenate([[True], numbers[1:] != numbers[:-1]])[: len(numbers)]]


def _sign(contents):
    """For each wording 64 bits, of which each of its words sets one, and how many words share a bit with another."""
    bits = np.zeros(contents.number, np.uint64)
    word = (contents.once % contents.size).astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(58)
    np.bitwise_or.at(bits, contents.once // contents.size, np.uint64(1) << word)
    return bits, contents.counts - np.bitwise_count(bits)


def _may_be_pairs(contents, signatures, one, other):
    """Which two wordings can have words enough in common, as far as a look at their signatures tells? Most have not."""
    bits, hidden = signatures
    most = np.bitwise_count(bits[one] & bits[other]) + np.minimum(hidden[one], hidden[other])
    counts, other_counts = contents.counts[one], contents.counts[other]
    return (2 * most >= LEAST_OVERLAP * (counts + other_counts)) | (most >= np.minimum(counts, other_counts))


def _find_candidates(owners, runs):
    """(i, j, how many were left out) in lots: the wordings that have a run in common, the earlier in front.

    owners, runs: of the runs that stand more than once, by run and then by wording.
    """
    opens = np.concatenate([[True], runs[1:] != runs[:-1]])[: len(runs)]
    first = np.maximum.accumulate(np.where(opens, np.arange(len(runs)), 0))
    position = np.arange(len(runs)) - first
    compared = np.minimum(position, MOST_COMPARED)
    ends = np.cumsum(compared)
    start = 0
    while start < len(runs):
        end = max(start + 1, int(np.searchsorted(ends, ends[start] + _COMPARED_AT_ONCE)))
        lot = slice(start, end)
        other = np.repeat(owners[lot], compared[lot])
        before = np.repeat(np.cumsum(compared[lot]) - compared[lot], compared[lot])
        one = owners[np.repeat(first[lot], compared[lot]) + np.arange(len(other)) - before]
        yield one, other, int((position[lot] >= MOST_COMPARED).sum())
        start = end


_RUNS = ((0, 1, 2), (0, 1, 3), (0, 2, 3))  # with the next word's 0 1 2: three of any four neighbours


def _list_runs_by_shard(contents) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(runs, owners) of every run that weighs something, in shards: all of one run are in one."""
    shards = max(1, len(_RUNS) * len(contents.words) // _RUNS_AT_ONCE)
    for shard in range(shards):
        runs, owners = zip(*(_list_runs(contents, offsets, shard, shards) for offsets in _RUNS))
        yield np.concatenate(runs), np.concatenate(owners)


def _list_runs(contents, offsets, shard, shards):
    """(runs, owners) of one kind in one shard, each run as a number of 64 bits, whatever the order of its words.

    Two runs of one number are told apart when the wordings are compared.
    """
    n = max(len(contents.words) - offsets[2], 0)
    words = [contents.words[offset : offset + n].astype(np.uint64) + np.uint64(1) for offset in offsets]
    mixed = [_mix(word) for word in words]
    runs = _mix(mixed[0] + mixed[1] + mixed[2])
    wanted = contents.owner[:n] == contents.owner[offsets[2] : offsets[2] + n]
    wanted &= runs % np.uint64(shards) == shard
    wanted &= sum(contents.weights[contents.words[offset : offset + n]] for offset in offsets) > 0
    return runs[wanted], contents.owner[:n][wanted]


def _mix(numbers):
    """Numbers of 64 bits, each bit of which depends on all of the given (the finaliser of splitmix64)."""
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))


def _number_repeated(owners, runs):
    """(owners, runs) of the runs that stand in two wordings or more, each once in a wording, by run and wording."""
    order = np.lexsort((owners, runs))
    owners, runs = owners[order], runs[order]
    same_run = runs[1:] == runs[:-1]
    once = np.concatenate([[True], ~(same_run & (owners[1:] == owners[:-1]))])[: len(runs)]
    owners, runs = owners[once], runs[once]
    changes = np.concatenate([[True], runs[1:] != runs[:-1], [True]])[: len(runs) + 1]
    repeated = ~(changes[:-1] & changes[1:])
    return owners[repeated], runs[repeated]

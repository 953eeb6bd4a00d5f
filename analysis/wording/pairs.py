"""Which wordings are a pair: an index of short runs of words, and the share of their words that two sentences have in
common.

Two sentences are compared if they have a run of words in common, and they are a pair only if the words in both weigh
enough (see `contents`). Every step can be done in parts: runs can be listed for part of the wordings, compared for any
range of runs, and judged for any pairs; together the parts give the result for the whole.
"""

from typing import NamedTuple

import numpy as np

from analysis.wording.columns import (
    cut_range,
    find_changes,
    find_openings,
    find_starts,
    join_tables,
    spread,
    take_once,
    take_range,
    take_rows,
)
from analysis.wording.contents import (
    Contents,
    WordSets,
    can_weigh,
    count_words,
    find_word_sets,
    list_contents,
    weigh_words,
)
from analysis.wording.places import Places, Shared, find_places, pair_copies, pair_places, sort_shared
from analysis.wording.sentences import Sentences, Wordings

# --- which sentences are a row -------------------------------------------------------------


def share_sentences(sentences: Sentences, wordings: Wordings) -> tuple[Shared, int]:
    """The rows of `wording.find_shared`, as columns; and how many comparisons were left out."""
    contents, number = list_contents(wordings), len(wordings.lengths)
    counts = count_words(contents, len(wordings.keys))
    weights = weigh_words(counts, can_weigh(wordings.keys), number)
    sets = find_word_sets(contents, weights)
    places = find_places(sentences.wording, sentences.article, sentences.start, sentences.end)
    runs = list_runs(contents, sets, weights, np.arange(number, dtype=np.uint32))
    one, other, left_out = pair_wordings(runs, sets, weights)
    copied = is_copied(places, contents, sets)
    rows = [pair_copies(take_rows(places, copied)), pair_places(take_rows(places, one), take_rows(places, other))]
    return sort_shared(join_tables(rows)), left_out


def is_copied(places: Places, contents: Contents, sets: WordSets) -> np.ndarray:
    """For each wording, whether it occurs more than once and therefore has a row of its own."""
    return (places.copies > 1) & (contents.lengths >= LEAST_PAIRED_WORDS) & (sets.totals > 0)


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


def tell_left_out(left_out: int) -> str:
    """One sentence that says how many comparisons the limit left out, and why.

    >>> tell_left_out(1)
    'Sentences that have a run of words with more than 60 others are compared with the first 60 of these alone: 1 \
comparison was left out.'
    """
    were = "comparison was" if left_out == 1 else "comparisons were"
    return (f"Sentences that have a run of words with more than {MOST_COMPARED} others are compared with the first "
            f"{MOST_COMPARED} of these alone: {left_out:,} {were} left out.")


_RUNS_AT_ONCE, _COMPARED_AT_ONCE, _JUDGED_AT_ONCE = 1_000_000, 200_000, 50_000
"""How much is held at once: some 50 MB each."""

HASHES = 2**64
"""How many numbers a run may have."""


class Runs(NamedTuple):
    """Runs of words in increasing order, with what shows quickly whether their wordings can be a pair, as columns."""

    run: np.ndarray  # 64 bits, whatever the order of the words
    owner: np.ndarray  # number of the wording, in the order of first appearance
    bits: np.ndarray  # of the wording: 64 bits, of which each of its words sets one
    counts: np.ndarray  # of the wording: how many different content words it has


def pair_wordings(runs: Runs, sets: WordSets, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, int]:
    """(one, other, how many comparisons the cap left out): the numbers of wordings that are a pair, the earlier first.
    """
    shards, left_out = max(1, -(-len(runs.run) // _RUNS_AT_ONCE)), 0
    found = [np.zeros(0, np.uint64)]
    for shard in range(shards):
        candidates, beyond = find_candidates(take_range(runs, runs.run, *cut_range(shard, shards, HASHES)))
        found.append(candidates)
        left_out += beyond
    one, other = split_candidates(take_once(np.concatenate(found)))
    pairs = are_pairs(sets, weights, one, other)
    return one[pairs], other[pairs], left_out


def are_pairs(sets: WordSets, weights: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For each two wordings: do the words they share weigh enough, and are they a large enough part of both?

    one, other: their places in `sets`.
    """
    size = max(1, len(weights))
    once = np.repeat(np.arange(len(sets.counts)), sets.counts) * size + sets.words
    lots = (slice(start, start + _JUDGED_AT_ONCE) for start in range(0, len(one), _JUDGED_AT_ONCE))
    judged = [_judge(sets, weights, once, one[lot], other[lot]) for lot in lots]
    return np.concatenate([np.zeros(0, bool), *judged])


def _judge(sets, weights, once, one, other):
    both, weight = _measure_common(sets, weights, once, one, other)
    counts, other_counts = sets.counts[one], sets.counts[other]
    total, other_total = sets.totals[one], sets.totals[other]
    overlaps = 2 * both >= LEAST_OVERLAP * (counts + other_counts)
    shorter = np.minimum(counts, other_counts)
    contained = (both == shorter) & (shorter >= LEAST_WORDS_CONTAINED) & (weight >= LEAST_WEIGHT_CONTAINED)
    all_but_names = (2 * both >= LEAST_OVERLAP_OF_NAMES * (counts + other_counts)) & (weight > 0)
    names_apart = all_but_names & (weight == total) & (weight == other_total)
    heavy = (weight >= LEAST_WEIGHT) & (2 * weight >= LEAST_OWN_OVERLAP * (total + other_total))
    return contained | overlaps & (names_apart | heavy)


def _measure_common(sets, weights, once, one, other):
    """How many content words each two wordings have in common, and what they weigh."""
    size, counts = max(1, len(weights)), sets.counts[one]
    pair = np.repeat(np.arange(len(one)), counts)
    words = sets.words[spread(find_starts(sets.counts)[one], counts)]
    wanted = other[pair] * size + words
    place = np.minimum(np.searchsorted(once, wanted), len(once) - 1)
    common = once[place] == wanted if len(wanted) else np.zeros(0, bool)
    return (np.bincount(pair[common], minlength=len(one)),
            np.bincount(pair[common], weights[words[common]], len(one)))


# --- which wordings are compared -------------------------------------------------------------


def find_candidates(runs: Runs) -> tuple[np.ndarray, int]:
    """The wordings that have a run in common and may be a pair, and how many comparisons the limit left out.

    runs: those of any range of runs, in any order. Candidates as from `join_candidates`, rising.
    """
    owner, bits, count, first = _take_repeated(runs)
    hidden = count - np.bitwise_count(bits)  # words that share a bit with another
    position = np.arange(len(owner)) - first
    compared = np.minimum(position, MOST_COMPARED)
    ends, start, found = np.cumsum(compared), 0, [np.zeros(0, np.uint64)]
    while start < len(owner):
        end = max(start + 1, int(np.searchsorted(ends, ends[start] + _COMPARED_AT_ONCE)))
        later = np.repeat(np.arange(start, end), compared[start:end])
        earlier = spread(first[start:end], compared[start:end])
        most = np.bitwise_count(bits[earlier] & bits[later]) + np.minimum(hidden[earlier], hidden[later])
        a, b = count[earlier], count[later]
        may_be = (2 * most >= LEAST_OVERLAP * (a + b)) | (most >= np.minimum(a, b))
        found.append(take_once(join_candidates(owner[earlier[may_be]], owner[later[may_be]])))
        start = end
    return take_once(np.concatenate(found)), int((position >= MOST_COMPARED).sum())


def join_candidates(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Each two wordings as one number of 64 bits; the numbers increase with the later of the two."""
    return other.astype(np.uint64) << np.uint64(32) | one


def split_candidates(candidates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(the numbers of the earlier wordings, those of the later ones) of pairs as from `join_candidates`."""
    return (candidates & np.uint64(2**32 - 1)).astype(np.int64), (candidates >> np.uint64(32)).astype(np.int64)


def _take_repeated(runs):
    """(owner, bits, count, the row where the run begins) for the runs that occur in at least two wordings.

    Each run is listed once per wording, sorted by run and then by wording.
    """
    order = np.argsort(runs.run, kind="stable")  # quick where these are sorted stretches
    opens = find_changes(runs.run[order])
    order, opens = _drop_single(order, opens)
    key = (np.cumsum(opens) - 1 << 32) + runs.owner[order]
    by_key = np.argsort(key, kind="stable")
    key = key[by_key]
    once = find_changes(key)
    order, opens = _drop_single(order[by_key[once]], find_changes(key[once] >> 32))
    return runs.owner[order], runs.bits[order], runs.counts[order].astype(np.int64), find_openings(opens)


def _drop_single(rows, opens):
    """The rows without stretches of a single row, and which of the remaining rows open a stretch. opens: for `rows`,
    likewise."""
    alone = opens & np.append(opens[1:], True)[: len(opens)]
    return rows[~alone], opens[~alone]


_RUNS = ((0, 1, 2), (0, 1, 3), (0, 2, 3))  # with (0, 1, 2) from the next word: three of any four neighbours


def list_runs(contents: Contents, sets: WordSets, weights: np.ndarray, numbers: np.ndarray) -> Runs:
    """Every run of these wordings: three of any four neighbouring content words, at least one of which has a weight.

    numbers: of the wordings in the whole corpus, in the order of first appearance.
    """
    owner, mixed = np.repeat(np.arange(len(contents.lengths)), contents.lengths), _mix(contents.words)
    light = weights[contents.words] == 0
    runs, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for one, two, three in _RUNS:
        n = max(len(owner) - three, 0)
        wanted = owner[:n] == owner[three : three + n]
        wanted &= ~(light[one : one + n] & light[two : two + n] & light[three : three + n])
        runs.append(_mix(mixed[one : one + n] + mixed[two : two + n] + mixed[three : three + n])[wanted])
        owners.append(owner[:n][wanted])
    run, at = np.concatenate(runs), np.concatenate(owners)
    order = np.argsort(run, kind="stable")
    at = at[order]
    return Runs(run[order], numbers[at], _sign(sets)[at], sets.counts[at].astype(np.uint32))


def _sign(sets):
    """A 64-bit signature of each wording, in which each of its words sets one bit."""
    bits = np.zeros(len(sets.counts), np.uint64)
    places = sets.words.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) >> np.uint64(58)
    np.bitwise_or.at(bits, np.repeat(np.arange(len(bits)), sets.counts), np.uint64(1) << places)
    return bits


def _mix(numbers):
    """Numbers of 64 bits, each bit of which depends on all of the given (the finaliser of splitmix64)."""
    numbers = numbers.astype(np.uint64) + np.uint64(1)
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return numbers ^ (numbers >> np.uint64(31))

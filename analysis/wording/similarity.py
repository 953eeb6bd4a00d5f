"""How similar two sentences are, as one number: the share of their words that both have."""

from collections import Counter
from collections.abc import Iterable

from analysis.wording.correspondence import compare_spelling
from analysis.wording.sentences import LIGHT_WORDS

_LIGHT = 0.5  # weight of a small word; a content word has 1
_LEAST_ALIKE = 0.5  # of two spellings; from here on they count in part: closed and closes
_LARGEST_GRID = 2_500  # pairs of words that only one side has; beyond that only equal words count


def measure_similarity(one: Iterable[str], other: Iterable[str]) -> float:
    """Dice's coefficient (Dice 1945) of the words of two sentences, from 0 to 1, whatever their order.

    one, other: the words as `sentences.Keys` returns them. A word that occurs twice counts twice, and a small word
    counts half. Words that only one side has count in part if they are spelled nearly alike ("closed", "closes"): as
    much as `compare_spelling` says, the most similar first.

    On pairs of news sentences that people labelled as paraphrases or not (MRPC, training and test part), it has an AUC
    of 0.777 and 0.776. Comparing only content words for equality has 0.746 and 0.748; rapidfuzz's token_sort_ratio has
    0.767 and 0.775.

    >>> round(measure_similarity("the council closed the bridge".split(), "the council closes the bridge".split()), 2)
    0.96
    """
    left, right = Counter(one), Counter(other)
    total = _weigh(left) + _weigh(right)
    if not total:
        return 0.0
    if left == right:
        return 1.0
    return min(1.0, 2 * (_weigh(left & right) + _weigh_alike(left - right, right - left)) / total)


def _weigh(words):
    return sum(count * (_LIGHT if word in LIGHT_WORDS else 1) for word, count in words.items())


def _weigh_alike(left, right):
    """The total weight of the words that only one side has but that are spelled nearly alike."""
    left, right = list(left.elements()), list(right.elements())
    if len(left) * len(right) > _LARGEST_GRID:
        return 0.0
    alike = [
        (-compare_spelling(word, counterpart), i, j)
        for i, word in enumerate(left)
        for j, counterpart in enumerate(right)
        if word[0] == counterpart[0]
    ]
    weight, taken, taken_there = 0.0, set(), set()
    for likeness, i, j in sorted(alike):
        if -likeness >= _LEAST_ALIKE and i not in taken and j not in taken_there:
            taken.add(i)
            taken_there.add(j)
            weight += -likeness * (_weigh({left[i]: 1}) + _weigh({right[j]: 1})) / 2
    return weight

"""How alike two sentences are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.wording.similarity import measure_similarity

CASES = [
    ("the same", "the mill burned down", "the mill burned down", 1.0, ""),
    ("another order", "the mill burned down", "down burned the mill", 1.0, "order does not count"),
    ("nothing in common", "the mill burned", "a ferry sank", 0.0, ""),
    ("no words", "", "", 0.0, ""),
    ("one content word of two", "mill burned", "mill sank", 0.5, ""),
    ("a small word counts half", "upon mill", "to mill", 2 / 3, "2 * 1 / (1.5 + 1.5)"),
    ("a word that stands twice", "ferry ferry", "ferry", 2 / 3, "2 * 1 / (2 + 1)"),
    ("the same stem", "closes", "closed", 10 / 12, "five letters in common of six and six"),
    ("another beginning", "ending", "mending", 0.0, "spelled alike by chance"),
]


@pytest.mark.parametrize("one, other, expected", [pytest.param(*case[1:4], id=case[0]) for case in CASES])
def test_similarity(one, other, expected):
    assert measure_similarity(one.split(), other.split()) == pytest.approx(expected)


def test_a_very_long_sentence_is_compared_by_equal_words_only():
    one, other = [f"word{n}" for n in range(60)], [f"word{n}x" for n in range(60)]
    assert measure_similarity(one[:10], other[:10]) > 0.8
    assert measure_similarity(one, other) == 0.0


WORDS = st.lists(st.sampled_from(["mill", "mills", "milling", "ferry", "the", "of", "closed", "close"]), max_size=8)


@given(WORDS, WORDS)
def test_it_goes_both_ways_and_is_a_share(one, other):
    similarity = measure_similarity(one, other)
    assert similarity == pytest.approx(measure_similarity(other, one)) and 0 <= similarity <= 1
    assert measure_similarity(one, one[::-1]) == (1.0 if one else 0.0)

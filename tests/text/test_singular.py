"""The plural of a noun loses its ending, and what only looks like one stays."""

import pytest

from analysis.text.singular import make_singular


@pytest.mark.parametrize(
    "word, singular",
    [
        ("clashes", "clash"),
        ("armies", "army"),
        ("talks", "talk"),
        ("crisis", "crisis"),
        ("news", "news"),
        ("servicemen", "serviceman"),
        ("houses", "house"),
        ("taxes", "tax"),
        ("us", "us"),
        ("agencies", "agency"),
        ("waitresses", "waitress"),
        ("officers", "officer"),
    ],
)
def test_singular(word, singular):
    assert make_singular(word) == singular

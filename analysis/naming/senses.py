"""What several words of the language mean alike: truce and ceasefire, ship and vessel."""

import functools
from collections.abc import Mapping
from typing import NamedTuple

from analysis.lexicon import read_table
from analysis.text import fold
from analysis.text.singular import make_singular


class Sense(NamedTuple):
    """What several words of the language mean: ceasefire, truce, armistice; and of which kind that is."""

    name: str
    kind: str
    between_states: bool  # have two sides it with one another, so that a president stands for a country?


@functools.cache
def read_senses() -> Mapping[str, tuple[Sense, ...]]:
    """{folded word or phrase, its head in the singular: its senses} of senses.csv."""
    found = {}
    for row in read_table("senses"):
        for phrase in row["words"].split("; "):
            *others, last = fold(phrase)[0].split()
            key = " ".join([*others, make_singular(last)])
            senses = found.setdefault(key, [])
            if (sense := Sense(row["sense"], row["kind"], row["between_states"] == "yes")) not in senses:
                senses.append(sense)
    return {key: tuple(senses) for key, senses in found.items()}


@functools.cache
def read_plural_words() -> frozenset[str]:
    """The nouns of senses.csv, in the singular, that have their sense in the plural only: talks, hostilities."""
    phrases = [fold(phrase)[0].split() for row in read_table("senses") for phrase in row["words"].split("; ")]
    singular = {" ".join(words) for words in phrases if make_singular(words[-1]) == words[-1]}
    return frozenset({" ".join([*words[:-1], make_singular(words[-1])]) for words in phrases} - singular)


@functools.cache
def list_senses(noun: str) -> frozenset[str]:
    """What a noun may be said for: its senses; itself where it has none."""
    return frozenset(sense.name for sense in read_senses().get(noun, ())) or frozenset((f"the noun {noun}",))



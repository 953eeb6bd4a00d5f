"""Meanings that several words share: truce and ceasefire, ship and vessel."""

import functools
from collections.abc import Mapping
from typing import NamedTuple

from analysis.lexicon import read_table
from analysis.text import fold
from analysis.text.singular import make_singular


class Sense(NamedTuple):
    """One meaning that several words share (ceasefire, truce, armistice), and the kind of thing it is."""

    name: str
    kind: str
    between_states: bool  # do two sides have it with each other (talks), so that a president counts as the country?


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
    """The nouns of senses.csv, in the singular, that have their meaning only in the plural: talks, hostilities."""
    phrases = [fold(phrase)[0].split() for row in read_table("senses") for phrase in row["words"].split("; ")]
    singular = {" ".join(words) for words in phrases if make_singular(words[-1]) == words[-1]}
    return frozenset({" ".join([*words[:-1], make_singular(words[-1])]) for words in phrases} - singular)


@functools.cache
def list_senses(noun: str) -> frozenset[str]:
    """The senses of a noun; the noun itself if senses.csv has none."""
    return frozenset(sense.name for sense in read_senses().get(noun, ())) or frozenset((f"the noun {noun}",))



"""What each mention is read as when it is looked at alone.

A seed stands for all mentions of a corpus that are one thing because they have the same words or name the same person;
links join seeds.
"""

from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.naming.mentions import Mention
from analysis.text.sentence import PREPOSITIONS

_KINDS_FIRST = read_classes("naming")["kinds_first"]


class Seed(NamedTuple):
    """Mentions that are one thing by their own words.

    `type` is `person`, `country`, `name` or `words`; `name` is the person, the country, the folded name or the folded
    noun. For descriptions, `event` is the event they belong to, `parting` are the words before the noun that make it a
    different thing (peace | treaty), `of` its owner or its parties, and `at` its year or the town where two sides have
    it.
    """

    type: str
    name: str
    event: str = ""
    parting: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()

    @property
    def core(self) -> frozenset[str]:
        """The modifiers that distinguish this thing from others with the same noun, without time and place."""
        return self.parting | self.of

    @property
    def modifiers(self) -> frozenset[str]:
        """All modifiers that distinguish this thing from others with the same noun; empty for a noun without
        modifiers."""
        return self.parting | self.of | self.at

    @property
    def is_bare(self) -> bool:
        """Does the noun stand without modifiers?"""
        return not (self.parting or self.of or self.at)

    def sort_key(self) -> tuple:
        """A sort key that is the same in every run; the order of words in a set is not."""
        return (self.type, self.name, self.event, sorted(self.parting), sorted(self.of), sorted(self.at))


class Reading(NamedTuple):
    """A mention with its seed, and the rule and the text that show it."""

    mention: Mention
    seed: Seed
    rule: str
    evidence: str


def say_seed(seed: Seed) -> str:
    """The thing in words: its modifiers, then its noun."""
    return " ".join([*sorted(seed.of), *sorted(seed.at), *sorted(seed.parting), seed.name])


def list_nouns(name: str) -> tuple[str, ...]:
    """The nouns in a folded name that say what it is, the most likely one first.

    >>> list_nouns("kestrel bridge"), list_nouns("bank of oldham"), list_nouns("river tyne")
    (('bridge',), ('bank',), ('river', 'tyne'))
    """
    words = name.split()
    end = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    first = words[:1] if len(words) > 1 and words[0] in _KINDS_FIRST else []
    return *first, words[end - 1]


def exclude(left: frozenset[str], right: frozenset[str]) -> bool:
    """Has each of the two sets a word that the other lacks: a meeting with Berg, a meeting with Dean?"""
    return bool(left - right) and bool(right - left)


def clash(left: frozenset[str], right: frozenset[str]) -> bool:
    """Are two things in different years or places: the 2016 election, the 2018 election? A visit to two countries is
    not a visit to only one of them."""
    (years, places), (other_years, other_places) = map(_part_years, (left, right))
    if years and other_years and years.isdisjoint(other_years):
        return True
    return bool(places and other_places) and places != other_places


def _part_years(words: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    years = frozenset(word for word in words if word.isdigit())
    return years, words - years

"""What each mention is taken for by itself.

A seed is all mentions of a corpus that the same words, or the same person, make one thing; links join seeds.
"""

from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.naming.mentions import Mention
from analysis.text.sentence import PREPOSITIONS

_KINDS_FIRST = read_classes("naming")["kinds_first"]


class Seed(NamedTuple):
    """Mentions that are one thing by their own words.

    `type` is `person`, `country`, `name` or `words`; `name` the person, the country, the folded name or the folded
    noun. Of descriptions, `event` is the event they belong to, `parting` the words before the noun that make it another
    thing (peace | treaty), `of` whose it is or between whom, `at` the year, and the town where two sides have it.
    """

    type: str
    name: str
    event: str = ""
    parting: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    at: frozenset[str] = frozenset()

    @property
    def core(self) -> frozenset[str]:
        """What tells this thing from others of its noun, whenever and wherever it is."""
        return self.parting | self.of

    @property
    def modifiers(self) -> frozenset[str]:
        """Whatever tells this thing from others of its noun; empty where the noun stands bare."""
        return self.parting | self.of | self.at

    @property
    def is_bare(self) -> bool:
        """Does the noun stand without modifiers?"""
        return not (self.parting or self.of or self.at)

    def sort_key(self) -> tuple:
        """An order of seeds that is the same in each run; that of a set's words is not."""
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
    """The words of a folded name that say what it is, the likeliest first.

    >>> list_nouns("kestrel bridge"), list_nouns("bank of oldham"), list_nouns("river tyne")
    (('bridge',), ('bank',), ('river', 'tyne'))
    """
    words = name.split()
    end = next((k for k, word in enumerate(words) if k and word in PREPOSITIONS), len(words))
    first = words[:1] if len(words) > 1 and words[0] in _KINDS_FIRST else []
    return *first, words[end - 1]


def exclude(left: frozenset[str], right: frozenset[str]) -> bool:
    """Has each of two sets of words something that the other lacks: a meeting with Berg, a meeting with Dean?"""
    return bool(left - right) and bool(right - left)


def clash(left: frozenset[str], right: frozenset[str]) -> bool:
    """Are two things in other years, or in other places: the 2016 election, the 2018 election? A visit to two countries
    is none to one of them."""
    (years, places), (other_years, other_places) = map(_part_years, (left, right))
    if years and other_years and years.isdisjoint(other_years):
        return True
    return bool(places and other_places) and places != other_places


def _part_years(words: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    years = frozenset(word for word in words if word.isdigit())
    return years, words - years

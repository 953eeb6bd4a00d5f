"""What each mention is taken for by itself, and of which kind that is.

A seed is all mentions of a corpus that the same words, or the same person, make one thing; links join seeds.
"""

from collections.abc import Iterable
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.naming.mentions import Mention, read_senses
from analysis.speakers.vocabulary import INSTITUTIONS, are_people, is_person_noun

_CLASSES = read_classes("naming")
_LOCATIVE = _CLASSES["locative_prepositions"]
_PLACE_KINDS = _CLASSES["place_kinds"]


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

# --- kinds ---------------------------------------------------------------------------------

_HAPPENING = ("tion", "sion", "ment", "ing", "ance", "ence")


def find_kind(seed: Seed, mentions: Iterable[Mention]) -> str:
    """person, group, organisation, place, thing or event: of which kind the mentions of a seed are."""
    if seed.type in ("person", "country"):
        return {"person": "person", "country": "place"}[seed.type]
    mentions = list(mentions)
    words = seed.name.split()
    if seed.type == "name":
        return _kind_of_name(words, mentions)
    several = 2 * sum(m.plural for m in mentions) > len(mentions)
    if senses := read_senses().get(seed.name):
        return "group" if several and senses[0].kind == "person" else senses[0].kind
    last = words[-1]
    if are_people(last) or several and is_person_noun(last):
        return "group"
    if is_person_noun(last):
        return "person"
    if last in INSTITUTIONS:
        return "organisation"
    if last in _PLACE_KINDS:
        return "place"
    return "event" if last.endswith(_HAPPENING) else "thing"


def _kind_of_name(words, mentions):
    surface = mentions[0].surface
    if not INSTITUTIONS.isdisjoint(words) or surface.isupper() and 1 < len(surface) <= 6:
        return "organisation"
    if are_people(words[-1]):
        return "group"
    located = sum(m.before in _LOCATIVE for m in mentions)
    if not _PLACE_KINDS.isdisjoint(words) or 2 * located >= len(mentions):
        return "place"
    return "organisation" if any(m.verb_after for m in mentions) else "thing"


def say_seed(seed: Seed) -> str:
    """The thing in words: its modifiers, then its noun."""
    return " ".join([*sorted(seed.of), *sorted(seed.at), *sorted(seed.parting), seed.name])


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

"""Offices and their countries: which person is "the president" where the article names several presidents."""

import functools
from collections.abc import Callable, Collection

from analysis.lexicon.countries import peoples, states
from analysis.speakers.people import Person
from analysis.speakers.person_names import bare
from analysis.speakers.phrases import Phrase
from analysis.speakers.vocabulary import OFFICES, POSSESSIVES, RANKS, roles
from analysis.text.sentence import DETERMINERS, PREPOSITIONS, is_name

Bearer = tuple[Person, frozenset[str]]  # somebody, and the words of one of the roles that the article gives the person


def is_described(phrase: Phrase, role_set: frozenset[str]) -> bool:
    """Has the phrase, before its noun, a word of its own that the role lacks, countries aside: the | home |
    minister?"""
    before = phrase.low[: phrase.low.index(phrase.noun)] if phrase.noun in phrase.low else ()
    return any(bare(w) not in role_set and bare(w).islower() and not is_of_country(bare(w)) for w in before)


def is_of_another_kind(phrase: Phrase, role_set: frozenset[str]) -> bool:
    """Is this an office without a country, described by words that the phrase lacks? "European Council president" does
    not fit "the Velian president"."""
    if phrase.noun not in OFFICES or any(map(is_of_country, role_set)):
        return False
    described = {w for w in role_set if w.isalpha() and w not in RANKS | PREPOSITIONS | DETERMINERS} - roles().keys()
    return bool(described) and described.isdisjoint(phrase.low)


def agreeing(named: frozenset[str]) -> Callable[[Bearer], bool]:
    """A function that tells whether a person with a role may be meant: the person's gender is unknown, or agrees with
    the gender of the roles in `named`."""
    genders = {roles()[word].gender for word in named if word in roles()} - {""}
    return lambda bearer: not bearer[0].gender or genders <= {bearer[0].gender}


def at_home(bearers: list[Bearer], named: frozenset[str]) -> list[Bearer]:
    """The people who have no role of a country other than the one mentioned, or all if there are none: "the president"
    is President Berg rather than Velian President Dean, even if the article also calls Dean "President Dean"."""
    foreign = {person.name for person, role_set in bearers if not countries_of(role_set) <= countries_of(named)}
    return [each for each in bearers if each[0].name not in foreign] or bearers


def is_of_country(low: str) -> bool:
    """Is this the name of a country, its capital or its people, in lower case: turkish, ankara, u.s?"""
    return low in peoples() or low in states() or f"{low}." in states()


@functools.lru_cache(maxsize=4096)
def proper_words(words: tuple[str, ...]) -> frozenset[str]:
    """The capitalised words that are not roles, in lower case: "turkish" in "the Turkish Minister"."""
    return frozenset({bare(w).lower() for w in words if is_name(w)} - roles().keys() - POSSESSIVES)


@functools.lru_cache(maxsize=4096)
def countries_of(words: Collection[str]) -> frozenset[str]:
    """The countries that role words name: the United States for "american" and "u.s.", two for "korean"."""
    return frozenset(country for low in words for country in peoples().get(low, states().get(low, ())))

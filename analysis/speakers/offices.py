"""Offices and their countries: which person is "the president" where the article names several presidents."""

import functools
from collections.abc import Callable, Collection

from analysis.lexicon.countries import peoples, states
from analysis.speakers.people import Person
from analysis.speakers.person_names import bare
from analysis.speakers.phrases import Phrase
from analysis.speakers.vocabulary import (
    OFFICES,
    PLAIN_BEFORE_ROLES,
    PLAIN_ENDINGS,
    POSSESSIVES,
    RANKS,
    RANKS_APART,
    generic_roles,
    roles,
    same_roles,
)
from analysis.text.sentence import (
    AUXILIARIES,
    DETERMINERS,
    IRREGULAR,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    TIMES,
    is_name,
    is_owner,
)

_CLOSED = DETERMINERS | PREPOSITIONS | RELATIVES | SUBORDINATORS | SUBJECT_PRONOUNS | AUXILIARIES | IRREGULAR
_NO_SCOPE = _CLOSED | RANKS | PLAIN_BEFORE_ROLES | POSSESSIVES | TIMES | {"and", "or", "but"}
_RANKS_APART = RANKS_APART | {"vice-president"}  # the words of a vice president are one: same_roles

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


@functools.lru_cache(maxsize=4096)
def scope_of(phrase: Phrase) -> frozenset[str]:
    """The words of a phrase that say of what its role is: the | council | leader, the leader of the | council."""
    if phrase.noun not in phrase.low[: phrase.cut]:
        return frozenset()
    complement = phrase.low[phrase.cut :] if phrase.low[phrase.cut : phrase.cut + 1] in (("of",), ("for",)) else ()
    near = (*phrase.low[: phrase.low.index(phrase.noun)], *complement)
    small = {bare(w) for w in near} - {bare(w).lower() for w in phrase.words if is_name(w)}
    return scope_words(frozenset(small))


def scope_words(role_set: frozenset[str]) -> frozenset[str]:
    """Those of the words of a role that can say of what it is: neither ranks, roles and countries nor adjectives such
    as "new"."""
    return frozenset(w for w in role_set - _NO_SCOPE - generic_roles() if _could_be_scope(w))


def _could_be_scope(word: str) -> bool:
    return word.isalpha() and not (word.endswith(PLAIN_ENDINGS) or is_of_country(word))


def has_other_rank(phrase: Phrase, role_set: frozenset[str]) -> bool:
    """Does a rank make another office of the role: is one of the two the deputy mayor, and the other the mayor?"""
    begin = max((at + 1 for at, word in enumerate(phrase.words[: phrase.cut - 1]) if is_owner(word)), default=0)
    mine = same_roles(phrase.low[begin:]) & _RANKS_APART  # the deputy mayor's | spokesman
    more, lacking = mine - role_set, (role_set & _RANKS_APART) - mine
    return bool(more) or bool(lacking) and phrase.noun in OFFICES


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

"""Roles in words: which office a phrase says, of which country, and whether two phrases can say the same office."""

import functools
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.countries import demonyms, states
from analysis.naming.mentions import Mention
from analysis.speakers.vocabulary import RANKS, roles
from analysis.text import fold

_CLASSES = read_classes("naming")
_RULERS = _CLASSES["rulers"]
PARLIAMENTS = frozenset(fold(name)[0] for name in _CLASSES["parliaments"])
HEADS = _CLASSES["heads_of_something"]
_PAST = frozenset(("former", "then", "ex", "late", "current", "new", "longtime", "long-time"))
_LIGHT = frozenset(("the", "of", "and", "for", "a", "an"))
_STATE = frozenset(
    part for form in (*demonyms(), *states()) for word in fold(form)[0].split() for part in (word, word.rstrip("."))
)


class Role(NamedTuple):
    """A role: its noun, its countries, and the words that make it a different office (deputy, foreign)."""

    noun: str
    countries: frozenset[str]
    words: frozenset[str]


# --- countries among words -----------------------------------------------------------------

_LONGEST_COUNTRY = 4  # words


@functools.cache
def read_country_forms() -> Mapping[tuple[str, ...], str]:
    forms = {}
    for index in (states(), demonyms()):
        for form, countries in index.items():
            if len(countries) == 1 and fold(form)[0] not in PARLIAMENTS:
                words = tuple(fold(form)[0].split())
                forms.setdefault(words, countries[0])
                # a full stop after "U.S." may also end the sentence
                forms.setdefault((*words[:-1], words[-1].rstrip(".")), countries[0])
    return forms


@functools.lru_cache(maxsize=50_000)
def split_countries(words: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The countries that folded words name, by whatever form, and the words that name none.

    >>> split_countries(("north", "korean", "leader"))
    (frozenset({'North Korea'}), ('leader',))
    """
    if _STATE.isdisjoint(words):
        return frozenset(), words
    found, others, at = set(), [], 0
    while at < len(words):
        for end in range(min(len(words), at + _LONGEST_COUNTRY), at, -1):
            if country := read_country_forms().get(words[at:end]):
                found.add(country)
                at = end
                break
        else:
            others.append(words[at])
            at += 1
    return frozenset(found), tuple(others)


def read_role(words: tuple[str, ...], more: Iterable[str] = ()) -> Role | None:
    """The role that folded words say, the head last; None where they say none.

    more: words for what the role belongs to. "FM" is the foreign minister, "premier" the prime minister.
    """
    of, others = split_countries(tuple(more))
    countries, rest = split_countries(words)
    if rest and rest[-1] in _RULERS:
        rest = (*rest[:-1], "leader")
    if not rest or rest[-1] not in roles():
        return None
    noun = roles()[rest[-1]].same_as.split()
    rest = (*rest[:-1], *noun)
    words_of = frozenset(others) - _LIGHT
    return Role(noun[-1], countries | of, frozenset(rest[:-1]) - _PAST - _LIGHT | words_of)


# --- offices -------------------------------------------------------------------------------


def compare_roles(role: Role, held: Role) -> int:
    """How well a role that is mentioned fits one that somebody holds; 0 where it does not fit."""
    if role.countries and held.countries and role.countries.isdisjoint(held.countries):
        return 0
    if role.noun in HEADS and not role.words & held.words:
        return 0
    mine, others = role.words & _office_words(), held.words & _office_words()
    if mine - others and not (mine <= RANKS and not others) or (others - mine) & (RANKS - _PAST):
        return 0
    return (
        2 + len(mine & others) + bool(role.countries & held.countries) - (role.noun != held.noun) - bool(others - mine)
    )


@functools.cache
def _office_words() -> frozenset[str]:
    """Words that make one office of a noun another: deputy, foreign."""
    return (
        RANKS | _CLASSES["parting_modifiers"] | frozenset(("defense", "defence", "finance", "security", "fbi", "cia"))
    )


def role_of_name(before: tuple[str, ...], mention: Mention) -> Role | None:
    """The role that stands before a name, "Foreign Minister | Anna Berg", and what it is of: "of Finland"."""
    of = [word for preposition, words in mention.joined[:1] if preposition == "of" for word in words]
    words = tuple(word.rstrip(".") if word != "u.s." else word for word in before)
    return read_role(words, (*mention.owner, *mention.words[mention.at + 1 :], *of)) if words else None

"""The words for people: first names, titles, roles and other nouns for speakers, in the form in which this package
needs them."""

import functools
import itertools
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from analysis.lexicon import read_classes, read_table, read_words
from analysis.lexicon.countries import demonyms
from analysis.text import fold
from analysis.text.sentence import BODIES, DOCUMENTS
from analysis.text.singular import make_singular

_CLASSES = read_classes("people")
PLURAL_PEOPLE = _CLASSES["plural_people"]
CROWDS = _CLASSES["crowds"] | BODIES
RECORDS = _CLASSES["records"] | DOCUMENTS
UTTERANCES = _CLASSES["utterances"]
NOBODIES = _CLASSES["nobodies"]
RANKS = _CLASSES["ranks"]
RANKS_APART = _CLASSES["ranks_apart"]
DEPARTMENTS = _CLASSES["departments"]
PLAIN_BEFORE_ROLES = _CLASSES["plain_before_roles"]
PLAIN_ENDINGS = tuple(sorted(_CLASSES["plain_endings"]))
OF_SOMEBODY = _CLASSES["of_somebody"]
AFTER_ROLES = _CLASSES["after_roles"]
INDEFINITES = _CLASSES["indefinites"]
POSSESSIVES = _CLASSES["possessives"]
KEPT_TITLES = _CLASSES["kept_titles"]
OFFICES = _CLASSES["offices"]
CALLINGS = _CLASSES["callings"]
EVENTS = _CLASSES["events"]
KIN = _CLASSES["kin"]
OPENINGS_OF_PLACES = _CLASSES["openings_of_places"]
CLOCK = _CLASSES["clock"]
QUANTITIES = _CLASSES["quantities"]
MEDIA_NAMES = _CLASSES["media_names"]
MEDIA_KINDS = _CLASSES["media_kinds"]
KINDS_BEFORE_NAMES = _CLASSES["kinds_before_names"]
KINDS_OPENING = _CLASSES["kinds_opening_sentences"]
FURNITURE = _CLASSES["furniture_words"]
NUMBERS = read_words("numbers", "word")
# A name with one of these words is not that of a person.
INSTITUTIONS = read_words("institutions", "word")
MISTERS = read_classes("things")["misters"]
SUFFIXES = read_classes("things")["name_suffixes"]
_ENDINGS = tuple(sorted(_CLASSES["person_endings"]))
_NO_ENDINGS = _CLASSES["no_person_endings"]


class Title(NamedTuple):
    """A row of titles.csv: "Sen." shows no gender, and has the role of a senator."""

    gender: str
    role: str


class Role(NamedTuple):
    """A row of roles.csv: `same_as` is the role that means the same; `kinds` are more general words for its bearer."""

    gender: str
    same_as: str
    kinds: tuple[str, ...]


@functools.cache
def first_names() -> Mapping[str, str]:
    """first_names.csv: {folded first name: "m", "f" or ""}."""
    return MappingProxyType({fold(row["name"])[0]: row["gender"] for row in read_table("first_names")})


@functools.cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """nicknames.csv: {folded short form: the first names it is short for}, as jim is short for james."""
    return MappingProxyType(
        {row["nickname"].lower(): frozenset(row["short_for"].lower().split()) for row in read_table("nicknames")}
    )


@functools.cache
def titles() -> Mapping[str, Title]:
    """titles.csv by title in lower case."""
    return MappingProxyType({row["title"].lower(): Title(row["gender"], row["role"]) for row in read_table("titles")})


@functools.cache
def ranked_titles() -> frozenset[str]:
    """The roles that titles say: governor, general."""
    return frozenset(title.role for title in titles().values())


@functools.cache
def roles() -> Mapping[str, Role]:
    """roles.csv by role noun in lower case."""
    return MappingProxyType(
        {
            row["role"].lower(): Role(row["gender"], row["same_as"] or row["role"].lower(), tuple(row["kinds"].split()))
            for row in read_table("roles")
        }
    )


@functools.cache
def bearers_of(kind: str) -> frozenset[str]:
    """The roles whose bearers may be called by this more general word: senator and MP for "lawmaker"."""
    return frozenset(role for role, row in roles().items() if kind in row.kinds)


@functools.cache
def generic_roles() -> frozenset[str]:
    """All role nouns and titles: words such as senator or Sen., which do not say whose or of what a role is."""
    return frozenset(roles()) | frozenset(title.rstrip(".") for title in titles())


@functools.cache
def role_phrases() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The roles of several words, and those that mean another role: ("head of state", ("president",))."""
    return tuple(
        (role, tuple(row.same_as.split())) for role, row in roles().items() if " " in role or " " in row.same_as
    )


def _find_role_phrases(words) -> list[tuple[str, ...]]:
    """What the roles of several words among these words mean, whatever people stands between: top (Turkish)
    diplomat."""
    joined = f" {' '.join(w for w in words if w not in demonyms())} "
    return [same for role, same in role_phrases() if f" {role} " in joined]


@functools.lru_cache(maxsize=4096)
def same_phrases(words: tuple[str, ...]) -> tuple[str, ...]:
    """The nouns that roles of several words stand for: minister for the top Turkish diplomat."""
    return tuple(same[-1] for same in _find_role_phrases(words))


@functools.lru_cache(maxsize=4096)
def same_roles(words: tuple[str, ...]) -> frozenset[str]:
    """Role words with those that mean the same added: FM is foreign minister too."""
    vice = any(pair == ("vice", "president") for pair in itertools.pairwise(words))
    words = tuple("vice-president" if w == "vice" else w for w in words if w and not (vice and w == "president"))
    more = [part for w in words if w in roles() for part in roles()[w].same_as.split()]
    for same in _find_role_phrases(words):
        more += same
    return frozenset([*words, *more])


@functools.cache
def one_of_a_people() -> frozenset[str]:
    """One of a people, in lower case: spaniard, finn, american."""
    return frozenset(form.removesuffix("s") for form in demonyms() if form.endswith("s"))


@functools.lru_cache(maxsize=8192)
def is_person_noun(low: str) -> bool:
    """Is this noun one person: a role, one of a people, or formed like one (feminist, Californian)?

    >>> is_person_noun("nurse"), is_person_noun("spaniard"), is_person_noun("checklist")
    (True, True, False)
    """
    last = low.rsplit("-", 1)[-1]
    return (
        low in roles()
        or last in roles()
        or low in one_of_a_people()
        or (last.endswith(_ENDINGS) and last not in _NO_ENDINGS and len(last) > 4)
    )


def is_record_noun(low: str) -> bool:
    """Is this noun something written or shown that can say something, or several of it: indictment, letters?"""
    return low in RECORDS or make_singular(low) in RECORDS


@functools.lru_cache(maxsize=8192)
def are_people(low: str) -> bool:
    """Is this noun several people: nurses, Finns, media?

    >>> are_people("nurses"), are_people("californians"), are_people("roads")
    (True, True, False)
    """
    return (
        low in PLURAL_PEOPLE
        or low in demonyms()
        and not is_person_noun(low)
        or low.endswith(("men", "women", "people"))
        or (make_singular(low) != low and is_person_noun(make_singular(low)))
    )

"""The kinds of the things that articles name: person, group, organisation, place, thing or event."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from analysis.lexicon import read_classes, read_table
from analysis.naming.mentions import Mention
from analysis.naming.seeds import Seed, list_nouns
from analysis.naming.senses import read_senses
from analysis.speakers.vocabulary import INSTITUTIONS, are_people, is_person_noun
from analysis.text.singular import make_singular

_CLASSES = read_classes("naming")
_PLACE_KINDS = _CLASSES["place_kinds"]
_LOCATIVE = _CLASSES["locative_prepositions"]
_SPEAKING = frozenset(row["word"] for row in read_table("institutions") if row["speaks"])
_KIND_OF_NOUN = {noun: kind for kind, nouns in read_classes("kinds").items() for noun in nouns}
_BY_FIRST_NAME = _CLASSES["known_by_first_name"] - {"saint"}  # Saint Helens is a town
_DIRECTIONS = _CLASSES["directions"]
_HAPPENING = ("tion", "sion", "ment", "ing", "ance", "ence")
_LONGEST_ACRONYM = 6  # letters


class _Said(NamedTuple):
    """A seed with facts about its mentions."""

    seed: Seed
    mentions: list[Mention]
    words: list[str]
    noun: str  # the word that says what it is
    several: bool  # is it mostly in the plural?

    def share(self, test: Callable[[Mention], object]) -> float:
        """The share of the mentions, 0 to 1, for which a test is true."""
        return sum(map(bool, map(test, self.mentions))) / len(self.mentions)


def find_kind(seed: Seed, mentions: Iterable[Mention]) -> str:
    """The kind of the thing that the mentions of a seed mean: person, group, organisation, place, thing or event."""
    mentions, words = list(mentions), seed.name.split()
    noun = list_nouns(seed.name)[0] if seed.type == "name" else words[-1]
    said = _Said(seed, mentions, words, noun, 2 * sum(m.plural for m in mentions) > len(mentions))
    return next(kind for test in _TESTS[seed.type] if (kind := test(said)))


def is_kind(word: str) -> bool:
    """Is a folded word a noun that says what the following name is: the newspaper | Oldham News, the ally | Finland?

    >>> is_kind("newspaper"), is_kind("views")
    (True, False)
    """
    word = make_singular(word)
    known = word in _KIND_OF_NOUN or word in INSTITUTIONS or word in _PLACE_KINDS or word in read_senses()
    return known or is_person_noun(word)


# --- tests ---------------------------------------------------------------------------------
# Each function returns the kind, or None if it cannot tell; the first one that can tell decides.


def _by_sense(said: _Said) -> str | None:
    senses = read_senses().get(said.seed.name)
    if senses is None:
        return None
    return "group" if said.several and senses[0].kind == "person" else senses[0].kind


def _by_people(said: _Said) -> str | None:
    """By a noun for people: soldiers, the crew; for names: Democrats."""
    if are_people(said.noun) or said.several and is_person_noun(said.noun):
        return "group"
    return "person" if said.seed.type == "words" and is_person_noun(said.noun) else None


def _by_noun(said: _Said) -> str | None:
    """By a noun whose kind is known: Kestrel | Bridge, the constitution. The plural "moorings" is not a "mooring"."""
    if said.noun in _KIND_OF_NOUN:
        return _KIND_OF_NOUN[said.noun]
    return "place" if said.noun in _PLACE_KINDS - INSTITUTIONS else None


def _by_title(said: _Said) -> str | None:
    """By a title before a first name: Queen Anna, Pope Paul."""
    return "person" if len(said.words) > 1 and said.words[0] in _BY_FIRST_NAME else None


def _by_direction(said: _Said) -> str | None:
    """By a direction, which shows a place: the east bank is not a bank."""
    return None if said.seed.parting.isdisjoint(_DIRECTIONS) else "place"


def _by_body(said: _Said) -> str | None:
    """By a noun for a body: the council. For names, only their words can show this: the Tyne Council, NATO."""
    if said.seed.type == "words":
        return "organisation" if said.noun in _SPEAKING else None
    surface = said.mentions[0].surface
    short = surface.isupper() and 1 < len(surface) <= _LONGEST_ACRONYM
    return "organisation" if short or not INSTITUTIONS.isdisjoint(said.words) else None


def _by_ending(said: _Said) -> str | None:
    """By the ending of a noun for an event: an inspection, a shooting. Not: moorings, which is a plural in -ing."""
    happens = said.noun.endswith(_HAPPENING) and not (said.several and said.noun.endswith("ing"))
    return "event" if happens else None


_IN_PLACE = 0.3  # of the mentions of a name: where so many come after "in" and no "the", it is a place: Europe, London
_AT_PLACE = 0.5  # so many after "at" or "to" too: the Baltic states; half as often institutions are
_ACTING = 0.1  # of the mentions of a name: where so many have a verb, it acts; Crimea does nothing in nine of ten


def _by_place(said: _Said) -> str | None:
    """By prepositions of place before the name: in Oldham, from Oldham."""
    inside = said.share(lambda m: m.before == "in" and m.determiner != "the")
    return "place" if inside >= _IN_PLACE or said.share(lambda m: m.before in _LOCATIVE) >= _AT_PLACE else None


def _by_deeds(said: _Said) -> str | None:
    """By acting as the subject of a verb: Tynex paid."""
    return "organisation" if said.share(lambda m: m.verb_after) >= _ACTING else None


_Test = Callable[[_Said], str | None]
_TESTS: dict[str, tuple[_Test, ...]] = {
    "person": (lambda said: "person",),
    "country": (lambda said: "place",),
    "name": (_by_noun, _by_title, _by_people, _by_body, _by_place, _by_deeds, lambda said: "thing"),
    "words": (_by_sense, _by_people, _by_noun, _by_direction, _by_body, _by_ending, lambda said: "thing"),
}

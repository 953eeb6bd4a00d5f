"""Countries: by their names, and by words used for their governments, such as the people, the capital or the
officials."""

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from analysis.lexicon import read_classes
from analysis.lexicon.countries import read_countries
from analysis.naming.mentions import NONE_IN_PARTICULAR, Mention
from analysis.naming.roles import PARLIAMENTS, split_countries
from analysis.naming.seeds import Seed
from analysis.naming.senses import read_senses
from analysis.text import fold

_CLASSES = read_classes("naming")
_LOCATIVE = _CLASSES["locative_prepositions"]
_OFFICIALS = _CLASSES["officials"]
_PARTING = _CLASSES["parting_modifiers"]


@functools.cache
def _country_rules() -> Mapping[str, Mapping[tuple[str, ...], str]]:
    """{country: {folded form: the rule by which it stands for the country}}."""
    found = {}
    for country in read_countries():
        forms = found.setdefault(country.name, {})
        for rule, written in (
            ("country-name", (country.name, *country.other_names)),
            ("country-government", [house for house in country.governments if fold(house)[0] not in PARLIAMENTS]),
            ("country-capital", country.capitals),
            ("country-people", (*country.people, *country.adjectives)),
        ):
            for form in written:
                words = tuple(fold(form)[0].split())
                forms.setdefault(words, rule)
                forms.setdefault((*words[:-1], words[-1].rstrip(".")), rule)
    return found


_NEAR = {
    "country-capital": "near identity: the capital for the government of {}",
    "country-government": "near identity: the seat for the government of {}",
    "country-people": "near identity: the people for {}",
    "country-officials": "near identity: its officials for {}",
}


_MOSTLY = 0.5  # of the mentions of a capital: if so many say that something is there, it is meant as a town
_FEWEST_SAID = 10  # mentions, for such a share to tell anything


def find_towns(mentions: Iterable[Mention]) -> frozenset[tuple[str, ...]]:
    """The capitals that articles mention as towns: they met in Helsinki."""
    located: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for mention in mentions:
        if mention.is_name and mention.words in _capitals():
            located[mention.words].append(mention.before in _LOCATIVE)
    often = {words: there for words, there in located.items() if len(there) >= _FEWEST_SAID}
    return frozenset(words for words, there in often.items() if sum(there) >= _MOSTLY * len(there))


@functools.cache
def _capitals() -> Mapping[tuple[str, ...], str]:
    """{folded words of a capital: its country}."""
    rules = _country_rules().items()
    return {words: country for country, forms in rules for words, rule in forms.items() if rule == "country-capital"}


def find_capital(words: tuple[str, ...]) -> str | None:
    """The country of which folded words are the capital."""
    return _capitals().get(words)


def _find_capital(word: str) -> str | None:
    return find_capital((word,))


def _find_state(word: str) -> str | None:
    """The country of which a folded word is a name."""
    countries, rest = split_countries((word,))
    named = [c for c in countries if not rest and _country_rules()[c].get((word,)) == "country-name"]
    return named[0] if named else None


# --- where two sides meet ------------------------------------------------------------------


@functools.cache
def is_between_states(noun: str) -> bool:
    """Is a folded noun something that two sides have with each other: talks, a war?"""
    return any(sense.between_states for sense in read_senses().get(noun, ()))


def find_hosts(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> frozenset[str]:
    """The countries where two sides meet: those that come before the word for a meeting less often than their capital
    does.

    phrases: (noun, words before it). "The Finland summit" is the Helsinki summit too; "the Russia summit" is a summit
    with Russia.
    """
    capitals, states = Counter(), Counter()
    for noun, before in phrases:
        if is_between_states(noun):
            capitals.update(filter(None, map(_find_capital, before)))
            states.update(filter(None, map(_find_state, before)))
    return frozenset(country for country, said in capitals.items() if said > states[country])


def find_places(before: Iterable[str], hosts: frozenset[str]) -> frozenset[str]:
    """The countries that words before a meeting name as its place: by the capital, or as its host."""
    capitals = filter(None, map(_find_capital, before))
    return frozenset(capitals) | {country for country in map(_find_state, before) if country in hosts}


def find_country(mention: Mention, towns: frozenset[tuple[str, ...]]) -> tuple[Seed, str, str] | None:
    """(seed, rule, evidence) of a mention that means a country; a capital where something takes place does not.

    towns: as from `find_towns`.
    """
    words, countries, rest = _split(mention)
    if len(countries) != 1 or len(rest) > 1:
        return None
    (country,) = countries
    rule = _find_officials(rest[0], mention) if rest else _country_rules()[country].get(words, "country-people")
    if rule == "country-capital" and (mention.before in _LOCATIVE or mention.words in towns):
        return Seed("name", " ".join(mention.words)), "same-name", mention.surface
    if rule is None or not rest and rule == "country-people" and not _is_people(mention):
        return None
    return Seed("country", country), rule, _NEAR.get(rule, "{}").format(country)


def _split(mention: Mention) -> tuple[tuple[str, ...], frozenset[str], tuple[str, ...]]:
    """(the words of a mention that count, the countries that they name, the words that name no country)."""
    countries, rest = split_countries(mention.words)
    if not countries and mention.owner and mention.at == len(mention.words) - 1:
        countries, rest = split_countries((*mention.owner, *mention.words))
    if rest and mention.is_name and _PARTING.isdisjoint(rest):
        words = _drop_adjectives(mention)
        return words, countries, () if words != mention.words else rest
    return mention.words, countries, rest


def _drop_adjectives(mention: Mention) -> tuple[str, ...]:
    """The words of a name without words in small letters before the name of a country: only | Russia, war-torn |
    Finland."""
    written = mention.surface.split()
    first = next((k for k, word in enumerate(written) if not word[0].islower()), 0)
    words = mention.words[first:]
    countries, rest = split_countries(words)
    named = len(written) == len(mention.words) and len(countries) == 1 and not rest
    return words if named and _country_rules()[min(countries)].get(words) == "country-name" else mention.words


def _find_officials(noun: str, mention: Mention) -> str | None:
    """The rule by which a noun after a country stands for it: the Finnish people, Finnish officials."""
    if mention.determiner in NONE_IN_PARTICULAR:
        return None
    return "country-people" if noun == "people" else "country-officials" if noun in _OFFICIALS else None


def _is_people(mention: Mention) -> bool:
    """Is this word a people rather than an adjective: Finns, the French?"""
    last = mention.words[-1]
    return mention.is_name and last.endswith("s") or mention.determiner == "the" and last.endswith(_PEOPLES)


_PEOPLES = ("sh", "ch", "ese", "s")  # adjectives that name a people: the Danish; the American is one of it

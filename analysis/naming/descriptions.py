"""Names and descriptions: which thing a noun phrase refers to, judged by its noun, its modifiers and its owner."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from analysis.lexicon import read_classes
from analysis.naming.bare import drop_rare, take_up
from analysis.naming.bodies import read_bodies
from analysis.naming.holders import find_people, find_role
from analysis.naming.kinds import is_kind
from analysis.naming.mentions import NONE_IN_PARTICULAR, Mention
from analysis.naming.occasions import drop_other_occasions
from analysis.naming.people import Cast
from analysis.naming.roles import read_role, split_countries
from analysis.naming.seeds import Reading, Seed
from analysis.naming.senses import list_senses, read_plural_words, read_senses
from analysis.naming.states import (
    find_capital,
    find_country,
    find_hosts,
    find_places,
    find_towns,
    is_between_states,
)
from analysis.speakers.vocabulary import NUMBERS, POSSESSIVES, roles
from analysis.text import fold
from analysis.text.sentence import ARTICLES, DAYS, PARTICLES, PREPOSITIONS, TIMES
from analysis.text.singular import make_singular

_CLASSES = read_classes("naming")
_VAGUE = _CLASSES["vague_heads"]
_EMPTY = _CLASSES["empty_modifiers"]
_PARTING = _CLASSES["parting_modifiers"]
_DAYS = frozenset(day.lower() for day in DAYS) | TIMES  # in "Monday's summit", the day is not an owner
_PARTY_PREPOSITIONS = frozenset(("of", "with", "between", "against", "by"))
# Words in small letters that a name may contain: Bank of Oldham, Finnish state TV.
_WITHIN = PREPOSITIONS | ARTICLES | PARTICLES | {"and", "state"}
# Endings of adjectives that show how somebody sees a thing, not which thing it is: explosive, famous, closely.
_SEEN_AS = ("ous", "ive", "ful", "less", "able", "ible", "ing", "ed", "ish", "ly")


_YEAR = re.compile(r"(?:1[89]|20)\d\d")


class _Reader:
    """Reads those mentions of a corpus that are neither people nor countries, one by one."""

    def __init__(self, mentions: list[Mention], people, cast: Cast, events: Mapping[str, str]):
        self.cast, self.events = cast, events
        others = [mention for k, mention in enumerate(mentions) if k not in people]
        self.names = frozenset(" ".join(m.words).replace(".", "") for m in others if m.is_name) - _DAYS
        self.towns = find_towns(others)
        self.hosts = find_hosts(map(_split_head, others))
        self.singulars = _find_singulars(others, events)
        self.latest = (0, 0), ""  # (sentence, the country named last in it)
        self.known = frozenset((m.article_id, _split_head(m)[0]) for m in others if not m.is_name and m.is_definite)

    def read(self, mention: Mention) -> tuple[Seed, str, str] | None:
        """(seed, rule, evidence) of a mention; None where it refers to nothing in particular."""
        if role := find_role(mention, self.cast):
            person, rule, evidence = role
            return Seed("person", person), rule, evidence
        if mention.words[mention.at] in roles() and not mention.plural:
            return None  # a role, and no article names the person who holds it
        if country := find_country(mention, self.towns):
            self.latest = mention.sentence, country[0].name
            return country
        if not split_countries(mention.words)[1]:
            return None  # "he speaks Finnish": a country word alone
        seed = self._read_name(mention) if mention.is_name and not _is_happening(mention) else self._describe(mention)
        return seed and (seed, "same-name" if seed.type == "name" else "same-words", mention.surface)

    def _read_name(self, mention: Mention) -> Seed | None:
        words = tuple(word.replace(".", "") for word in _drop_small(mention))
        if not words or len(words) == 1 and (len(words[0]) < 2 or words[0] in _VAGUE):
            return None
        name = " ".join(words)
        return Seed("name", read_bodies().names.get(name, name))

    def _describe(self, mention: Mention) -> Seed | None:
        head, before = _split_head(mention)
        if _is_vague(head, before, mention) or is_between_states(head) and _is_another(mention, before):
            return None
        of, at, rest = self._find_places(mention, head, before, *self._find_parties(mention, head, before))
        single = not list_senses(head).isdisjoint(_CLASSES["single_occasions"])
        parting, at = self._part(mention, rest, at, single and is_between_states(head))
        if (single or not of) and self._is_one_of_many(mention, head) or _is_any(mention, head):
            return None
        if not (of or at or parting) and not self._is_known(mention, head):
            return None  # "a deal", "troops": no particular one
        return Seed("words", head, self.events[mention.article_id], parting, of, at)

    def _part(self, mention: Mention, rest: list[str], at: frozenset[str], meets: bool):
        """(the words that make it a different thing; when and where it is). "The summit of 2016" is a different
        summit."""
        parting, years = frozenset(word for word in rest if _parts(word)), frozenset(filter(_YEAR.fullmatch, rest))
        if meets:
            return parting | years, at.union(f"in {place}" for place in self._find_sites(mention))
        return parting, at | years

    def _is_known(self, mention: Mention, head: str) -> bool:
        """Can a noun without modifiers refer to something mentioned before?"""
        if mention.determiner in POSSESSIVES and _is_group(head):
            return False  # "their soldiers" may belong to either side
        return mention.is_definite or self._is_own(mention, head) or (mention.article_id, head) in self.known

    def _is_own(self, mention: Mention, head: str) -> bool:
        """Is this an event of which the story has only one: fighting, clashes, a truce? Not "summits", if articles
        otherwise write of one summit."""
        if mention.determiner or not any(s.kind == "event" for s in read_senses().get(head, ())):
            return False
        return not self._is_one_of_many(mention, head)

    def _is_one_of_many(self, mention: Mention, head: str) -> bool:
        """Is this any of several, although the story has one in particular: international summits, future elections?"""
        return mention.plural and not mention.is_definite and (self.events[mention.article_id], head) in self.singulars

    def _find_parties(self, mention: Mention, head: str, before: tuple[str, ...]):
        """(the owner or the parties of a thing; the town where it is; the other words before its noun).

        The parties are its owner, the names before it, and the names attached to it by a preposition. Where two sides
        have something with each other, such as talks, a president counts as the country, and a capital as a town.
        """
        between = is_between_states(head)
        outside = [word for word in before if _is_outside(word)]
        countries, rest = split_countries(tuple(word for word in before if word not in outside))
        towns = find_places(before, self.hosts) & countries if between else frozenset()
        found, holder = countries - towns, self._find_holder(mention, rest)
        if holder:
            found, rest = found | {holder}, ()
        sentence, country = self.latest
        if mention.determiner == "its" and sentence == mention.sentence and _is_group(head):
            found = found | {country}  # Finland withdrew its troops
        attached = [words for preposition, words in mention.joined if preposition in _PARTY_PREPOSITIONS]
        for words in filter(None, (mention.owner, *attached)):
            found |= self._resolve(mention.article_id, words, between)
        others = []
        for word, parts in zip(rest, _list_capitalised(mention, rest), strict=True):
            resolved = [self._resolve(mention.article_id, (part,), between) for part in parts]
            found = found.union(*resolved)
            if not any(resolved):
                others.append(word)
        return frozenset(found), frozenset(f"in {country}" for country in towns), [*others, *outside]

    def _find_places(self, mention: Mention, head: str, before, of, at, rest):
        """The same as `_find_parties`; for a visit, also where it goes, since two visits to two places are
        different."""
        if "visit" not in list_senses(head):
            return of, at, rest
        of, places, rest = self._find_goals(before, of, rest)
        return of, at.union(f"in {place}" for place in places.union(_find_joined_places(mention))), rest

    def _find_sites(self, mention: Mention) -> Iterator[str]:
        """Where two sides meet: talks | in Oldham; a capital stands for its country."""
        for preposition, words in mention.joined:
            name = " ".join(words).replace(".", "")
            if preposition in ("in", "at") and (name in self.names or split_countries(words)[0]):
                yield find_capital(words) or min(split_countries(words)[0], default=name)

    def _find_goals(self, before: tuple[str, ...], of: frozenset[str], rest: list[str]):
        """(whose visit it is, where it goes, the other words before the noun): the Finnish tour, the Oldham visit."""
        goals = {whose for whose in of if whose in split_countries(before)[0] or whose in self.names}
        adjectives = {word for word in rest if self._name_place(word) != word}
        rest = [word for word in rest if word not in adjectives]
        return of - goals, {self._name_place(word) for word in goals | adjectives}, rest

    def _name_place(self, word: str) -> str:
        """The place of an adjective: Asian | Asia; the word itself where it is none."""
        return next((name for name in (word[:-1], word[:-2]) if word.endswith("an") and name in self.names), word)

    def _find_holder(self, mention: Mention, words: tuple[str, ...]) -> str | None:
        """The person who holds the role that comes before a noun: "the special counsel probe" is Berg's."""
        role = read_role(words) if words and words[-1] in roles() else None
        if role is None:
            return None
        holder = self.cast.find_holder(mention.article_id, role, mention.start)
        return holder[0] if holder else self.cast.find_only_holder(role)

    def _resolve(self, article: str, words: tuple[str, ...], between: bool) -> set[str]:
        countries, _ = split_countries(words)
        if countries:
            return set(countries)
        if person := self.cast.find_by_words(article, words):
            return {between and self.cast.find_country(person) or person}
        return {" ".join(words).replace(".", "")} & self.names


def _find_joined_places(mention: Mention) -> Iterator[str]:
    """Where a visit goes: a visit | to Oldham, a tour | across Finland."""
    for preposition, words in mention.joined:
        if preposition in _CLASSES["placing_prepositions"]:
            yield min(split_countries(words)[0], default=" ".join(words))


def _find_singulars(mentions: Iterable[Mention], events: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """The pairs (event, noun) of which definite mentions are mostly in the singular: the summit; not: clashes,
    talks."""
    plurals = defaultdict(list)
    for mention in mentions:
        if mention.is_definite:
            plurals[events[mention.article_id], _split_head(mention)[0]].append(mention.plural)
    return frozenset(key for key, said in plurals.items() if 2 * sum(said) < len(said))


def _list_capitalised(mention: Mention, words: tuple[str, ...]) -> list[list[str]]:
    """For each of these words before a noun, the parts written with a capital: both in "a Berg-Dean | meeting", none
    in "a presidential | meeting"."""
    written = {part.lower() for word in mention.surface.split() for part in word.split("-") if part[:1].isupper()}
    folded = {fold(part)[0] for part in written}
    return [[part for part in word.split("-") if part in folded] for word in words]


def _drop_small(mention: Mention) -> tuple[str, ...]:
    """The words of a name after the last word in small letters that cannot belong to it: occupied | Upper Oldham,
    Finnish newspaper | Oldham News. No words at all if that word is not a noun for what the name is: Oldham | views |
    Berg."""
    written = mention.surface.split()
    if len(written) != len(mention.words):
        return mention.words
    first = next((k for k, word in enumerate(written) if not word[0].islower()), 0)
    last = max((k for k, word in enumerate(written) if word[0].isupper()), default=first)
    small = [k for k in range(first, last) if written[k][0].islower() and not _may_be_within(written[k])]
    if not small:
        return mention.words[first:]
    return mention.words[small[-1] + 1 :] if is_kind(mention.words[small[-1]]) else ()


def _may_be_within(word: str) -> bool:
    """May a word in small letters be part of a name: Bank | of | Oldham, Oldham-on-Tyne?"""
    return "-" in word or word in _WITHIN


def _split_head(mention: Mention) -> tuple[str, tuple[str, ...]]:
    """The noun with what belongs to it ("military operation", where senses.csv has it), and the words before."""
    words = mention.words[: mention.at + 1]
    for length in (3, 2):
        if len(words) >= length and " ".join(words[-length:]) in read_senses():
            return " ".join(words[-length:]), words[:-length]
    return words[-1], words[:-1]


def _is_group(noun: str) -> bool:
    return any(sense.kind == "group" for sense in read_senses().get(noun, ()))


def _is_vague(head: str, before, mention: Mention) -> bool:
    if mention.determiner in NONE_IN_PARTICULAR or len(head) < 3 or mention.verb_before in _PARTING:
        return True  # losses of opposing | forces
    if head in read_plural_words() and not mention.plural:
        return True  # talk of an election, a protester
    told = any(word not in _EMPTY for word in before) or mention.owner or mention.joined
    return head in _VAGUE and not (head in read_senses() and told)


def _is_another(mention: Mention, before: tuple[str, ...]) -> bool:
    """Is this another meeting than the one the articles are about: earlier talks, the Group of | 20 summit?"""
    first = next(iter(before), "")
    return not _CLASSES["other_occasions"].isdisjoint(before) or mention.before == "of" and first.isdigit()


def _is_any(mention: Mention, head: str) -> bool:
    """Does the plural mean events that may happen at any time: a target of attacks, a threat from hackings? Not:
    accused of the attacks."""
    happens = any(sense.kind == "event" and not sense.between_states for sense in read_senses().get(head, ()))
    return happens and mention.plural and not mention.is_definite and mention.before in _CLASSES["of_what_may_come"]


def _is_outside(word: str) -> bool:
    """Does the hyphenated word name a country that is not the owner: Finnish-backed, anti-Finnish?"""
    first, *others = word.split("-")
    return bool(others) and (first in _CLASSES["outside_beginnings"] or others[-1] in _CLASSES["outside_endings"])


def _parts(word: str) -> bool:
    """Does a word before a noun make it another thing: peace | treaty; not: explosive | memo?"""
    if word in _PARTING:
        return True
    if word in read_senses() or _is_outside(word):
        return True
    if word.split("-")[0] in NUMBERS:
        return False  # two-day talks: how long they are does not show which
    return not (word in _EMPTY or word.endswith(_SEEN_AS) or split_countries((word,))[0] or not word[0].isalpha())


def _is_happening(mention: Mention) -> bool:
    """Does a name end in the noun of a happening or of people: the Oldham Summit, the Finnish Army?"""
    senses = read_senses().get(make_singular(mention.words[mention.at]), ())
    return len(mention.words) > 1 and any(sense.kind in ("event", "group") for sense in senses)


def read_seeds(
    mentions: list[Mention], cast: Cast, events: Mapping[str, str], texts: Mapping[str, str]
) -> list[Reading]:
    """The mentions that may have a referent, each with its seed."""
    people = find_people(mentions, cast, texts)
    reader, readings = _Reader(mentions, people, cast, events), []
    for k, mention in enumerate(mentions):
        if k in people:
            person, rule, evidence = people[k]
            readings.append(Reading(mention, Seed("person", person), rule, evidence))
        elif found := reader.read(mention):
            readings.append(Reading(mention, *found))
    return drop_rare(take_up(drop_other_occasions(readings, cast, texts)), events)

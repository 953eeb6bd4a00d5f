"""What each mention is taken for by itself: a person, a country, a name, or a description of an event's articles.

A seed is all mentions of a corpus that the same words, or the same person, make one thing; links join seeds.
"""

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.countries import read_countries
from analysis.naming.mentions import Mention, make_singular, read_senses
from analysis.naming.people import Cast, read_role, role_of_name, split_countries
from analysis.speakers.vocabulary import (
    INDEFINITES,
    INSTITUTIONS,
    QUANTITIES,
    are_people,
    is_person_noun,
    roles,
)
from analysis.text import fold

_CLASSES = read_classes("naming")
_VAGUE = _CLASSES["vague_heads"]
_EMPTY = _CLASSES["empty_modifiers"]
_PARTING = _CLASSES["parting_modifiers"]
_LOCATIVE = _CLASSES["locative_prepositions"]
_PLACE_KINDS = _CLASSES["place_kinds"]
_OFFICIALS = _CLASSES["officials"]
_PARTY_PREPOSITIONS = frozenset(("of", "with", "between", "against", "by"))
# What such determiners count is another one each time: any summit, several soldiers.
_NONE_IN_PARTICULAR = (INDEFINITES | QUANTITIES | frozenset(("every", "each", "another", "no", "any"))) - {
    "a",
    "an",
    "all",
    "both",
}
# Endings of adjectives that say how somebody sees a thing, and not which thing it is: explosive, famous, closely.
_SEEN_AS = ("ous", "ive", "ful", "less", "able", "ible", "ing", "ed", "ish", "ly")


class Seed(NamedTuple):
    """Mentions that are one thing by their own words.

    `type` is `person`, `country`, `name` or `words`; `name` the person, the country, the folded name or the folded
    noun. Of descriptions, `event` is the event they belong to, `parting` the words before the noun that make it another
    thing (peace | treaty), `of` whose it is or between whom.
    """

    type: str
    name: str
    event: str = ""
    parting: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()

    def sort_key(self) -> tuple:
        """An order of seeds that is the same in each run; that of a set's words is not."""
        return (self.type, self.name, self.event, sorted(self.parting), sorted(self.of))


class Reading(NamedTuple):
    """A mention with its seed, and the rule and the text that show it."""

    mention: Mention
    seed: Seed
    rule: str
    evidence: str


# --- people --------------------------------------------------------------------------------


def _find_people(mentions: list[Mention], cast: Cast, texts: Mapping[str, str]) -> dict[int, tuple[str, str, str]]:
    """{number of the mention: (person, rule, evidence)} of all names of people and of the roles beside them."""
    found = {}
    for rule in ("full-name", "surname"):  # who holds which office tells whose a surname is
        for k, mention in enumerate(mentions):
            hit = cast.find_person(mention) if k not in found else None
            if hit and hit[1] == rule:
                found[k] = hit[0], rule, mention.surface
                cast.note(mention, hit[0], role_of_name(hit[2], mention))
    for k, mention in enumerate(mentions):
        for name, role in ((k, k - 1), (k - 1, k)):
            if k and name in found and role not in found and _is_apposition(mentions[k - 1], mention, texts):
                _add_apposition(mentions, name, role, found, cast)
    return found


_CLOSES = re.compile(r"[,.;)–—]|\s?--|(?: (?:of|for|at|in|on) [^,.;:\n]{1,60})?[,.;]")


_LEAST_ROLE = 2  # words: "President Berg" is a name with its title, "Finnish president | Anna Berg" two mentions


def part_roles(mentions: list[Mention], cast: Cast) -> list[Mention]:
    """The mentions with each name of a person apart from what stands before it.

    A role of several words is a mention of its own: Finnish president | Anna Berg; small words that say no role are no
    part of the name: the moment | Berg came.
    """
    parted = []
    for mention in mentions:
        hit = cast.find_person(mention)
        tokens = list(re.finditer(r"\S+", mention.surface))
        if len(tokens) != len(mention.words) or not mention.is_name:
            parted.append(mention)
        elif hit is None:
            first = next((k for k, token in enumerate(tokens) if token.group()[0].isupper()), 0)
            name = _cut_before(mention, first, tokens)
            parted.append(name if first and cast.find_person(name) else mention)
        elif len(hit[2]) >= _LEAST_ROLE and read_role(hit[2]):
            parted += [_cut_after(mention, len(hit[2]), tokens), _cut_before(mention, len(hit[2]), tokens)]
        else:
            parted.append(mention)
    return parted


def _cut_after(mention: Mention, n: int, tokens: list[re.Match]) -> Mention:
    """The first n words of a mention, as a description."""
    surface = mention.surface[: tokens[n - 1].end()]
    return mention._replace(
        end=mention.end - len(mention.surface) + len(surface),
        words=mention.words[:n],
        surface=surface,
        at=n - 1,
        is_name=False,
        plural=False,
        joined=(),
        verb_after="",
    )


def _cut_before(mention: Mention, n: int, tokens: list[re.Match]) -> Mention:
    """A mention without its first n words."""
    cut = tokens[n].start()
    return mention._replace(
        start=mention.end - len(mention.surface) + cut,
        words=mention.words[n:],
        surface=mention.surface[cut:],
        at=max(0, mention.at - n),
        determiner="",
        owner=(),
        before="",
        gap=" ",
    )


def _is_apposition(left: Mention, right: Mention, texts: Mapping[str, str]) -> bool:
    """Are two phrases parted by a comma, and is the second closed: Anna Berg, the mayor, ...; not: the mayor, Berg said?"""
    if left.sentence != right.sentence or left.article_id != right.article_id:
        return False
    if right.gap == " " and left.end + 1 == right.start:
        return True  # Finnish president | Anna Berg
    return right.gap.strip() == "," and bool(_CLOSES.match(texts[right.article_id], right.end))


def _add_apposition(mentions, name, role, found, cast):
    """The role before or after a name and a comma: Anna Berg, the mayor."""
    mention = mentions[role]
    held = _role_of(mention)
    if held is None or mention.plural or mention.determiner in _NONE_IN_PARTICULAR:
        return
    person = found[name][0]
    cast.roles[person][held] += 1
    first, last = sorted((mentions[name], mention), key=lambda m: m.start)
    comma = ", " if last.gap.strip() else " "
    found[role] = person, "apposition", f"{first.surface}{comma}{last.determiner} {last.surface}".replace("  ", " ")


def _role_of(mention: Mention):
    """The role that a description says, and what it is of."""
    of = [word for preposition, words in mention.joined if preposition == "of" for word in words]
    return read_role(mention.words[: mention.at + 1], (*mention.words[mention.at + 1 :], *mention.owner, *of))


def _find_role(mention: Mention, cast: Cast):
    """(person, rule, evidence) of a role that stands for its holder: the Finnish foreign minister."""
    indefinite = mention.determiner in ("a", "an") or mention.determiner in _NONE_IN_PARTICULAR
    role = None if indefinite or mention.plural else _role_of(mention)
    if role is None:
        return None
    bare = not mention.determiner and not mention.owner and not role.countries
    if bare and not mention.is_name:
        return None
    holder = cast.find_holder(mention.article_id, role, mention.start)
    return holder and (holder[0], "role-holder", f"{_say_role(holder[1])}: {holder[0]}")


def _say_role(role) -> str:
    return " ".join([*sorted(role.countries), *sorted(role.words), role.noun])


# --- countries -----------------------------------------------------------------------------


@functools.cache
def _country_rules() -> Mapping[str, Mapping[tuple[str, ...], str]]:
    """{country: {folded form: the rule by which it stands for the country}}."""
    found = {}
    for country in read_countries():
        forms = found.setdefault(country.name, {})
        for rule, written in (
            ("country-name", (country.name, *country.other_names)),
            ("country-government", country.governments),
            ("country-capital", country.capitals),
            ("country-people", (*country.people, *country.adjectives)),
        ):
            for form in written:
                forms.setdefault(tuple(fold(form)[0].split()), rule)
    return found


_NEAR = {
    "country-capital": "near identity: the capital for the government of {}",
    "country-government": "near identity: the seat for the government of {}",
    "country-people": "near identity: the people for {}",
    "country-officials": "near identity: its officials for {}",
}


def _find_country(mention: Mention):
    """(seed, rule, evidence) of a mention that stands for a country; a capital where something happens does not."""
    words = mention.words
    countries, rest = split_countries(words)
    if not countries and mention.at == len(words) - 1:
        countries, rest = split_countries((*mention.owner, *words)) if mention.owner else (countries, rest)
    if len(countries) != 1 or len(rest) > 1:
        return None
    (country,) = countries
    if rest:
        people = rest == ("people",)
        if not people and rest[0] not in _OFFICIALS or mention.determiner in _NONE_IN_PARTICULAR:
            return None
        rule = "country-people" if people else "country-officials"
    else:
        rule = _country_rules()[country].get(words, "country-people")
        if rule == "country-capital" and mention.before in _LOCATIVE:
            return Seed("name", " ".join(words)), "same-name", mention.surface
        if rule == "country-people" and not (
            mention.is_name and words[-1].endswith("s") or mention.determiner == "the"
        ):
            return None
    return Seed("country", country), rule, _NEAR.get(rule, "{}").format(country)


# --- names and descriptions ----------------------------------------------------------------


class _Reader:
    """Reads the mentions of a corpus that are no people and no countries."""

    def __init__(self, cast: Cast, events: Mapping[str, str], names: Mapping[str, str]):
        self.cast, self.events, self.names = cast, events, names
        self.latest: dict[tuple[str, str], Seed] = {}  # {(article, noun): what the article said of it last}
        self.contested: frozenset[tuple[str, str]] = frozenset()  # (event, noun) of which articles tell two apart
        self.known: frozenset[tuple[str, str]] = frozenset()  # (article, noun) that an article speaks of as known
        self.bodies: dict[tuple[str, str], set[str]] = defaultdict(set)  # {(article, noun): names that hold it}

    def read_name(self, mention: Mention):
        words = tuple(word.replace(".", "") for word in _drop_small(mention))
        if len(words) == 1 and len(words[0]) < 2 or words[-1] in _VAGUE and len(words) == 1:
            return None
        name = " ".join(words)
        for word in set(words):
            self.bodies[mention.article_id, make_singular(word)].add(name)
        return Seed("name", name), "same-name", mention.surface

    def read_description(self, mention: Mention):
        head, before = _split_head(mention)
        if _is_vague(head, before, mention):
            return None
        of = self._find_parties(mention, before)
        names = {part for name in of for part in name.lower().split()}
        parting = frozenset(word for word in before if _parts(word) and word.replace(".", "") not in names)
        article = mention.article_id
        if not of and not parting and mention.is_definite and (known := self._read_known(mention, head)):
            return known
        seed = Seed("words", head, self.events[article], parting, of)
        if of or parting:
            self.latest[article, head] = seed
        elif not mention.is_definite and not _is_own_happening(mention, head) and (article, head) not in self.known:
            return None  # a deal, troops: any
        return seed, "same-words", mention.surface

    def _read_known(self, mention: Mention, head: str):
        """What a bare definite noun takes up: the only name of this noun in the article, or what was said before."""
        article = mention.article_id
        names = self.bodies.get((article, head), ())
        if len(names) == 1 and head in INSTITUTIONS:
            (name,) = names
            return Seed("name", name), "noun-of-name", f"{mention.determiner} {mention.surface}: {name}"
        known = self.latest.get((article, head))
        if known is None or (known.event, head) not in self.contested:
            return None
        said = " ".join([*sorted(known.of), *sorted(known.parting), head])
        return known, "said-before", f"{said}, then {mention.determiner} {mention.surface}"

    def _find_parties(self, mention: Mention, before) -> frozenset[str]:
        """Whose a thing is, or between whom: its owner, the names before it, and those attached to it."""
        countries, _ = split_countries(mention.words[: mention.at])
        found = set(countries)
        groups = [mention.owner, *(w for preposition, w in mention.joined if preposition in _PARTY_PREPOSITIONS)]
        groups += [(part,) for part in _list_capitalised(mention, len(before))]
        for words in filter(None, groups):
            found |= self._resolve(mention.article_id, words)
        return frozenset(found)

    def _resolve(self, article, words) -> set[str]:
        countries, rest = split_countries(words)
        if countries:
            return set(countries)
        person = self.cast.find_by_words(article, words)
        if person:
            return {person}
        return {" ".join(words).replace(".", "")} & self.names.keys()


def _list_capitalised(mention: Mention, n: int) -> list[str]:
    """Of the first n words, with those that hyphens part, the ones written with a capital: a Berg-Dean | meeting; not:
    a presidential | meeting."""
    written = mention.surface.split()
    if len(written) != len(mention.words):
        return [part for word in mention.words[:n] for part in word.split("-")]
    pairs = zip(mention.words[:n], written[:n], strict=True)
    parts = [pair for word, as_written in pairs for pair in zip(word.split("-"), as_written.split("-"), strict=False)]
    return [part for part, as_written in parts if as_written[:1].isupper()]


def _drop_small(mention: Mention) -> tuple[str, ...]:
    """The words of a name from its first capital on: occupied | Upper Oldham."""
    written = mention.surface.split()
    if len(written) != len(mention.words):
        return mention.words
    first = next((k for k, word in enumerate(written) if not word[0].islower()), 0)
    return mention.words[first:]


def _split_head(mention: Mention) -> tuple[str, tuple[str, ...]]:
    """The noun with what belongs to it ("military operation", where senses.csv has it), and the words before."""
    words = mention.words[: mention.at + 1]
    for length in (3, 2):
        if len(words) >= length and " ".join(words[-length:]) in read_senses():
            return " ".join(words[-length:]), words[:-length]
    return words[-1], words[:-1]


def _is_vague(head: str, before, mention: Mention) -> bool:
    if mention.determiner in _NONE_IN_PARTICULAR or len(head) < 3:
        return True
    return head in _VAGUE and not (head in read_senses() and any(w not in _EMPTY for w in before))


def _parts(word: str) -> bool:
    """Does a word before a noun make it another thing: peace | treaty; not: explosive | memo?"""
    if word in _PARTING:
        return True
    return not (word in _EMPTY or word.endswith(_SEEN_AS) or split_countries((word,))[0] or not word[0].isalpha())


def read_seeds(
    mentions: list[Mention], cast: Cast, events: Mapping[str, str], texts: Mapping[str, str]
) -> list[Reading]:
    """The mentions that may have a referent, each with its seed."""
    people = _find_people(mentions, cast, texts)
    names = Counter(" ".join(m.words).replace(".", "") for k, m in enumerate(mentions) if m.is_name and k not in people)
    reader, readings = _Reader(cast, events, names), []
    reader.known = frozenset((m.article_id, _split_head(m)[0]) for m in mentions if not m.is_name and m.is_definite)
    reader.contested = _find_contested(mentions, people, reader)
    for k, mention in enumerate(mentions):
        if k in people:
            person, rule, evidence = people[k]
            readings.append(Reading(mention, Seed("person", person), rule, evidence))
        elif found := _read_one(mention, cast, reader):
            readings.append(Reading(mention, *found))
    return readings


_FEWEST_ARTICLES = 3  # that speak of both of two things of one noun


def _find_contested(mentions, people, reader: _Reader) -> frozenset[tuple[str, str]]:
    """(event, noun) where articles tell two things of one noun apart: the NATO summit, the Helsinki summit."""
    articles = defaultdict(lambda: defaultdict(set))
    for k, mention in enumerate(mentions):
        if k not in people and not mention.is_name:
            head, before = _split_head(mention)
            if mention.owner or any(_parts(word) or word in reader.names for word in before):
                seed = mention.owner[-1:] + tuple(w for w in before if _parts(w) or w in reader.names)
                articles[reader.events[mention.article_id], head][seed].add(mention.article_id)
    found = set()
    for key, by_seed in articles.items():
        first, second = [*sorted(by_seed.values(), key=len, reverse=True)[:2], set(), set()][:2]
        if len(first & second) >= _FEWEST_ARTICLES:
            found.add(key)
    return frozenset(found)


def _is_own_happening(mention: Mention, head: str) -> bool:
    """Is it a happening, which an event has one of: fighting, clashes, a truce?"""
    return mention.determiner in ("", "a", "an") and any(sense.kind == "event" for sense in read_senses().get(head, ()))


def _read_one(mention: Mention, cast: Cast, reader: _Reader):
    if role := _find_role(mention, cast):
        person, rule, evidence = role
        return Seed("person", person), rule, evidence
    if mention.words[mention.at] in roles() and not mention.plural:
        return None  # a role whose holder nobody names
    if country := _find_country(mention):
        return country
    if mention.is_name and not _is_happening(mention):
        return reader.read_name(mention)
    return reader.read_description(mention)


def _is_happening(mention: Mention) -> bool:
    """Does a name end in the noun of a happening or of people: the Oldham Summit, the Finnish Army?"""
    senses = read_senses().get(make_singular(mention.words[mention.at]), ())
    return len(mention.words) > 1 and any(sense.kind in ("event", "group") for sense in senses)


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
    if senses := read_senses().get(seed.name):
        return senses[0].kind
    last = words[-1]
    if are_people(last) or 2 * sum(m.plural for m in mentions) > len(mentions) and is_person_noun(last):
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

"""Names and descriptions: which thing a noun phrase speaks of, by its noun, its modifiers, and whose it is."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from analysis.lexicon import read_classes
from analysis.naming.holders import find_people, find_role
from analysis.naming.mentions import NONE_IN_PARTICULAR, Mention, make_singular, read_senses
from analysis.naming.people import Cast, split_countries
from analysis.naming.seeds import Reading, Seed
from analysis.naming.states import find_country
from analysis.speakers.vocabulary import INSTITUTIONS, roles

_CLASSES = read_classes("naming")
_VAGUE = _CLASSES["vague_heads"]
_EMPTY = _CLASSES["empty_modifiers"]
_PARTING = _CLASSES["parting_modifiers"]
_PARTY_PREPOSITIONS = frozenset(("of", "with", "between", "against", "by"))
# Endings of adjectives that say how somebody sees a thing, and not which thing it is: explosive, famous, closely.
_SEEN_AS = ("ous", "ive", "ful", "less", "able", "ible", "ing", "ed", "ish", "ly")


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
    if mention.determiner in NONE_IN_PARTICULAR or len(head) < 3:
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
    people = find_people(mentions, cast, texts)
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
    if role := find_role(mention, cast):
        person, rule, evidence = role
        return Seed("person", person), rule, evidence
    if mention.words[mention.at] in roles() and not mention.plural:
        return None  # a role whose holder nobody names
    if country := find_country(mention):
        return country
    if mention.is_name and not _is_happening(mention):
        return reader.read_name(mention)
    return reader.read_description(mention)


def _is_happening(mention: Mention) -> bool:
    """Does a name end in the noun of a happening or of people: the Oldham Summit, the Finnish Army?"""
    senses = read_senses().get(make_singular(mention.words[mention.at]), ())
    return len(mention.words) > 1 and any(sense.kind in ("event", "group") for sense in senses)

"""Resolves a bare noun (one without modifiers): to the only name with this noun in the article, or to the one of two
things that was mentioned last."""

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from analysis.naming.bodies import read_bodies
from analysis.naming.families import count_descriptions, find_contested
from analysis.naming.kinds import is_kind
from analysis.naming.seeds import Reading, Seed, list_nouns, say_seed
from analysis.naming.senses import list_senses, read_senses
from analysis.text.singular import make_singular

# Determiners with which a bare noun refers back to a name: the bridge. "Their bridge" may be another one.
_AGAIN = ("the", "this", "that")


def take_up(readings: list[Reading]) -> list[Reading]:
    """The readings, with each definite noun without modifiers replaced by what its article said before: the council,
    the summit."""
    contested, bearers = find_contested(readings), _find_bearers(readings)
    latest: dict[tuple[str, str], Reading] = {}
    said: set[tuple[str, str]] = set()  # (article, name) so far
    taken = []
    for reading, after in itertools.zip_longest(readings, readings[1:]):
        mention, seed = reading.mention, reading.seed
        article = mention.article_id
        if seed.type == "name":
            said.add((article, seed.name))
        elif seed.type == "words" and not seed.is_bare:
            latest[article, seed.name] = reading
        elif seed.type == "words" and mention.is_definite:
            names = bearers.get((article, seed.name, mention.plural), ())
            if named := _read_apposed(reading, after) or _read_again(reading, names, said):
                reading = named
            else:
                reading = _read_latest(reading, latest.get((article, seed.name)), contested)
        taken.append(reading)
    return taken


def _find_bearers(readings: Iterable[Reading]) -> dict[tuple[str, str, bool], frozenset[str]]:
    """{(article, noun, whether in the plural): the names of that noun that the article has, anywhere}."""
    bearers: dict[tuple[str, str, bool], set[str]] = defaultdict(set)
    for mention, seed, _, _ in readings:
        if seed.type == "name":
            before = mention.words[: len(mention.words) - seed.name.count(" ") - 1]
            for noun, several in _list_nouns_of(seed.name, before[-1:]):
                bearers[mention.article_id, noun, several].add(seed.name)
    return {key: frozenset(names) for key, names in bearers.items()}


@functools.lru_cache(maxsize=50_000)
def _list_nouns_of(name: str, before: tuple[str, ...]) -> tuple[tuple[str, bool], ...]:
    """The nouns with which an article can refer back to a name, each with whether it is a plural: the Kestrel Bridge,
    the bridge; the vessel | Kestrel, the vessel; the European Union, the bloc."""
    own = list_nouns(name) if " " in name else ()
    nouns = (*own, *filter(is_kind, before), *read_bodies().nouns.get(name, ()))
    return tuple((single := make_singular(noun), single != noun) for noun in nouns)


def _read_again(reading: Reading, names: Collection[str], said: Collection[tuple[str, str]]) -> Reading | None:
    """The reading of a bare noun as the only name with this noun in the article, if that name came before; otherwise
    None."""
    mention = reading.mention
    if len(names) != 1 or mention.determiner not in _AGAIN or mention.is_name:
        return None
    (name,) = names
    if (mention.article_id, name) not in said:
        return None
    return Reading(mention, Seed("name", name), "noun-of-name", f"{mention.determiner} {mention.surface}: {name}")


def _read_apposed(reading: Reading, after: Reading | None) -> Reading | None:
    """The reading of a bare noun as the name in apposition to it: the barge, the Kestrel. None in: the barge, the
    Kestrel and the mill."""
    mention = reading.mention
    if after is None or after.seed.type != "name" or after.mention.sentence != mention.sentence:
        return None
    name = after.mention
    beside = name.gap == ", " and mention.end + len(name.gap) == name.start and mention.gap.strip() != ","
    if not beside or mention.determiner != "the" or name.determiner != "the" or name.after not in _CLOSING:
        return None
    text = f"the {mention.surface}, the {name.surface}"
    return Reading(mention, after.seed, "apposition", text)


_CLOSING = (",", ".", ";", "")
_NEAR = 150  # characters before a bare noun: of two things with this noun, the one mentioned so near is meant


def _read_latest(reading: Reading, latest: Reading | None, contested) -> Reading:
    """The reading of a bare noun as the one of two things that was mentioned just before. "Monday's summit" is a
    different summit from the one before it."""
    mention, noun = reading.mention, reading.seed.name
    if latest is None or mention.owner or mention.start - latest.mention.end > _NEAR:
        return reading
    if (latest.seed.event, noun) in contested:
        said = f"{say_seed(latest.seed)}, then {mention.determiner} {mention.surface}"
        return Reading(mention, latest.seed, "said-before", said)
    return reading


_LEAST_SHARE = 0.1  # of an event's articles; a bare noun in fewer articles means another thing each time ("the paper")


def drop_rare(readings: list[Reading], events: Mapping[str, str]) -> list[Reading]:
    """The readings without those bare nouns that only few articles of an event use. A rare noun stays if it shares a
    sense with a frequent one: the hacking, the cyberattacks. The same is done with groups of people who are known only
    by their country: "Finnish troops" are one group if the war is about them; in other articles they are different
    troops each time."""
    least = {event: _LEAST_SHARE * size for event, size in Counter(events.values()).items()}
    _, articles = count_descriptions(readings)
    groups: dict[tuple, set[str]] = defaultdict(set)
    often = set()
    for seed, ids in articles.items():
        for sense in list_senses(seed.name):
            groups[seed.event, sense, seed.of] |= ids
            if seed.is_bare and len(ids) >= least[seed.event]:
                often.add((seed.event, sense))

    def is_often(reading: Reading) -> bool:
        seed, senses = reading.seed, list_senses(reading.seed.name)
        if seed.is_bare:
            return any((seed.event, sense) in often for sense in senses)
        return any(len(groups[seed.event, sense, seed.of]) >= least[seed.event] for sense in senses)

    def may_vary(reading: Reading) -> bool:
        return reading.seed.type == "words" and (reading.seed.is_bare or _are_some(reading))

    return [reading for reading in readings if not may_vary(reading) or is_often(reading)]


def _are_some(reading: Reading) -> bool:
    """Does the mention mean people who are known only by their country: Finnish troops? Not: the Finnish troops, 12
    soldiers."""
    mention, seed = reading.mention, reading.seed
    counted = any(word[0].isdigit() for word in mention.modifiers)
    group = any(sense.kind == "group" for sense in read_senses().get(seed.name, ()))
    return group and mention.plural and not mention.is_definite and not counted and not seed.parting

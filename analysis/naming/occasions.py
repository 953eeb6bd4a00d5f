"""Tells the meeting that the articles are about from other meetings that they mention."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from analysis.naming.bodies import read_bodies
from analysis.naming.people import Cast
from analysis.naming.seeds import Reading
from analysis.naming.senses import read_senses
from analysis.naming.states import is_between_states

_MAIN = 0.4  # a party with so large a share of the mentions of the most frequent one is a main party
_DATED = re.compile(r"[^.;:,\n]{0,30}? in (?:1[89]|20)\d\d\b")


def drop_other_occasions(readings: list[Reading], cast: Cast, texts: Mapping[str, str]) -> list[Reading]:
    """The readings without meetings held by others or in another year, as their sentence shows: "met Dean at talks".

    A meeting without named parties may be any meeting. It is a different one if its sentence names the leader of
    another country, or another body, and not all of the main parties of these meetings.
    """
    main = _find_main_parties(readings)
    present = _find_present(readings, cast)
    return [
        reading
        for reading in readings
        if (key := _key(reading)) is None or not _is_other(reading, main.get(key, frozenset()), present, texts)
    ]


def _key(reading: Reading) -> tuple[str, str] | None:
    """(event, sense) of something that two sides have with each other, such as talks; None for anything else."""
    seed = reading.seed
    if seed.type != "words" or not is_between_states(seed.name):
        return None
    events = (sense.name for sense in read_senses()[seed.name] if sense.kind == "event" and sense.between_states)
    return next(((seed.event, name) for name in events), None)


def _find_main_parties(readings: Iterable[Reading]) -> dict[tuple[str, str], frozenset[str]]:
    """{(event, sense): the parties that articles name most often for it}."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for reading in readings:
        if key := _key(reading):
            counts[key].update(reading.seed.of)
    return {
        key: frozenset(party for party, count in said.items() if count >= _MAIN * max(said.values()))
        for key, said in counts.items()
        if said
    }


def _find_present(readings: Iterable[Reading], cast: Cast) -> dict[tuple, dict[str, bool]]:
    """{sentence: {party it names: by its leader, or as a body}}."""
    present: dict[tuple, dict[str, bool]] = defaultdict(dict)
    bodies = frozenset(read_bodies().names.values())
    for reading in readings:
        seed, here = reading.seed, present[reading.mention.article_id, reading.mention.sentence]
        if seed.type == "person" and (country := cast.find_country(seed.name)):
            here[country] = True
        elif seed.type == "country":
            here.setdefault(seed.name, False)
        elif seed.type == "name" and seed.name in bodies:
            here[seed.name] = True
    return present


def _is_other(reading: Reading, main: frozenset[str], present, texts: Mapping[str, str]) -> bool:
    mention, of = reading.mention, reading.seed.of
    if len(main) < 2 or main <= of or of - main:
        return False
    if _DATED.match(texts[mention.article_id], mention.end):
        return True  # the talks in 1990
    here = present[mention.article_id, mention.sentence]
    others = any(acts for party, acts in here.items() if party not in main)
    return others and not main <= of.union(here)

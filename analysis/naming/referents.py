"""The name of each thing in the table: the name that most articles write, made unique if several things would share
it."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import tee

import pandas as pd

from analysis.naming.mentions import Mention
from analysis.naming.roles import split_countries
from analysis.naming.seeds import Reading
from analysis.naming.senses import list_senses


def take_most_common(counts: Counter[str]) -> str:
    """The most frequent, of several the first in the alphabet."""
    return min(counts, key=lambda value: (-counts[value], value))


def name_forms(mentions: list[Mention]) -> dict[tuple[str, ...], str]:
    """{folded words: their commonest spelling}."""
    spelled = defaultdict(Counter)
    for mention in mentions:
        spelled[mention.words][mention.surface] += 1
    return {words: take_most_common(surfaces) for words, surfaces in spelled.items()}


def name_form(mention: Mention, forms: dict[tuple[str, ...], str]) -> str:
    """The most frequent spelling of a mention's words. A name keeps its own spelling if the frequent one is a plural:
    the surname Berg does not become "bergs". A final stop makes no other spelling: the U.S, before "-born", is the
    U.S."""
    form, own = forms[mention.words], mention.surface
    return own if mention.is_name and len(form.rstrip(".")) != len(own.rstrip(".")) else form


def name_clusters(clusters: Mapping[int, list[Reading]], forms: Mapping[tuple[str, ...], str]) -> dict[int, str]:
    """{number of a cluster: its referent}, for those of two mentions or more; no two have one name.

    A thing that shares its noun with other things is named with more words: beside the NATO summit, "the summit" is
    called the Oldham summit.
    """
    names, taken = {}, set()
    large = [item for item in clusters.items() if len(item[1]) > 1]
    rivals = _count_rivals([same for _, same in large])
    for number, same in sorted(large, key=lambda item: (-len(item[1]), item[0])):
        name = _choose_name(same, forms, any(rivals[sense] > 1 for sense in _list_senses(same)))
        if name in taken:
            name = _choose_name(same, forms, True)
        names[number] = _take_free(name, taken)
    return names


def rename_parts(parts: Iterable[tuple[Hashable, pd.DataFrame]]) -> Iterator[pd.DataFrame]:
    """The names of each part, with the referents under their names among those of all parts.

    parts: the event of each part, as for `rename_referents`, and the names found in it; one at a time is read.
    """
    tables, again = tee(parts)
    renamed = rename_referents((event, table["referent"].dropna().unique()) for event, table in again)
    for (_, table), names in zip(tables, renamed, strict=True):
        new = table["referent"].map(lambda name, names=names: names.get(name, name))
        yield table.assign(referent=new.astype("str"))      # `replace` would go through the column for each name


def rename_referents(parts: Iterable[tuple[Hashable, Iterable[str]]]) -> Iterator[dict[str, str]]:
    """{referent: its name among the referents of all parts}, for each part those that change.

    parts: the event of each part, None where it is none in particular, and the referents of the part. A proper name,
    which begins with a capital, means one thing in all of them. What is called by a common noun is one thing in the
    parts of one event, and another thing in each other event.
    """
    taken: set[str] = set()
    of_events: defaultdict[Hashable, dict[str, str]] = defaultdict(dict)
    for number, (event, names) in enumerate(parts):
        referents = list(names)
        own = of_events[("none", number) if event is None else event]
        new = [name for name in referents if name not in own]
        clashing = {name for name in new if name in taken and not name[:1].isupper()}
        taken.update(new)
        own.update((name, _take_free(name.rstrip("1234567890()").rstrip(), taken) if name in clashing else name)
                   for name in new)
        yield {name: own[name] for name in referents if own[name] != name}


def _take_free(name, taken):
    """The name, with a number if it is taken; it is taken from now on."""
    free, n = name, 1
    while free in taken:
        n += 1
        free = f"{name} ({n})"
    taken.add(free)
    return free


_FEWEST_OF_RIVAL = 10  # mentions: with so many of another thing with this noun, a reader asks which one is meant


def _count_rivals(clusters: Iterable[list[Reading]]) -> Counter[tuple[str, str]]:
    """{(event, sense of a noun): how many things have it that are mentioned often}."""
    often = (same for same in clusters if len(same) >= _FEWEST_OF_RIVAL)
    return Counter(sense for same in often for sense in _list_senses(same))


def _list_senses(same: Iterable[Reading]) -> frozenset[tuple[str, str]]:
    """(event, sense) of the descriptions of a thing."""
    nouns = {(r.seed.event, r.seed.name) for r in same if r.seed.type == "words"}
    return frozenset((event, sense) for event, noun in nouns for sense in list_senses(noun))


def _choose_name(same: list[Reading], forms, tell: bool) -> str:
    """The name of a person or country, otherwise the name or form that most articles use. tell: choose a form that
    distinguishes the thing."""
    anchors = [r.seed.name for r in same if r.seed.type in ("person", "country")]
    if anchors:
        return take_most_common(Counter(anchors))
    named = [r for r in same if r.seed.type == "name" and r.mention.is_name]
    telling = [r for r in same if _tells(r)] if tell and not named else []
    return _find_commonest(telling, forms, _FEWEST_TELLING) or _find_commonest(named or same, forms) or ""


_FEWEST_TELLING = 2  # articles


def _find_commonest(readings: list[Reading], forms, least: int = 1) -> str | None:
    """The form that most articles use; None if fewer than `least` articles use it, by whatever name of a country."""
    articles, uses = defaultdict(set), Counter()
    shared = defaultdict(set)  # the UK visit and the British visit count together
    for r in readings:
        form = name_form(r.mention, forms)
        articles[form].add(r.mention.article_id)
        shared[split_countries(r.mention.words)].add(r.mention.article_id)
        uses[form] += 1
    fit = [form for form in uses if len(articles[form]) >= least] or [
        name_form(r.mention, forms) for r in readings if len(shared[split_countries(r.mention.words)]) >= least
    ]
    return min(fit, key=lambda form: (-len(articles[form]), -uses[form], form), default=None)


def _tells(reading: Reading) -> bool:
    """Do the words before the noun show which thing is meant: the Oldham summit? Not: the historic summit."""
    mention, seed = reading.mention, reading.seed
    named = any(word[:1].isupper() for word in mention.surface.split()[: mention.at])
    return named or " " in seed.name or not seed.modifiers.isdisjoint(mention.modifiers)

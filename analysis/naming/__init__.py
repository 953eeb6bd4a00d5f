"""Which words the outlets use for one thing: the names, descriptions and nouns for events in several articles, grouped
by what they refer to.

No parser and no trained model is used. Noun phrases (`mentions`) are read as people, countries, names or descriptions
(`seeds`). Rules with an id (`rules`) say which of these mean the same thing (`links`), and two are never joined if
their names, kinds or modifiers contradict each other (`clusters`).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.corpus import number_events
from analysis.memory import without_collection
from analysis.naming.clusters import Link, join
from analysis.naming.decisions import apply_decisions
from analysis.naming.descriptions import read_seeds
from analysis.naming.holders import part_roles
from analysis.naming.kinds import find_kind
from analysis.naming.links import (
    find_aliases,
    find_bearers,
    find_families,
    find_one_sense,
    find_same_heads,
    find_same_slots,
    find_short_names,
    find_small_letters,
    find_swapped,
)
from analysis.naming.mentions import Mention, find_mentions, read_spelling
from analysis.naming.people import Cast
from analysis.naming.referents import name_clusters, name_form, name_forms, rename_parts, take_most_common
from analysis.naming.rules import RULES
from analysis.naming.seeds import Reading, Seed
from analysis.spans import make_spans, read_texts
from analysis.terms import find_terms
from analysis.wording import find_shared, find_swaps
from analysis.zones import find_zones

_EXTRA = {"referent": "str", "kind": "str", "form": "str", "rule": "str", "evidence": "str"}


def find_names(
    findings: Any,
    people: pd.DataFrame | None = None,
    vocabulary: pd.DataFrame | None = None,
    decisions: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """A span table of the names and descriptions of articles, with what each refers to.

    In: `findings`, a record with the tables `articles`, `zones`, `shared` and `swaps`, or a table of articles: then
    the other tables are computed first. `people`, a table like data/people.csv (the default). `vocabulary`, as from
    `terms.read_vocabulary`: if it is given, the terms of one family count as one thing; with `Findings` it is not used
    by default, since a family may be a subject rather than a thing. `decisions`: as from `decisions.read_decisions`;
    they win over the rules.
    Out: one row is one noun phrase that counts, in the order of the text. Of more than MOST_TOGETHER articles, the
    names are found event by event (`corpus.number_events`), and this is their order; last come the articles of no
    event. "The bridge" of one event is never that of another. An event of more articles is dealt out to several parts
    (`part_articles`); what these call by one name is one thing.

    article_id, start, end, text   the phrase, without a possessive ending
    referent   one name for one person, group, place, thing or event in these articles; NA for a phrase that was not
               linked to any other
    kind       person, group, organisation, place, thing or event
    form       the words that are counted, in their most frequent spelling, without determiner and inflection
    rule       why the phrase belongs to its referent: an id of `rules.RULES`, `reader-merge` or `reader-split`; NA
               where there is no referent
    evidence   the text that shows it

    >>> articles = pd.DataFrame({"text": ["The bridge fell on Monday. Anna Berg, the mayor, came.",
    ...                                   "The bridge fell on Monday. Mayor Berg came."]},
    ...                         index=pd.Index(["a", "b"], name="article_id"))
    >>> find_names(articles)[["article_id", "referent", "form", "rule"]]
      article_id   referent        form        rule
    0          a     bridge      bridge  same-words
    1          a  Anna Berg   Anna Berg   full-name
    2          a  Anna Berg       mayor  apposition
    3          b     bridge      bridge  same-words
    4          b  Anna Berg  Mayor Berg     surname
    """
    with without_collection():
        tables = _read_tables(findings)
        parts = part_articles(number_events(tables[0]))
        names = join_names([(find_event_of(part), find_names_of(part, tables, people, vocabulary)) for part in parts])
    return names if decisions is None else apply_decisions(names, decisions)[0]


MOST_TOGETHER = 500
"""Articles whose names are found together; more are cut into parts, so that any number fits into memory."""


def part_articles(numbers: pd.Series) -> list[pd.Series]:
    """The articles of which the names are found together, part by part, each as its part of `numbers`.

    numbers: as from `number_events`. Up to MOST_TOGETHER articles are one part. Of more, each event is one, and those
    of no event are one, unless it is larger: then it is dealt out to several, one article after the other, so that each
    has articles of all outlets and days.
    """
    if len(numbers) <= MOST_TOGETHER:
        return [numbers] if len(numbers) else []
    return [part for _, own in numbers.groupby(numbers, dropna=False) for part in _deal(own)]


def _deal(articles):
    count = -(-len(articles) // MOST_TOGETHER)
    return [articles.iloc[first::count] for first in range(count)]


def find_event_of(part: pd.Series) -> int | None:
    """The event of a part from `part_articles`; None if its articles report several events, or none."""
    first = part.iloc[0]
    return None if part.isna().any() or part.ne(first).any() else int(first)


def find_names_of(
    part: pd.Series,
    tables: Sequence[Any],
    people: pd.DataFrame | None = None,
    vocabulary: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """The names in one part of the articles; `join_names` gives the referents of all parts their names.

    part: as from `part_articles`. tables: articles, zones, shared and swaps, of these articles at least. people,
    vocabulary: as for `find_names`.
    """
    articles, zones, shared, swaps = _choose_articles(part.index, *tables)
    texts = read_texts(articles)
    said = _find_mentions(texts, zones)
    cast = Cast(texts, people, said)
    mentions = part_roles(said, cast)
    events = {a: f"article {a}" if pd.isna(number) else str(number) for a, number in part.items()}
    readings = read_seeds(mentions, cast, events, texts)
    families = [] if vocabulary is None else find_families(readings, find_terms(articles, vocabulary))
    links = _order_links([*families, *_link(readings, texts, shared, swaps)])
    return _make_table(mentions, readings, links, articles)


def _choose_articles(ids, articles, zones, shared, swaps):
    """The rows of these articles in each table; of `shared` and `swaps` those of which both articles are among them."""
    if shared is not None and swaps is not None:
        shared = shared[shared["left_article_id"].isin(ids) & shared["right_article_id"].isin(ids)]
        swaps = swaps[swaps["pair"].isin(shared["pair"])]
    return articles.loc[ids], zones[zones["article_id"].isin(ids)], shared, swaps


def join_names(parts: list[tuple[int | None, pd.DataFrame]]) -> pd.DataFrame:
    """The names of all parts, one below the other. parts: (`find_event_of` the part, its names)."""
    if not parts:
        return make_spans([], pd.DataFrame({"text": []}, dtype="str"), _EXTRA)
    return pd.concat(rename_parts(parts), ignore_index=True)


def _read_tables(findings):
    """(articles, zones, shared, swaps) of the findings; computed first if only articles were given."""
    if isinstance(findings, pd.DataFrame):
        shared = find_shared(findings)
        return findings, find_zones(findings), shared, find_swaps(shared)
    zones = findings.zones if findings.zones is not None else find_zones(findings.articles)
    return findings.articles, zones, findings.shared, findings.swaps


def _find_mentions(texts, zones) -> list[Mention]:
    rows = defaultdict(list)
    for article_id, start, end, zone in zones[["article_id", "start", "end", "zone"]].itertuples(
        index=False, name=None
    ):
        rows[article_id].append((start, end, zone))
    spelling = read_spelling(texts.values())
    return [
        mention
        for article_id, text in texts.items()
        for mention in find_mentions(article_id, text, rows[article_id], spelling)
    ]


def _link(readings: list[Reading], texts, shared, swaps) -> list[Link]:
    """The links that the articles themselves give."""
    counts = Counter(reading.seed for reading in readings)
    return [
        *find_aliases(readings, texts),
        *find_short_names(readings),
        *find_bearers(readings),
        *find_swapped(readings, shared, swaps),
        *find_same_heads(readings),
        *find_one_sense(readings),
        *find_same_slots(readings, counts),
        *find_small_letters(readings),
    ]


def _order_links(links: list[Link]) -> list[Link]:
    """The links whose rule is in RULES, the strongest rule first."""
    order = {rule.id: k for k, rule in enumerate(RULES)}
    return sorted((link for link in links if link.rule in order), key=lambda link: order[link.rule])


def _make_table(mentions: list[Mention], readings: list[Reading], links: list[Link], articles) -> pd.DataFrame:
    ids = {rule.id for rule in RULES}
    readings = [reading for reading in readings if reading.rule in ids]
    by_seed: dict[Seed, list[Reading]] = defaultdict(list)
    for reading in readings:
        by_seed[reading.seed].append(reading)
    kinds = {seed: find_kind(seed, [r.mention for r in same]) for seed, same in by_seed.items()}
    numbers, joined = join(kinds, links, frozenset(rule.id for rule in RULES if rule.strong))
    forms = name_forms(mentions)
    clusters: dict[int, list[Reading]] = defaultdict(list)
    for reading in readings:
        clusters[numbers[reading.seed]].append(reading)
    names = name_clusters(clusters, forms)
    found = {}
    for number, same in clusters.items():
        kind = take_most_common(Counter(kinds[r.seed] for r in same))
        for r in same:
            shown = _show(r, joined.get(r.seed)) if number in names else (None, None)
            found[id(r.mention)] = (names.get(number), kind, *shown)
    rows = []
    for mention in mentions:
        referent, kind, rule, evidence = found.get(id(mention), (None, None, None, None))
        form = name_form(mention, forms)
        rows.append((mention.article_id, mention.start, mention.end, referent, kind, form, rule, evidence))
    return make_spans(rows, articles, _EXTRA)


def _show(reading: Reading, link: Link | None) -> tuple[str, str]:
    """(rule, evidence) of a mention: how the mention itself was read; if only its own words show that, the link that
    joined it to other mentions."""
    if link and reading.rule in ("same-words", "same-name"):
        return link.rule, link.evidence
    return reading.rule, reading.evidence

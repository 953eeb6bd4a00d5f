"""What shows that two seeds are the same thing: each function yields the links of one or a few rules."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from analysis.lexicon import read_classes
from analysis.naming.clusters import Link
from analysis.naming.families import are_told_apart, count_descriptions, group_families
from analysis.naming.mentions import Mention
from analysis.naming.roles import split_countries
from analysis.naming.seeds import Reading, Seed, say_seed
from analysis.naming.senses import read_senses
from analysis.speakers.vocabulary import INSTITUTIONS
from analysis.text.singular import make_singular

_CLASSES = read_classes("naming")
_LIGHT = frozenset(("of", "the", "and", "for", "in", "on", "to", "&"))


def say(mention: Mention) -> str:
    """The mention as its article writes it, with its determiner."""
    determiner = mention.determiner if mention.determiner in ("the", "a", "an") else ""
    return f"{determiner} {mention.surface}".strip()


# --- names ---------------------------------------------------------------------------------

_ALIAS = re.compile(
    r"^(?:[,(–—]|--| [(–—])\s?"
    r"(?:(?:also|otherwise|better|now|sometimes|once|who is|which is|[a-z]{1,15}ly)\s)*"
    rf"(?:{'|'.join(sorted(_CLASSES['alias_cues']))})(?: [a-z]{{1,15}}ly)?(?: as| to as)? (?:the |an? )?[\"“‘']?$"
    rf"|^, (?:{'|'.join(sorted(_CLASSES['alias_adverbs']))}) (?:the )?[\"“‘']?$"
    r"|^ (?:dubbed|nicknamed|(?:also )?known as) (?:the |an? )?[\"“‘']?$"
)
_BRACKET = re.compile(r"^ \((?:the |or )?[\"“]?$")


def find_families(readings: list[Reading], hits: pd.DataFrame) -> Iterator[Link]:
    """Forms that a reader's vocabulary has in one family; a form counts only if it is a term as a whole.

    hits: as from `terms.find_terms`.
    """
    places = {}
    for reading in readings:
        end = reading.mention.end
        places[reading.mention.article_id, end - len(reading.mention.surface), end] = reading.seed
    first: dict[str, Seed] = {}
    rows = hits[["article_id", "start", "end", "family"]].itertuples(index=False, name=None)
    for article, start, end, family in rows:
        seed = places.get((article, start, end))
        if seed and first.setdefault(family, seed) != seed:
            yield Link(first[family], seed, "vocabulary", f"family {family} of the vocabulary")


_CLOSED = re.compile(r"[\"”’']?(?:[,.;:)–—\n]|\s?--|$)")


def find_aliases(readings: list[Reading], texts: Mapping[str, str]) -> Iterator[Link]:
    """X, known locally as Y; the X, dubbed Y; X, officially Y; X (Y), where Y abbreviates X. But not: asked about X,
    called Y a foe."""
    for left, right in zip(readings, readings[1:], strict=False):
        if left.mention.article_id != right.mention.article_id or left.seed == right.seed:
            continue
        gap = right.mention.gap
        if left.mention.end + len(gap) != right.mention.start:
            continue  # there is another noun phrase in between, but not one that counts
        text = f"{left.mention.surface}{gap}{right.mention.surface}"
        attached = gap.startswith(" ") and left.seed.type == "country"  # an outpost in Iraq known as al Tanf
        closed = bool(_CLOSED.match(texts[right.mention.article_id], right.mention.end))
        if _ALIAS.match(gap) and not attached and (" as " in gap or closed):
            yield Link(left.seed, right.seed, "alias", text)
        elif gap == ", " and closed and _is_apposition(left, right):
            yield Link(left.seed, right.seed, "apposition", text)
        elif _BRACKET.match(gap) and _abbreviates(right.mention.words, left.mention.words):
            yield Link(left.seed, right.seed, "acronym", f"{text})")


def _is_apposition(left: Reading, right: Reading) -> bool:
    """Is one of two neighbours a name, and the other a known body, in one sentence: GRU, Russia's spy agency?"""
    name, body = (left, right) if left.seed.type == "name" else (right, left)
    known = body.seed.type == "words" and body.mention.is_definite and body.seed.name.split()[-1] in INSTITUTIONS
    return name.seed.type == "name" and known and left.mention.sentence == right.mention.sentence


def _initials(words: tuple[str, ...]) -> set[str]:
    parts = [part for word in words for part in word.split("-") if part]
    return {"".join(w[0] for w in parts), "".join(w[0] for w in parts if w not in _LIGHT)}


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Are the letters of one word the initials of the others: UNSC, U.N. Security Council?"""
    letters = short[0].replace(".", "")
    spelled = [part for word in long for part in (tuple(word.replace(".", "")) if "." in word else (word,))]
    return len(short) == 1 and len(letters) > 1 and letters in _initials(tuple(spelled))


def find_short_names(readings: list[Reading]) -> Iterator[Link]:
    """UN and United Nations; the Justice Department and the Department of Justice; Karabakh and Nagorno-Karabakh."""
    surfaces: dict[Seed, Counter] = defaultdict(Counter)
    first: dict[Seed, dict[str, int]] = defaultdict(dict)  # {article: offset of the first mention}
    for reading in readings:
        if reading.seed.type in ("name", "country"):
            surfaces[reading.seed][reading.mention.surface] += 1
            first[reading.seed].setdefault(reading.mention.article_id, reading.mention.start)
    names = {seed: tuple(seed.name.split()) for seed in surfaces if seed.type == "name"}
    yield from _find_acronyms(names, surfaces, first)
    yield from _find_reordered(names)
    yield from _find_parts(names, {seed: frozenset(places) for seed, places in first.items()})


_FEWEST_INITIALS = 3  # fewer letters fit many names: the long form has to introduce them


def _find_acronyms(names, surfaces, first):
    """The initials of a name that an article writes in full, too: the Northern Ferry Union, the NFU. Two letters are
    its initials only where they mostly come after it."""
    by_initials = defaultdict(list)
    for seed, words in names.items():
        if len(words) > 1:
            for letters in _initials(words):
                by_initials[letters].append(seed)
    for seed, words in names.items():
        surface = surfaces[seed].most_common(1)[0][0]
        longer = by_initials.get(words[0], ())
        if len(words) > 1 or len(words[0]) < 2 or not surface.replace(".", "").isupper() or len(longer) != 1:
            continue
        few = len(words[0]) < _FEWEST_INITIALS
        shared = first[longer[0]].keys() & first[seed].keys()
        ours = not few or _is_introduced(first[longer[0]], first[seed]) and not split_countries(names[longer[0]])[0]
        if shared and ours:
            yield Link(seed, longer[0], "acronym", f"{surface}: {surfaces[longer[0]].most_common(1)[0][0]}")


def _is_introduced(long: Mapping[str, int], short: Mapping[str, int]) -> bool:
    """Does the long form come before the short one in most articles that have the short one? Not: TV, Tyne Valley.

    long, short: {article: offset of the first mention}.
    """
    return 2 * sum(long.get(article, at) < at for article, at in short.items()) > len(short)


def _find_reordered(names):
    by_words = defaultdict(list)
    for seed, words in names.items():
        by_words[frozenset(words) - _LIGHT].append(seed)
    for words, seeds in by_words.items():
        if len(words) > 1:
            for seed in seeds[1:]:
                yield Link(seeds[0], seed, "same-name", f"{seeds[0].name}, {seed.name}")


_FEWEST_LETTERS = 4


def _find_parts(names, articles):
    """A name within the only longer one of its article: Karabakh, Nagorno-Karabakh; Tyne Council, Council."""
    holders = defaultdict(set)
    for seed, words in names.items():
        if len(words) > 1:
            holders[words[0]].add(seed)
            holders[words[-1]].add(seed)
    for seed, words in names.items():
        if len(words) != 1 or len(words[0]) < _FEWEST_LETTERS:
            continue
        longer = [other for other in holders.get(words[0], ()) if articles[other] & articles[seed]]
        kinds = _CLASSES["place_kinds"]
        fits = [o for o in longer if names[o][-1] in kinds and names[o][0] == words[0] and len(names[o]) == 2]
        for other in sorted(fits, key=Seed.sort_key):
            yield Link(seed, other, "name-and-kind", f"{other.name}: {seed.name}")


_FEWEST_NAMED = 2  # articles in which a noun means a name


def find_bearers(readings: list[Reading]) -> Iterator[Link]:
    """A bare noun that means the same name in all articles of an event in which it could be resolved: the bridge."""
    events = {mention.article_id: seed.event for mention, seed, _, _ in readings if seed.event}
    meant: dict[tuple[str, str], dict[Seed, set[str]]] = defaultdict(lambda: defaultdict(set))
    for mention, seed, rule, _ in readings:
        if rule == "noun-of-name" and mention.article_id in events:
            meant[events[mention.article_id], mention.head][seed].add(mention.article_id)
    for (event, noun), named in meant.items():
        if len(named) == 1 and len(articles := next(iter(named.values()))) >= _FEWEST_NAMED:
            (seed,) = named
            evidence = f"the {noun}: {seed.name} in {' and '.join(sorted(articles)[:_FEWEST_NAMED])}"
            yield Link(Seed("words", noun, event), seed, "noun-of-name", evidence)


def find_small_letters(readings: list[Reading]) -> Iterator[Link]:
    """A name and the same words in small letters, unless these say nothing but the noun: the Harbour Palace, the
    harbour palace; not: the New Bridge, a new bridge."""
    names = {tuple(seed.name.split()): seed for _, seed, _, _ in readings if seed.type == "name" and " " in seed.name}
    small = {seed: mention for mention, seed, _, _ in readings if seed.type == "words" and not seed.is_bare}
    for seed, mention in small.items():
        if name := names.get(mention.words):
            yield Link(name, seed, "small-letters", f"with capitals, and {mention.surface}")


# --- descriptions --------------------------------------------------------------------------


_DOMINANT = 0.6  # of the mentions with modifiers: so large a share must mean one thing before the bare noun means it


def find_same_heads(readings: list[Reading]) -> Iterator[Link]:
    """The same noun with modifiers that fit: Berg's memos, the memos; the talks, the talks between Berg and Dean."""
    counts, articles = count_descriptions(readings)
    for (event, head), groups in group_families(counts).items():
        if head in _CLASSES["place_kinds"]:
            continue  # "the lost lands" for a region is the wording of one side
        for group in groups:
            for seed in group[1:]:
                yield Link(group[0], seed, "same-head", _say_seeds(group[0], seed))
        bare = Seed("words", head, event)
        if bare in counts:
            for group in _choose_for_bare(groups, counts, articles):
                yield Link(bare, group[0], "same-head", _say_seeds(bare, group[0]))


def _choose_for_bare(groups: list[list[Seed]], counts, articles) -> list[list[Seed]]:
    """The things that a noun without modifiers may mean: any of them, unless articles distinguish two; then only the
    dominant one."""
    if not are_told_apart(groups, articles):
        return groups
    sizes = [sum(counts[seed] for seed in group) for group in groups]
    return groups[:1] if sizes[0] >= _DOMINANT * sum(sizes) else []


def find_one_sense(readings: list[Reading]) -> Iterator[Link]:
    """Words of one sense with the same modifiers: the lawsuit, the complaint; Armenian forces, the Armenian army."""
    counts, _ = count_descriptions(readings)
    families = defaultdict(list)
    for seed in counts:
        for sense in read_senses().get(seed.name, ()):
            families[seed.event, sense.name, seed.modifiers].append(seed)
    for (_, name, _), seeds in families.items():
        seeds.sort(key=lambda seed: (-counts[seed], seed.name))
        for seed in seeds[1:]:
            yield Link(seeds[0], seed, "one-sense", f"{_say_seeds(seeds[0], seed)}: words for one {name}")


def _say_seeds(left: Seed, right: Seed) -> str:
    return f"{say_seed(left)}, {say_seed(right)}"


# --- shared sentences ----------------------------------------------------------------------

_FEWEST_PAIRS = 2  # pairs of articles in whose shared sentences one replaces the other


def find_swapped(readings: list[Reading], shared: pd.DataFrame | None, swaps: pd.DataFrame | None) -> Iterator[Link]:
    """Phrases that replace each other in shared sentences: ... until the truce ended, ... until the ceasefire ended."""
    if shared is None or swaps is None or swaps.empty:
        return
    places = {(r.mention.article_id, r.mention.end): r for r in readings}
    rows = swaps[swaps["change"] == "substitute"]
    pairs = shared[["pair", "left_article_id", "right_article_id"]].itertuples(index=False, name=None)
    ids = {pair: (left_id, right_id) for pair, left_id, right_id in pairs}
    found = defaultdict(set)
    for pair, left_start, left_end, right_start, right_end in rows[
        ["pair", "left_start", "left_end", "right_start", "right_end"]
    ].itertuples(index=False, name=None):
        left_id, right_id = ids[pair]
        left, right = places.get((left_id, left_end)), places.get((right_id, right_end))
        if (
            left
            and right
            and left.seed != right.seed
            and _same_before(left, left_start) == _same_before(right, right_start)
        ):
            first, second = sorted((left.seed, right.seed), key=Seed.sort_key)
            found[first, second].add((left_id, right_id, say(left.mention), say(right.mention)))
    for (first, second), pairs in sorted(found.items(), key=lambda item: (-len(item[1]), _order_pair(item[0]))):
        if len(pairs) >= _FEWEST_PAIRS:
            left_id, right_id, one, other = min(pairs)
            yield Link(first, second, "swapped", f"{one} in {left_id}, {other} in {right_id}, in one sentence")


def _order_pair(pair: tuple[Seed, Seed]) -> list:
    return [seed.sort_key() for seed in pair]


def _same_before(reading: Reading, start: int) -> str | None:
    """The words of a phrase before the words that were swapped, in lower case; if the swap begins before the phrase,
    its offset instead."""
    begin = reading.mention.end - len(reading.mention.surface)
    return reading.mention.surface[: max(0, start - begin)].lower() if start >= reading.mention.start else str(start)


# --- the same slot -------------------------------------------------------------------------

_LARGEST_SLOT = 60  # mentions in one slot; with more than that, sharing the slot does not show that they are one thing


def find_same_slots(readings: list[Reading], rare: Mapping[Seed, int]) -> Iterator[Link]:
    """Different words for those who do the same thing to the same party: the army shelled the mill, troops shelled the
    mill."""
    sentences = defaultdict(list)
    for reading in readings:
        sentences[reading.mention.article_id, reading.mention.sentence].append(reading)
    slots = defaultdict(list)
    for (article, _), here in sentences.items():
        for at, reading in enumerate(here):
            if reading.seed.type != "words" or not reading.seed.of or not reading.mention.verb_after:
                continue
            others = {make_singular(r.seed.name) for r in here[at + 1 :] if r.seed.type == "words" and rare[r.seed]}
            for other in sorted(others):
                slots[reading.seed.of, reading.seed.event, other].append((article, reading))
    together, shown = _count_together(slots)
    for (left, right), others in sorted(together.items(), key=lambda item: _order_pair(item[0])):
        if len(others) >= _FEWEST_OTHERS:
            yield Link(left, right, "same-slot", f"{shown[left, right]}: {', '.join(sorted(others))}")


def _count_together(slots):
    """({two seeds: the other nouns that occur beside both, in two different articles}, {two seeds: an example})."""
    together, shown = defaultdict(set), {}
    for (_, _, other), same in slots.items():
        pairs = itertools.combinations(same, 2) if len(same) <= _LARGEST_SLOT else ()
        for (article, first), (other_article, second) in pairs:
            if article != other_article and first.seed != second.seed:
                key = tuple(sorted((first.seed, second.seed), key=Seed.sort_key))
                together[key].add(other)
                said = (f"{say(r.mention)} {r.mention.verb_after} ..." for r in (first, second))
                shown.setdefault(key, ", ".join(said))
    return together, shown


_FEWEST_OTHERS = 2  # so many other nouns must occur beside both

"""The noun phrases of articles as mentions: what each is about, by which words, and what stands around it.

Names, descriptions and nominalised happenings ("the fighting") are mentions; pronouns, numbers and times are none.
"""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from analysis.lexicon import read_classes, read_table
from analysis.speakers.vocabulary import INDEFINITES, QUANTITIES
from analysis.text import WORD, find_paragraphs, fold
from analysis.text.chunks import Chunk, read_chunks
from analysis.text.sentence import PREPOSITIONS, Sentence, is_name, is_owner
from analysis.text.singular import make_singular

_WORDS = read_classes("function_words")
ZONES = ("headline", "deck", "subhead", "body")  # captions, credits and furniture are nobody's choice of words
_OPENERS = _WORDS["determiners"]
_SMALL_WORDS = _OPENERS | _WORDS["light_words"] | _WORDS["adverbs"]
# What such determiners count is another one each time: any summit, several soldiers.
NONE_IN_PARTICULAR = (INDEFINITES | QUANTITIES | frozenset(("every", "each", "another", "no", "any"))) - {
    "a",
    "an",
    "all",
    "both",
}
_BREAKS = read_classes("naming")["phrase_breaks"]
_ABBREVIATIONS = frozenset().union(*read_classes("abbreviations").values())
_MOST_WORDS = 12  # of a phrase: longer ones are lists, menus and lines of capitals


class Mention(NamedTuple):
    """One noun phrase of an article."""

    article_id: str
    start: int  # offsets, without an article's possessive mark
    end: int
    words: tuple[str, ...]  # folded, without what determines them, the head in its singular
    surface: str  # the same as written
    at: int  # which of the words is the head
    is_name: bool
    determiner: str  # the, a, his, an owner's name; "" where there is none
    plural: bool
    owner: tuple[str, ...]  # folded words of whoever owns it: the council's | bridge
    before: str  # the word before it, where that is a preposition
    joined: tuple[tuple[str, tuple[str, ...]], ...]  # (preposition, folded words) of the names attached to it
    verb_after: str  # the verb that it is the subject of, in lower case; "" where none follows
    verb_before: str  # the verb that it is the object of
    sentence: tuple[int, int]  # offsets of its sentence
    gap: str  # what stands between the mention before and this one

    @property
    def head(self) -> str:
        """The noun that it is about, folded, in its singular."""
        return self.words[self.at]

    @property
    def modifiers(self) -> tuple[str, ...]:
        """The words before its head."""
        return self.words[: self.at]

    @property
    def is_definite(self) -> bool:
        """Does it speak of something known: the, this, his, the council's?"""
        return self.determiner in _DEFINITE or bool(self.owner)


_DEFINITE = frozenset(("the", "this", "that", "these", "those")) | _WORDS["articles"] - {"a", "an"}


# --- headlines in capitals -----------------------------------------------------------------

_FEWEST_CAPITALS = 0.6  # of the longer words of a line: it is a headline With Capitals Throughout
_LONG_WORD = 4
_MOST_IN_HEADLINE = 25  # words


_SMALL = re.compile(r"\b[a-z][a-z'’-]*")
_BEFORE_OPENER = (" ", "\n", "", "“", '"')


def lower_headlines(text: str, small: frozenset[str]) -> str:
    """The text with the words of Headlines In Capitals as the rest of the text writes them; each keeps its place.

    >>> lower_headlines("Old Bridge Falls In Oldham", frozenset(("old", "bridge", "falls")))
    'old bridge falls In Oldham'
    """
    pieces, at = [], 0
    for begin, end in find_paragraphs(text):
        words = list(WORD.finditer(text, begin, end))
        long = [m.group() for m in words if len(m.group()) >= _LONG_WORD]
        if len(words) > _MOST_IN_HEADLINE or len(long) < 3:
            continue
        if sum(map(is_name, long)) < _FEWEST_CAPITALS * len(long):
            continue
        for m in words:
            word = m.group()
            if is_name(word) and word.isascii() and word.lower() in small:
                pieces += [text[at : m.start()], word.lower()]
                at = m.end()
    return "".join([*pieces, text[at:]])


# --- mentions ------------------------------------------------------------------------------


def find_mentions(article_id: str, text: str, zones: list[tuple[int, int, str]]) -> Iterator[Mention]:
    """The mentions of an article in those of its zones that count.

    zones: (start, end, zone) in the order of the text.
    """
    starts = [start for start, _, _ in zones]
    small = frozenset(_SMALL.findall(text))
    last = 0
    for s, chunks in read_chunks(lower_headlines(text, small)):
        chunks = _join_gerunds(s, chunks)
        for k, chunk in enumerate(chunks):
            if chunk.kind != "noun" or chunk.form not in ("name", "description"):
                continue
            if chunk.end - chunk.first > _MOST_WORDS:
                continue
            # by phrase, as the sentence after "OLDHAM, May 3 —" begins in the dateline
            zone = zones[bisect_right(starts, s.starts[chunk.first]) - 1][2] if zones else "body"
            if zone not in ZONES:
                continue
            if mention := _make_mention(article_id, text, s, chunks, k, last, small):
                yield mention
                last = mention.end


def _join_gerunds(s: Sentence, chunks: list[Chunk]) -> list[Chunk]:
    """The chunks with each happening in -ing as the head of the nouns before it: election | meddling; not where it has
    an object, police | shooting | protesters."""
    joined: list[Chunk] = []
    for k, chunk in enumerate(chunks):
        before = joined[-1] if joined else None
        if before and _is_gerund(s, before, chunk, chunks[k + 1] if k + 1 < len(chunks) else None):
            joined[-1] = before._replace(end=chunk.end, head=chunk.head, form="description")
        else:
            joined.append(chunk)
    return joined


def _is_gerund(s, before, chunk, after):
    """Is a verb in -ing after a noun a happening that the noun says more about?"""
    word = s.low[chunk.head]
    if before.kind != "noun" or chunk.kind != "verb" or chunk.first != before.end or not word.endswith("ing"):
        return False
    has_object = after is not None and after.kind == "noun" and after.first == chunk.end
    happens = any(sense.kind == "event" for sense in read_senses().get(word, ()))
    return happens and chunk.end == chunk.first + 1 and not has_object and not is_owner(s.words[before.end - 1])


_ARABIC = re.compile(r"(?:al|el|ul|ad|ar|as|ash|at|az)-[^\W\d_a-z]")  # Bashar | al-Assad


def _make_mention(article_id, text, s: Sentence, chunks: list[Chunk], k: int, last: int, small) -> Mention | None:
    chunk = chunks[k] = _cut_at_break(s, chunks[k])
    first = _skip_openers(s, chunk.first, chunk.head)
    end = _end_before_mark(text, s, chunk)
    words = [fold(_bare(word))[0] for word in s.low[first : chunk.end]]
    at = chunk.head - first
    raw = words[at]
    is_word = _opens_a_line(text, s, chunk) and raw in small
    named = not is_word and (chunk.form == "name" or bool(_ARABIC.match(s.words[chunk.head])))
    if not all(words) or _is_small_word(_bare(s.words[chunk.head])) or not any(c.isalpha() for c in raw):
        return None
    if not named:
        words[at] = make_singular(raw)
    return Mention(
        article_id,
        s.starts[chunk.first],
        end,
        tuple(words),
        text[s.starts[first] : end],
        at,
        named,
        s.low[chunk.first] if first > chunk.first else "",
        raw != make_singular(raw),
        _owner(s, chunks, k),
        s.low[chunk.first - 1] if chunk.first and s.low[chunk.first - 1] in PREPOSITIONS else "",
        tuple(_attached(s, chunks, k)),
        _verb_after(s, chunks, k),
        _verb_before(s, chunks, k),
        s.span,
        text[last : s.starts[chunk.first]] if last > s.span[0] else "",
    )


def _cut_at_break(s, chunk):
    """A phrase from the last word on that none can have within it: spells out | Oldham's rules."""
    breaks = [at for at in range(chunk.first, chunk.head) if s.low[at] in _BREAKS]
    return chunk._replace(first=breaks[-1] + 1) if breaks and s.low[chunk.first] not in _OPENERS else chunk


def _skip_openers(s, first, last):
    """The first word of a phrase that does not determine it: the | old bridge; at most `last`."""
    while first < last and s.low[first] in _OPENERS:
        first += 1
    return first


def _is_small_word(word):
    """Is it no noun, though it stands where one could: here, what, that; not: US?"""
    return word.lower() in _SMALL_WORDS and (len(word) == 1 or not word.isupper())


def _end_before_mark(text, s, chunk):
    """Where a phrase ends, without the mark of an owner, the council | 's, and the stop of its sentence."""
    end = s.ends[chunk.end - 1]
    word = s.words[chunk.end - 1].removesuffix(".")
    if word != s.words[chunk.end - 1] and len(word) >= _LONG_WORD and word.isalpha() and word not in _ABBREVIATIONS:
        return end - 1
    if not is_owner(s.words[chunk.end - 1]):
        return end
    return end - (2 if text[end - 1] in "sS" else 1)


def _opens_a_line(text, s, chunk):
    """Is a phrase one word that opens a sentence or line, where every word has a capital?"""
    start = s.starts[chunk.first]
    return chunk.first == chunk.head and text[start - 1 : start] in _BEFORE_OPENER


def _bare(word: str) -> str:
    """The word without the mark of an owner: the council's, the teachers'."""
    return word[:-2] if word.endswith(("'s", "’s")) else word.rstrip("'’")


def _fold_chunk(s, chunk):
    first = _skip_openers(s, chunk.first, chunk.end - 1)
    return tuple(fold(_bare(word))[0] for word in s.low[first : chunk.end])


def _owner(s, chunks, k):
    """The words of whoever owns the phrase: the council's | new bridge."""
    chunk = chunks[k]
    before = chunks[k - 1] if k else None
    owned = before and before.kind == "noun" and before.end == chunk.first and is_owner(s.words[before.end - 1])
    return _fold_chunk(s, before) if owned else ()


_MOST_ATTACHED = 3


def _attached(s, chunks, k):
    """(preposition, words) of the names that a phrase is attached to: talks | with | Berg, between Berg and Dean."""
    preposition, end = "", chunks[k].end
    for chunk in chunks[k + 1 : k + 1 + _MOST_ATTACHED]:
        between = s.low[end : chunk.first]
        if len(between) != 1 or chunk.kind != "noun":
            return
        if between[0] in PREPOSITIONS:
            preposition = between[0]
        elif between[0] not in ("and", "&") or not preposition:
            return
        if chunk.form == "name":
            yield preposition, _fold_chunk(s, chunk)
        end = chunk.end


def _verb_after(s, chunks, k):
    after = chunks[k + 1] if k + 1 < len(chunks) else None
    return s.low[after.head] if after and after.kind == "verb" and after.first == chunks[k].end else ""


def _verb_before(s, chunks, k):
    before = chunks[k - 1] if k else None
    return s.low[before.head] if before and before.kind == "verb" and before.end == chunks[k].first else ""


# --- words of one sense --------------------------------------------------------------------


class Sense(NamedTuple):
    """What several words of the language mean: ceasefire, truce, armistice; and of which kind that is."""

    name: str
    kind: str
    between_states: bool  # have two sides it with one another, so that a president stands for a country?


@functools.cache
def read_senses() -> Mapping[str, tuple[Sense, ...]]:
    """{folded word or phrase, its head in the singular: its senses} of senses.csv."""
    found = {}
    for row in read_table("senses"):
        for phrase in row["words"].split("; "):
            *others, last = fold(phrase)[0].split()
            key = " ".join([*others, make_singular(last)])
            senses = found.setdefault(key, [])
            if (sense := Sense(row["sense"], row["kind"], row["between_states"] == "yes")) not in senses:
                senses.append(sense)
    return {key: tuple(senses) for key, senses in found.items()}


@functools.cache
def read_plural_words() -> frozenset[str]:
    """The nouns of senses.csv, in the singular, that have their sense in the plural only: talks, hostilities."""
    phrases = [fold(phrase)[0].split() for row in read_table("senses") for phrase in row["words"].split("; ")]
    singular = {" ".join(words) for words in phrases if make_singular(words[-1]) == words[-1]}
    return frozenset({" ".join([*words[:-1], make_singular(words[-1])]) for words in phrases} - singular)

"""The noun phrases of articles as mentions: the head and other words of each, and the words around it.

Names, descriptions and nouns for events ("the fighting") are mentions; pronouns, numbers and times are not.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.calendar import read_calendar
from analysis.naming.senses import read_senses
from analysis.speakers.vocabulary import INDEFINITES, QUANTITIES
from analysis.text import WORD, find_paragraphs, fold
from analysis.text.chunks import Chunk, read_chunks
from analysis.text.sentence import PREPOSITIONS, Sentence, is_name, is_owner, opens_part
from analysis.text.singular import make_singular

_WORDS = read_classes("function_words")
ZONES = ("headline", "deck", "subhead", "body")  # captions, credits and furniture are nobody's choice of words
_OPENERS = _WORDS["determiners"]
_SMALL_WORDS = _OPENERS | _WORDS["light_words"] | _WORDS["adverbs"]
# With such a determiner, each mention means another thing: any summit, several soldiers.
NONE_IN_PARTICULAR = (INDEFINITES | QUANTITIES | frozenset(("every", "each", "another", "no", "any"))) - {
    "a",
    "an",
    "all",
    "both",
}
_BREAKS = read_classes("naming")["phrase_breaks"]
_ABBREVIATIONS = frozenset().union(*read_classes("abbreviations").values())
_MOST_WORDS = 12  # of a phrase; longer ones are lists, menus or lines of capitals


class Mention(NamedTuple):
    """One noun phrase of an article."""

    article_id: str
    start: int  # offsets, without an article's possessive mark
    end: int
    words: tuple[str, ...]  # folded, without determiner, with the head in the singular
    surface: str  # the same as written
    at: int  # which of the words is the head
    is_name: bool
    determiner: str  # the, a, his, an owner's name; "" where there is none
    plural: bool
    owner: tuple[str, ...]  # folded words of the owner: the council's | bridge
    before: str  # the word before it, where that is a preposition
    joined: tuple[tuple[str, tuple[str, ...]], ...]  # (preposition, folded words) of the names attached to it
    verb_after: str  # the verb that it is the subject of, in lower case; "" where none follows
    verb_before: str  # the verb that it is the object of
    sentence: tuple[int, int]  # offsets of its sentence
    gap: str  # what stands between the mention before and this one
    after: str  # the word after it, in lower case; "" at the end of its sentence

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

_FEWEST_CAPITALS = 0.6  # of the longer words of a line; with so many it is a headline With Capitals Throughout
_LONG_WORD = 4
_MOST_IN_HEADLINE = 25  # words


_SMALL = re.compile(r"\b[a-z][a-z'’-]*")


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


# --- how words are spelled -----------------------------------------------------------------

_CAPITAL_WITHIN = re.compile(r"\b[a-z]++ ([A-Z][a-z]++)")  # after a word in small letters: no headline, no opening
_MOSTLY_SMALL = 3  # times as many articles write it small: "at the Summit" is a summit, but "the House" stays a name
_FEWEST_SMALL = 3  # articles that must have a word before its spelling counts


class Spelling(NamedTuple):
    """How the articles write words within sentences; the first word of a sentence does not show that (truecasing)."""

    small: frozenset[str]  # with a small letter nearly always
    capital: frozenset[str]  # with a capital somewhere, in lower case


def read_spelling(texts: Iterable[str]) -> Spelling:
    """How articles write the words that they have.

    >>> read_spelling(["The old Tyne met the tide. Tides rose."]).capital
    frozenset({'tyne'})
    """
    small, capital = Counter(), Counter()
    for text in texts:
        small.update(frozenset(_SMALL.findall(text)))
        capital.update(frozenset(map(str.lower, _CAPITAL_WITHIN.findall(text))))
    least = {word: max(_FEWEST_SMALL, _MOSTLY_SMALL * capital[word]) for word in small}
    mostly = (word for word, articles in small.items() if articles >= least[word])
    return Spelling(frozenset(mostly), frozenset(capital))


# --- mentions ------------------------------------------------------------------------------


def find_mentions(
    article_id: str, text: str, zones: list[tuple[int, int, str]], spelling: Spelling
) -> Iterator[Mention]:
    """The mentions of an article in those of its zones that count.

    zones: (start, end, zone) in the order of the text. spelling: of all articles.
    """
    starts = [start for start, _, _ in zones]
    small = frozenset(_SMALL.findall(text))
    last = 0
    for s, chunks in read_chunks(lower_headlines(text, small | spelling.small)):
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
            if mention := _make_mention(article_id, text, s, chunks, k, last, small, spelling):
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


def _make_mention(
    article_id, text, s: Sentence, chunks: list[Chunk], k: int, last: int, small, spelling
) -> Mention | None:
    chunk = chunks[k] = _cut_predicate(s, _cut_at_break(s, chunks[k]))
    first = _skip_openers(s, chunk.first, chunk.head)
    if _is_no_thing(text, s, chunk, first, spelling):
        return None
    end = _end_before_mark(text, s, chunk)
    words = [fold(_bare(word))[0] for word in s.low[first : chunk.end]]
    at = chunk.head - first
    raw = words[at]
    named = _is_named(s, chunk, raw in small) and not (first == chunk.head and _is_ordinary(s, chunk, spelling))
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
        s.low[chunk.first - 1] if s.low[chunk.first - 1] in PREPOSITIONS else "",
        tuple(_attached(s, chunks, k)),
        _verb_after(s, chunks, k),
        _verb_before(s, chunks, k),
        s.span,
        text[last : s.starts[chunk.first]] if last > s.span[0] else "",
        s.low[chunk.end].strip(),
    )


_PREDICATES = read_classes("naming")["predicates"]
_INTERJECTIONS = read_classes("naming")["interjections"]
_IDIOMS = read_classes("naming")["idioms"]
_WEEKDAYS = frozenset(map(str.lower, read_calendar("weekday")))
_OPENINGS = ("ing", "ed", "ly", "est")  # of words that open a sentence and are no names: speaking, undeterred, sadly
_LONGEST_ABBREVIATION = 4  # letters: NATO; a longer word in capitals is shouted: NEVER
# credits, handles, parties, hours: AP Photo/Ann Berg, R-Ky., 3 p.m. ET
_NO_WORDS = re.compile(r"[/@]|^[RDI]-[A-Z]|\b[ap]\.m\.")


def _cut_predicate(s, chunk):
    """A phrase without the words that its verb applies to it: held | Berg | accountable, let | the bridge | down."""
    while chunk.head == chunk.end - 1 > chunk.first and s.low[chunk.head] in _PREDICATES:
        before = s.words[chunk.head - 1]
        if chunk.head - 1 == chunk.first and s.low[chunk.first] in _OPENERS or is_owner(before):
            return chunk
        form = "name" if is_name(before) else "description"
        chunk = chunk._replace(end=chunk.end - 1, head=chunk.head - 1, form=form)
    return chunk


def _is_no_thing(text, s, chunk, first, spelling):
    """Is the phrase not a noun phrase at all: an interjection, a participle or adverb that opens a sentence, a
    weekday, or part of an idiom?"""
    word, low = s.words[chunk.head], _bare(s.low[chunk.head])
    start = s.starts[first]
    if low in _INTERJECTIONS or low in _WEEKDAYS or _NO_WORDS.search(text[start : s.ends[chunk.end - 1]]):
        return True
    if text[start - 1 : start] == "@" or "-the-" in low:
        return True
    if chunk.end - first == 1 and f"{s.low[chunk.first - 1]} {' '.join(s.low[chunk.first : chunk.end])}" in _IDIOMS:
        return True
    opens = chunk.first == chunk.head and opens_part(s, chunk.first)
    return opens and low.endswith(_OPENINGS) and is_name(word) and low not in spelling.capital


def _is_ordinary(s, chunk, spelling):
    """Is a single word an ordinary noun although it has a capital: the Summit, NEVER? Not: the House, NATO, US."""
    word = _bare(s.words[chunk.head])
    shouted = word.isupper() and len(word) > _LONGEST_ABBREVIATION
    determined = s.low[chunk.first] in _OPENERS and chunk.first < chunk.head
    no_sign = shouted or determined or opens_part(s, chunk.first)
    return no_sign and (shouted or not word.isupper()) and word.lower() in spelling.small


def _is_named(s, chunk, is_small):
    """Is a phrase a name by its capital? is_small: the article writes the word with a small letter, too."""
    has_capital = chunk.form == "name" or bool(_ARABIC.match(s.words[chunk.head]))
    return has_capital and not (is_small and chunk.first == chunk.head and opens_part(s, chunk.first))


def _cut_at_break(s, chunk):
    """A phrase without everything up to the last word that cannot belong to a phrase: spells out | Oldham's rules."""
    breaks = [at for at in range(chunk.first, chunk.head) if s.low[at] in _BREAKS]
    return chunk._replace(first=breaks[-1] + 1) if breaks and s.low[chunk.first] not in _OPENERS else chunk


def _skip_openers(s, first, last):
    """The first word of a phrase that does not determine it: the | old bridge; at most `last`."""
    while first < last and s.low[first] in _OPENERS:
        first += 1
    return first


def _is_small_word(word):
    """Is it no noun, though it stands where one could: here, what, that; not: US?"""
    return word.lower() in _SMALL_WORDS and not (word.isupper() and 1 < len(word) <= _LONGEST_ABBREVIATION)


def _end_before_mark(text, s, chunk):
    """Where a phrase ends, without the mark of an owner, the council | 's, and the stop of its sentence."""
    end = s.ends[chunk.end - 1]
    word = s.words[chunk.end - 1].removesuffix(".")
    if word != s.words[chunk.end - 1] and len(word) >= _LONG_WORD and word.isalpha() and word not in _ABBREVIATIONS:
        return end - 1
    if not is_owner(s.words[chunk.end - 1]):
        return end
    return end - (2 if text[end - 1] in "sS" else 1)


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

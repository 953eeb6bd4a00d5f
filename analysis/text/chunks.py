"""Divides a sentence, without a parser, into chunks: noun phrases, verb groups, times and quotations.

Every token gets a letter for its class (see below). A table of corrections then decides, by the neighbours, what a
word alone leaves open ("plans" is a noun after "the", and a verb before "the"). Finally, a table of patterns over the
letters divides the sentence into chunks. All words are data in the lexicon; this code knows no English.

Noun phrases are flat: an owner is a phrase of its own ("the army's | new bridge"), and so is a phrase after a
preposition ("the mayor | of | Oldham"), except within a name ("the Ministry of Defence"). Known misses: a verb that is
in neither verbs.csv nor speech_verbs.csv is taken for a noun; in "of occupying troops", "occupying" could be a
modifier and counts as a verb; in "officials hope to", "hope", which is as often a noun, counts as a noun; "Anna Berg
and Paul Dean" are two phrases.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from analysis.lexicon import read_classes, read_table
from analysis.lexicon.calendar import read_calendar
from analysis.lexicon.cues import NOUNS_TOO, list_forms, read_cues
from analysis.text import find_paragraphs, find_sentences
from analysis.text.phrases import is_head
from analysis.text.sentence import (
    ARTICLES,
    BEFORE_TIMES,
    BREAKS,
    DASHES,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    QUOTE,
    TIMES,
    Sentence,
    is_adverb,
    is_month_alone,
    is_name,
    is_named_as_month,
    is_owner,
    opens_part,
    skip_time,
)


class Chunk(NamedTuple):
    """One stretch of tokens that belong together.

    `kind` is `noun`, `verb`, `time` or `quotation`; `first`, `end` its tokens, `end` exclusive; `head` the token of its
    noun, or of its last verb. Of a noun phrase, `form` says what it is by: a `name`, a `description` ("the old
    bridge"), a `pronoun` or a `number`; `determiner` is the token of its article, possessive or owner, None without
    one; `modifiers` are the tokens between it and the head.
    """

    kind: str
    first: int
    end: int
    head: int
    form: str = ""
    determiner: int | None = None
    modifiers: tuple[int, ...] = ()


# --- tokens as letters ---------------------------------------------------------------------

# All classes of words with their letters; an earlier row wins. A capitalised word that is in no class is a name, N;
# any other word is a noun or an adjective, n; 0 is a number, O an owner ("army's"), T a time, Q a quotation; a comma,
# colon or dash is ",", and any other mark ".".
_WORDS = read_classes("function_words")
_THINGS = read_classes("things")
_CLASSES = (
    ("D", DETERMINERS),
    ("M", _WORDS["modals"]),
    ("X", _WORDS["be"] | _WORDS["auxiliaries"]),
    ("P", _WORDS["subject_pronouns"] - {"who"} | _WORDS["clause_openers"] | _WORDS["object_pronouns"] - {"whom"}),
    ("o", frozenset(("of",))),
    ("t", frozenset(("to",))),
    ("&", _WORDS["coordinators"]),
    ("S", _WORDS["subordinators"] | _WORDS["relatives"]),
    ("I", PREPOSITIONS),
)
_FUNCTION = frozenset(letter for letter, _ in _CLASSES)
_FUNCTION_WORDS = frozenset().union(*(words for _, words in _CLASSES))
# A form of a verb is V if it is nothing else. A form that can also be a noun or a modifier gets a letter for its
# shape, from this dictionary.
_BY_SHAPE = {"base": "v", "third": "z", "past": "d", "participle": "d", "ing": "g"}


@functools.cache
def _letters() -> dict[str, str]:
    """{word: letter} of every word whose class the lexicon tells."""
    letters = {}
    for row in read_table("verbs"):
        for form, shape in list_forms(row).items():
            letters[form] = _verb_letter(shape, form in row["noun"].split())
    nouns = (NOUNS_TOO | _THINGS["cues_of_nouns"]) - _THINGS["cues_seldom_nouns"]
    for form, cues in read_cues().items():
        if letters.get(form) == "V" and all(cue.particles for cue in cues):
            continue  # "goes" reports only with a particle: it keeps the letter V
        letters[form] = _verb_letter(cues[0].shape, form in nouns or all(cue.particles for cue in cues))
    for letter, words in reversed(_CLASSES):
        letters |= dict.fromkeys(words, letter)
    return letters


def _verb_letter(shape: str, noun_too: bool) -> str:
    return "V" if shape in ("base", "third") and not noun_too else _BY_SHAPE[shape]


_SUFFIXES = (("ing", "g"), ("ed", "d"))  # of verbs that no list has
_SHORTEST_STEM = 3  # letters before such an ending: "king" and "red" are no verbs
_STAY_IN_CAPITALS = frozenset("DIoSP")  # "The Post", "Out Of Africa"; but "Will" and "May" within a sentence are names
_BEFORE_CAPITAL = frozenset('"“‘«„:.?!([') | DASHES  # marks after which a capital may be an ordinary word


def _letter(s: Sentence, i: int) -> str:
    """The class of token i, looked at by itself."""
    word, low = s.words[i], s.low[i]
    if not word[0].isalnum():
        return _mark_letter(word)
    known = "S" if low == "that" and _joins_clause(s, i) else _letters().get(low, "")
    if low == "those" and s.low[i + 1].endswith("ing"):
        return "P"  # those | leaving early
    if is_owner(word) and known != "P":
        return "O"
    if is_name(word):
        return "P" if word == "I" else _capital(s, i, known)
    if low in _THINGS["adjectives_in_ed"] and _plain_letter(s.words[i + 1]) in ("n", "v", "z"):
        return "n"  # the Velian | armed | forces; but: drones armed with bombs
    return known or ("0" if word[0].isdigit() else "R" if is_adverb(s, i) else _by_ending(low))


# Words whose class depends on the words beside them.
_DEPENDENT = TIMES | BEFORE_TIMES | DAYS | _THINGS["adjectives_in_ed"] | {"on", "in", "by", "that"}


@functools.lru_cache(maxsize=50_000)
def _plain_letter(word: str) -> str:
    """The class of a word in small letters, whatever stands around it; "" where that depends on its neighbours."""
    if not (word.isascii() and word.isalpha() and word.islower()) or word in _DEPENDENT:
        return ""
    known = _letters().get(word, "")
    adverb = word in _WORDS["adverbs"] or word.endswith("ly") and word not in _WORDS["ly_no_adverbs"]
    return known or ("R" if adverb else _by_ending(word))


def _mark_letter(mark: str) -> str:
    if mark in (QUOTE, "&"):
        return "Q" if mark == QUOTE else "&"
    return "," if mark in BREAKS or mark in DASHES else "."


def _capital(s: Sentence, i: int, known: str) -> str:
    """The class of a capitalised word: a name, except for small words, and for "Recently" or "Officials" at the start
    of a sentence."""
    opens = i == s.body or s.words[i - 1] in _BEFORE_CAPITAL
    if (
        known in _STAY_IN_CAPITALS
        and known
        and not (known == "P" and s.words[i].isupper())
        or opens
        and known in _FUNCTION
    ):
        return known
    if opens and is_adverb(s, i):
        return "R"
    plural = opens and not is_name(s.words[i + 1]) and s.low[i].endswith("s") and is_head(s.low[i])
    return "n" if plural else "N"


def _joins_clause(s: Sentence, i: int) -> bool:
    """Does the "that" at token i open a clause, as in: that the, that she, that Berg, that officials? Not in: that
    bridge."""
    after = s.low[i + 1]
    return (
        _letters().get(after, "") in ("D", "P") or is_name(s.words[i + 1]) or after.endswith("s") or after[0].isdigit()
    )


def _by_ending(low: str) -> str:
    return next(
        (letter for ending, letter in _SUFFIXES if low.endswith(ending) and len(low) >= len(ending) + _SHORTEST_STEM),
        "n",
    )


# --- letters decided by the neighbours ---------------------------------------------------------


class Correction(NamedTuple):
    """A letter that its neighbours settle: one of `letters`, after `before` and before `after`, becomes `new`."""

    id: str
    before: str  # a regular expression over letters that ends where the letter is
    letters: str
    after: str  # one that begins after it
    new: str
    example: str  # a sentence in which it decides
    chunks: str  # the chunks of that sentence, verbs in brackets, times in braces


CORRECTIONS = (
    Correction(
        "verb-after-auxiliary", "[MX]R*", "vz", "", "V", "The mill must soon close.", "The mill | [must soon close]"
    ),
    Correction(
        "unknown-verb-after-modal",
        "MR*",
        "n",
        "",
        "V",
        "The council will refurbish the bridge.",
        "The council | [will refurbish] | the bridge",
    ),
    Correction("verb-after-pronoun", "PR*", "vzdg", "", "V", "They plan a bridge.", "They | [plan] | a bridge"),
    Correction("infinitive", "tR*", "v", "", "V", "She came to help.", "She | [came] | [help]"),
    Correction(
        "unknown-infinitive",
        "tR*",
        "n",
        "(?=[DPO])",
        "V",
        "She came to refurbish the mill.",
        "She | [came] | [refurbish] | the mill",
    ),
    Correction(
        "verb-before-object",
        "[nN]R*",
        "vz",
        "(?=[DPS])",
        "V",
        "The council plans a bridge.",
        "The council | [plans] | a bridge",
    ),
    Correction(
        "third-before-name",
        "[nN]R*",
        "z",
        "(?=R*N)",
        "V",
        "The suit names Oldham.",
        "The suit | [names] | Oldham",
    ),
    Correction(
        "noun-after-determiner",
        "[DO][nN0R]*",
        "vz",
        "",
        "n",
        "The Velian plans to close it failed.",
        "The Velian plans | [close] | it | [failed]",
    ),
    Correction(
        "participle-as-modifier",
        "[DOIot0]R?",
        "d",
        "(?=[nNvzg0d])",
        "n",
        "The army left the occupied territories.",
        "The army | [left] | the occupied territories",
    ),
    Correction("gerund-as-noun", "[DO][nN0]*", "g", "", "n", "The meeting ended.", "The meeting | [ended]"),
    Correction("verb-of-name", "N", "z", "(?=[tR])", "V", "Anna Berg plans to leave.", "Anna Berg | [plans] | [leave]"),
    Correction(
        "noun-elsewhere",
        "",
        "vz",
        "",
        "n",
        "Work on trade talks in Oldham stopped.",
        "Work | trade talks | Oldham | [stopped]",
    ),
    Correction("verb-elsewhere", "", "dg", "", "V", "Troops shelled Oldham.", "Troops | [shelled] | Oldham"),
)


@functools.cache
def _compile_corrections() -> list[tuple[re.Pattern, str]]:
    return [(re.compile(f"({rule.before})[{rule.letters}]{rule.after}"), rf"\g<1>{rule.new}") for rule in CORRECTIONS]


_DAY, _YEAR = re.compile("[12]?[0-9]|3[01]"), re.compile("[12][0-9]{3}")
_MONTHS = frozenset(read_calendar("month"))


def _count_day(s: Sentence, i: int) -> int:
    """How many tokens from token i on are the day and the year of the month before it: July | 16, 2018."""
    if not _DAY.fullmatch(s.words[i]) or s.words[i - 1] not in _MONTHS:
        return 0
    return 3 if s.words[i + 1] == "," and _YEAR.fullmatch(s.words[i + 2]) else 1


def write_letters(s: Sentence) -> str:
    """One letter per token of the sentence, after the corrections."""
    letters, i = [], 0
    while i < s.n:
        if day := _count_day(s, i):
            letters += ["T"] * day
            i += day
            continue
        if plain := _plain_letter(s.words[i]):
            letters.append(plain)
            i += 1
            continue
        named = _is_named_as_month(s, i)
        past_time = i if named else skip_time(s, i)
        if past_time > i and s.low[i] in PREPOSITIONS:  # on | Monday
            letters.append("I")
            i += 1
        if past_time > i:
            letters += ["T"] * (past_time - i)
        else:
            letters.append("N" if named and not is_owner(s.words[i]) else _letter(s, i))
        i = max(past_time, i + 1)
    written = "".join(letters)
    for pattern, new in _compile_corrections():
        written = pattern.sub(new, written)
    return written


def _is_named_as_month(s: Sentence, i: int) -> bool:
    """Is the month at token i somebody's name: before a verb of speech (is_named_as_month) or any other, after a verb,
    or beside a name? May left; they accused May of it; Berg and May left."""
    if is_named_as_month(s, i):
        return True
    if not is_month_alone(s, i):
        return False
    if (opens_part(s, i) or s.low[i - 1] == "that") and _letters().get(s.low[i + 1], "") in ("V", "d", "M", "X"):
        return True
    beside = [j for j in (i - 2, i + 2) if s.low[(i + j) // 2] == "and"]
    if any(s.words[j] not in DAYS and _letter(s, j) == "N" for j in beside):
        return s.low[i - 1] not in PREPOSITIONS and s.low[i - 1] not in BEFORE_TIMES
    return _letters().get(s.low[i - 1], "") == "d"


# --- chunks --------------------------------------------------------------------------------


class Shape(NamedTuple):
    """A kind of chunk as a regular expression over letters; the first that matches at a token is taken."""

    kind: str
    pattern: str
    example: str
    chunks: str


SHAPES = (
    Shape("quotation", "Q", "“We came,” she said.", "“We came,” | she | [said]"),
    Shape("time", "T++", "The army left late last week.", "The army | [left] | {late last week}"),
    Shape("verb", "(?:[MX]R*+)++V*+|V++", "She has often been seen leaving.", "She | [has often been seen leaving]"),
    Shape("noun", "P", "She saw him.", "She | [saw] | him"),
    # a determiner, modifiers, and an owner, a name that may go on with "of", or a noun
    Shape(
        "noun",
        "(?:D++R*+)?(?:[nN0]R?+(?=[nN0O]))*+(?:O|N(?:oD?(?:N++O?|O))?|[n0])",
        "The army's very old bridge fell on the Ministry of Defence.",
        "The army's | very old bridge | [fell] | the Ministry of Defence",
    ),
    Shape("noun", "D++", "Some left.", "Some | [left]"),
)


@functools.cache
def _compile_shapes() -> re.Pattern:
    return re.compile("|".join(f"({shape.pattern})" for shape in SHAPES))


def find_chunks(s: Sentence) -> list[Chunk]:
    """The chunks of a sentence in their order; tokens in none are prepositions, conjunctions and marks.

    >>> from analysis.text.sentence import Sentence
    >>> text = "The army's old bridge was closed last week."
    >>> s = Sentence(text, 0, len(text), (), 0, False)
    >>> [(chunk.kind, text[slice(*place_chunk(s, chunk))]) for chunk in find_chunks(s)]
    [('noun', "The army's"), ('noun', 'old bridge'), ('verb', 'was closed'), ('time', 'last week')]
    """
    letters, chunks = write_letters(s), []
    for match in _compile_shapes().finditer(letters):
        kind = SHAPES[(match.lastindex or 0) - 1].kind     # every shape is a group
        first, end = match.span()
        if kind != "noun":
            chunks.append(Chunk(kind, first, end, end - 1))
            continue
        if k := _find_participle(s, first, end):
            chunks += [*filter(None, [_noun_phrase(s, letters, first, k)]), Chunk("verb", k, k + 1, k)]
            first = k + 1
        if chunk := _noun_phrase(s, letters, first, end):
            chunks.append(chunk)
    return chunks


_HAPPENINGS = frozenset(word for row in read_table("senses") for word in row["words"].split("; "))
_MODIFIER_ENDINGS = tuple(sorted(read_classes("naming")["modifier_endings"]))
_LEAST_BEFORE = 2  # tokens of a noun phrase before a participle with an object: the | affair | marking | the day


def _find_participle(s: Sentence, first: int, end: int) -> int | None:
    """The token of a verb in -ing with an object, within a noun phrase: a poster | showing | old mills. None if there
    is none.

    A verb in -ing may also be a modifier (a new working group) or name an event (the election meddling case); then it
    stays in the phrase.
    """
    for k in range(first + _LEAST_BEFORE, end - 1):
        word, before = s.low[k], s.low[k - 1]
        if not word.endswith("ing") or _letters().get(word) != "g" or word in _HAPPENINGS:
            continue
        if before.isalpha() and s.words[k - 1].islower() and not before.endswith(_MODIFIER_ENDINGS):
            return k
    return None


_FORMS = {"P": "pronoun", "0": "number"}


def _noun_phrase(s: Sentence, letters: str, first: int, end: int) -> Chunk | None:
    """The noun phrase of tokens `first` to `end`; None for a bare article, and an adjective: was | quiet."""
    within = letters[first:end]
    head = first + (within.index("o") if "o" in within else len(within)) - 1  # the | Ministry | of Defence
    start = first + len(within) - len(within.lstrip("D"))
    owned, lone = letters[first - 1 : first] == "O", head == first
    determiner = start - 1 if start > first else first - 1 if owned else None
    if lone and (s.low[head] in ARTICLES or determiner is None and _is_adjective(s, letters, head)):
        return None
    form = "name" if is_name(s.words[head]) and letters[head] in "NO" else _FORMS.get(letters[head], "description")
    return Chunk("noun", first, end, head, form, None if determiner == head else determiner, tuple(range(start, head)))


def _is_adjective(s: Sentence, letters: str, k: int) -> bool:
    """Is the single word at token k a predicate adjective: was | quiet? Not: were | heroes."""
    return letters[k] == "n" and letters[k - 1 : k] in ("X", "R", "V") and not s.low[k].endswith("s")


def place_chunk(s: Sentence, chunk: Chunk) -> tuple[int, int]:
    """The offsets of a chunk in the text of its sentence."""
    return s.starts[chunk.first], s.ends[chunk.end - 1]


def read_chunks(text: str) -> Iterator[tuple[Sentence, list[Chunk]]]:
    """Every sentence of a text with its chunks, what stands within quotation marks too, in the order of the text."""
    paragraphs = find_paragraphs(text)
    bounds = iter(find_sentences(text))
    at = next(bounds, None)
    for number, (begin, last) in enumerate(paragraphs):
        while at and at[1] <= last:
            s = Sentence(text, *at, (), number, at[0] == begin)
            yield s, find_chunks(s)
            at = next(bounds, None)


def find_phrases(text: str) -> Iterator[tuple[Sentence, Chunk]]:
    """Every noun phrase of a text with its sentence, those within quotation marks too, in the order of the text.

    >>> text = "“Some armed men,” said Anna Berg, left."
    >>> [text[slice(*place_chunk(s, chunk))] for s, chunk in find_phrases(text)]
    ['Some armed men', 'Anna Berg']
    """
    for s, chunks in read_chunks(text):
        yield from ((s, chunk) for chunk in chunks if chunk.kind == "noun")

"""Words, sentences, paragraphs, folding: how every other module reads a text.

All functions take one string and give offsets into it (Unicode code points, end
exclusive). Nothing is ever changed in the text itself.
"""
import functools
import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

from analysis.lexicon import read_classes, read_words
from analysis.lexicon.calendar import read_calendar

# --- words ---------------------------------------------------------------------------------

_LETTER = r"[^\W\d_]"
_PART = rf"""(?:
    (?:{_LETTER}\.)+{_LETTER}\b\.?          # initialisms keep their dots: U.N., a.m., J.R.R.
  | \d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)      # numbers keep their marks: 1,991  3.5  10:30  10/06/2020
  | \d+(?:[.:/]\d+)+\w*
  | [\w\u0300-\u036f\u200c\u200d]+          # letters and digits, with accents set as marks of their own
)"""
_JOINER = r"['’ʼ\-\u00ad\u2010\u2011]"      # Armenia's, Nagorno-Karabakh; and characters that look like a hyphen

_PLAIN = r"[A-Za-z]++(?=[ ,])"             # as most words are: tried first, as it is the fastest

WORD = re.compile(rf"{_PLAIN} | {_PART}(?:{_JOINER}+{_PART})*", re.VERBOSE)
"""One word is one match: Nagorno-Karabakh, Armenia's, U.N. and 1,991 are one word each."""


def find_words(text: str) -> list[tuple[int, int]]:
    """Offsets of every word, in order: a list of (start, end).

    >>> find_words("The U.N. met.")
    [(0, 3), (4, 8), (9, 12)]
    """
    return [m.span() for m in WORD.finditer(text)]


def count_words(text: str) -> int:
    """How many words the text has.

    >>> count_words("Nagorno-Karabakh, or Armenia's view: 1,991 words")
    6
    """
    return len(WORD.findall(text))


# --- paragraphs ----------------------------------------------------------------------------

_LINE = re.compile(r"[^\n\r\u0085\u2028\u2029]+")
_GOES_ON = re.compile(r"[\"'“‘(\[]?[a-zß-öø-ÿ]")      # a line that begins in the middle of a sentence
_LINE_END = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_BULLETS = "•▪·*"

# A column of 25 characters is the narrowest seen in print; files are set to 130 at most. Among lines of random length,
# three that go on in the next fit one width in about 1 of 100 texts, two in about 1 of 10.
_NARROWEST_WRAP, _WIDEST_WRAP = 20, 140
_FEWEST_BROKEN_SENTENCES = 3
_FILLED_SHARE = 0.8             # of the breaks within sentences; the rest may be ragged
_STICKING_OUT = (0, 0.05, 0.2)  # of these lines, how many may be longer: an address that nobody could break
_LONGEST_OVERHANG = 12          # about one word more than the width: longer lines were never wrapped


# Each text is read only once, and all finders share the result. So many texts, a partition of the command, are kept.
_REMEMBERED = 512


class _TextLine(NamedTuple):
    """A line with its white space left out, and the number of characters of white space before it."""
    start: int
    end: int
    indent: int

    @property
    def length(self):
        return self.indent + self.end - self.start


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Offsets of every paragraph, white space at its ends left out: a list of (start, end).

    Every line is a paragraph, unless the text is hard-wrapped: set to a width of 20 to 140 characters, with a line
    break wherever the next word did not fit. Then lines are joined again: a line continues in the next one if the next
    word did not fit, or if the next line begins with a small letter although no sentence has ended. An empty line
    always separates two paragraphs.

    >>> find_paragraphs("One.\\n\\n Two. \\nThree.")
    [(0, 4), (7, 11), (13, 19)]
    >>> text = ("The ferry that had been\\nheld in the harbour since\\nthe night of the storm is\\nnow free.\\n"
    ...         "It sailed.")
    >>> [text[a:b][:9] for a, b in find_paragraphs(text)]
    ['The ferry', 'It sailed']

    Known misses: without empty lines, a paragraph whose last line is full is joined with the next one.
    """
    return list(_read_paragraphs(text))


@functools.lru_cache(maxsize=_REMEMBERED)
def _read_paragraphs(text):
    lines = [_strip(text, *m.span()) for m in _LINE.finditer(text) if not m.group().isspace()]
    width = _measure_wrap(text, lines)
    if width is None:
        return tuple([line[:2] for line in lines])
    paragraphs = [(lines[0].start, lines[0].end)]
    for left, right in pairwise(lines):
        if _continues(text, left, right, width):
            paragraphs[-1] = (paragraphs[-1][0], right.end)
        else:
            paragraphs.append((right.start, right.end))
    return tuple(paragraphs)


def _strip(text, start, end):
    piece = text[start:end]
    indent = len(piece) - len(piece.lstrip())
    return _TextLine(start + indent, start + len(piece.rstrip()), indent)


def _measure_wrap(text, lines):
    """The width to which the text is wrapped, as the line breaks within its sentences show; None if it is not
    wrapped."""
    broken = [(left, right) for left, right in pairwise(lines)
              if _GOES_ON.match(text, right.start, right.end) and _breaks_sentence(text, left, right)]
    if len(broken) < _FEWEST_BROKEN_SENTENCES:
        return None
    lengths = sorted(left.length for left, _ in broken)
    for sticking_out in _STICKING_OUT:
        width = lengths[-1 - int(sticking_out * len(lengths))]
        filled = sum(_is_full(text, left, right, width) for left, right in broken)
        if _NARROWEST_WRAP <= width <= _WIDEST_WRAP and filled >= _FILLED_SHARE * len(broken):
            return width
    return None


def _breaks_sentence(text, left, right):
    """Does the sentence of the left line go on in the right, which begins with a small letter?"""
    return bool(_GOES_ON.match(text, right.start, right.end)) and _is_next_line(text, left, right) \
        and not _LINE_END.search(text, max(left.start, left.end - 4), left.end)


def _is_next_line(text, left, right):
    """Are two lines parted by one line break only?"""
    return text[left.end:right.start].replace("\r\n", "\n").count("\n") < 2


def _is_full(text, left, right, width):
    """Would the first word of the right line have been too long for the left?"""
    return left.length + 1 + len(text[right.start:right.end].split(None, 1)[0]) > width


def _continues(text, left, right, width):
    """Is the right line of a wrapped text in the paragraph of the left?"""
    if not _is_next_line(text, left, right):
        return False
    if not WORD.search(text, left.start, left.end) or not WORD.search(text, right.start, right.end):
        return False                                                # a mere rule: -----
    if _breaks_sentence(text, left, right):
        return True
    if right.indent > left.indent or text[right.start] in _BULLETS or left.length > width + _LONGEST_OVERHANG:
        return False
    return _is_full(text, left, right, width) and not _starts_anew(text, left, right)


def _starts_anew(text, left, right):
    """Does the right line open a sentence although the left line did not end one, as below a headline or a byline?"""
    first = WORD.match(text, right.start, right.end)
    return bool(first) and first.group() in _OPENERS and text[left.end - 1].isalnum()


# --- sentences -----------------------------------------------------------------------------

_OPENERS = read_classes("function_words")["sentence_openers"]
_NEVER_END = read_classes("abbreviations")["never_end"] | {form.rstrip(".") for form in read_calendar("month", "short")}
_SELDOM_END = read_classes("abbreviations")["seldom_end"]

_OPENING, _CLOSING = "\"'“‘«„‚(\\[", "\"'”’»)\\]"
# The mark itself comes first in the expression, and the condition on what precedes it second, so that the search only
# looks at places with such a mark.
_STOP = re.compile(rf"[.!?…](?<![.!?…].)[.!?…]*+[{_CLOSING}]*+(?=\s+[{_OPENING}]*[^\W_a-zß-öø-ÿ])")
_SPACE = re.compile(r"\s*")
_LAST_TOKEN = re.compile(r"[^\s\"“”‘«»(\[—–]+$")
_INITIALS = re.compile(rf"(?:{_LETTER}\.)+{_LETTER}")
_FIRST_WORD = re.compile(rf"[\s{_OPENING}]*(\w+)")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Offsets of every sentence, in order: a list of (start, end). None crosses a paragraph.

    A full stop in an abbreviation does not end a sentence: U.N. General Assembly, Sept. 27, J. Bayramov.

    >>> text = "Mr. J. Bayramov met U.N. envoys on Sept. 27. He left."
    >>> [text[a:b] for a, b in find_sentences(text)]
    ['Mr. J. Bayramov met U.N. envoys on Sept. 27.', 'He left.']
    """
    return list(_read_sentences(text))


@functools.lru_cache(maxsize=_REMEMBERED)
def _read_sentences(text):
    sentences = []
    for start, end in _read_paragraphs(text):
        for stop in _STOP.finditer(text, start, end):
            if stop.end() > start and _ends_sentence(text, start, stop):
                sentences.append((start, stop.end()))
                start = _SPACE.match(text, stop.end(), end).end()
        if start < end:
            sentences.append((start, end))
    return tuple(sentences)


def _ends_sentence(text, start, stop):
    if stop.group()[0] != "." or stop.group().startswith(".."):
        return True
    if text[max(start, stop.start() - 7):stop.start()].isalpha() and stop.start() - start >= 7:
        return True                                              # no abbreviation is that long
    token = _LAST_TOKEN.search(text, max(start, stop.start() - 30), stop.start())
    token = token.group().lstrip("'’") if token else ""
    after = _FIRST_WORD.match(text, stop.end()).group(1)
    if token in _NEVER_END:
        return False
    if token in _SELDOM_END or _INITIALS.fullmatch(token):
        return after in _OPENERS
    if len(token) == 1 and token.isupper():                      # J. Bayramov
        return token == "I" or after in _OPENERS
    return True


# --- folding -------------------------------------------------------------------------------

def fold(text: str) -> tuple[str, list[int] | None]:
    """The text without case and accents, and where each of its characters came from.

    Returns (folded, offsets): `folded[i]` comes from `text[offsets[i]]`, and
    `offsets[len(folded)]` is `len(text)`; `offsets` is None where both are as long, character
    for character. Letters are decomposed (NFKD), their marks dropped, and the rest case-folded;
    soft hyphens and zero-width characters disappear; ı folds to i, as in "Diyarbakır".

    >>> fold("Çavuşoğlu")
    ('cavusoglu', None)
    >>> fold("ﬁn")
    ('fin', [0, 0, 1, 2])
    """
    if text.isascii():
        return text.lower(), None
    raw = text.encode("utf-8", "surrogatepass")
    others = set(raw.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    if len(others) > _MANY:                    # another script: character by character
        folded, changing = "".join([_FOLDED[c] for c in text]), [c for c in others if len(_FOLDED[c]) != 1]
        return folded, _offsets(text, changing) if changing else None
    folded = raw.lower().decode("utf-8", "surrogatepass")          # lower for bytes lowers ASCII only
    changing = [c for c in others if len(_FOLDED[c]) != 1]
    offsets = _offsets(text, changing) if changing else None
    for character in others:
        folded = folded.replace(character, _FOLDED[character])
    return folded, offsets


_ASCII = bytes(range(128))
_MANY = 100


def _offsets(text, changing):
    """Where each folded character came from, if all but the `changing` ones fold to one character."""
    offsets, done = [], 0
    for match in re.finditer("[" + re.escape("".join(sorted(changing))) + "]", text):
        at = match.start()
        offsets.extend(range(done, at))
        offsets.extend([at] * len(_FOLDED[text[at]]))
        done = at + 1
    offsets.extend(range(done, len(text) + 1))
    return offsets


# Characters that Unicode does not decompose, although readers take them for the same letter or mark.
_ALIKE = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-"}


class _Folding(dict):
    """Each character's folded form, worked out once."""

    def __missing__(self, character):
        decomposed = unicodedata.normalize("NFKD", character).casefold()
        piece = "".join(_ALIKE.get(c, c) for c in unicodedata.normalize("NFKD", decomposed)
                        if unicodedata.category(c) not in ("Mn", "Cf"))
        if unicodedata.category(character) == "Cs":     # half of a broken pair: no other program would take it
            piece = "\ufffd"
        self[character] = piece
        return piece


_FOLDED = _Folding()


@functools.cache
def read_stopwords() -> frozenset[str]:
    """The stop words of stopwords.csv in the lexicon, folded: a frozenset. The file names its source.

    >>> "the" in read_stopwords(), "war" in read_stopwords()
    (True, False)
    """
    return frozenset(fold(word)[0] for word in read_words("stopwords", "word"))

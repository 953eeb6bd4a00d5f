"""Bytes to text: which encoding, and what went wrong on the way.

UTF-8 is recognised by itself, UTF-16 and UTF-32 by their mark or their zero bytes. A label ("charset=iso-8859-1")
means what it means to browsers, in this case Windows-1252 (the WHATWG Encoding Standard,
https://encoding.spec.whatwg.org). Any other text is read in the one of ENCODINGS that puts quotation marks, dashes and
letters where an English text has them: a Windows-1252 text read as Mac Roman gives “Itís shut,î”, the reverse gives
“ItÕs shut,Ó”. benchmarks/encodings.py measures how often this is right.
"""
import codecs
import re
import unicodedata

import ftfy
import webencodings
from ftfy.badness import is_bad

from analysis.lexicon import read_classes

# Python's name: the name that a reader knows. Of two that fit equally well the first is taken.
ENCODINGS = {"cp1252": "Windows-1252", "cp1254": "Windows-1254", "mac_roman": "Mac Roman", "cp1250": "Windows-1250",
             "cp1251": "Windows-1251", "cp850": "DOS code page 850"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MOST_DAMAGE = 0.05                # if a larger share of characters is invalid, it is not a text
_MOST_CONTROLS = 0.01              # the same for control characters
_SAMPLE = 200_000                  # bytes that are looked at, from shortly before the first that is not ASCII
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NOT_TEXT = "the file is not text, or in an encoding that is not known: save it as UTF-8 text or remove it"


def decode(data: bytes, label: str | None = None) -> tuple[str, str | None]:
    """Bytes as (text, problem); problem is None where all is well.

    label: the charset that the file declares, if any. It is used if it is known and fits the bytes, unless the text is
    recognised as UTF-8 or UTF-16 by itself.

    A text whose encoding cannot be found is returned as "" with a problem; single bytes that fit no encoding become
    U+FFFD.

    >>> decode("Çay".encode("utf-16"))
    ('Çay', None)
    >>> decode("“It’s shut”".encode("cp1252"), "iso-8859-1")
    ('“It’s shut”', None)
    """
    encoding, declared = find_encoding(data), _find_declared(data, label)
    if declared and (encoding is None or encoding in ENCODINGS):
        encoding = declared
    if encoding is None:
        return "", _NOT_TEXT
    text = data.decode(encoding, errors="replace")
    if "\0" in text or len(_CONTROLS.findall(text)) > _MOST_CONTROLS * len(text):
        return "", "the file is not text: save it as UTF-8 text or remove it"
    damage = text.count("\ufffd")
    if damage > _MOST_DAMAGE * len(text):
        return "", f"{damage} of {len(text)} characters could not be decoded: save the file as UTF-8 text or remove it"
    return text, None if declared else describe_encoding(encoding)


def _find_declared(data, label):
    """Python's name of the encoding that a label means to browsers; None where it is unknown or does not fit."""
    known = webencodings.lookup(label) if label else None
    if known is None or known.name in ("utf-8", "utf-16le", "utf-16be", "x-user-defined"):
        return None
    damage = data.decode(known.codec_info.name, errors="replace").count("\ufffd")
    return known.codec_info.name if damage <= _MOST_DAMAGE * sum(byte >= 0x80 for byte in data) else None


def find_encoding(data: bytes, whole: bool = True) -> str | None:
    """Python's name of the encoding, or None for what is no text.

    whole: the data are all of the file, not its beginning (which may end within a character).
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    zeros = data[0:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if any(zeros):
        half = max(1, min(len(data), _SAMPLE) // 2)
        if max(zeros) > 0.3 * half and min(zeros) < 0.01 * half and len(data) % 2 == 0:
            return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
        return None
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=whole)
        return "utf-8"
    except UnicodeDecodeError as error:
        first = error.start
    sound = len(_UTF8_LETTER.findall(data))
    if sound and sound >= data.decode("utf-8", errors="replace").count("\ufffd"):    # UTF-8 that was damaged
        return "utf-8"
    return choose_encoding(data[max(0, first - 1000):first + _SAMPLE])


# --- which of several encodings ------------------------------------------------------------

_HIGH = re.compile(r"[^\x00-\x7f]")
_HANDICAPS = {"cp850": 1}           # points that an encoding which hardly anybody uses today must be better
_MOST_LOOKED_AT = 3000             # characters: enough to decide, and few enough to take no time
_WORD_REACH = 20                   # letters on each side of one that its word is looked for
_LETTERS = re.compile(r"[^\W\d_]*")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]*$")
# What follows an apostrophe within an English word, or comes before it: it’s, don’t, we’re, ’em, O’Neill, d’Estaing.
_CONTRACTED = read_classes("function_words")["after_apostrophe"]
_AFTER_APOSTROPHE = _CONTRACTED | {ending.upper() for ending in _CONTRACTED}
_BEFORE_APOSTROPHE = frozenset("OoDdLlMmJjnQ")
_OPENING, _CLOSING, _FOREIGN_OPENING = frozenset("“‘"), frozenset("”»›"), frozenset("«‹„‚¿¡")
_DASHES, _BLANKS = frozenset("–—"), frozenset("\u00a0\u00ad")
_AMOUNTS, _SUPERSCRIPTS, _FRACTIONS = frozenset("£€¥¢"), frozenset("²³¹ªº"), frozenset("½¼¾")
_SIGNS = frozenset("•·®™©°")       # beside a word or a figure, never between two letters
_TURKISH = frozenset("ĞİŞğış")     # in Windows-1254 where Windows-1252 has the Icelandic ÐÝÞðýþ
_ICELANDIC = frozenset("áæíúÁÆÍÚ")


def choose_encoding(data: bytes) -> str | None:
    """The one of ENCODINGS that best fits bytes which are not UTF-8; None if none fits, as with binary data.

    Every character beyond ASCII is judged by its neighbours: a character that an English text has in such a place
    counts for the encoding, one that it cannot have there counts against it. Windows-1252 is chosen unless another
    fits better; Mac Roman and DOS are chosen only with such evidence.

    >>> [choose_encoding("“It’s shut,” she said".encode(encoding)) for encoding in ("cp1252", "mac_roman")]
    ['cp1252', 'mac_roman']
    """
    worths = {
        encoding: _rate(data.decode(encoding, errors="replace")) - _HANDICAPS.get(encoding, 0) for encoding in ENCODINGS
    }
    best = max(worths, key=worths.__getitem__)              # the first of equals
    high = sum(byte >= 0x80 for byte in data)
    if worths[best] < 0 and high > _MOST_DAMAGE * len(data):
        return None
    return best


def _rate(text):
    """How well the characters beyond ASCII fit their places, in all."""
    icelandic, worth, last = bool(_ICELANDIC & set(text)), 0.0, _MOST_LOOKED_AT
    for number, match in enumerate(_HIGH.finditer(text)):
        if number >= last:
            break
        at = match.start()
        worth += _rate_character(
            match.group(), text[max(0, at - _WORD_REACH) : at], text[at + 1 : at + 1 + _WORD_REACH], icelandic
        )
    return worth


def _rate_character(char, before, after, icelandic):
    """1 where the character fits between what is before and after it, -1 where it cannot be there, else 0."""
    left, right = before[-1:], after[:1]
    if char.isalpha() and char not in _SUPERSCRIPTS:
        return _rate_letter(char, before, after, icelandic)
    if char == "\ufffd" or unicodedata.category(char) == "Cc":
        return -2
    for group, rate in _RATES:
        if char in group:
            return rate(left, right, before, after)
    return -1                       # a sign of mathematics, a box, a letter's accent by itself


def _is_gap(char):
    return not char or char.isspace()


def _rate_opening(left, right, before, after):
    if _is_gap(right) or left.isalnum():
        return -1
    return 1


def _rate_foreign_opening(left, right, before, after):
    """Rates “«”, “¿” and similar characters. They count less than a capital letter, since “Ángel” in Windows-1252 is
    “¡ngel” in Mac Roman."""
    return min(0.5, _rate_opening(left, right, before, after))


def _rate_closing(left, right, before, after):
    return -1 if _is_gap(left) or right.isalnum() else 1


def _rate_apostrophe(left, right, before, after):
    """’ closes a quotation or a word, or is within one: it’s."""
    if _is_gap(left) and _is_gap(right):
        return -1
    if left.isalpha() and right.isalpha():
        return int(_LETTERS.match(after).group() in _AFTER_APOSTROPHE or left in _BEFORE_APOSTROPHE)
    return int(not left.isdigit() or not right.isalpha())


def _rate_dash(left, right, before, after):
    return int(_is_gap(left) == _is_gap(right))


def _rate_amount(left, right, before, after):
    return 1 if right.isdigit() or left.isdigit() and not right.isalpha() else -1


def _rate_superscript(left, right, before, after):
    return 1 if left.isalnum() and not right.isalpha() else -1


def _rate_fraction(left, right, before, after):
    return 1 if (_is_gap(left) or left.isdigit()) and not right.isalpha() else -1


def _rate_sign(left, right, before, after):
    return -1 if left.isalpha() and right.isalpha() else 1


def _rate_ellipsis(left, right, before, after):
    """Not “…zil”, which is Özil in Mac Roman, and seldom “wait…and”."""
    if right.islower():
        return 0 if _is_gap(left) else 0.5
    return 1


def _rate_blank(left, right, before, after):
    return int(not (_is_gap(left) and _is_gap(right)))


_RATES = (
    (_OPENING, _rate_opening),
    (_CLOSING, _rate_closing),
    ("’", _rate_apostrophe),
    (_FOREIGN_OPENING, _rate_foreign_opening),
    (_DASHES, _rate_dash),
    ("…", _rate_ellipsis),
    (_BLANKS, _rate_blank),
    (_AMOUNTS, _rate_amount),
    (_SUPERSCRIPTS, _rate_superscript),
    (_FRACTIONS, _rate_fraction),
    (_SIGNS, _rate_sign),
)


def _rate_letter(char, before, after, icelandic):
    """A letter is part of a word of one script, which is written small, with a capital or in capitals: “café”,
    “Ölüdeniz”; not “ItÕs”."""
    head, tail = _LETTERS_BEFORE.search(before).group(), _LETTERS.match(after).group()
    word = head + char + tail
    foreign = sum(letter > "\x7f" for letter in word)
    is_latin = char < "\u0250"
    alone = len(word) == 1 or before[-1:].isdigit() or after[:1].isdigit()
    mixed = is_latin == (2 * foreign > len(word) + 1)           # Cyrillic among Latin letters
    accented = is_latin and foreign == len(word) > 1            # a word of accented letters alone
    if alone or mixed or accented or _has_odd_case(head, char, tail):
        return -1
    if char in _TURKISH:
        return int(not icelandic)
    if char in "ÐÞðþ" or char in "Ýý" and tail:
        return int(icelandic)
    return 0.75 if char.isupper() and not head else 1


def _has_odd_case(head, char, tail):
    """“ItÕs”, “ìWe”, “ÒWe”: a capital after a small letter, or the other way round."""
    if char.islower():
        return tail[:1].isupper()
    if not char.isupper():
        return False
    return head[-1:].islower() or tail[:1].isupper() and any(letter.islower() for letter in tail)


# --- characters that are wrong in the text itself ------------------------------------------

def mend(text: str) -> str:
    """The text with U+FFFD for each half of a surrogate pair: JSON and the names of files may hold one, UTF-8 and
    tables can't.

    >>> mend("a\\ud83d, \\ud83d\\ude00")
    'a�, 😀'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def describe_encoding(encoding: str) -> str | None:
    """What to say of a file in this encoding; None where nothing has to be said."""
    if encoding in ENCODINGS:
        return f"not UTF-8, read as {ENCODINGS[encoding]}: look at its accented letters, or save it as UTF-8"
    return None


# English marks beside ASCII: nothing that ftfy takes for mojibake consists of these alone. Its search is slow, and most
# lines hold nothing else.
_UNUSUAL = re.compile("[^\x00-\x7f\xa0‘’“”–—…]")


def _may_be_mojibake(line):
    return _UNUSUAL.search(line) is not None and is_bad(line)


def repair(text: str) -> tuple[str, str | None]:
    """(text, problem): with mojibake set right line by line, which ftfy does; problem names it, and characters that
    are lost.

    >>> repair("Theyâ€™re here.")[0], repair("They’re here.")[1]
    ('They’re here.', None)
    """
    problems, damage = [], text.count("\ufffd")
    if damage:
        problems.append(f"{damage} characters could not be decoded and read as \ufffd: mend these places")
    if _UNUSUAL.search(text):
        lines, changed = text.splitlines(keepends=True), []
        for number, line in enumerate(lines):
            if _may_be_mojibake(line) and (right := ftfy.fix_encoding(line)) != line:
                changed.append(line)
                lines[number] = right
        if changed:
            shown = changed[0].strip()
            text = "".join(lines)
            problems.append(
                f"{len(changed)} lines were UTF-8 read in another encoding (‘{shown[:40]}’), and are set right: "
                "look at them"
            )
    return text, "; ".join(problems) or None

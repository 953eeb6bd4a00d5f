"""Bytes to text: which encoding, and what went wrong on the way.

UTF-8 is recognised by itself, UTF-16 by its mark or its zero bytes. Anything else is one of
ENCODINGS; charset-normalizer chooses among them. Left free it guesses wildly on English text with a
few foreign letters (cp1250 for nearly everything), so the list stands here, and only here.
"""
import codecs
import re

# Python's name: the name that a reader knows.
ENCODINGS = {"cp1252": "Windows-1252", "cp1254": "Windows-1254", "iso8859_9": "ISO-8859-9", "cp1251": "Windows-1251",
             "mac_roman": "Mac Roman"}
_MOST_DAMAGE = 0.05                # more than this share of characters that are none: not a text
_SAMPLE = 200_000
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_TURKISH = frozenset("ĞİŞğış")     # stand in Windows-1254 where Windows-1252 has Icelandic letters
_ICELANDIC = frozenset("áæíúÁÆÍÚ")


def decode(data):
    """Bytes as (text, problem); problem is None where all is well.

    Text that cannot be told is given as "" with a problem; single bytes that fit no encoding become U+FFFD and are reported.

    >>> decode("Çay".encode("utf-16"))
    ('Çay', None)
    """
    encoding = find_encoding(data)
    if encoding is None:
        return "", "the file is not text, or in an encoding that is not known: save it as UTF-8 text or remove it"
    text = data.decode(encoding, errors="replace")
    if _CONTROLS.search(text) and len(_CONTROLS.findall(text)) > _MOST_DAMAGE * len(text) / 5 or "\0" in text:
        return "", "the file is not text: save it as UTF-8 text or remove it"
    damage = text.count("\ufffd")
    if damage > _MOST_DAMAGE * len(text):
        return "", f"{damage} of {len(text)} characters could not be decoded: save the file as UTF-8 text or remove it"
    problems = [describe_encoding(encoding), describe_damage(text)]
    return text, "; ".join(problem for problem in problems if problem) or None


def find_encoding(data, whole=True):
    """Python's name of the encoding, or None for what is no text.

    whole: the data are all of the file, not its beginning (which may end within a character).
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
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
    return _choose_encoding(data[max(0, first - 1000):first + _SAMPLE])


def _choose_encoding(data):
    from charset_normalizer import from_bytes       # here, because it takes time to load and is seldom needed
    best = from_bytes(data, cp_isolation=list(ENCODINGS)).best()
    if best is None or best.encoding not in ENCODINGS:
        return None
    if best.encoding == "cp1252":                   # "Þimþek": no Icelander, but Şimşek
        text = data.decode("cp1254", errors="replace")
        if _TURKISH & set(text) and not _ICELANDIC & set(text):
            return "cp1254"
    return best.encoding


def mend(text):
    """The text with U+FFFD for each half of a surrogate pair: JSON and the names of files may hold one, UTF-8 and tables can't.

    >>> mend("a\\ud83d, \\ud83d\\ude00")
    'a�, 😀'
    """
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def describe_encoding(encoding):
    """What to say of a file in this encoding; None where nothing has to be said."""
    if encoding in ENCODINGS:
        return f"not UTF-8, read as {ENCODINGS[encoding]}: look at its accented letters, or save it as UTF-8"
    return None


def describe_damage(text):
    """What is wrong with the characters of a text: lost ones and mojibake; None where nothing is. The text stays as it is."""
    problems, damage, odd = [], text.count("\ufffd"), find_mojibake(text)
    if damage:
        problems.append(f"{damage} characters could not be decoded and read as \ufffd: mend these places")
    if odd:
        problems.append(f"{len(odd)} places look like UTF-8 that was read as Windows-1252 ({odd[0]!r}), and stay as they are: "
                        "save the text again from its source")
    return "; ".join(problems) or None


# --- mojibake ------------------------------------------------------------------------------

def _list_letters(encoding, first, last):
    """What the bytes first to last are in an encoding; where it has none, what browsers take: the control character."""
    letters = {}
    for byte in range(first, last + 1):
        try:
            letters[bytes([byte]).decode(encoding)] = byte
        except UnicodeDecodeError:
            letters[chr(byte)] = byte
    return letters


_BYTES = {**_list_letters("cp1254", 0x80, 0xff), **_list_letters("latin-1", 0x80, 0x9f), **_list_letters("cp1252", 0x80, 0xff)}
_HIGH = "".join(letter for letter, byte in _BYTES.items() if byte < 0xc0)
_LEAD = {n: "".join(letter for letter, byte in _BYTES.items() if low <= byte <= high)
         for n, low, high in ((1, 0xc2, 0xdf), (2, 0xe0, 0xef), (3, 0xf0, 0xf4))}
_MOJIBAKE = re.compile("|".join(rf"[{lead}][{re.escape(_HIGH)}]{{{n}}}" for n, lead in _LEAD.items()))


def find_mojibake(text):
    """Pieces of text that are UTF-8 read in another encoding: "donâ€™t", "MevlÃ¼t".

    A single piece of two characters may be meant (German „Ä“ ends so) and is not reported.

    >>> find_mojibake("Theyâ€™re here.")
    ['â€™']
    """
    pieces = []
    for piece in _MOJIBAKE.findall(text):
        try:
            bytes(_BYTES[letter] for letter in piece).decode("utf-8")
            pieces.append(piece)
        except UnicodeDecodeError:
            pass
    return pieces if len(pieces) > 1 or any(len(piece) > 2 for piece in pieces) else []

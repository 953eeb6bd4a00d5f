"""The words that dates are made of: how a text is split into them, and the value of each word.

The words themselves are data (analysis/lexicon/dates.toml and calendar.csv). `LEXIS` holds them for the patterns of the
grammar (see analysis/text/patterns.py for how these are written).
"""
import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.lexicon import read_worths
from analysis.lexicon.calendar import read_calendar
from analysis.text.patterns import OTHER, Lexis

# --- vocabulary ------------------------------------------------------------------------------

Worth = int | str | tuple

PARAGRAPH = "\n"
# Numbers, and words outside the vocabulary, are recognised by their form: ED "opened", ING "opening", PLURAL "doors".
SHAPES = ("DAY", "YEAR", "INT", "BIG", "POINTED", "NTH", "LONGDECADE", "SHORTDECADE", "ISO", "ISOTIME", "FIGURES",
          "FISCALQUARTER", "FISCALYEAR", "CLOCK", "ED", "ING", "PLURAL", "NAME", "OTHERWORD")
# "may", "march" and "sun" are other words than "May", "March" and "Sun".
_CASED = ("MONTH", "CLEARMONTH", "QUARTERNAME", "HALFNAME", "WEEKDAY", "WEEKDAYS", "SHORTDAY", "ZONE", "ERA",
          "OURERA", "OTHERERA", "OTHERMONTH")
_MARKS = {**dict(zip(".,;:()$£€#%/&'-?", ".,;:()$£€#%/&'-?", strict=True)), **dict.fromkeys("’‘`ʼ", "'"),
          **dict.fromkeys("–‑‐", "-"), **dict.fromkeys("!…", "?")}


def _read_vocabulary() -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """The classes of words with what each word is worth, and the pieces of patterns."""
    told = dict(read_worths("dates"))
    pieces = told.pop("PIECES")
    classes = {name: dict.fromkeys(words.split(), 0) if isinstance(words, str) else
               {word: tuple(worth) if isinstance(worth, list) else worth for word, worth in words.items()}
               for name, words in told.items()}
    weekdays = read_calendar("weekday", "full")
    classes |= {"MONTH": dict(read_calendar("month")), "WEEKDAY": dict(weekdays),
                "WEEKDAYS": {f"{day}s": number for day, number in weekdays.items()},
                "SHORTDAY": dict(read_calendar("weekday", "short"))}
    # Month names that mean nothing else, even without words around them. "May", "Jan" and "March" are left out,
    # because of "Theresa May", "Jan Roe" and "March on!".
    classes["CLEARMONTH"] = {form: number for form, number in classes["MONTH"].items()
                             if form not in ("March", "May") and (len(form) > 3 or form.endswith("."))}
    holidays = sorted(classes["HOLIDAY"], key=len, reverse=True)
    return classes, {**pieces, "HOLIDAY": "(" + "|".join(holidays) + ")"}


WORTHS, _PIECES = _read_vocabulary()


def _make_lexis() -> Lexis:
    lexis = Lexis({name: words for name, words in WORTHS.items() if name != "HOLIDAY"}, _PIECES, _CASED)
    for shape in SHAPES:
        lexis.add_class(shape, [f"<{shape}>"])
    lexis.add_union("WORD", ("OTHERWORD", "ING", "PLURAL", "BEGIN", "BEGINS", "BEGINNING", "COUNTED", "CHILD",
                             "SEEN", "NAMED_WORD"))
    # Words used in patterns have codes of their own; if they are verbs, they also count as words like "opened".
    lexis.add_union("ED", ("NAMED_ED",))
    lexis.add_union("BIG", ("POINTED",))
    lexis.codes.update({**_MARKS, PARAGRAPH: PARAGRAPH})
    return lexis


LEXIS = _make_lexis()

# --- from a text to codes --------------------------------------------------------------------

_ABBREVIATIONS = "|".join(sorted((form[:-1] for kind in ("month", "weekday") for form in read_calendar(kind, "short")
                                  if form.endswith(".")), key=len, reverse=True))
# The first two cases are most of a text, and are tried first for speed: a word without a stop after it, and marks.
_WORD = re.compile(rf"""
    [^\W\d_]\w*+(?!\.)
  | [,.;:()"“”'’-]
  | [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:T[0-9:]{{5,8}}(?:Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?(?![\w/-])     # 2020-09-27
  | [0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}}(?![\w/-])                            # 2020/09/27
  | [0-9]{{1,2}}/[0-9]{{1,2}}/(?:[0-9]{{4}}|[0-9]{{2}})(?![\w/])          # 9/27/2020
  | [0-9]{{1,2}}\.[0-9]{{1,2}}\.[0-9]{{4}}(?![\w/])                       # 27.09.2020
  | [0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![0-9])                       # 10:30
  | [0-9]{{1,2}}h[0-9]{{2}}\b | [1-4][QH][0-9]{{2}}\b                     # 14h00  3Q21
  | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?:\.[0-9]+)?(?![0-9])                   # 1,991
  | [0-9]+(?:\.[0-9]+)+                                              # 3.5
  | [0-9]+(?:(?:st|nd|rd|th|s)\b)?                                   # 27  27th  1990s
  | (?:[^\W\d_]\.)+[^\W\d_]\b\.?                                     # U.S.  a.m.
  | (?:{_ABBREVIATIONS}
      |Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Lt|Col|Maj|Sgt|Capt|Adm|Rev|Prof|Inc|Corp|Co|Ltd|St|No)\.
  | [A-Z]\.(?=\ [A-Z])                                                # John F. Kennedy
  | [A-Z][a-z]{{1,4}}\.(?=,|\)|\ [a-z])                                # Tenn., Wash. state, (R-Ky.)
  | [^\W\d_]\w*
  | \S
""", re.VERBOSE)

_ENDINGS = {"ed": "ED", "ss": "OTHERWORD", "us": "OTHERWORD", "is": "OTHERWORD"}


class Reader(dict):
    """The codes of all words met so far; each is computed only once."""

    def __missing__(self, word: str) -> str:
        self[word] = code = _read_code(word)
        return code


def _read_code(word: str) -> str:
    if word in LEXIS.codes:
        return LEXIS.codes[word]
    if word[0].isalpha() and word not in WORTHS["TITLE"] and word.lower() in LEXIS.codes:
        return LEXIS.codes[word.lower()]
    shape = _shape(word)
    return LEXIS.codes[f"<{shape}>"] if shape else OTHER


def _shape(word: str) -> str | None:
    """Which shape a word outside the vocabulary has; None for a mark."""
    if word[0] in "0123456789":
        return _shape_of_number(word)
    if not word[0].isalpha():
        return None
    if word[0].isupper():
        return word[-1].isdigit() and _find_shape(word) or "NAME"              # FY21, Q1FY22
    return _shape_of_word(word)


def _shape_of_word(word: str) -> str:
    if word[-2:] in _ENDINGS:
        return _ENDINGS[word[-2:]]
    return "ING" if word.endswith("ing") else "PLURAL" if word[-1] == "s" else "OTHERWORD"


def _shape_of_number(number: str) -> str:
    """Which kind of number a word is that begins with a figure."""
    if number.isdigit():
        if len(number) <= 2 and 1 <= int(number) <= 31:
            return "DAY"
        return "YEAR" if len(number) == 4 and "1000" <= number < "2100" else "INT"
    if number[-1] == "s":
        return {5: "LONGDECADE", 3: "SHORTDECADE"}.get(len(number), "BIG") if number[-2] == "0" else "BIG"
    if number[-1] in "tdh":
        return "NTH"
    return _find_shape(number) or "BIG"


def _find_shape(word: str) -> str | None:
    return next((shape for shape, expression in _NUMBERS if expression.fullmatch(word)), None)


_NUMBERS = [(shape, re.compile(expression)) for shape, expression in (
    ("ISO", r"\d{4}([-/])\d\d\1\d\d"), ("ISOTIME", r"\d{4}-\d\d-\d\dT.{5,14}"),
    ("FIGURES", r"\d\d?(/\d\d?/(\d{4}|\d\d)|\.\d\d?\.\d{4})"),
    ("FISCALQUARTER", r"[QH][1-4]FY\d\d(\d\d)?|[1-4][QH]\d\d"), ("FISCALYEAR", r"FY\d\d(\d\d)?"),
    ("CLOCK", r"\d\d?[:h].*"), ("POINTED", r"\d\d?\.\d\d"))]


class Words:
    """The words of a text: their codes, with one code more at the end of each paragraph; what each is, and where."""

    def __init__(self, text: str, paragraphs: Iterable[tuple[int, int]], reader: Reader):
        self.text, self.paragraphs = text, tuple(paragraphs)
        self.words: list[str] = []
        self._firsts: list[int] = []                             # the number of the first word of each paragraph
        self._ends: dict[int, list[int]] = {}                    # of paragraphs with a reference: where each word ends
        for start, end in self.paragraphs:
            self._firsts.append(len(self.words))
            self.words += _WORD.findall(text, start, end)
            self.words.append(PARAGRAPH)
        self.codes = "".join(map(reader.__getitem__, self.words))

    def span(self, number: int) -> tuple[int, int]:
        """Where a word is in the text: (start, end). Nothing but white space stands between two words."""
        paragraph = bisect_right(self._firsts, number) - 1
        first, (start, end) = self._firsts[paragraph], self.paragraphs[paragraph]
        if self.words[number] == PARAGRAPH:
            return end, end
        ends = self._ends.setdefault(paragraph, [])
        find, at = self.text.find, ends[-1] if ends else start
        for word in self.words[first + len(ends):number + 1]:
            at = find(word, at) + len(word)
            ends.append(at)
        end = ends[number - first]
        return end - len(self.words[number]), end


# --- what words are worth --------------------------------------------------------------------

_WORTHS = {name: {word.lower(): worth for word, worth in words.items()} for name, words in WORTHS.items()}
_FIGURES, _NUMBER = re.compile(r"[0-9]{1,6}"), re.compile(r"[\d,]{1,9}(\.\d{1,4})?")
_AS_WRITTEN = ("ISO", "ISOTIME", "FIGURES", "FISCALQUARTER", "FISCALYEAR", "CLOCK", "POINTED", "TWODIGITS",
               "FOURDIGITS", "ANYYEAR", "EVENT")


def read_worth(word_class: str, words: Sequence[str]) -> Any:
    """The value of the words that a named group has matched: a number, a unit, or a part of a value."""
    words = [word.lower() for word in words]
    if word_class in _READERS:
        return _READERS[word_class](words)
    if word_class in _WORTHS:
        return _WORTHS[word_class][words[0]]
    return words[0] if word_class in _AS_WRITTEN else _read_figures(words[0])


def _read_figures(word: str) -> int:
    return int(_FIGURES.findall(word.replace(",", ""))[0])


def _read_ordinal(words: Sequence[str]) -> int:
    """27th, twenty-seventh."""
    return sum(_read_figures(word) if word[0].isdigit() else _WORTHS["TENS"].get(word) or _WORTHS["ORDINAL"][word]
               for word in words if word != "-")


def _read_which(words: Sequence[str]) -> int:
    """The first is 1, the last -1."""
    return -1 if words[0] in ("last", "final") else _read_ordinal(words)


def _read_holiday(words: Sequence[str]) -> Worth:
    return _WORTHS["HOLIDAY"][" ".join(_MARKS.get(word, word) for word in words)]


def _read_hour(words: Sequence[str]) -> int:
    return _WORTHS["ONES"].get(words[0]) or _read_figures(words[0])


def _read_period(words: Sequence[str]) -> Worth:
    return _WORTHS["UNITS"].get(words[0]) or _WORTHS["UNIT"][words[0]]


def _read_number(words: Sequence[str]) -> float | None:
    """The number that words express ("twenty-five", "two and a half"); None if they are vague, infinity for 1.2.3."""
    if "/" in words:                                    # 2 1/2
        whole, over, _, under = words
        return int(whole) + int(over) / int(under)
    total, half = 0.0, False
    for word in words:
        if word in _WORTHS["VAGUE"]:
            return None
        if word in _WORTHS["POWER"]:
            total *= _WORTHS["POWER"][word]
        elif word == "half":
            half = True
        elif word[0].isdigit():
            total += float(word.replace(",", "")) if _NUMBER.fullmatch(word) else math.inf
        else:
            total += next((_WORTHS[name][word] for name in ("COLLECTIVE", "ONES", "TENS") if word in _WORTHS[name]), 0)
    return total + 0.5 if half else total or 1


_READERS: Mapping = {"NUMBER": _read_number, "AMOUNT": _read_number, "DAYNUMBER": _read_ordinal, "COUNT": _read_ordinal,
                     "HOLIDAY": _read_holiday, "HOUR": _read_hour, "PERIOD": _read_period,
                     "SPELLED": _read_number, "WHICH": _read_which}

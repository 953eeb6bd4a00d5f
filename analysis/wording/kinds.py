"""What kind of change a swap is: another spelling, a contraction, another form of one word, a name, or another word."""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from analysis.lexicon import read_classes, read_table
from analysis.lexicon.calendar import read_calendar
from analysis.text import fold
from analysis.wording.correspondence import Word, compare_spelling, is_abbreviation


@dataclass(frozen=True)
class Kind:
    """One kind of swap, and the function that recognises it."""

    name: str
    tell: Callable[[tuple[Word, ...], tuple[Word, ...]], bool]
    example: tuple[str, str]
    whole: bool = False  # words that form one such change together are kept together


def tell_kind(left: tuple[Word, ...], right: tuple[Word, ...]) -> str:
    """The kind of the swap between two phrases: the first of KINDS that fits, else `word`. Either may be empty."""
    if left and right:
        return next((kind.name for kind in KINDS if kind.tell(left, right)), "word")
    return "name" if _are_names(left or right) else "word"


_LONGEST_CHANGE = 6  # words on either side of another spelling, contraction, number or abbreviation


def is_one_change(left: list[Word], right: list[Word]) -> bool:
    """Is the whole difference one change of spelling, contraction, number or abbreviation: CHOGM, Commonwealth Heads
    of Government?"""
    if not left or not right or len(left) == len(right) == 1 or max(len(left), len(right)) > _LONGEST_CHANGE:
        return False
    return any(kind.tell(tuple(left), tuple(right)) for kind in KINDS if kind.whole)


# --- spelling ------------------------------------------------------------------------------

_JOINTS = re.compile(r"[-'’. ]")
_SPELLINGS = [(row["british"], row["american"]) for row in read_table("spellings")]


def _differ_in_spelling(left, right):
    """Another spelling: healthcare, health care; organised, organized; or of a foreign name: Gorbachov, Gorbachev."""
    one, other = (_JOINTS.sub("", "".join(word.key for word in side)) for side in (left, right))
    return (
        one == other
        or len(left) == len(right)
        and all(
            a.key == b.key or _spell_american(a.key) == _spell_american(b.key) or _are_one_name(a, b)
            for a, b in zip(left, right)
        )
    )


@functools.lru_cache(10_000)
def _spell_american(word):
    for british, american in _SPELLINGS:
        word = word.replace(british, american) if len(word) > len(british) + 2 or word == british else word
    return word


_ONE_NAME = 0.7  # of two spellings of one foreign name: Gorbachov and Gorbachev


def _are_one_name(one, other):
    return one.form == other.form == "name" and compare_spelling(one.key, other.key) >= _ONE_NAME


# --- contractions --------------------------------------------------------------------------

_CONTRACTIONS = [(row["short"], row["full"]) for row in read_table("contractions")]


def _differ_in_contraction(left, right):
    return bool(_write_out(left) & _write_out(right))


def _write_out(words):
    """The phrase with its contractions written out, in every way they can be: "he's" is "he is" and "he has"."""
    ways = {""}
    for word in words:
        key = word.key.replace("’", "'")
        full = {key} | {key.removesuffix(short) + long for short, long in _CONTRACTIONS if key.endswith(short)}
        ways = {f"{way} {form}".strip() for way in ways for form in full}
    return ways


# --- numbers -------------------------------------------------------------------------------

_NUMBERS = {row["word"]: int(row["value"]) for row in read_table("numbers")}
_MULTIPLIERS = frozenset(
    word for word, value in _NUMBERS.items() if value >= 1_000
)  # these multiply the number before them: two thousand
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_SIGNS = {
    word: sign for sign in ("percent", "money") for word in read_classes("swaps")[sign]
}  # in "per cent", "cent" is the word that is read


def _differ_in_number_format(left, right):
    """Another format of one number: three and 3, 85,740,000 and 85.74 million, % and percent."""
    one, other = _read_number(left), _read_number(right)
    return one is not None and one == other


def _read_number(words):
    """(what is counted, the value) of a phrase that is a number, else None."""
    pieces = [piece for word in words for piece in _split_number(word) if piece not in _BETWEEN_NUMBERS]
    signs = frozenset(_SIGNS[piece] for piece in pieces if piece in _SIGNS)
    values = [(piece, _read_value(piece)) for piece in pieces if piece not in _SIGNS]
    if not pieces or any(value is None for _, value in values):
        return None
    return signs, _add_up(values)


def _add_up(values):
    """The value of the words of one number together: two, hundred, five, thousand."""
    total, part = 0.0, None
    for piece, value in values:
        if piece in _MULTIPLIERS:
            total, part = total + (part or 1) * value, None
        elif piece == "hundred":
            part = (part or 1) * value
        else:
            part = (part or 0) + value
    return round(total + (part or 0), 6)


def _split_number(word):
    """twenty-one is twenty and one; 85,740,000 is one figure."""
    folded = fold(word.text)[0].replace(",", "")
    return folded.split("-") if not folded[:1].isdigit() else [folded]


def _read_value(piece):
    return _NUMBERS.get(piece) or (float(piece) if _FIGURE.fullmatch(piece) else None)


_BETWEEN_NUMBERS = ("and", "a", "per")


# --- abbreviations -------------------------------------------------------------------------

_MONTHS = {
    form.rstrip(".").lower(): f"{kind} {number}"
    for kind in ("month", "weekday")
    for form, number in read_calendar(kind).items()
}


def _differ_in_abbreviation(left, right):
    """An abbreviation and its full form: UN, United Nations; Jan., January; Int'l, international; FM, foreign
    minister."""
    left, right = ([word for word in side if word.key != "the"] for side in (left, right))
    one, other = (" ".join(word.key for word in side) for side in (left, right))
    shorter, longer = sorted([one, other], key=len)
    if is_abbreviation(left, right) or one in _MONTHS and _MONTHS[one] == _MONTHS.get(other):
        return True
    return len(left) == len(right) == 1 and _is_cut(shorter, longer)


def _is_cut(short, long):
    """Is one word a shortened form of the other (int'l, international; dept, department): same first and last letter,
    the others in the same order, many left out?"""
    letters = short.replace("'", "")
    rest = iter(long)
    return (
        1 < len(letters) <= len(long) * 0.6
        and letters[0] == long[0]
        and letters[-1] in (long[-1], *"tdcv")
        and long not in (short + "s", short + "ed", short + "ing")
        and "'" not in long
        and ("'" in short or not long.startswith(short) or len(letters) <= 3)
        and all(letter in rest for letter in letters)
    )


# --- inflection ----------------------------------------------------------------------------

_BASES = {form: row["base"] for row in read_table("irregular_forms") for form in row["forms"].split()}
_ENDINGS = ("", "'s", "s'", "ies", "ied", "es", "ed", "ing", "s", "d", "e", "y")
_HELPERS = read_classes("function_words")["be"] | read_classes("function_words")["auxiliaries"] | {"to"}


def _differ_in_inflection(left, right):
    """Another form of one word: attack, attacks; demand, are demanding; is, was; isn't, wasn't."""
    ways = ([_find_bases(way.split()) for way in _write_out(side)] for side in (left, right))
    return any(len(one) == len(other) and all(map(_have_one_stem, one, other)) for one, other in product(*ways))


def _find_bases(keys):
    """The words of a phrase without auxiliaries, unless there is nothing else."""
    others = [key for key in keys if key not in _HELPERS]
    return others if set(others) - {"not"} else [_BASES.get(key, key) for key in keys]


_LEAST_STEM = 3  # letters


def _have_one_stem(one, other):
    return _BASES.get(one, one) == _BASES.get(other, other) or bool(_list_stems(one) & _list_stems(other))


def _list_stems(word):
    """What may remain of a word without its ending: "stopp" and "stop" for "stopped"."""
    stems = {word.removesuffix(ending) for ending in _ENDINGS}
    stems |= {stem[:-1] for stem in stems if len(stem) > _LEAST_STEM and stem[-1] == stem[-2]}
    return {stem for stem in stems if len(stem) >= _LEAST_STEM}


# --- names ---------------------------------------------------------------------------------


def _are_names(words):
    content = [word for word in words if not word.functional]
    return bool(content) and all(word.form == "name" for word in content)


def _are_both_names(left, right):
    return _are_names(left) and _are_names(right)


KINDS = (
    Kind("spelling", _differ_in_spelling, ("organised", "organized"), whole=True),
    Kind("contraction", _differ_in_contraction, ("didn't", "did not"), whole=True),
    Kind("number-format", _differ_in_number_format, ("Three", "3"), whole=True),
    Kind("abbreviation", _differ_in_abbreviation, ("UN", "United Nations"), whole=True),
    Kind("inflection", _differ_in_inflection, ("demand", "are demanding")),
    Kind("name", _are_both_names, ("Lima", "Peru")),
)
"""The kinds of swaps, in the order they are tried; a swap that is none of them is of the kind `word`."""

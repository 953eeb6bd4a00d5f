"""Within a difference between two sentences: which word replaces which.

"was selected with" and "was chosen by" differ in two swaps, "a state of siege" and "curfew" in one. Words surely
correspond if they have the same grammatical function (both prepositions, both past forms, both verbs that report), are
spelled nearly alike, or replace each other in other pairs too. Such words divide a difference; what lies between them
stays one phrase, unless it is long.
"""

import functools
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.cues import NOUNS_TOO, read_cues

# --- what kind of word it is ---------------------------------------------------------------

_WORDS, _SWAPS = read_classes("function_words"), read_classes("swaps")
_FUNCTIONS = {
    "verb": _WORDS["be"] | _WORDS["auxiliaries"],
    "preposition": _WORDS["prepositions"],
    "subordinator": _WORDS["subordinators"] | _WORDS["relatives"],
    "determiner": _WORDS["articles"] | _WORDS["determiners"],
    "pronoun": _SWAPS["pronouns"],
    "conjunction": _SWAPS["conjunctions"],
}
JOINING = frozenset({"preposition", "subordinator", "conjunction"})
"""The kinds of function words that join a phrase to another."""

_SUFFIXES = {
    "ed": 5,
    "ing": 6,
    "ly": 5,
}  # endings that show the form of a word with at least so many letters: not "red", "king", "fly"


@functools.lru_cache(None)
def tell_functions(key: str) -> frozenset[str]:
    """The kinds of function words a word belongs to; none for content words."""
    return frozenset(kind for kind, words in _FUNCTIONS.items() if key in words)


class Word(NamedTuple):
    """One word of a sentence, as the alignment sees it."""

    key: str  # what has to be equal for two words to match
    text: str  # as it is written
    light: bool  # an article, a preposition, an auxiliary: its matches count less
    parted: bool  # punctuation stands before it
    first: bool  # it opens the sentence, so its capital shows nothing

    @property
    def functional(self) -> bool:
        """Is it a function word?"""
        return self.light or bool(tell_functions(self.key))

    @property
    def form(self) -> str | None:
        """number, name, or the ending that shows its form; None if the spelling shows nothing."""
        return _tell_form(self.key, self.text, self.first)


@functools.lru_cache(100_000)
def _tell_form(key: str, text: str, first: bool) -> str | None:
    if any(map(str.isdigit, text)):
        return "number"
    if text[0].isupper() and (not first or len(text) > 1 and text.isupper()):
        return "name"
    return next((suffix for suffix, least in _SUFFIXES.items() if len(key) >= least and key.endswith(suffix)), None)


# --- how well two words correspond ---------------------------------------------------------

_SAME_FUNCTION, _CONTENT, _SAME_FORM, _OTHER_FORM, _AT_SAME_EDGE, _SPELLING, _KNOWN = 1.2, 0.6, 0.4, 0.6, 0.3, 1.5, 2.0
_ALIKE, _SURELY_ALIKE = 0.4, 0.5  # of two spellings, from 0 to 1
_LEAST_LETTERS = 3  # of a word that may be a variant spelling: UN is not one of United


@functools.lru_cache(100_000)
def compare_spelling(one: str, other: str) -> float:
    """How similar two words are spelled, from 0 to 1; the letters at a common beginning count in full, other common
    letters less."""
    shorter = min(len(one), len(other))
    if shorter < _LEAST_LETTERS:
        return 0.0
    ahead = next((k for k in range(shorter) if one[k] != other[k]), shorter)
    return max(
        2 * ahead / (len(one) + len(other)),
        SequenceMatcher(None, one, other, autojunk=False).ratio() - (0.15 if ahead else 0.25),
    )


def _weigh(one, other, known):
    """How well two words correspond; 0 where they cannot."""
    if _both_report(one, other):
        return _KNOWN
    if one.functional or other.functional:
        return _SAME_FUNCTION if tell_functions(one.key) & tell_functions(other.key) else 0
    alike = compare_spelling(one.key, other.key)
    weight = _CONTENT + (_SPELLING * alike if alike > _ALIKE else 0) + (_KNOWN if (one.key, other.key) in known else 0)
    if one.form == other.form:
        return weight + (_SAME_FORM if one.form else 0)
    if "number" in (one.form, other.form):
        return max(weight - _OTHER_FORM, 0)
    return weight - (_OTHER_FORM / 2 if "name" in (one.form, other.form) and alike <= _ALIKE else 0)


@functools.lru_cache(10_000)
def is_reporting_verb(key: str) -> bool:
    """Is the word a finite form of a verb that reports, and not as often a noun: said, not claims?"""
    return key not in NOUNS_TOO and any(cue.shape in ("past", "third") for cue in read_cues().get(key, ()))


def _both_report(one, other):
    return is_reporting_verb(one.key) and is_reporting_verb(other.key)


def _correspond_surely(one, other, known):
    if _both_report(one, other):
        return True
    if one.functional or (one.key, other.key) in known or one.form == other.form and one.form not in (None, "name"):
        return True
    numbers = [word.form == "number" for word in (one, other)]
    return compare_spelling(one.key, other.key) >= _SURELY_ALIKE and numbers[0] == numbers[1]


def align(left: list[Word], right: list[Word], known: Collection[tuple] = frozenset()) -> list[tuple[int, int]]:
    """Pairs (i, j), both increasing, of the words that correspond best (Needleman and Wunsch 1970; gaps cost
    nothing)."""
    n, m = len(left), len(right)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step = [[None] * (m + 1) for _ in range(n + 1)]
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            weight = _weigh(left[i - 1], right[j - 1], known)
            if weight:
                weight += (_AT_SAME_EDGE / i if i == j else 0) + (_AT_SAME_EDGE / (n - i + 1) if n - i == m - j else 0)
            choices = [(best[i - 1][j], "left"), (best[i][j - 1], "right")] + [
                (best[i - 1][j - 1] + weight, "both")
            ] * (weight > 0)
            best[i][j], step[i][j] = max(choices, key=lambda choice: choice[0])
    pairs, i, j = [], n, m
    while i and j:
        if step[i][j] == "both":
            pairs.append((i - 1, j - 1))
        i, j = i - (step[i][j] != "right"), j - (step[i][j] != "left")
    return pairs[::-1]


# --- the parts of a difference -------------------------------------------------------------

_LONGEST_PHRASE = 4  # words on either side that stay one phrase where nothing in them corresponds surely
_LARGEST_GRID = 10_000  # pairs of words; beyond that a difference stays whole


def part_difference(left: list[Word], right: list[Word], gap: tuple[int, int, int, int],
                    known: Collection[tuple] = frozenset()) -> list[tuple[int, int, int, int]]:
    """A difference (i0, i1, j0, j1) cut into those between words and phrases that correspond.

    known: pairs of keys that stand for each other elsewhere.
    """
    i0, i1, j0, j1 = gap
    if not 1 < (i1 - i0) * (j1 - j0) <= _LARGEST_GRID or _has_lost_its_noun(left[i0:i1], right[j0:j1]):
        return [gap]
    aligned = [(i0 + i, j0 + j) for i, j in align(left[i0:i1], right[j0:j1], known)]
    parts = []
    for piece in _fill(gap, _find_sure_phrases(left, right, gap, aligned, known)):
        shorter, longer = sorted([piece[1] - piece[0], piece[3] - piece[2]])
        inside = [(i, i + 1, j, j + 1) for i, j in aligned if piece[0] <= i < piece[1] and piece[2] <= j < piece[3]]
        is_long = shorter and longer > _LONGEST_PHRASE and len(inside) > 1
        parts += _fill(piece, inside) if is_long else _part_opener(left, right, piece)
    return parts


def _has_lost_its_noun(left, right):
    """Has one side only prepositions, conjunctions or articles, whose noun is elsewhere in the other sentence, and the
    other a whole phrase: "of the", "in a statement"?"""
    return any(
        all(connects_alone(word.key) for word in one) and not tell_functions(other[-1].key)
        for one, other in ((left, right), (right, left))
    )


def connects_alone(key: str) -> bool:
    """Is the word a preposition, conjunction or article and nothing else?"""
    kinds = tell_functions(key)
    return bool(kinds) and kinds <= JOINING | {"determiner"}


def _find_sure_phrases(left, right, gap, aligned, known):
    """The words that surely correspond, as parts of their own: a name together with the names beside it, a number
    together with the "at least" before it."""
    sure = [(i, j) for i, j in aligned if _correspond_surely(left[i], right[j], known)]
    edges = [(gap[0] - 1, gap[2] - 1), *sure, (gap[1], gap[3])]
    phrases = []
    for i, j in aligned:
        before, after = max(edge for edge in edges if edge[0] < i), min(edge for edge in edges if edge[0] > i)
        room = before[0] + 1, after[0], before[1] + 1, after[1]
        if left[i].form == right[j].form == "name":
            phrase = _widen_name(left, right, i, j, room, (i, j) in sure)
        elif (i, j) in sure:
            phrase = _spread_back(left, i, room[0]), i + 1, _spread_back(right, j, room[2]), j + 1
        else:
            continue
        if phrase and (not phrases or phrase[0] >= phrases[-1][1] and phrase[2] >= phrases[-1][3]):
            phrases.append(phrase)
    return phrases


def _widen_name(left, right, i, j, room, is_sure):
    """Two names, each with the capitalised words beside it, as far as there is room; None if they may not
    correspond."""
    k0, k1 = _spread_names(left, i, room[0], room[1])
    m0, m1 = _spread_names(right, j, room[2], room[3])
    alone = _is_apart(left, k0, k1, room[0], room[1]) and _is_apart(right, m0, m1, room[2], room[3])
    return (k0, k1, m0, m1) if is_sure or alone or is_abbreviation(left[k0:k1], right[m0:m1]) else None


def is_abbreviation(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Are the letters of one word the initials of the other words, with or without light words such as "of": UN and
    United Nations?

    The last letter of a longer abbreviation may be missing from the other words: CHOGM, the Commonwealth Heads of
    Government (Meeting).
    """
    short, long = sorted([one, other], key=len)
    if len(short) != 1 or len(long) < 2:
        return False
    letters = short[0].text.replace(".", "")
    choices = [
        "".join(word.text[0] for word in words).upper() for words in (long, [word for word in long if not word.light])
    ]
    return letters.isupper() and any(
        letters == initials or len(initials) > 2 and letters[:-1] == initials for initials in choices
    )


def _spread_names(words, at, first, last):
    """The first and last place of the capitalised words around a name."""
    start = end = at
    while start > first and words[start - 1].form == "name" and not words[start].parted:
        start -= 1
    while end + 1 < last and words[end + 1].form == "name" and not words[end + 1].parted:
        end += 1
    return start, end + 1


def _spread_back(words, at, first):
    """Where the words that belong to a number ("at least 30") or to a verb ("are demanding") begin."""
    if words[at].functional or words[at].form == "name":
        return at
    own = _SWAPS["before_numbers"] if words[at].form == "number" else _FUNCTIONS["verb"]
    while at > first and words[at - 1].key in own and not words[at].parted:
        at -= 1
    return at


def _is_apart(words, start, end, first, last):
    """Is the phrase complete, with no content word right before or after it? In "French foreign minister", "French"
    alone is not a complete phrase."""
    begins = start == first or words[start - 1].functional or words[start].parted
    return begins and (end == last or words[end].functional or words[end].parted)


def _part_opener(left, right, gap):
    """Separates a word that opens the next phrase, if only one side has such a word.

    "the strike on Tuesday" against "the walkout Tuesday": "on" is a difference of its own. In "set up in May" against
    "founded in May" it is not, since "up" comes before a light word and belongs to the verb.
    """
    i0, i1, j0, j1 = gap
    if i0 < i1 and j0 < j1:
        if _ends_in_opener(left, i0, i1) and right[j1 - 1].key not in _SWAPS["phrase_openers"]:
            return [(i0, i1 - 1, j0, j1), (i1 - 1, i1, j1, j1)]
        if _ends_in_opener(right, j0, j1) and left[i1 - 1].key not in _SWAPS["phrase_openers"]:
            return [(i0, i1, j0, j1 - 1), (i1, i1, j1 - 1, j1)]
    return [gap]


def _ends_in_opener(words, start, end):
    return (
        end - start > 1
        and words[end - 1].key in _SWAPS["phrase_openers"]
        and not words[end - 2].light
        and end < len(words)
        and not (words[end].light or words[end].parted)
    )


def _fill(gap, phrases):
    """The phrases, and the stretches between, before and after them."""
    i0, i1, j0, j1 = gap
    parts = []
    for k0, k1, m0, m1 in [*phrases, (i1, i1, j1, j1)]:
        if k0 > i0 or m0 > j0:
            parts.append((i0, k0, j0, m0))
        if k0 < k1:
            parts.append((k0, k1, m0, m1))
        i0, j0 = k1, m1
    return parts


def join_halves(left: list[Word], right: list[Word],
                parts: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Joins two differences into one if only a single light word, which both sides have, is between them.

    "but to no end" against "has failed to reach it": that both have "to" is chance, since "but" and "has failed" have
    different functions. If the two sides are built in the same way, the differences stay two: "troops in town",
    "soldiers in cities".
    """
    joined = []
    for part in parts:
        if joined and _hold_together(left, right, joined[-1], part):
            joined[-1] = (joined[-1][0], part[1], joined[-1][2], part[3])
        else:
            joined.append(part)
    return joined


def _hold_together(left, right, one, other):
    beside = other[0] == one[1] + 1 and other[2] == one[3] + 1
    return (
        beside
        and left[one[1]].light
        and all(min(i1 - i0, j1 - j0) and max(i1 - i0, j1 - j0) > 1 for i0, i1, j0, j1 in (one, other))
        and any(
            all(word.functional for word in left[i0:i1]) != all(word.functional for word in right[j0:j1])
            for i0, i1, j0, j1 in (one, other)
        )
    )

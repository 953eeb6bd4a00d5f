"""Can one phrase replace the other? A difference whose two sides are of different kinds is no swap: each is only there.

"sank on Sunday" against "sank last Sunday" has an "on" on one side and a "last" on the other, and "said Friday" against
"said in a statement" a day and a place: nobody chose one of them instead of the other.
"""

import functools
import re
from collections.abc import Callable
from dataclasses import dataclass

from analysis.lexicon import read_classes, read_table
from analysis.lexicon.calendar import read_calendar
from analysis.lexicon.cues import list_forms, read_cues
from analysis.text import WORD, fold
from analysis.wording.correspondence import (
    JOINING,
    Word,
    compare_spelling,
    connects_alone,
    is_reporting_verb,
    tell_functions,
)
from analysis.wording.kinds import KINDS

# --- what a phrase consists of -------------------------------------------------------------

_WORDS = read_classes("function_words")
_TIMES = read_classes("swaps")["times"] | {
    name.lower() for kind in ("month", "weekday") for long in ("full", "short") for name in read_calendar(kind, long)
}
_VERB_ENDINGS = ("ed", "ing")


@dataclass(frozen=True)
class Phrase:
    """One side of a difference, in its sentence."""

    words: tuple[Word, ...]
    before: str  # the end of the sentence up to its first word
    after: str  # the beginning of the sentence from its last word on

    @property
    def content(self) -> list[Word]:
        """The words that are no function words."""
        return [word for word in self.words if not word.functional]

    @property
    def functions(self) -> set[str]:
        """The kinds of its function words."""
        return {kind for word in self.words for kind in tell_functions(word.key)}

    @property
    def has_verb(self) -> bool:
        """May one of its words be a verb?"""
        return any(_may_be_verb(word.key) for word in self.words)

    @property
    def has_number(self) -> bool:
        """Is one of its words a number in digits?"""
        return any(word.form == "number" for word in self.words)

    @property
    def is_time(self) -> bool:
        """Are all its content words a day or a time of one: "on Friday", "last night"?"""
        return bool(self.content) and all(_bare(word.key) in _TIMES for word in self.content)


def _bare(key):
    return key.replace("’", "'").removesuffix("'s")


@functools.cache
def _read_verb_forms():
    return frozenset(form for row in read_table("verbs") for form in list_forms(row))


@functools.lru_cache(100_000)
def _may_be_verb(key):
    return (
        "verb" in tell_functions(key)
        or key in read_cues()
        or key in _read_verb_forms()
        or key == "according"
        or key.endswith(_VERB_ENDINGS)
    )


# --- what makes two phrases unlike ---------------------------------------------------------


def _is_only_connective(one, other):
    """Has one only prepositions, conjunctions or articles, and the other none, or a noun after it: "on", "last"?"""
    if not all(connects_alone(word.key) for word in one.words) or other.has_number:
        return False
    alike = JOINING if one.functions & JOINING else {"determiner"}
    return not other.functions & alike or not tell_functions(other.words[-1].key)


def _is_only_time(one, other):
    return one.is_time and not other.has_number and not any(_bare(word.key) in _TIMES for word in other.words)


_OF_ONE_STEM = 0.5  # proposed, proposal


def _is_only_report(one, other):
    """Has one a verb that reports, and the other no verb? Of two that end in s both are plural nouns: deep [cracks],
    deep [fractures]."""
    reports = any(is_reporting_verb(word.key) for word in one.words) and not other.has_verb
    plural = one.words[-1].key.endswith("s") and other.words[-1].key.endswith("s")
    return reports and not plural and not any(compare_spelling(word.key, noun.key) >= _OF_ONE_STEM
                               for word in one.words for noun in other.content)


def _is_only_circumstance(one, other):
    """Does one open with a preposition, and is the other a name or a noun with its article?"""
    if one.has_verb or other.has_verb or one.has_number or other.has_number or one.is_time:
        return False
    opens = bool(one.content) and "preposition" in tell_functions(one.words[0].key)
    named = other.words[-1].form == "name" or other.words[0].key in _WORDS["articles"]
    return opens and named and bool(other.content) and "preposition" not in other.functions


def _is_only_hearer(one, other):
    """Does one follow a verb that reports, and the other a preposition: told [the Post], said in [an interview]?"""
    return is_reporting_verb(_find_governor(one)) and "preposition" in tell_functions(_find_governor(other))


def _is_only_part_of_name(one, other):
    """Is one the rest of a name that the other sentence does not have: CBS [News], the [interview]?"""
    starts = [_find_name_before(phrase) for phrase in (one, other)]
    return bool(starts[0]) and starts[0] != starts[1] and one.words[0].form == "name" and other.words[0].form != "name"


def _find_name_before(phrase):
    """The word right before a phrase, if it has a capital; else nothing."""
    *_, word = phrase.before.removesuffix(" ").rsplit(" ", 1)
    word = word.lstrip(f"{_MARKS}'‘([")
    return word if phrase.before.endswith(" ") and _NAME.fullmatch(word) else ""


_NAME = re.compile(r"[A-Z][\w.'’-]*")


def _find_governor(phrase):
    """The last word before a phrase that is no article, folded."""
    before = (fold(word)[0] for word in reversed(WORD.findall(phrase.before)))
    return next((word for word in before if word not in _WORDS["articles"]), "")


_MARKS = "\"“”„«»"
_LABEL_END = re.compile(rf"\s*:\s*[{_MARKS}'‘]?")


def _is_only_label(one, other):
    """Does a colon follow one, as in a headline, and not the other?"""
    return bool(_LABEL_END.match(one.after)) and not _LABEL_END.match(other.after)


def _is_only_tag(one, other):
    return one.before.endswith(("#", "@")) and not other.before.endswith(("#", "@"))


_MUCH_LONGER = 5  # words against one: of such pairs in news of one event hardly any was a choice


def _is_only_longer(one, other):
    """Has one five words or more that open with no name or article, and the other a single word that does not
    abbreviate them: broke out [first], broke out [because of the row between the two towns]?"""
    longer = len(one.words) >= _MUCH_LONGER and len(other.words) == 1
    noun = one.words[0].key in _WORDS["articles"] or one.words[0].form == "name"
    return longer and not noun and not any(kind.whole and kind.tell(one.words, other.words) for kind in KINDS)


@dataclass(frozen=True)
class Unlikeness:
    """What one side of a difference is and the other is not."""

    name: str
    tell: Callable[[Phrase, Phrase], bool]


UNLIKENESSES = (
    Unlikeness("connective", _is_only_connective),
    Unlikeness("time", _is_only_time),
    Unlikeness("report", _is_only_report),
    Unlikeness("circumstance", _is_only_circumstance),
    Unlikeness("hearer", _is_only_hearer),
    Unlikeness("name-part", _is_only_part_of_name),
    Unlikeness("label", _is_only_label),
    Unlikeness("tag", _is_only_tag),
    Unlikeness("length", _is_only_longer),
)
"""The ways in which one phrase cannot replace another; each is tried in both directions."""


def can_replace(one: Phrase, other: Phrase) -> bool:
    """Are the two phrases of one kind, so that one may replace the other?"""
    return not any(way.tell(one, other) or way.tell(other, one) for way in UNLIKENESSES)

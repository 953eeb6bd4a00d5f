"""The shapes of a report around a reporting verb, as an ordered table.

Each row says what must come before and after source and verb, and which function finds the contents. It carries an
example with its contents, and a counter-example. To add a shape, insert a row before the first one that would
otherwise match its sentences.
"""

import functools
from collections.abc import Callable
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.speakers.clauses import is_infinitive
from analysis.speakers.closings import is_closed_by_report
from analysis.speakers.contents import clause_start, is_clause, split_rest
from analysis.speakers.endings import clause_end, first_clause_end, relative_end
from analysis.speakers.frames import Frame, Report, find_after_what, find_held
from analysis.speakers.objects import find_object, quoted_after, quoted_before
from analysis.text.sentence import (
    ARTICLES,
    PREPOSITIONS,
    QUOTE,
    RELATIVES,
    SUBJECT_PRONOUNS,
    is_auxiliary,
    is_end,
    is_time,
    skip_time,
)
from analysis.text.subjects import could_name

_WORDS = read_classes("reports")
_REFUSING = _WORDS["refusing"]
_BEYOND = frozenset((",", "but", "because"))  # never called it old, | but “slow”
_WISHING = _WORDS["wishing"]
_DENIALS = _WORDS["denials"]
_OPEN_A_CLAUSE = _WORDS["opening_a_clause"]

# How far a look goes, in tokens; measured on news prose, where all but a few in a thousand are shorter.
_TO_REFUSAL = 4  # declined twice on Monday to | discuss it
_TO_DENIAL = 2  # never once | called it “a ruin”
_TO_TIME = 4  # he said a few hours later
_NEAR_START = 5  # Even as the mayor said | that ...: so near to its start a cue belongs to an opening clause


# --- the shapes of a report ----------------------------------------------------------------

# Each finds (contents, the token to go on from) in a frame whose slots fit, or None.


def _quote_around(frame):
    sent, before = frame.sent, frame.before.token
    contents, goes_on = quoted_after(sent, frame.follows.token)
    quoted = quoted_before(sent, before)
    ended = sent.text[sent.quotes[before].inner_end - 1] == "." and quoted[0][0] < sent.quotes[before].start
    return (contents if ended else quoted + contents), goes_on  # The mill is “a ruin.” Berg said, “It fell.”


def _clause_then_quote(frame):
    sent, start, quote = frame.sent, clause_start(frame.sent), frame.follows.token
    if not (sent.text[sent.quotes[quote].inner_start].islower() and sent.low[start] in _OPEN_A_CLAUSE):
        return None
    contents, goes_on = quoted_after(sent, quote)
    return [(sent.starts[start], sent.ends[frame.before.token - 1]), *contents], goes_on


def _quote_after(frame):
    return quoted_after(frame.sent, frame.follows.token)


def _quote_then_clause(frame):
    sent, quote = frame.sent, frame.before.token
    rest = split_rest(sent, 0, quote, frame.after)
    if not rest or sent.low[rest] not in ("and", "but", "or"):
        return None
    return [*quoted_before(sent, quote), (sent.starts[rest], sent.end)], sent.n


def _quote_before(frame):
    return quoted_before(frame.sent, frame.before.token), frame.after


def _opening_clause(frame):
    """A report in the opening clause of a sentence: While | she said ...; Even as the mayor said ...; She, saying
    ..."""
    low, group = frame.sent.low, frame.group
    if not (group <= 1 and frame.cue.shape == "ing" or 0 < group < _NEAR_START and low[group - 1] in _OPEN_A_CLAUSE):
        return None
    start = frame.follows.token
    end, goes_on = first_clause_end(frame.sent, start, *clause_end(frame.sent, start, frame.cue.shape))
    return [(frame.sent.starts[start], end)], goes_on


def _relative_clause(frame):
    low, group, start = frame.sent.low, frame.group, frame.follows.token
    if not (low[group] == "who" and low[group - 1] == ","):
        return None
    end, goes_on = relative_end(frame.sent, start, *clause_end(frame.sent, start, frame.cue.shape))
    return [(frame.sent.starts[start], end)], goes_on


def _clause_after(frame):
    if is_closed_by_report(frame.sent, frame.follows.token, frame.cue.lemma == "say"):
        return None  # Velia hopes that it rains, Anna Berg said: all of it is hers
    end, goes_on = clause_end(frame.sent, frame.follows.token, frame.cue.shape)
    return [(frame.sent.starts[frame.follows.token], end)], goes_on


def _stretch_before(frame):
    """(first token, end token, token where the clause continues or None) of the words before the cue, if the verb can
    report them."""
    sent, last = frame.sent, frame.before.token
    first, quoted = clause_start(sent), any(quote < last for quote in sent.quotes)
    if first >= last or not ("bare" in frame.cue.takes or "quote" in frame.cue.takes and quoted):
        return None
    if _has_object(frame):
        return None
    return first, last, split_rest(sent, first, last, frame.after)


def _has_object(frame):
    """Does the verb have its object after it, so that it does not report what comes before: On Sunday, he | agreed to
    meet; Before that, the council | allowed a mill?"""
    sent, after = frame.sent, frame.after
    if sent.low[after] == "to" and is_infinitive(sent, after):
        return True
    low, hearer = sent.low[after], "hearer" in frame.cue.takes
    plain = low.isalpha() and low not in PREPOSITIONS and skip_time(sent, after) == after
    if low == "by" or frame.cue.lemma == "find" and plain:
        return True  # climber | found by a drone; nurses | found little time
    return low in ARTICLES and not hearer and not any(is_time(sent, near) for near in range(after, after + _TO_TIME))


def _clause_around(frame):
    stretch, sent = _stretch_before(frame), frame.sent
    if stretch is None or not stretch[2]:
        return None
    first, last, rest = stretch
    end, goes_on = clause_end(sent, rest, frame.cue.shape)
    return [(sent.starts[first], sent.ends[last - 1]), (sent.starts[rest], end)], goes_on


def _clause_before(frame):
    stretch, sent = _stretch_before(frame), frame.sent
    if stretch is None or not is_clause(sent, *stretch[:2]):
        return None
    return [(sent.starts[stretch[0]], sent.ends[stretch[1] - 1])], frame.after


def _quote_is(word):
    """A function that finds the quotation in: "A ruin" is | how | Anna Berg described the mill, for the word "how"."""

    def find(frame):
        sent, at = frame.sent, frame.group - 1
        quote = at - 2 - (sent.low[at - 2] == ",")
        if sent.low[at] != word or not is_auxiliary(sent.low[at - 1]) or sent.low[quote] != QUOTE:
            return None
        return quoted_before(sent, quote), frame.after

    return find


def _what_is_that(frame):
    """What Anna Berg said was | that the mill was closed."""
    sent, start = frame.sent, find_after_what(frame.sent, frame.group, frame.after)
    if start is None:
        return None
    if sent.low[start] == QUOTE:
        return quoted_after(sent, start)
    end, goes_on = clause_end(sent, start, frame.cue.shape)
    return [(sent.starts[start], end)], goes_on


def _clause_or_so(frame):
    """The mill is closed, | or so Anna Berg said."""
    sent, first, comma = frame.sent, clause_start(frame.sent), frame.group - 3
    closes = is_end(sent.low[skip_time(sent, frame.after)])
    if not closes or comma <= first or sent.low[comma : frame.group] != [",", "or", "so"]:
        return None
    return [(sent.starts[first], sent.ends[comma - 1])], frame.after


def _object(frame):
    sent = frame.sent
    reduced = frame.cue.shape in ("past", "participle") and sent.low[frame.after] == "by"  # enemies named | by Velia
    if "object" not in frame.cue.takes or reduced or _is_inscribed(frame) or _is_refused(frame):
        return None
    if is_closed_by_report(sent, frame.after):
        return None  # Mills offer “little,” Anna Berg said: all of it is hers
    found = find_object(sent, frame.after, frame.cue.shape)
    return found and ([(sent.starts[found[0]], found[1])], found[2])


def _is_refused(frame):
    """Does the verb tell what somebody did not say: refused to | call it “a ruin,” never | called it so? Not in: did
    not | want it “old,” where the words are the speaker's all the same."""
    low, at = frame.sent.low, frame.at
    refused = low[at - 1] == "to" and not _REFUSING.isdisjoint(low[max(0, at - _TO_REFUSAL) : at - 1])
    denied = frame.cue.lemma not in _WISHING and not _DENIALS.isdisjoint(low[max(0, at - _TO_DENIAL) : at])
    quote = next((token for token in frame.sent.quotes if token > at), at)
    return refused or denied and _BEYOND.isdisjoint(low[at:quote])


def _is_inscribed(frame):
    """Is this a thing with a word written on it ("a box labeled “bolts”")? Then nobody is quoted, unlike in "the mayor
    labeled it “scrap”"."""
    sent, subject = frame.sent, frame.subject
    if sent.low[frame.after] != QUOTE or subject is None or could_name(sent, subject):
        return False
    return sent.low[subject[0]] not in SUBJECT_PRONOUNS and sent.low[subject[0]] not in RELATIVES


class Shape(NamedTuple):
    """One shape of a report, as one row: what must stand before and after the cue, and what finds the contents.

    `before` and `follows` are kinds of slots, several with "|" between them, "" for whatever there is. `example` holds
    a report of this shape, whose rows are `expected` (contents, "|" between them); in `counter`, which looks alike, the
    shape finds nothing.
    """

    id: str
    before: str
    follows: str
    find: Callable
    example: str
    expected: str
    counter: str


# The first row whose slots fit and that finds contents is the shape of the report.
SHAPES = (
    Shape("what-is-that", "", "", _what_is_that,
          "What Anna Berg said was that the mill was closed.", "that the mill was closed",
          "What Anna Berg said was wrong."),
    Shape("quote-around", "quote", "quote", _quote_around,
          "“The mill,” Anna Berg said, “is closed.”", "The mill,|is closed.", "“The mill is closed,” Anna Berg said."),
    Shape("quote-then-clause", "quote", "", _quote_then_clause,
          "The mill was “old,” Anna Berg said, and its owner “deaf.”", "The mill was “old,”|and its owner “deaf.”",
          "“The mill is old,” Anna Berg said, and left."),
    Shape("quote-before", "quote", "", _quote_before,
          "“The mill is closed,” Anna Berg said.", "The mill is closed,", "The “old” mill, Anna Berg said."),
    Shape("clause-then-quote", "clause", "quote", _clause_then_quote,
          "When it rains, Anna Berg said, “the mill floods.”", "When it rains|the mill floods.",
          "When it rained, Anna Berg said: “The mill floods.”"),
    Shape("quote-after", "", "quote", _quote_after,
          "Anna Berg whispered: “The mill is closed.”", "The mill is closed.",
          "Anna Berg wrote the book “Mills of the North.”"),
    Shape("opening-clause-after", "", "clause|to", _opening_clause,
          "While Anna Berg said that the mill was safe, nobody went there.", "that the mill was safe",
          "Nobody went there, while the mayor of the old town of Oldham said that the mill was safe."),
    Shape("relative-clause-after", "", "clause|to", _relative_clause,
          "Anna Berg, who said that the mill was safe, has left.", "that the mill was safe",
          "Anna Berg said that the mill, which was safe, has closed."),
    Shape("clause-after", "", "clause|to", _clause_after,
          "Anna Berg said that the mill was safe.", "that the mill was safe", "Anna Berg said yes."),
    Shape("clause-around", "clause", "", _clause_around,
          "The mill, Anna Berg said, would close.", "The mill|would close",
          "The mill would close, Anna Berg said, and left."),
    Shape("clause-before", "clause", "", _clause_before,
          "The mill would close, Anna Berg said.", "The mill would close", "In the end, Anna Berg said."),
    Shape("quote-is-how", "", "", _quote_is("how"),
          "“A ruin” is how Anna Berg described the mill.", "A ruin", "The “ruin” shows how Anna Berg built the mill."),
    Shape("quote-is-what", "", "", _quote_is("what"),
          "“A ruin” was what Anna Berg called the mill.", "A ruin", "The “ruin” is near what Anna Berg called a mill."),
    Shape("clause-or-so", "", "", _clause_or_so,
          "The mill is closed, or so Anna Berg said.", "The mill is closed",
          "The mill was closed, or so it seemed to Anna Berg."),
    Shape("object", "", "", _object,
          "Anna Berg called the mill “a ruin.”", "the mill “a ruin.”", "Anna Berg bought a box labeled “bolts.”"),
)  # fmt: skip


def fit_shape(frame: Frame, claimed: set[int]) -> Report | None:
    """The report of the first shape that a frame has; None where it has none, or another report has its quotations."""
    for shape in _fitting_shapes(frame.before.kind, frame.follows.kind):
        found = shape.find(frame)
        if found:
            contents, goes_on = found
            return _make_report(frame, contents, goes_on, shape.id, claimed)
    return None


@functools.cache
def _fitting_shapes(before, follows):
    """The shapes whose slots hold these kinds, in the order of the table."""
    return [shape for shape in SHAPES if _may_hold(shape.before, before) and _may_hold(shape.follows, follows)]


def _may_hold(slot, kind):
    """Is a kind one of those that a slot of the table names, or does the slot take any?"""
    return not slot or kind in slot.split("|")


def _make_report(frame, contents, goes_on, rule, claimed):
    quotes = find_held(frame.sent, contents)
    if not claimed.isdisjoint(quotes) or frame.subject is None and not quotes:
        return None
    return Report(contents, frame.subject, frame.cue_tokens, frame.cue.lemma, quotes, goes_on, rule)

"""Reports of a phrase that names a source: according to Anna Berg, per the minutes, in the mayor's view."""

from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.speakers.contents import clause_start, find_in, split_rest
from analysis.speakers.frames import Report
from analysis.speakers.nouns import find_owner
from analysis.speakers.verbs import is_passive
from analysis.text.sentence import (
    ARTICLES,
    BREAKS,
    DASHES,
    PREPOSITIONS,
    QUOTE,
    STOPS,
    SUBORDINATORS,
    Sentence,
    is_auxiliary,
    is_name,
)
from analysis.text.subjects import phrase_after

_WORDS = read_classes("reports")
_NO_SOURCES = _WORDS["no_sources"]
_SAYING = _WORDS["plain_saying"]
_VIEWS = _WORDS["views"]
_POINTING_BACK = (["that's"], ["that’s"], ["that", "is"], ["that", "was"], ["this", "is"], ["all", "this", "is"])

# How far a look goes, in tokens; measured on news prose, where all but a few in a thousand are shorter.
_SHORT_OPENING = 4  # In May, according to Smith, ...
_SHORT_TOPIC = 12  # The old bridge, according to Smith, | is safe


class Informant(NamedTuple):
    """A phrase that names a source of what its sentence says: | according to Anna Berg |, | in Anna Berg's view |."""

    first: int  # its first token
    end: int  # the token after it
    subject: tuple[int, int]  # the tokens of the source
    cue: tuple[int, int]  # the tokens of the words that make it one


def _find_informant(sent, at):
    """The Informant of the "according", the "per" or the noun at token `at`; None where the words there name no
    source."""
    if sent.low[at] in _VIEWS:
        return _find_view(sent, at)
    source = _after_preposition(sent, at)
    if source is None or sent.low[source] in _NO_SOURCES:
        return None
    subject = phrase_after(sent, source) or _up_to_mark(sent, source)
    first = at - (sent.low[at - 1] == "as")  # as per Anna Berg
    return subject and Informant(first, subject[1], subject, (at, source))


def _after_preposition(sent, at):
    """The token after "according to", or after "per" where it opens the sentence or follows a mark: Per | the rules,
    it is closed. Not in: 40 per cent."""
    low, before = sent.low, sent.low[at - 1]
    if low[at] != "per":
        return at + 2 if low[at : at + 2] == ["according", "to"] else None
    alone = at == sent.body or before in (",", "(", "as") or before in DASHES
    somebody = low[at + 1] in ARTICLES and low[at + 1] not in ("a", "an") or is_name(sent.words[at + 1])
    return at + 1 if alone and (somebody or low[at + 1].endswith("s")) else None


def _find_view(sent, at):
    """The Informant of a noun for what somebody thinks: in | his | view, by | Anna Berg's | own account."""
    owner = find_owner(sent, at)
    if owner is None or owner[1] != at - (sent.low[at - 1] == "own"):
        return None
    first = owner[0] - 1 - (sent.low[owner[0] - 1] == "the")
    return Informant(first, at + 1, owner, (at, at + 1)) if sent.low[first] in ("in", "by") else None


def _up_to_mark(sent, source):
    """A source that is no noun phrase: according to | what they saw |, ..."""
    low = sent.low
    end = next(
        (
            token
            for token in range(source, sent.n)
            if low[token] in BREAKS or low[token] in STOPS or low[token] == QUOTE
        ),
        sent.n,
    )
    return (source, end) if end > source else None


def _stretch_to(sent, informant):
    """The first and last token of what stands before the phrase of a source."""
    low, first, last = sent.low, clause_start(sent), informant.first - 1
    while last > first and (low[last] in (",", "(") or low[last] in DASHES):
        last -= 1
    return first, last


def _stands_after(sent, informant):
    """Does the phrase of a source follow what it reports? Not in: In May, according to Smith, A"""
    low, at, (first, last) = sent.low, informant.first, _stretch_to(sent, informant)
    marked = low[at - 1] == low[informant.end] == ","
    aside = low[first] in PREPOSITIONS and marked and last - first < _SHORT_OPENING
    return at > first and (at > first + 1 or low[first] == QUOTE) and not aside


def read_according_last(sent: Sentence, at: int, claimed: set[int]) -> Report | None:
    """ "A, according to Smith", "The A, according to Smith, is B" """
    informant = _find_informant(sent, at)
    if informant is None or not _stands_after(sent, informant):
        return None
    (first, last), end = _stretch_to(sent, informant), informant.end
    held = tuple(quote for quote in sent.quotes if first <= quote <= last)
    if not claimed.isdisjoint(held) or sent.low[first : last + 1] in _POINTING_BACK:
        return None
    if held == (last,) and first == last:
        contents = [sent.quotes[last][2:4]]
    else:
        contents = [(sent.starts[first], sent.ends[last])]
        rest = _rest_after(sent, informant, first, last)
        if rest:
            contents.append((sent.starts[rest], sent.end))  # The A, according to Smith, | is B
            held = tuple(quote for quote in sent.quotes if quote >= first)
    return Report(contents, informant.subject, informant.cue, _name_of(sent, informant), held, end, "according-to-last")


def _rest_after(sent, informant, first, last):
    """The token where what is reported goes on after its source: The A, according to Smith, | is B; While it rained,
    according to Smith, | “the mill was dry”. None where it does not."""
    low, after = sent.low, informant.end + 1
    if low[first] in SUBORDINATORS and low[informant.end] == ",":
        return after if low[after] == QUOTE else split_rest(sent, first, last + 1, informant.end)
    near = last < informant.first - 1 and last - first < _SHORT_TOPIC
    close = _close_of_aside(sent, informant.first, informant.end) if near else None
    return close + 1 if close else None


def _name_of(sent, informant):
    return " ".join(sent.low[slice(*informant.cue)])


def _close_of_aside(sent, at, end):
    """The comma or dash after which a verb goes on: The A — according to Smith | — is B; None where none does."""
    marks = DASHES if sent.low[at - 1] in DASHES else (",",)
    close = find_in(sent.low, marks, end, sent.n)
    return close if close and is_auxiliary(sent.low[close + 1]) else None


def read_according_first(sent: Sentence, at: int, claimed: set[int]) -> Report | None:
    """ "According to Smith, A" """
    informant = _find_informant(sent, at)
    if informant is None or _stands_after(sent, informant):
        return None
    start = _after_source(sent, informant.end)
    back = sent.low[sent.body : informant.first] in _POINTING_BACK  # That's according to Smith, the mayor
    if back or start >= sent.n or _says_after(sent, start):  # According to AP, Smith said
        return None
    held = tuple(quote for quote in sent.quotes if quote >= start)
    whole = held == (start,) and start >= sent.n - 2
    content = sent.quotes[start][2:4] if whole else (sent.starts[start], sent.end)
    lemma = _name_of(sent, informant)
    return Report([content], informant.subject, informant.cue, lemma, held, informant.end, "according-to-first")


def _after_source(sent, end):
    """The token after the comma that ends a source and what it is doing: According to Smith, speaking in Oldham, | A"""
    low = sent.low
    start = next((token + 1 for token in range(end, sent.n) if low[token] == ","), sent.n)
    doing = low[start].endswith("ing") and low[start + 1] in PREPOSITIONS
    later = find_in(low, (",",), start, sent.n) if doing else None
    return later + 1 if later else start


def _says_after(sent, start):
    """Does somebody say something from token `start` on? Then that report counts, not "according to"."""
    return any(sent.low[token] in _SAYING and not is_passive(sent, token) for token in range(start, sent.n))

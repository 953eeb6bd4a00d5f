"""Reports that are not built around a plain reporting verb: as-clauses, passives, nouns, "according to", colons and
dashes."""

from collections.abc import Callable
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.speakers.clauses import starts_clause
from analysis.speakers.contents import clause_start, find_in
from analysis.speakers.endings import clause_end
from analysis.speakers.frames import Frame, Report, find_held
from analysis.speakers.nouns import find_owner, read_held_by, read_owned, read_uttered
from analysis.speakers.objects import find_object
from analysis.speakers.sources import read_according_first, read_according_last
from analysis.text.sentence import (
    CLAUSE_PRONOUNS,
    DASHES,
    DETERMINERS,
    HEADLINES,
    QUOTE,
    is_adverb,
    is_auxiliary,
    is_name,
    is_title,
    skip_time,
)
from analysis.text.subjects import main_subject, phrase_after

_WORDS = read_classes("reports")
_EXPRESSIONS = _WORDS["expressions"]
_COMPARED = _WORDS["compared"]

# How far a look goes, in tokens; measured on news prose, where all but a few in a thousand are shorter.
_TO_AGENT = 25  # was called "..." | by Smith
_AUTHOR = 9  # "..." — Anna Berg, mayor of Oldham
_LABEL = 5  # words of who stands before or after the colon of a headline
_SHORTEST_HEADLINE = 3


# --- shapes of their own: as, the passive, nouns, according to -----------------------------


def is_as_clause(frame: Frame) -> bool:
    """Is the report an as-clause: As the mayor put it, ...?"""
    low, as_at = frame.sent.low, frame.group - 1
    if frame.group >= frame.at or low[as_at] != "as" or low[as_at - 1] in _COMPARED and "as" in low[:as_at]:
        return False
    return bool(frame.sent.quotes or frame.cue.takes & {"bare", "quote"}) and frame.follows.kind != "clause"


def _read_as_clause(frame, claimed):
    """Read an as-clause: As the mayor put it, | "..."; At the time, as the mayor put it, | "..."; ... , as the mayor
    put it."""
    sent, low = frame.sent, frame.sent.low
    first, last = _beside_as(frame)
    held = tuple(quote for quote in sent.quotes if first <= quote < last)
    if not claimed.isdisjoint(held) or not held and last - first <= 3:
        return None
    whole = held == (first,) and not any(word[0].isalnum() for word in low[first:last])
    content = (
        sent.quotes[first][2:4] if whole else (sent.starts[first], sent.end if last == sent.n else sent.ends[last - 1])
    )
    goes_on = last if whole else max(last, frame.after)
    return Report([content], frame.subject, frame.cue_tokens, frame.cue.lemma, held, goes_on, "as-clause")


def _beside_as(frame):
    """The stretch that an as-clause reports: what comes after its comma or colon, or what stands before it."""
    low, as_at, count = frame.sent.low, frame.group - 1, frame.sent.n
    comma = find_in(low, (",", ":"), frame.after, count - 1)
    if comma and (as_at <= frame.sent.body + 2 or low[comma + 1] == QUOTE or low[as_at - 1] in ("and", "but")):
        return comma + 1, count
    return clause_start(frame.sent), as_at - (low[as_at - 1] == ",")


def _read_passive_that(sent, at, cue):
    """Read an impersonal passive: It was noted | that ..."""
    low, left, tokens = sent.low, at - 1, (at, at + 1 + len(cue.particles))
    while is_adverb(sent, left) or is_auxiliary(low[left]):
        left -= 1
    after = skip_time(sent, tokens[1])  # it was announced | on Monday | that
    opens = low[after] in DETERMINERS or low[after] in CLAUSE_PRONOUNS or is_name(sent.words[after])
    bare = "bare" in cue.takes and opens and starts_clause(sent, after, cue.lemma)
    if low[left] != "it" or not (low[after] == "that" or bare):
        return None  # it is understood | the mill will close
    end, goes_on = clause_end(sent, after, "past")
    contents = [(sent.starts[after], end)]
    return Report(contents, None, tokens, cue.lemma, find_held(sent, contents), goes_on, "passive-that")


def _read_passive_by(sent, at, cue):
    """Read a passive with its agent: He was called "..." by Smith."""
    low, tokens = sent.low, (at, at + 1 + len(cue.particles))
    after = skip_time(sent, tokens[1])
    by = find_in(low, ("by",), after, min(sent.n, after + _TO_AGENT)) or after
    quoted = tuple(quote for quote in sent.quotes if after <= quote < by)
    subject = phrase_after(sent, by + 1) if "object" in cue.takes and quoted else None
    if subject is None:
        return None
    return Report(
        [(sent.starts[after], sent.ends[by - 1])], subject, tokens, cue.lemma, quoted, subject[1], "passive-by"
    )


def _read_described_by(sent, at, cue):
    """The plan, described by Smith as "...", fell; it was described by Smith as "..." """
    by = at + 1 + len(cue.particles)
    subject = phrase_after(sent, by + 1) if sent.low[by] == "by" and "object" in cue.takes else None
    if subject is None or sent.low[subject[1]] not in ("as", QUOTE):
        return None
    found = find_object(sent, subject[1], "past")
    if found is None:
        return None
    contents = [(sent.starts[found[0]], found[1])]
    return Report(contents, subject, (at, by), cue.lemma, find_held(sent, contents), found[2], "described-by")


# --- reports without a verb of speech ------------------------------------------------------


def _find_expression(sent, could_speak):
    """The report of a quotation named as somebody's words: "The mayor used the phrase 'green belt'"."""
    subject = main_subject(sent)
    quote = next((quote for quote in sent.quotes if sent.low[quote - 1] in _EXPRESSIONS), None)
    if quote is None or subject is None or subject[1] >= quote - 1:
        return None
    cue = (quote - 1, quote)
    return Report([sent.quotes[quote][2:4]], subject, cue, sent.low[quote - 1], (quote,), sent.n, "expression")


def _find_words_of(sent, could_speak):
    """The report of a quotation in somebody's words: The mill, in Anna Berg's words, is “a ruin”; in the words of Anna
    Berg, it is “a ruin”."""
    low = sent.low
    words = next((at for at in range(1, sent.n) if low[at] in ("words", "phrase") and _source_of_words(sent, at)), None)
    if words is None:
        return None
    subject = _source_of_words(sent, words)
    opens = subject[0] - 1 if subject[0] < words else words - 2
    opens -= low[opens] == "the"
    nearest = opens - 1 - (low[opens - 1] == ",")  # “a ruin,” in Anna Berg's words
    quote = next((quote for quote in sent.quotes if quote > words), nearest)
    if quote not in sent.quotes or is_title(sent, quote):
        return None
    return Report([sent.quotes[quote][2:4]], subject, (words, words + 1), low[words], (quote,), sent.n, "words-of")


def _source_of_words(sent, at):
    """Whose words they are at token `at`: in | Anna Berg's | words, in the words of | Anna Berg |; None where they are
    nobody's."""
    low = sent.low
    if low[at - 2 : at] == ["in", "the"] and low[at + 1] == "of":
        return phrase_after(sent, at + 2)
    owner = find_owner(sent, at)
    if owner is None or owner[1] != at - (low[at - 1] == "own"):
        return None
    first = owner[0] - (low[owner[0] - 1] == "the")
    return owner if low[first - 1] == "in" else None


def _find_credit(sent, could_speak):
    """The report of a quotation with its author after a dash: "..." — Anna Berg"""
    last = sent.n - (sent.low[sent.n - 1] == ".")
    quoted = sent.low[0] == QUOTE and sent.quotes[0].closed and sent.low[1] in DASHES
    if not quoted or not 2 < last <= _AUTHOR or not is_name(sent.words[2]):
        return None
    return Report([sent.quotes[0][2:4]], (2, last), (1, 2), "—", (0,), sent.n, "credit")


def _find_headline(sent, could_speak):
    """The report of a headline with a colon: "Bridge must close: mayor", "Mayor: bridge must close"."""
    colon, count = _headline_colon(sent), sent.n
    if not colon:
        return None
    for label, content in (((colon + 1, count), (0, colon)), ((0, colon), (colon + 1, count))):
        if _is_labelled(sent, label, content, could_speak):
            return _read_label(sent, label, content, colon, "headline-colon")
    return None


def _find_headline_dash(sent, could_speak):
    """The report of a headline that ends with a dash and its source: "Bridge must close – mayor", "Floods: bridge must
    close – mayor"."""
    dash = max((token for token in range(1, sent.n - 1) if sent.low[token] in DASHES), default=0)
    label, content = (dash + 1, sent.n), (clause_start(sent), dash)
    first = sent.paragraph == 0 and _is_headline(sent)  # below it, a dash may be that of a byline
    if not dash or not first or not _is_labelled(sent, label, content, could_speak):
        return None
    return _read_label(sent, label, content, dash, "headline-dash")


def _is_labelled(sent, label, content, could_speak):
    """Are the tokens of `label` somebody who could speak, and are those of `content` enough for a headline?"""
    short = label[1] - label[0] <= _LABEL and content[1] - content[0] >= _SHORTEST_HEADLINE
    return short and could_speak(sent.words[slice(*label)])


def _read_label(sent, label, content, mark, rule):
    begin, end = content
    held = tuple(quote for quote in sent.quotes if begin <= quote < end)
    contents = [(sent.starts[begin], sent.ends[end - 1])]
    return Report(contents, label, (mark, mark + 1), sent.words[mark], held, sent.n, rule)


def _is_headline(sent):
    return sent.paragraph < HEADLINES and sent.low[sent.n - 1] != "."


def _headline_colon(sent):
    """The token of the only colon within a headline, or 0; that of a time is none: 2 | : | 09 PM"""
    low = sent.low
    if not _is_headline(sent) or low.count(":") != 1:
        return 0
    colon = low.index(":")
    if not 0 < colon < sent.n - 1 or low[colon - 1][-1].isdigit() and low[colon + 1][0].isdigit():
        return 0
    return colon


# --- the tables ----------------------------------------------------------------------------


class Sign(NamedTuple):
    """One sign of a report, as one row: `find` gives the report or None.

    `example` holds a report of this sign, whose rows are `expected` (contents, "|" between them); in `counter`, which
    looks alike, the sign finds nothing.
    """

    id: str
    find: Callable
    example: str
    expected: str
    counter: str


# Found at a word that is no verb of speech: (sentence, token, quotations that other reports have).
OF_WORDS = (
    Sign("according-to-last", read_according_last,
         "The mill, according to Anna Berg, is closed.", "The mill|is closed",
         "The mill was built according to plan."),
    Sign("according-to-first", read_according_first,
         "According to Anna Berg, the mill is closed.", "the mill is closed",
         "According to the Post, Anna Berg said that the mill is closed."),
    Sign("noun-that", read_owned,
         "The mayor’s claim that the mill was closed is true.", "that the mill was closed",
         "The claim that the mill was closed is true."),
    Sign("noun-of", read_held_by,
         "Anna Berg denied claims by the union that the mill was closed.", "that the mill was closed",
         "Anna Berg denied claims by the river that the mill was closed."),
    Sign("noun-uttered", read_uttered,
         "Anna Berg expressed concern that the mill was closed.", "that the mill was closed",
         "Anna Berg ignored concern that the mill was closed."),
)  # fmt: skip

# Found at a verb of speech before its frame is read: (sentence, token, cue).
OF_DESCRIPTIONS = (
    Sign("described-by", _read_described_by,
         "The mill, described by Anna Berg as “a ruin,” fell.", "a ruin,",
         "The mill, described by Anna Berg in a book, fell."),
)  # fmt: skip

# Found at a passive, which reports nothing else: (sentence, token, cue).
OF_PASSIVES = (
    Sign("passive-that", _read_passive_that,
         "It was announced on Monday that the mill would close.", "that the mill would close",
         "It was announced on Monday in the mill."),
    Sign("passive-by", _read_passive_by,
         "The mill was called “a ruin” by Anna Berg.", "a ruin",
         "The mill was called “a ruin” in May."),
)  # fmt: skip

# Found at a verb of speech in its frame, which is an as-clause: (frame, quotations that other reports have).
OF_FRAMES = (
    Sign("as-clause", _read_as_clause,
         "The mill is a ruin, as Anna Berg put it.", "The mill is a ruin",
         "As Anna Berg said that the mill was a ruin, it fell."),
)  # fmt: skip

# Found in a sentence without any other report: (sentence, could these words be somebody?).
OF_SENTENCES = (
    Sign("headline-colon", _find_headline,
         "Old mill must close: mayor\n\nIt rained.", "Old mill must close",
         "Old mill must close: today\n\nIt rained."),
    Sign("headline-dash", _find_headline_dash,
         "Floods: old mill must close – mayor\n\nIt rained.", "old mill must close",
         "Floods: old mill must close – today\n\nIt rained."),
    Sign("credit", _find_credit,
         "It rained.\n“We must close the mill.” — Anna Berg", "We must close the mill.",
         "It rained.\n“We must close the mill.” — and so on"),
    Sign("words-of", _find_words_of,
         "The mill, in Anna Berg’s words, is “a ruin.”", "a ruin.",
         "The mill, in other words, is “a ruin.”"),
    Sign("expression", _find_expression,
         "The mayor used the phrase “green belt” in Oldham.", "green belt",
         "The mayor used the tool “green belt” in Oldham."),
)  # fmt: skip


def find_sign(signs: tuple[Sign, ...], *place) -> Report | None:
    """The report of the first of these signs that finds one."""
    for sign in signs:
        report = sign.find(*place)
        if report:
            return report
    return None

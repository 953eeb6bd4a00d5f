"""A cue with the words around it, and the report that is read from them."""

from collections.abc import Sequence
from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.cues import Cue
from analysis.speakers.contents import NOTHING, Slot, find_after, find_after_inverted, find_before
from analysis.speakers.verbs import find_link, subject_after
from analysis.speakers.vocabulary import is_record_noun
from analysis.text.phrases import find_subject, phrase_start
from analysis.text.sentence import (
    ARTICLES,
    BREAKS,
    IRREGULAR,
    PREPOSITIONS,
    QUOTE,
    SUBJECT_PRONOUNS,
    Sentence,
    is_adverb,
    is_auxiliary,
    is_name,
    is_time,
    skip_adverbs,
    skip_time,
)
from analysis.text.subjects import main_subject, phrase_after, phrase_from

_WORDS = read_classes("reports")
_OPEN_A_CLAUSE = _WORDS["opening_a_clause"]
_NEVER_INVERTED = _WORDS["never_inverted"]
_LEFT_OPEN = _WORDS["left_open"]
_COURTS = _WORDS["courts"]
_NOBODYS_THOUGHTS = _WORDS["nobodys_thoughts"]
_SILENT_BEFORE_TO = _WORDS["silent_before_to"]
_SUPPOSED = _WORDS["supposed_subjects"]
_SUPPOSING = _WORDS["supposing"]
_BEFORE_TO = _WORDS["before_to"]
_GROUNDS_PAST = _WORDS["quoting"]
_TO_BE = 6  # tokens: What Anna Berg said | on Monday | was that it rained
_CALLS = ("call", "calls")
_EXPLETIVES = ("it", "it's", "it’s", "there", "this", "that", "what", "which", "thing")
_TO_SENDER = 8  # tokens: a letter from | the nurses of the old town | thanking her
_WITHIN_WHICH = ("which", "whom")


class Report(NamedTuple):
    """One attribution in one sentence: offsets of its contents, tokens of its source and its cue."""

    contents: list  # [(start, end), ...]
    subject: tuple | None  # tokens (first, last + 1) of the source; None where there is none
    cue: tuple  # tokens (first, last + 1)
    lemma: str
    quotes: tuple  # the tokens that are quotations among its contents
    goes_on: int  # the token after which the next report may begin
    rule: str  # the row of SHAPES or SIGNS that found it


class Frame(NamedTuple):
    """A cue with the words around it: everything that the shapes of a report depend on."""

    sent: Sentence
    cue: Cue
    at: int  # the token of the cue
    after: int  # the token after the cue; where the source follows it, the token after the source
    subject: tuple | None  # the tokens of the source
    group: int  # the first token of source and cue
    before: Slot
    follows: Slot

    @property
    def cue_tokens(self) -> tuple[int, int]:
        return self.at, self.at + 1 + len(self.cue.particles)


def find_held(sent: Sentence, contents: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """The tokens of `sent` that are quotations and lie within the contents."""
    if not sent.quotes:
        return ()
    held = []
    for token, quote in sent.quotes.items():
        for first, last in contents:
            if first <= quote.inner_start and quote.inner_end <= last:
                held.append(token)
                break
    return tuple(held)


def read_frame(sent: Sentence, at: int, cue: Cue, previous: Report | None, claimed: set[int]) -> Frame | None:
    """The cue with the words around it; None where the cue cannot report anything."""
    after, takes = at + 1 + len(cue.particles), cue.takes
    alone = not sent.quotes and "," not in sent.low[:at]  # there is nothing before the cue, so something must follow it
    follows = find_after(sent, after, takes, cue.lemma) if alone else NOTHING
    if alone and not follows.kind and not (_could_be_what(sent, at) or _could_be_as(sent, after, takes)):
        return None
    source = _find_source(sent, at, after, cue, previous)
    if source.inverted:
        follows = find_after_inverted(sent, source.after)
    elif not alone:
        follows = find_after(sent, after, takes, cue.lemma)
    idle = cue.shape == "ing" and not follows.kind and "object" not in takes
    if idle or _cannot_report(sent, at, cue, source):
        return None
    return Frame(
        sent, cue, at, source.after, source.subject, source.group, _slot_before(sent, at, cue, source, claimed), follows
    )


def _is_court(sent, subject):
    """Is the subject a court? "The court heard that" reports something, "we heard that" does not."""
    return subject is not None and sent.low[subject[1] - 1] in _COURTS


def _is_record(sent, subject):
    """Is the subject something written or shown? "The records show that" reports something, "his face shows that" does
    not."""
    return subject is not None and is_record_noun(sent.low[subject[1] - 1])


def _lacks_its_subject(sent, at, cue, subject):
    """Is this a verb that needs another kind of subject to report something, as in "we know that" and "Berg shows
    that"?"""
    if "court" in cue.takes:
        return not _is_court(sent, subject)
    if "record" in cue.takes:
        return not _is_record(sent, subject)
    thinker = sent.low[subject[0]] if subject and subject[1] == subject[0] + 1 and not sent.quotes else ""
    if cue.shape == "adjective" and (subject is None or sent.low[subject[1] - 1] in _EXPLETIVES):
        return True  # it is clear that it rained, one thing was certain
    return "thought" in cue.takes and thinker in _NOBODYS_THOUGHTS or _is_supposed(sent, at, thinker)


def _is_supposed(sent, at, thinker):
    """Is the report only supposed, as in "some might say so"? Then nobody has said it."""
    return thinker in _SUPPOSED and sent.low[skip_adverbs(sent, at - 1)] in _SUPPOSING


def _is_left_open(sent, first):
    """Does the source at token `first` leave open what it says: here is what | each mayor | hopes to see?"""
    return sent.low[first - 1] in _LEFT_OPEN or sent.low[first] in _LEFT_OPEN and is_name(sent.words[first + 1])


def _could_be_what(sent, at):
    """Does "what" open the sentence of this verb: What Anna Berg | said | was that it rained?"""
    return sent.low[sent.body] == "what" and at > sent.body + 1


def _could_be_as(sent, after, takes):
    """Does "as" open the sentence of this verb, which has no object: As Anna Berg | said | on Monday, it rained?"""
    return sent.low[sent.body] == "as" and "that" in takes and sent.low[skip_time(sent, after)] == ","


def find_after_what(sent: Sentence, group: int, after: int) -> int | None:
    """The token of the "that" or the quotation which says what somebody said: What Anna Berg said | in May | was | that
    it rained. None where nothing says it."""
    low = sent.low
    if low[group - 1] != "what" or group - 1 != sent.body:
        return None
    be = next((token for token in range(after, min(sent.n - 1, after + _TO_BE)) if low[token] in ("was", "is")), None)
    start = be and be + 1 + (low[be + 1] in (",", ":"))
    return start if start and low[start] in ("that", QUOTE) else None


def _cannot_report(sent, at, cue, source):
    """Does something at this verb rule out a report: a participle without a subject ("Asked about it, she ..."), an
    open question ("what she said"), the wrong subject ("we heard that": only a court hears what is reported)?"""
    participle = source.subject is None and at == 0 and cue.shape == "past"
    silent = cue.lemma in _SILENT_BEFORE_TO and sent.low[at + 1] == "to"
    if silent or _is_expletive_infinitive(sent, at, source):
        return True
    left_open = source.subject and not source.inverted and not sent.quotes and _is_left_open(sent, source.subject[0])
    if left_open and find_after_what(sent, source.group, source.after) is None:
        return True
    return participle or _lacks_its_subject(sent, at, cue, source.subject)


def _is_expletive_infinitive(sent, at, source):
    """Is this an infinitive whose subject "it" is nobody: It may seem strange to | think of that? Not in: it went on
    to | say."""
    low = sent.low
    if source.subject is None or low[source.subject[0]] not in _EXPLETIVES:
        return False
    infinitive = low[at - 1] == "to" and low[at - 2] not in _BEFORE_TO and source.group == at
    return infinitive or low[at - 1] in ("worth", "without")  # it’s worth | noting, it goes without | saying


def _slot_before(sent, at, cue, source, claimed):
    """What stands before source and cue, as far as the verb can report it."""
    subject, group = source.subject, source.group
    if group <= 0 or cue.shape == "adjective" or not (group < at or source.inverted or subject is None):
        return NOTHING  # the mill was old, she was | sure: nothing tells of what
    before = find_before(sent, group, claimed)
    described = subject and sent.low[subject[0]] in ("which", "that")  # the “green belt,” which would allow: no report
    return NOTHING if described or before.kind == "quote" and "quote" not in cue.takes else before


class Source(NamedTuple):
    """The subject of the reporting verb: its tokens, or None; the first token of source and cue; the token after both;
    whether the subject follows the cue (`inverted`)."""

    subject: tuple | None
    group: int
    after: int
    inverted: bool


def _find_source(sent, at, after, cue, previous):
    """The Source of the verb at token `at`.

    A verb that shares the subject of an earlier verb ("She rose and said") takes that subject; its group then begins
    at the verb itself.
    """
    inverted = None if cue.lemma in _NEVER_INVERTED else subject_after(sent, at, after, cue)
    if inverted:
        return Source(inverted, at, inverted[1], True)
    verb = (cue.shape == "adjective" and find_link(sent, at)) or at
    subject = (cue.shape == "ing" and _find_sender(sent, at)) or find_subject(sent, verb)
    if cue.shape == "ing" and (subject is None or sent.low[at - 1] == ","):
        subject = "same"
    if subject == "same":
        first = _later_subject(sent, at) if at <= 1 else find_shared_subject(sent, at, cue.shape)
        return Source(previous or first, at, after, False)
    return Source(subject, _group_start(sent, subject, at) if subject else at, after, False)


def _find_sender(sent, at):
    """Who sent what the participle at token `at` tells of: a letter from | nurses in Oldham | thanking her. None where
    nothing was sent."""
    low = sent.low
    for token in range(at - 1, max(0, at - _TO_SENDER), -1):
        if low[token] == "from":
            sent_on = is_record_noun(low[token - 1]) or low[token - 1] in _CALLS
            return (token + 1, at) if sent_on and token + 1 < at and not is_time(sent, token + 1) else None
        if low[token] in BREAKS or low[token] == QUOTE or is_auxiliary(low[token]):
            return None
    return None


def _group_start(sent, subject, at):
    """The first token of source and cue, or of a medium that comes before both: | The Post | quoted Anna Berg as
    saying."""
    first = min(phrase_start(sent, subject), at)
    relay = find_subject(sent, first - 1) if sent.low[first - 1] in _GROUNDS_PAST and first < at else None
    return relay[0] if relay and relay != "same" else first


def find_shared_subject(sent: Sentence, at: int, shape: str = "") -> tuple[int, int] | None:
    """The subject that the verb at token `at`, a form of this shape, shares with a verb before it."""
    joined = _joined_subject(sent, at) if shape == "ing" else None
    return joined or _clause_subject(sent, at) or _subject_after_mark(sent, at) or main_subject(sent)


def _subject_after_mark(sent, at):
    """The subject of the second of two clauses that a colon or semicolon joins: It went badly: | she | left, saying
    ..."""
    mark = next((token for token in range(at - 1, sent.body, -1) if sent.low[token] in (":", ";")), None)
    return phrase_from(sent, mark + 1) if mark else None


def _joined_subject(sent, at):
    """The subject of a participle in the second of two main clauses: It rained, and | Anna Berg | left, | saying ..."""
    low = sent.low
    if low[at - 1] != ",":
        return None
    inner = _relative_subject(sent, at)
    if inner is not None:
        return inner
    commas = (token for token in range(at - 2, 0, -1) if low[token] == "," and low[token + 1] in ("and", "but"))
    begin = next(commas, -2) + 2
    phrase = phrase_from(sent, begin) if begin else None
    verb = phrase and phrase[1] + is_adverb(sent, phrase[1])
    return phrase if phrase and _could_be_verb(low[verb]) else None


def _relative_subject(sent, at):
    """The subject of a participle in a clause that "at which" or the like opens: a talk at which | Anna Berg | left, |
    saying ..."""
    low = sent.low
    which = next((token for token in range(at - 2, 0, -1) if low[token] in BREAKS or low[token] in _WITHIN_WHICH), 0)
    opened = low[which] in _WITHIN_WHICH and low[which - 1] in PREPOSITIONS
    return phrase_from(sent, which + 1) if opened else None


def _clause_subject(sent, at):
    """The subject of the clause that holds the cue, if a conjunction opens that clause: When | Berg | came and said
    ..."""
    low = sent.low
    borders = (
        token
        for token in range(at - 1, -1, -1)
        if low[token] in _OPEN_A_CLAUSE or low[token] in BREAKS or low[token] == QUOTE
    )
    opening = next(borders, -1)
    if low[opening] == "as" and not any(map(_could_be_verb, low[opening:at])):
        return None  # described him as a lawyer and to claim
    return _first_subject(sent, opening + 1, at) if low[opening] in _OPEN_A_CLAUSE else None


def _first_subject(sent, begin, at):
    """The subject of the clause that begins at token `begin`: as | nurses | came forward to say"""
    phrase = phrase_from(sent, begin)
    if phrase is not None:
        return phrase
    verb = next((token for token in range(begin + 1, at) if _could_be_verb(sent.low[token])), None)
    subject = find_subject(sent, verb) if verb else None
    return subject if subject != "same" else None


def _could_be_verb(word):
    return is_auxiliary(word) or word in IRREGULAR or word.endswith("ed")


def _later_subject(sent, at):
    """The subject of the clause that follows an opening participle: Conceding that it rained, | she | ..."""
    low = sent.low
    for token in range(at + 1, sent.n):
        if low[token] not in (",", QUOTE):
            continue
        begin = token + 1 + (low[token + 1] in ("though", "however", ","))
        could_be = low[begin] in SUBJECT_PRONOUNS or is_name(sent.words[begin]) or low[begin] in ARTICLES
        phrase = phrase_after(sent, begin) if could_be else None
        if phrase:
            return phrase
    return None

"""A cue with what stands around it, and the report that is read from it."""

from typing import NamedTuple

from analysis.lexicon import read_classes
from analysis.lexicon.cues import Cue
from analysis.speakers.contents import NOTHING, Slot, find_after, find_after_inverted, find_before
from analysis.speakers.verbs import subject_after
from analysis.text.phrases import find_subject, phrase_start
from analysis.text.sentence import ARTICLES, BREAKS, IRREGULAR, QUOTE, SUBJECT_PRONOUNS, Sentence, is_auxiliary, is_name
from analysis.text.subjects import main_subject, phrase_after, phrase_from

_WORDS = read_classes("reports")
_OPEN_A_CLAUSE = _WORDS["opening_a_clause"]
_NEVER_INVERTED = _WORDS["never_inverted"]
_LEFT_OPEN = _WORDS["left_open"]
_COURTS = _WORDS["courts"]
_GROUNDS_PAST = _WORDS["quoting"]


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
    """A cue with what stands around it: all by which the shapes of a report are told apart."""

    sent: Sentence
    cue: Cue
    at: int  # the token of the cue
    after: int  # the token after the cue; where the source follows it, the token after the source
    subject: tuple | None  # the tokens of the source
    group: int  # the first token of source and cue
    before: Slot
    follows: Slot

    @property
    def cue_tokens(self):
        return self.at, self.at + 1 + len(self.cue.particles)


def find_held(sent, contents):
    """The tokens that are quotations within the contents."""
    return tuple(
        token
        for token, quote in sent.quotes.items()
        if any(first <= quote.inner_start and quote.inner_end <= last for first, last in contents)
    )


def read_frame(sent, at, cue, previous, claimed):
    """The cue with what stands around it; None where nothing can be reported."""
    after, takes = at + 1 + len(cue.particles), cue.takes
    alone = not sent.quotes and "," not in sent.low[:at]  # nothing before it: then something must follow
    follows = find_after(sent, after, takes, cue.lemma) if alone else NOTHING
    if alone and not follows.kind:
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
    """The court | heard that; but not: we heard that."""
    return subject is not None and sent.low[subject[1] - 1] in _COURTS


def _is_left_open(sent, first):
    """Does the source at token `first` leave open what it says: here is what | each mayor | hopes to see?"""
    return sent.low[first - 1] in _LEFT_OPEN or sent.low[first] in _LEFT_OPEN and is_name(sent.words[first + 1])


def _cannot_report(sent, at, cue, source):
    """Asked about it, she ...; what | she said; we | heard that (only a court hears what is reported)."""
    participle = source.subject is None and at == 0 and cue.shape == "past"
    if source.subject and not source.inverted and not sent.quotes and _is_left_open(sent, source.subject[0]):
        return True
    return participle or "court" in cue.takes and not _is_court(sent, source.subject)


def _slot_before(sent, at, cue, source, claimed):
    """What stands before source and cue, as far as the verb can report it."""
    subject, group = source.subject, source.group
    if group <= 0 or not (group < at or source.inverted or subject is None):
        return NOTHING
    before = find_before(sent, group, claimed)
    described = subject and sent.low[subject[0]] in ("which", "that")  # the “green belt,” which would allow
    return NOTHING if before.kind == "quote" and (described or "quote" not in cue.takes) else before


class Source(NamedTuple):
    """Who does the verb: its tokens, or None; the first token of source and cue; the token after both; whether it
    follows the cue."""

    subject: tuple | None
    group: int
    after: int
    inverted: bool


def _find_source(sent, at, after, cue, previous):
    """The Source of the verb at token `at`.

    A verb that shares its subject with one before ("She rose and said") has it from there; its group begins there.
    """
    inverted = None if cue.lemma in _NEVER_INVERTED else subject_after(sent, at, after, cue)
    if inverted:
        return Source(inverted, at, inverted[1], True)
    subject = find_subject(sent, at)
    if cue.shape == "ing" and (subject is None or sent.low[at - 1] == ","):
        subject = "same"
    if subject == "same":
        first = _later_subject(sent, at) if at <= 1 else _clause_subject(sent, at) or main_subject(sent)
        return Source(previous or first, at, after, False)
    return Source(subject, _group_start(sent, subject, at) if subject else at, after, False)


def _group_start(sent, subject, at):
    """The first token of source and cue, or of the medium before them: | The Post | quoted Anna Berg as saying."""
    first = min(phrase_start(sent, subject), at)
    relay = find_subject(sent, first - 1) if first > 1 and sent.low[first - 1] in _GROUNDS_PAST and first < at else None
    return relay[0] if relay and relay != "same" else first


def _clause_subject(sent, at):
    """Whose "When Berg came and | said" it is: the subject of the clause with the cue, if a conjunction opens it."""
    low = sent.low
    borders = (
        token
        for token in range(at - 1, -1, -1)
        if low[token] in _OPEN_A_CLAUSE or low[token] in BREAKS or low[token] == QUOTE
    )
    opening = next(borders, -1)
    if low[opening] == "as" and not any(map(_could_be_verb, low[opening:at])):
        return None  # described him as a lawyer and to claim
    return phrase_from(sent, opening + 1) if low[opening] in _OPEN_A_CLAUSE else None


def _could_be_verb(word):
    return is_auxiliary(word) or word in IRREGULAR or word.endswith("ed")


def _later_subject(sent, at):
    """Whose "Conceding that it rained, she ..." it is: the subject of the clause after it."""
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

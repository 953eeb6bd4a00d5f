"""Reports of a noun with a "that" clause: the mayor's claim that ..., fears among nurses that ..., she expressed
concern that ..."""

from analysis.lexicon import read_classes
from analysis.lexicon.cues import read_cues
from analysis.speakers.clauses import opens_relative
from analysis.speakers.closings import is_closed_by_report
from analysis.speakers.endings import clause_end, first_clause_end
from analysis.speakers.frames import Report, find_shared_subject
from analysis.speakers.verbs import find_link
from analysis.speakers.vocabulary import CROWDS, are_people, is_person_noun
from analysis.text.phrases import find_subject, is_head
from analysis.text.sentence import (
    AUXILIARIES,
    CLAUSE_PRONOUNS,
    IRREGULAR,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    Sentence,
    is_auxiliary,
    is_name,
    is_owner,
    skip_time,
)
from analysis.text.subjects import could_name, phrase_after

_WORDS = read_classes("reports")
_UTTERING = _WORDS["uttering"]
_CAUSING = _WORDS["causing_thoughts"]
_CAUSED = _WORDS["caused_thoughts"]
_DENIALS = _WORDS["denials"]
_THEIRS = ("his", "her", "their")
_HOLDING = ("of", "by", "from", "among", "between", "within")
_NONE = ("no", "any", "little", "neither")
_DOUBTS = ("doubt", "doubts")  # had no doubt that it rained
_NOT_SOMEBODY = ("it", "this", "that", "which", "there")

# How far a look goes, in tokens; measured on news prose, where all but a few in a thousand are shorter.
_NEAR_START = 4  # Despite the mayor's claim | that ...: so near to its start a noun belongs to an opening phrase
_TO_OWNER = 4  # the mayor's oft-repeated | claim
_TO_VERB = 6  # expressed | her long and growing concern
_TO_DENIAL = 2  # did not | express concern


def read_owned(sent: Sentence, at: int, claimed: set[int]) -> Report | None:
    """The report of the noun at token `at` which somebody owns: the mayor's claim | that it rained. None for "his
    claim" alone."""
    owner = find_owner(sent, at)
    if owner is None or sent.low[owner[0] - 1] == "from":  # it is clear from his statements that it rained
        return None
    before = sent.low[at - 1]
    if owner[1] < at and sent.low[at] in read_cues() and (before.endswith("s") or is_head(before)):
        return None  # the mayor's | nurses fear that it rained: a verb
    return _read_clause(sent, at, owner, at + 1, "noun-that")


def read_held_by(sent: Sentence, at: int, claimed: set[int]) -> Report | None:
    """The report of a noun after which a phrase says whose it is: claims by | the union | that it rained, fears among |
    nurses | that it rained. None where the phrase means nobody who could speak."""
    holder = phrase_after(sent, at + 2) if sent.low[at + 1] in _HOLDING else None
    if holder is None or not _could_think(sent, holder):
        return None
    return _read_clause(sent, at, holder, holder[1], "noun-of")


def read_uttered(sent: Sentence, at: int, claimed: set[int]) -> Report | None:
    """The report of a noun that is the object of a verb of uttering or having: Anna Berg expressed concern | that it
    rained; she is of the view | that it rained."""
    verb = _find_verb(sent, at)
    subject = verb and find_subject(sent, verb)
    if subject == "same":
        subject = find_shared_subject(sent, verb)
    if not isinstance(subject, tuple) or sent.low[subject[0]] in _NOT_SOMEBODY:
        return None
    if not (_could_think(sent, subject) or sent.low[subject[1] - 1] in SUBJECT_PRONOUNS):
        return None
    return _read_clause(sent, at, subject, skip_time(sent, at + 1), "noun-uttered")


def _could_think(sent, phrase):
    """Does the phrase end in a name or a noun for people: Anna Berg, nurses, the bench; not: the valley?"""
    last = sent.low[phrase[1] - 1]
    return could_name(sent, phrase) or last in CROWDS or are_people(last) or is_person_noun(last)


def _find_verb(sent, at):
    """The token before which the subject of that verb ends; None where no such verb governs the noun."""
    low = sent.low
    if low[at - 2 : at] in (["of", "the"], ["under", "the"]):
        return find_link(sent, at - 2)  # she is | of the view
    for token in range(at - 1, max(-1, at - _TO_VERB), -1):
        if low[token] in _UTTERING or low[token : token + 2] == ["came", "to"]:
            helps = is_auxiliary(low[token]) and (low[token + 1].endswith("ed") or low[token + 1] in IRREGULAR)
            return None if helps or _is_empty(low, token, at) else token  # has | fostered the idea
        governs = low[token - 1 : token + 1] == ["came", "to"]
        if not low[token].isalpha() or low[token] in PREPOSITIONS and not governs or is_auxiliary(low[token]):
            return None
    return None


def _is_empty(low, verb, noun):
    """Is nothing uttered, or not by the subject: did not | express concern, gave | no assurance, raised | fears?"""
    denied = not _DENIALS.isdisjoint(low[max(0, verb - _TO_DENIAL) : verb])
    none = low[noun] not in _DOUBTS and any(word in _NONE for word in low[verb + 1 : noun])
    return denied or none or low[verb] in _CAUSING and low[noun] in _CAUSED


def _read_clause(sent, at, subject, that, rule):
    """The report of the noun at token `at` whose clause would open at token `that`; None where none opens there."""
    if sent.low[that] != "that" or opens_relative(sent, that) or is_closed_by_report(sent, that):
        return None
    end, goes_on = _before_main_verb(sent, that) or clause_end(sent, that, "past")
    first = min(subject[0], at)
    if sent.low[first - 1] in PREPOSITIONS and first < _NEAR_START:  # Despite his claim | that it rained |, he stayed
        end, goes_on = first_clause_end(sent, that, end, goes_on)
    quotes = tuple(quote for quote in sent.quotes if at < quote < goes_on)
    return Report([(sent.starts[that], end)], subject, (at, at + 1), sent.low[at], quotes, goes_on, rule)


def find_owner(sent: Sentence, at: int) -> tuple[int, int] | None:
    """The tokens of the owner of a noun: | the mayor's | claim, | his | claim; None where nobody owns it."""
    low = sent.low
    near = range(at - 1, max(-1, at - _TO_OWNER), -1)
    last = next((token for token in near if low[token] in _THEIRS or not low[token].isalpha()), -1)
    first = last
    if is_owner(low[last]):
        while is_name(sent.words[first - 1]) and low[first - 1] not in PREPOSITIONS:
            first -= 1
    elif low[last] not in _THEIRS:
        return None
    return first, last + 1


def _before_main_verb(sent, that):
    """Where the main verb ends a reported clause that belongs to the subject: his claim that it had rained | is
    true."""
    low, goes_on = sent.low, clause_end(sent, that, "past")[1]
    for token in range(that + 2, goes_on):
        own_verb = not AUXILIARIES.isdisjoint(low[that + 1 : token - 1])
        if is_auxiliary(low[token]) and own_verb and not any(map(_opens_clause, low[that + 3 : token])):
            return sent.ends[token - 1], token
    return None


def _opens_clause(word):
    return word in SUBORDINATORS or word in RELATIVES or word in CLAUSE_PRONOUNS or word in ("and", "but")

"""Reports that close their sentence, and so cover everything in it: Velia hopes that it rains, Anna Berg said."""

from analysis.lexicon import read_classes
from analysis.lexicon.cues import read_cues
from analysis.speakers.hearers import skip_hearer
from analysis.speakers.verbs import is_passive, subject_after
from analysis.text.phrases import find_subject, phrase_start
from analysis.text.sentence import (
    QUOTE,
    RELATIVES,
    SUBJECT_PRONOUNS,
    Sentence,
    ends_with_comma,
    is_adverb,
    is_end,
    skip_time,
)

_CLOSING = read_classes("reports")["closing_reports"]


def is_closed_by_report(sent: Sentence, start: int, said: bool = False) -> bool:
    """Does a report of what begins at token `start` close the sentence: Velia hopes | that it rains, Anna Berg said?
    Not by a pronoun where it was `said` already: Anna Berg said | that it rained, she said."""
    low = sent.low
    saying = (at for at in range(start + 2, sent.n) if low[at] in _CLOSING)
    return any(_closes(sent, at, cue, said) for at in saying for cue in read_cues()[low[at]])


def _closes(sent, at, cue, said):
    low, after = sent.low, at + 1
    if "hearer" in cue.takes:
        after = skip_hearer(sent, after, cue.takes) or after  # told | reporters |, told | reporters here |
    while is_adverb(sent, after) or low[after] == "here":
        after += 1
    after = skip_time(sent, after)
    if cue.shape == "past" and low[at - 1] == "," and (inverted := subject_after(sent, at, at + 1, cue)):
        return is_end(low[inverted[1]])
    active = cue.shape in ("past", "third") and not is_passive(sent, at)
    subject = find_subject(sent, at) if active and is_end(low[after]) else None
    if not isinstance(subject, tuple) or low[subject[0]] in RELATIVES:
        return False
    if said and low[subject[0]] in SUBJECT_PRONOUNS:
        return False
    left = phrase_start(sent, subject) - 1
    return low[left] == "," or low[left] == QUOTE and ends_with_comma(sent, left)

"""Who is said to have said what: the reports of one sentence.

No parser is used. A cue is read together with the words around it (analysis.speakers.frames), and an ordered table
says which shape its report has (analysis.speakers.shapes). Reports without a reporting verb are read in
analysis.speakers.signs.
"""

from analysis.lexicon.cues import ATTITUDES, NOMINAL, SOURCES, THOUGHTS, all_cues, clause_cues, read_cues
from analysis.speakers import signs
from analysis.speakers.contents import THAT
from analysis.speakers.frames import Report, read_frame
from analysis.speakers.shapes import fit_shape
from analysis.speakers.signs import find_sign, is_as_clause
from analysis.speakers.verbs import is_passive, is_verb, read_attitude
from analysis.text.sentence import PREPOSITIONS, Sentence, is_name

_NOUNS = NOMINAL | THOUGHTS
_SIGN_WORDS = _NOUNS | SOURCES


def find_reports(sent: Sentence) -> list[Report]:
    """The reports of one sentence, in the order of their cues."""
    low = sent.low
    wanted = all_cues() if sent.quotes else clause_cues()
    if wanted.isdisjoint(low):
        return []
    reports, previous, claimed, begin = [], None, set(), 0
    for at in _find_cues(sent, wanted):
        if at < begin:
            continue
        report = _read_sign(sent, at, claimed) if low[at] in _SIGN_WORDS else None
        if report is None and (low[at] in read_cues() or low[at] in ATTITUDES):
            report = _read_cue(sent, at, previous, claimed)
            previous = report and report.subject or previous
        if report:
            reports.append(report)
            claimed.update(report.quotes)
            begin = max(report.goes_on, at + 1)
    return reports


def _find_cues(sent, wanted):
    """The tokens that are one of these words, except surnames: in "Ian Read said", "Read" is not a verb."""
    found = [at for at, word in enumerate(sent.low) if word in wanted]
    words = sent.words
    return [at for at in found if not is_name(words[at]) or words[at + 1] not in read_cues()]  # Ian | Read | said


def _read_sign(sent, at, claimed):
    """The report of "according to" and the like, or of a noun with a "that" clause: her claim that ..."""
    noun = sent.low[at] in _NOUNS and "that" in sent.low[at:]
    return find_sign(signs.OF_WORDS, sent, at, claimed) if noun or sent.low[at] in SOURCES else None


def _read_cue(sent, at, previous, claimed):
    """The report whose verb is token `at`; None if this token reports nothing."""
    cue = _match_cue(sent, at)
    if cue is None:
        return None
    if cue.shape in ("past", "participle"):
        described = find_sign(signs.OF_DESCRIPTIONS, sent, at, cue)
        if described or is_passive(sent, at):
            return described or find_sign(signs.OF_PASSIVES, sent, at, cue)
    frame = read_frame(sent, at, cue, previous, claimed)
    if frame is None:
        return None
    return find_sign(signs.OF_FRAMES, frame, claimed) if is_as_clause(frame) else fit_shape(frame, claimed)


def _match_cue(sent, at):
    """The cue at a token, in the reading that fits the words after it; None if the token is not a reporting verb
    here."""
    low = sent.low
    cue = _reading_at(sent, at)
    if cue is None or not (sent.quotes or _could_report(low, at + 1 + len(cue.particles), cue.takes)):
        return None
    return cue if is_verb(sent, at, cue) else None


def _reading_at(sent, at):
    """The reading of a cue whose particles follow it, as "out" follows "pointed", or of an adjective after a form of
    be; None if no reading fits."""
    low = sent.low
    if low[at + 1] not in PREPOSITIONS and (adjective := read_attitude(sent, at)):
        return adjective
    for cue in read_cues().get(low[at], ()):
        if not cue.particles or tuple(low[at + 1 : at + 1 + len(cue.particles)]) == cue.particles:
            return cue
    return None


def _could_report(low, after, takes):
    """Could the verb report something in a sentence without a quotation: does it take a clause without "that", or does
    an "as", or a "that" or "to" that the verb takes, occur?"""
    that = "that" in takes and not THAT.isdisjoint(low[after:])
    return "bare" in takes or "as" in low or that or "to" in takes and "to" in low[after:]

"""The words that report: verbs of speech and thought in all their forms, and the nouns of them.

speech_verbs.csv lists every form of each verb, British and American spellings side by side, and says what the verb
takes: `quote` a quotation, `that` a that-clause, `bare` a clause without "that", `to` an infinitive, `hearer` the
person told, before the clause, `object` a quoted fragment within its object ("called it 'a farce'"). `thought` marks
verbs of thought; `court` a verb that reports only with a court as its subject ("a court heard that"), `record` one
that reports only with something written as its subject ("the records show that"). The forms of a phrasal verb ("point
out") are those of its first word.
"""
import functools
from collections.abc import Mapping
from typing import NamedTuple

from analysis.lexicon import read_classes, read_table

# Nouns that report a clause: "the mayor's claim that ..."
NOMINAL = read_classes("things")["reporting_nouns"]
# ... and those that do so only beside somebody who has or utters what they name: fears among nurses that ...
THOUGHTS = read_classes("things")["nouns_of_thought"]
# Adjectives that report a clause after a form of be: is adamant that ...
ATTITUDES = read_classes("reports")["attitudes"]
# Words of phrases that name a source: according to Anna Berg, per the minutes, in her view.
SOURCES = read_classes("reports")["views"] | {"according", "per"}
_OTHER_CUES = NOMINAL | THOUGHTS | ATTITUDES | SOURCES
# These forms are as often nouns as verbs; they are cues only if the word before shows that they are verbs.
NOUNS_TOO = read_classes("things")["cues_or_nouns"]


class Cue(NamedTuple):
    """One reading of a form that may report."""
    particles: tuple[str, ...]           # the words that must follow: ("out",) for "pointed out"
    lemma: str
    takes: frozenset[str]
    shape: str                           # base, third, past, participle or ing; adjective


def list_forms(row: Mapping[str, str]) -> dict[str, str]:
    """{form: shape} of one row of a table of verbs; a participle that is like the past counts as the past.

    >>> list_forms({"verb": "sing", "third": "sings", "past": "sang", "participle": "sung", "ing": "singing"})
    {'sing': 'base', 'sings': 'third', 'sang': 'past', 'sung': 'participle', 'singing': 'ing'}
    """
    forms = {row["verb"].split()[0]: "base", row["third"]: "third"}
    forms |= dict.fromkeys(row["past"].split(), "past")
    for participle in row["participle"].split():
        forms.setdefault(participle, "participle")
    return forms | dict.fromkeys(row["ing"].split(), "ing")


@functools.cache
def read_cues() -> Mapping[str, list[Cue]]:
    """speech_verbs.csv by form: {first word: its readings}, those with most particles first."""
    cues: dict[str, list[Cue]] = {}
    for row in read_table("speech_verbs"):
        _, *particles = row["verb"].split()
        for form, shape in list_forms(row).items():
            cues.setdefault(form, []).append(Cue(tuple(particles), row["verb"], frozenset(row["takes"].split()), shape))
    for entries in cues.values():
        entries.sort(key=lambda cue: -len(cue.particles))
    return cues


@functools.cache
def attitude(word: str) -> Cue:
    """The cue of an adjective of thought.

    >>> attitude("adamant").shape
    'adjective'
    """
    return Cue((), word, frozenset(("that", "bare", "thought")), "adjective")


@functools.cache
def clause_cues() -> frozenset[str]:
    """The cues that need no quotation. A sentence without such a cue and without a quotation mark reports nothing."""
    return frozenset(form for form, entries in read_cues().items()
                     if any(cue.takes & {"bare", "that", "to"} for cue in entries)) | _OTHER_CUES


@functools.cache
def all_cues() -> frozenset[str]:
    """Every word that can introduce a report."""
    return frozenset(read_cues()) | _OTHER_CUES


@functools.cache
def participles() -> frozenset[str]:
    """The participles of cues that are no past form: known, written; not "said"."""
    rows = read_table("speech_verbs")
    return frozenset(row["participle"] for row in rows) - frozenset(row["past"] for row in rows)


@functools.cache
def verb_forms() -> Mapping[str, bool]:
    """{finite form of a verb: is it a noun as often?} of all verbs in verbs.csv and speech_verbs.csv."""
    rows = [*((row, row["noun"].split()) for row in read_table("verbs")),
            *((row, NOUNS_TOO) for row in read_table("speech_verbs"))]
    return {form: form in nouns for row, nouns in rows for form, shape in list_forms(row).items() if shape != "ing"}


def is_cue(low: str) -> bool:
    """Is the word a cue that is not as often a noun: "said", but not "claims"?"""
    return low in read_cues() and low not in NOUNS_TOO

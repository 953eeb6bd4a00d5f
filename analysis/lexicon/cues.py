"""The words that report: verbs of speech and thought in all their forms, and the nouns of them.

speech_verbs.csv says of each verb what it takes: `quote` a quotation, `that` a that-clause,
`bare` a clause without "that", `to` an infinitive, `hearer` whom it is said to before the clause,
`object` a quoted fragment within its object ("called it 'a farce'"); `thought` marks verbs of thought.
"""
import functools
import re

from analysis.lexicon import read_classes, read_table

# Nouns that report a clause: "the mayor's claim that ..."
NOMINAL = read_classes("things")["reporting_nouns"]
# Nouns as often as verbs: these forms are cues only where the word before makes them verbs.
NOUNS_TOO = read_classes("things")["cues_or_nouns"]
_PARTICIPLES = {"write": "written", "know": "known", "see": "seen", "begin": "begun", "sing": "sung", "speak": "spoken",
                "swear": "sworn"}


def _forms(verb, past):
    """The forms of a verb: {form: shape}; `past` where it is not formed with -ed."""
    if not past:
        past = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if re.search(r"[^aeiou]y$", verb) else verb + "ed"
    doubled = past[:-2] if past.endswith("ed") and past[:-2] == verb + verb[-1] else None
    ing = (doubled or (verb[:-1] if re.search(r"[^eo]e$", verb) else verb)) + "ing"
    third = (verb[:-1] + "ies" if re.search(r"[^aeiou]y$", verb) else
             verb + "es" if re.search(r"(?:s|sh|ch|x|z|o)$", verb) else verb + "s")
    return {verb: "base", third: "third", past: "past", ing: "ing"}


@functools.cache
def read_cues():
    """speech_verbs.csv by form: {first word: [(further words, lemma, takes, shape), ...]}, longest first."""
    cues = {}
    for row in read_table("speech_verbs"):
        verb, *particles = row["verb"].split()
        forms = _forms(verb, row["past"])
        if verb in _PARTICIPLES:
            forms[_PARTICIPLES[verb]] = "participle"
        for form, shape in forms.items():
            cues.setdefault(form, []).append((tuple(particles), row["verb"], frozenset(row["takes"].split()), shape))
    for entries in cues.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return cues


@functools.cache
def clause_cues():
    """The cues that need no quotation: without one of them, and without a mark, a sentence reports nothing."""
    return frozenset(form for form, entries in read_cues().items()
                     if any(takes & {"bare", "that", "to"} for *_, takes, _ in entries)) | {"according"} | NOMINAL


@functools.cache
def all_cues():
    return frozenset(read_cues()) | {"according"} | NOMINAL


def is_cue(low):
    """Is the word a cue, and no noun as often: said, but not claims?"""
    return low in read_cues() and low not in NOUNS_TOO

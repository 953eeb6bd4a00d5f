"""The reporting verbs: every form written out, none invented."""

import lemminflect
import pytest

from analysis.lexicon import read_table
from analysis.lexicon.cues import clause_cues, is_cue, list_forms, read_cues

VERBS = read_table("speech_verbs")
TAKES = {"quote", "that", "bare", "to", "hearer", "object", "thought", "court", "record"}
TAGS = {"third": "VBZ", "past": "VBD", "participle": "VBN", "ing": "VBG"}
# Forms that lemminflect has and news prose does not, or that are another verb's: "laid again" is relaid, "crew" a noun.
NOT_NEWS = {"spit", "spitted", "chid", "chidded", "chidden", "crew", "plead", "relaid", "refered", "refering", "tared", "taring"}


def test_a_verb_has_all_its_forms_and_takes_something_known():
    for row in VERBS:
        assert all(row[form] for form in ("third", "past", "participle", "ing")), row
        assert row["takes"] and set(row["takes"].split()) <= TAKES, row
        assert set(list_forms(row).values()) >= {"third", "ing"}, row


def test_what_is_a_cue():
    assert [word for word in ("said", "claims", "bridge") if is_cue(word)] == ["said"]
    assert "claims" in read_cues(), "a noun as often as a verb is no cue by itself"
    only_quotes = {form for form, cues in read_cues().items() if all(cue.takes == {"quote"} for cue in cues)}
    assert only_quotes and only_quotes.isdisjoint(clause_cues()) and {"said", "according"} <= clause_cues()


def test_a_verb_has_one_row():
    verbs = [row["verb"] for row in VERBS]
    assert len(verbs) == len(set(verbs)) and verbs == sorted(verbs)


def test_the_forms_are_those_of_a_second_source():
    """lemminflect's dictionary where it has the verb; of one that it lacks ("to text"), the forms it makes by rule."""
    unknown, missing = [], []
    for row in VERBS:
        if "-" in row["verb"]:
            continue
        verb = row["verb"].split()[0]
        known = lemminflect.getAllInflections(verb, upos="VERB")
        by_rule = lemminflect.getAllInflectionsOOV(verb, "VERB")
        doubled = {verb + verb[-1] + ending for ending in ("ed", "ing")}  # labelled beside labeled
        for form, tag in TAGS.items():
            theirs = set(known.get(tag, ())) | set(known.get("VBD", ()) if form == "participle" else ())
            allowed = theirs | {"forecast"} | set(by_rule.get(tag, ())) | set(by_rule.get("VBD", ())) | doubled
            ours = set(row[form].split())
            unknown += sorted(ours - allowed)
            missing += sorted(set(known.get(tag, ())) - NOT_NEWS - ours)
    assert not unknown, "forms that no source has"
    assert not missing, "forms that are not written out"


@pytest.mark.parametrize(
    "form, shape",
    [
        ("bragged", "past"),
        ("regretted", "past"),
        ("labeled", "past"),
        ("labelled", "past"),
        ("signaling", "ing"),
        ("counselled", "past"),
        ("marvelling", "ing"),
        ("learnt", "past"),
        ("chorus", "base"),
        ("foretold", "past"),
        ("recognise", "base"),
        ("shown", "participle"),
    ],
)
def test_forms_are_read_with_their_shape(form, shape):
    assert [cue.shape for cue in read_cues()[form]] == [shape]


@pytest.mark.parametrize(
    "form", ["braged", "regreted", "sumed", "hiting", "puting", "begining", "shruging", "refered", "tared"]
)
def test_no_form_is_invented(form):
    assert form not in read_cues()


def test_a_common_verb_has_all_its_forms_and_reports_nothing():
    for row in read_table("verbs"):
        forms = list_forms(row)
        assert all(row[form] for form in ("third", "past", "participle", "ing")), row
        assert set(row["noun"].split()) <= set(forms), row
        said = {cue.lemma for cue in read_cues().get(row["verb"], ())}
        assert row["verb"] not in said, "a verb has one row, in one table"

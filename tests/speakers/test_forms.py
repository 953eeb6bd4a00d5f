"""Paragraphs that are somebody's words by their form: every row by its examples, and none that could be dropped."""

import pandas as pd
import pytest

from analysis.speakers import forms
from analysis.speakers.forms import FORMS
from tests.speakers.tables import find


def speakers(text, rule):
    found = find(text)
    return "|".join("-" if pd.isna(speaker) else speaker for speaker in found.loc[found["rule"] == rule, "speaker"])


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.id)
def test_a_form_reads_its_example_and_not_its_counter_example(row):
    assert speakers(row.example, row.id) == row.expected
    assert speakers(row.counter, row.id) == ""


@pytest.mark.parametrize("index", range(len(FORMS)), ids=lambda index: FORMS[index].id)
def test_no_form_can_be_dropped(monkeypatch, index):
    monkeypatch.setattr(forms, "FORMS", FORMS[:index] + FORMS[index + 1 :])
    assert speakers(FORMS[index].example, FORMS[index].id) == ""


@pytest.mark.parametrize(
    "text, contents",
    [
        ("“Open it!” — Anna Berg (@annaberg) June 6, 2021", ["Open it!"]),
        ("Open it! pic.twitter.com/abc — Anna Berg (@annaberg) June 6, 2021", ["Open it!"]),
        ("Open it! — Anna Berg (@annaberg)", ["Open it!"]),
        ("— Anna Berg (@annaberg) June 6, 2021", []),
    ],
)
def test_the_words_of_a_post_lose_marks_and_links(text, contents):
    assert find(text)["text"].tolist() == contents


def test_questions_and_answers_without_names_are_nobodys():
    found = find("A talk about the mill.\nQ: Why?\nA: It was empty.\nQ: And now?\nA: It grinds.")
    assert found["text"].tolist() == ["Why?", "It was empty.", "And now?", "It grinds."]
    assert found[["speaker", "cue", "resolved_by"]].isna().all(axis=None)


@pytest.mark.parametrize(
    "text",
    [
        "Photo: Anna Berg\nPhoto: Paul Dean\nPhoto: Emma Roe\nPhoto: Anna Berg",
        "Where: Mill Lane\nWhen: Monday\nPrice: free\nContact: Town Hall",
        "Anna Berg: Why?\nPaul Dean: It was empty.",
    ],
    ids=["credits", "a list of facts", "too few turns"],
)
def test_labels_that_do_not_alternate_make_no_interview(text):
    found = find(text)
    assert "interview-turn" not in set(found["rule"])

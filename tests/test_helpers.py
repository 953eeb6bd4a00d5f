"""What a notebook imports says what is wrong with what it is given, and what to write instead."""
import pandas as pd
import pytest

import helpers
from analysis.speakers import find_statements
from analysis.words import find_collocates, list_words

ARTICLES = pd.DataFrame({"text": ["The mill closed."]}, index=pd.Index(["a"], name="article_id"))

REFUSED = [     # label, call, what the message says
    ("annotations of another name", lambda: helpers.score(ARTICLES, "statement", ARTICLES, []), "'statement': there are those of statements"),
    ("a table of another name", lambda: helpers.show_accuracy("foo", None, ARTICLES), "no findings called 'foo': write one of zones"),
    ("a task of another name", lambda: helpers.read_evaluation("foo"), "nothing is evaluated as 'foo': there are"),
    ("a text for articles", lambda: find_statements("It rained, she said."), "articles is a str: give a table of articles"),
    ("a word for its places", lambda: find_collocates("bridge", list_words(ARTICLES)), "spans is 'bridge': give the table of its places"),
    ("a table that is none", lambda: helpers.find_all("seeds", "date"), "there is no table date; there are"),
]


@pytest.mark.parametrize("label, call, message", REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_wrong_is_said(label, call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_one_table_needs_no_list():
    assert len(helpers.find_all("seeds", tables="dates").dates) > 0


def test_a_table_of_findings_names_its_evaluation():
    assert helpers.read_evaluation("statements").equals(helpers.read_evaluation("speakers"))

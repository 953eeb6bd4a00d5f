"""What a notebook imports says what is wrong with what it is given, and what to write instead."""
import pandas as pd
import pytest

import helpers
from analysis.findings import compare_tables, find_all
from analysis.grouping import choose_groups
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
    ("a table that is none, of the package", lambda: find_all(ARTICLES, tables="date"), "there is no table date; there are"),
]


@pytest.mark.parametrize("label, call, message", REFUSED, ids=[case[0] for case in REFUSED])
def test_what_is_wrong_is_said(label, call, message):
    with pytest.raises(ValueError, match=message):
        call()


NAMED = [("17", "Post", "17 Post"), ("Post - 2020-10-02", "Post", "Post - 2020-10-02"), ("Posted", "Post", "Posted Post"), ("a", "a", "a"),
         ("Harton_Post_7", "Harton Post", "Harton_Post_7"), ("Harton 7 Post", "Harton Post", "Harton 7 Post Harton Post")]


@pytest.mark.parametrize("article_id, label, name", NAMED)
def test_an_outlet_is_not_named_twice(article_id, label, name):
    articles = pd.DataFrame({"label": [label], "outlet": [label]}, index=pd.Index([article_id], name="article_id"))
    assert helpers.name_articles(articles).tolist() == [name] and choose_groups(articles, "article").tolist() == [name]


def test_one_table_needs_no_list():
    assert len(helpers.find_all("seeds", tables="dates").dates) > 0


def test_tables_are_compared_row_by_row():
    found = find_all(ARTICLES)
    assert compare_tables(found, found)["equal"].all()
    compared = compare_tables(found, find_all(ARTICLES.assign(text="The mill closed on 2 May 2019."))).set_index("table")
    assert compared.loc["dates", ["rows", "other_rows", "equal"]].tolist() == [0, 1, False] and compared.at["statements", "equal"]


def test_a_table_of_findings_names_its_evaluation():
    assert helpers.read_evaluation("statements").equals(helpers.read_evaluation("speakers"))

"""Helpers for the tests of rule tables: what is found in a text, and what a single rule finds."""

import pandas as pd

from analysis.speakers import find_statements


def find(text, people=None):
    """The statements of a text, as of an article called a."""
    return find_statements(pd.DataFrame({"text": [text]}, index=pd.Index(["a"], name="article_id")), people)


def contents(text, rule=None):
    """The reported contents of a text, or those found by one rule, in the order of the text."""
    found = find(text)
    return "|".join(found["text"] if rule is None else found.loc[found["rule"] == rule, "text"])

"""What the tests of tables of rules ask: what is found in one text, and what by one rule."""

import pandas as pd

from analysis.speakers import find_statements


def find(text, people=None):
    """The statements of a text, as of an article called a."""
    return find_statements(pd.DataFrame({"text": [text]}, index=pd.Index(["a"], name="article_id")), people)


def contents(text, rule=None):
    """What is reported in a text, or by a rule, in its order."""
    found = find(text)
    return "|".join(found["text"] if rule is None else found.loc[found["rule"] == rule, "text"])

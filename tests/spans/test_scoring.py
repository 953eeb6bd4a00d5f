"""Pairs of names taken for one thing, scored against those marked by hand."""

import pandas as pd
import pytest

from analysis.spans.scoring import score_links, summarise_links

NAMED = pd.DataFrame([("a", 0, 5, "ferry", "f", None), ("a", 9, 13, "ship", "f", None), ("b", 0, 4, "boat", "f", None),
                      ("b", 9, 16, "harbour", "h", "f"), ("b", 20, 24, "mill", "m", None)],
                     columns=["article_id", "start", "end", "text", "referent", "near"])
LINKED = [      # label, the referents found, verdicts of the pairs (ferry, boat), (ship, boat), (ferry, mill), (ship, mill)
    ("all right", ["x", "x", "x", "y", "z"], {("ferry", "boat"): "right", ("ship", "boat"): "right"}),
    ("one is missed", ["x", None, "x", "y", "z"], {("ferry", "boat"): "right", ("ship", "boat"): "missed"}),
    ("one is wrong", ["x", "x", "x", "y", "x"], {("ferry", "boat"): "right", ("ship", "boat"): "right",
                                                ("ferry", "mill"): "wrong", ("ship", "mill"): "wrong"}),
    ("what is near counts neither way", ["x", "x", "x", "x", "z"], {("ferry", "boat"): "right", ("ship", "boat"): "right"}),
    ("nothing links to nothing", [None] * 5, {("ferry", "boat"): "missed", ("ship", "boat"): "missed"}),
]


@pytest.mark.parametrize("label, referents, verdicts", LINKED, ids=[case[0] for case in LINKED])
def test_links(label, referents, verdicts):
    found = NAMED.assign(referent=pd.Series(referents, dtype="str"))
    links = score_links(found, NAMED)
    assert dict(zip(zip(links["left_text"], links["right_text"]), links["verdict"])) == verdicts
    right = list(verdicts.values()).count("right")
    assert summarise_links(links)["right"] == right


def test_a_longer_phrase_answers_by_its_end():
    found = pd.DataFrame([("a", 0, 13, "x"), ("a", 4, 13, "y"), ("b", 0, 4, "y")], columns=["article_id", "start", "end", "referent"])
    marked = pd.DataFrame([("a", 4, 13, "old ferry", "f", None), ("b", 0, 4, "ship", "f", None)], columns=NAMED.columns)
    assert score_links(found, marked)["verdict"].tolist() == ["right"]

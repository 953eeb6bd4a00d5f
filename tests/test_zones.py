"""Zones: the five articles as marked by hand, and pages of other kinds."""
import re

import pandas as pd
import pytest
from hypothesis import given, strategies as st

from analysis.spans import check_spans
from analysis.zones import ZONES, find_zones
from helpers import DATA, ROOT, score

CASES = ROOT / "tests" / "cases"


def test_the_five_articles_are_all_right(articles):
    scores = score(find_zones(articles), "zones", articles, ["zone"])
    assert (scores["verdict"] == "right").all() and (scores["extent"] == "exact").all()
    assert len(scores) == 77


def read_layouts(name):
    """A file of marked pages: {name: (text, [(start, end, zone)])}. `zone+|` goes on in the same line."""
    layouts = {}
    for block in (CASES / name).read_text(encoding="utf-8").split("=== ")[1:]:
        title, *rows = block.split("\n")
        text, marked = "", []
        for row in rows:
            zone, _, line = row.partition("| ") if row.strip() else ("", "", "")
            text = text[:-1] if zone.endswith("+") else text
            if zone:
                marked.append((len(text), len(text) + len(line), zone.rstrip("+")))
            text += line + "\n"
        layouts[title] = (text, marked)
    return layouts


def share_of_right_lines(name):
    layouts = read_layouts(name)
    articles = pd.DataFrame({"text": {title: text for title, (text, _) in layouts.items()}}).rename_axis("article_id")
    zones = find_zones(articles)
    right = lines = 0
    for title, (_, marked) in layouts.items():
        found = zones[zones["article_id"] == title]
        for start, end, zone in marked:
            middle = (start + end) // 2
            right += zone in set(found.loc[(found["start"] <= middle) & (middle < found["end"]), "zone"])
            lines += 1
    return right / lines


@pytest.mark.parametrize("name, label", [("layouts.txt", "made-up pages"), ("layouts_held_out.txt", "made-up pages, held out")])
def test_other_layouts_score_as_published(name, label):
    table = pd.read_csv(DATA / "evaluation.csv")
    published = table[(table["task"] == "zones") & (table["set"] == label)]["value"]
    assert len(published) == 1
    assert share_of_right_lines(name) == pytest.approx(published.iloc[0], abs=0.0005)


LINES = [   # label, text, the line looked at, its zone
    ("a dateline with an agency", "Bridge opens again\n\nHARTON (NW) — The bridge opened on Monday after a year of work.", "HARTON (NW) —", "dateline"),
    ("a speaker is no dateline", "Bridge opens again\n\nBell: “The bridge opened on Monday after a year of work.”", "Bell: “The", "body"),
    ("a colon later in a sentence", "Bridge opens again\n\nThere was one reason for it: the ferry had sunk in the river.", "There was", "body"),
    ("a last quotation of the story", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.\n\n“The bridge is ours.”", "“The bridge is ours.”", "body"),
    ("a motto", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nThe ferry will stop.\n\n“Dream big, sleep well.”", "“Dream big", "furniture"),
    ("a subhead in capitals", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\nTHE FERRY\n\nThe ferry will stop on Friday evening.", "THE FERRY", "subhead"),
    ("a floating quotation", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.\n\n“We are very glad,” she added.\n\nIt cost three million.", "“We are", "body"),
    ("an end credit", "Bridge opens\n\nThe bridge opened on Monday, the mayor said.–Agencies", "–Agencies", "furniture"),
    ("a name at the end is no credit", "Bridge opens\n\nThe bridge opened on Monday. So said the mayor, Anna Bell.", "So said", "body"),
    ("who stands where", "Bridge opens\n\nAnna Bell (L) and Carl Dean at the bridge\n\nThe bridge opened on Monday, the mayor said.", "Anna Bell (L)", "caption"),
    ("words about sharing", "Bridge opens\n\nThe two towns share the bridge and the cost of it, the mayor said.\n\nShare\n", "The two towns", "body"),
    ("a share button", "Bridge opens\n\nThe two towns share the bridge and the cost of it, the mayor said.\n\nShare\n", "Share\n", "furniture"),
]


@pytest.mark.parametrize("label, text, line, zone", LINES, ids=[c[0] for c in LINES])
def test_lines(label, text, line, zone):
    zones = find_zones(pd.DataFrame({"text": {"a": text}}).rename_axis("article_id"))
    at = text.index(line)
    found = zones[(zones["start"] <= at) & (at < zones["end"])]
    assert found["zone"].tolist() == [zone]


@given(st.lists(st.text(alphabet=st.sampled_from("aAbZé .!?:'’\"“”\n\u2028\u0301İ1,-—(©>•"), max_size=120), max_size=3))
def test_zones_cover_the_text_once(texts):
    articles = pd.DataFrame({"text": pd.Series({str(i): text for i, text in enumerate(texts)}, dtype="str")}).rename_axis("article_id")
    zones = check_spans(find_zones(articles), articles)
    assert set(zones["zone"]) <= set(ZONES)
    for i, text in articles["text"].items():
        covered = [k for start, end in zones.loc[zones["article_id"] == i, ["start", "end"]].itertuples(index=False) for k in range(start, end)]
        assert len(covered) == len(set(covered))
        assert not re.search(r"\S", "".join(c for k, c in enumerate(text) if k not in set(covered)))


def test_no_articles():
    zones = find_zones(pd.DataFrame({"text": pd.Series([], dtype="str")}).rename_axis("article_id"))
    assert len(zones) == 0 and list(zones.columns) == ["article_id", "start", "end", "text", "zone", "rule"]

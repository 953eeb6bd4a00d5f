"""Two articles side by side; speech and narration in what they share."""

import pandas as pd
import pytest

from analysis.wording import find_shared
from analysis.wording.comparison import STATUSES, compare_articles, mark_speech, mark_twice
from analysis.wording.sentences import group_sentences

BREAD, AGAIN = "The baker sold forty loaves before noon.", "The baker sold fifty loaves before noon."
FERRY, MILL = "The ferry ran aground off the pier.", "An old mill burned down at dawn."


def make_articles(*texts):
    return pd.DataFrame({"text": pd.Series(texts, dtype="str").array}, index=list("ab"[: len(texts)])).rename_axis(
        "article_id"
    )


def compare(left, right):
    articles = make_articles("\n".join(left), "\n".join(right))
    return compare_articles(group_sentences(articles), find_shared(articles), "a", "b")


@pytest.mark.parametrize(
    "label, left, right, statuses",
    [
        ("the same", [BREAD, FERRY], [BREAD, FERRY], ["same", "same"]),
        ("one changed", [BREAD, FERRY], [AGAIN, FERRY], ["changed", "same"]),
        ("only in one", [BREAD, FERRY], [BREAD, MILL, FERRY], ["same", "only-right", "same"]),
        ("only in the other", [BREAD, MILL], [BREAD], ["same", "only-left"]),
        ("moved", [BREAD, FERRY, MILL], [MILL, BREAD, FERRY], ["same", "same", "moved"]),
        ("nothing in common", [BREAD], [MILL], ["only-left", "only-right"]),
        ("one is empty", [], [MILL], ["only-right"]),
    ],
)
def test_statuses(label, left, right, statuses):
    found = compare(left, right)
    assert list(found["status"]) == statuses and set(statuses) <= set(STATUSES)


def test_pairs_of_sentences_that_are_left_out_count_for_nothing(recwarn):
    articles = make_articles("\n".join([BREAD, FERRY]), "\n".join([AGAIN, FERRY]))
    sentences = group_sentences(articles)
    found = compare_articles(sentences[sentences["text"] != BREAD], find_shared(articles), "a", "b")
    assert list(found["status"]) == ["only-right", "same"] and not recwarn.list


def test_every_sentence_is_told_once():
    left, right = [BREAD, FERRY, BREAD, MILL], [MILL, AGAIN, "Rain fell.", BREAD]
    found = compare(left, right)
    assert sorted(text for text in found["left_text"] if text) == sorted(left)
    assert sorted(text for text in found["right_text"] if text) == sorted(right)


def test_speech_is_told_from_narration():
    said = '"We will rebuild the harbour stone by stone," she said.'
    articles = make_articles(f"{said}\n{BREAD}", f"{said}\n{BREAD}")
    statements = pd.DataFrame({"article_id": ["a", "b"], "start": [1, 1], "end": [43, 43]})
    marked = mark_speech(find_shared(articles), statements)
    assert marked[["shares", "speech"]].values.tolist() == [["speech", 1.0], ["narration", 0.0]]
    assert list(mark_speech(find_shared(articles), statements.iloc[:1])["shares"]) == ["narration", "narration"]
    assert mark_speech(find_shared(articles).iloc[:0], statements).columns[-2:].tolist() == ["speech", "shares"]


def test_a_sentence_of_which_a_part_is_said_shares_both():
    said = 'The mill burned down at dawn, and "nobody slept in the old harbour town".'
    articles = make_articles(said, said)
    begin, end = said.index("nobody"), said.index('".')
    statements = pd.DataFrame({"article_id": ["a", "b"], "start": [begin] * 2, "end": [end] * 2})
    marked = mark_speech(find_shared(articles), statements)
    assert list(marked["shares"]) == ["both"] and 0.2 < marked["speech"].item() < 0.8


def test_a_headline_that_the_page_prints_again_is_one_row():
    text = "The mill burns\n\nThe mill burns\n\nNobody was hurt in the great fire."
    articles = pd.DataFrame({"text": [text, "Nobody was hurt in the great fire."]}, index=["a", "b"])
    rows = compare_articles(group_sentences(articles), find_shared(articles), "a", "b")
    assert rows[["status", "left_text"]].values.tolist() == [
        ["only-left", "The mill burns"],
        ["same", "Nobody was hurt in the great fire."],
    ]


def test_what_stands_twice_in_one_article_is_told_by_kind():
    text = f"{MILL}\n\n{MILL}\n\n{MILL}\n\n{BREAD} {FERRY} {BREAD}"
    pairs = pd.DataFrame({"left_article_id": "a", "right_article_id": "a", "similarity": [1.0, 1.0, 1.0, 0.9],
                          "left_start": [0, 0, text.index(BREAD), 0],
                          "right_start": [36, 72, text.rindex(BREAD), 36]})
    zones = pd.DataFrame({"article_id": "a", "start": [0, 36, 72], "end": [34, 70, len(text)],
                          "zone": ["headline", "headline", "body"]})
    assert mark_twice(pairs, zones)["twice"].tolist() == ["printed", "quoted", "text", "quoted"]
    assert mark_twice(pairs.iloc[:0], zones)["twice"].tolist() == []

"""Shared wording for the reader: matrices, which pairs come first, two articles side by side."""
import warnings

import pandas as pd
import pytest

from analysis.show import sharing
from analysis.wording import find_shared, find_swaps
from analysis.wording.comparison import compare_articles
from analysis.wording.sentences import group_sentences

BREAD, AGAIN = "The baker sold forty loaves before noon.", "The baker sold sixty loaves before noon."


def make_copy(*rows):
    return pd.DataFrame(rows, columns=["article_id", "other_id", "words", "share"])


def test_a_matrix_shows_those_that_share_most():
    copy = make_copy(("x", "y", 50, 0.5), ("y", "x", 40, 0.4), ("z", "x", 9, 0.1), ("x", "z", 9, 0.1))
    grid = sharing.make_matrix(copy, pd.Series(["x", "y", "z", "w"]), most=2)
    assert grid.index.tolist() == grid.columns.tolist() == ["x", "y"]
    assert grid.loc["x", "y"] == 0.5 and grid.loc["x", "x"] == 0
    figure = sharing.plot_matrix(grid, "shares this part of its words", "with")
    assert {text.get_text() for text in figure.axes[0].texts} == {"", "50%", "40%"}


def test_long_names_leave_room_for_the_cells():
    names = [f"council_minutes_of_the_old_northern_bridge_{n}" for n in range(16)]
    grid = pd.DataFrame(0.5, index=names, columns=names)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = sharing.plot_matrix(grid, "shares this part of its words", "with")
        figure.canvas.draw()
    labels = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert all(len(label) <= 24 for label in labels) and len(set(labels)) == 16


def test_nobody_shares_anything():
    grid = sharing.make_matrix(make_copy(), pd.Series(["x", "y"]))
    assert grid.to_numpy().tolist() == [[0, 0], [0, 0]]
    articles = pd.DataFrame({"text": ["", ""]}, index=["a", "b"])
    assert sharing.choose_two(make_copy(), articles, pd.Series(["x", "y"], ["a", "b"])) is None


def test_pairs_that_differ_in_a_word_between_outlets_come_first():
    texts = ["Rain fell on the old northern bridge.\n" + BREAD, "Rain fell on the old northern bridge!\n" + AGAIN]
    articles = pd.DataFrame({"text": texts}, index=["a", "b"])
    pairs = find_shared(articles)
    ranked = sharing.rank_pairs(pairs, find_swaps(pairs), pd.Series(["x", "y"], ["a", "b"]))
    assert ranked["left_text"].tolist() == [BREAD, "Rain fell on the old northern bridge."]
    same = sharing.rank_pairs(pairs, find_swaps(pairs), pd.Series(["x", "x"], ["a", "b"]))
    assert same["pair"].tolist() == pairs["pair"].tolist()


def test_a_sentence_of_many_pairs_is_shown_again_after_all_were_shown_once():
    quote = "The mayor said that the old bridge would {} before the winter fair."
    other = ["Divers raised the bronze bell of the {} ferry on Monday.", "Divers raised the bronze bell of the {} ferry on Friday."]
    texts = [quote.format("open") + "\n" + other[0].format("lost"), quote.format("close"), quote.format("reopen"), other[1].format("sunken")]
    articles = pd.DataFrame({"text": texts}, index=list("abcd"))
    pairs = find_shared(articles)
    ranked = sharing.rank_pairs(pairs, find_swaps(pairs), pd.Series(list("wxyz"), list("abcd")))
    assert ranked[["left_article_id", "right_article_id"]].values.tolist() == [["a", "b"], ["a", "d"], ["a", "c"], ["b", "c"]]


def test_the_two_articles_laid_side_by_side_are_of_two_outlets():
    articles = pd.DataFrame({"text": [""] * 4, "published": pd.to_datetime(["2020-01-02", "2020-01-01", None, None])}, index=list("abcd"))
    copy = make_copy(("a", "b", 50, 0.5), ("b", "a", 50, 0.4), ("a", "c", 90, 0.3), ("c", "a", 90, 0.4), ("a", "d", 99, 0.6))
    groups = pd.Series(["x", "y", "y", "x"], list("abcd"))
    assert sharing.choose_two(copy, articles, groups) == ("b", "a")
    parted = pd.Series(["x", "y", "z", "z"], list("abcd"))
    assert sharing.choose_two(copy, articles, parted, ["z", "x"]) == ("a", "c")
    assert sharing.choose_two(copy, articles, parted, ["y", "x"]) == ("b", "a")
    assert sharing.choose_two(copy, articles, parted, ["z", "y"]) is None
    with pytest.raises(ValueError, match="two different names"):
        sharing.choose_two(copy, articles, parted, ["z", "w"])


def test_side_by_side_marks_what_differs(capsys):
    articles = pd.DataFrame({"text": [BREAD, AGAIN + "\nRain & <b>hail</b> fell."]}, index=["a", "b"])
    comparison = compare_articles(group_sentences(articles), find_shared(articles), "a", "b")
    sharing.show_side_by_side(comparison, "One", "Two")
    shown = capsys.readouterr().out
    assert "One: The baker sold [-forty-] loaves before noon." in shown
    assert "Two: The baker sold [+sixty+] loaves before noon." in shown
    assert "only here\n  Two: Rain & <b>hail</b> fell." in shown

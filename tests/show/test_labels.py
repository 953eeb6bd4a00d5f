"""What each outlet calls one thing, as the reader sees it."""

import pandas as pd
import pytest

from analysis.grouping import group_articles
from analysis.labels import Labels, count_forms, join_labels, rank_referents
from analysis.show.labels import describe_shares, make_label_table, plot_labels, show_labels

TEXTS = {"a": "ferry ferry ferry boat <b> " * 2, "b": "ship ship ship vessel yacht barge tug $5 $6 "}


def make(texts=TEXTS):
    articles = pd.DataFrame({"text": list(texts.values())}, index=pd.Index(list(texts), name="article_id"))
    rows = [(i, at, at + len(w), w) for i, text in texts.items() for at, w in _list_words(text)]
    names = pd.DataFrame(rows, columns=["article_id", "start", "end", "text"])
    names = names.assign(referent="ferry", kind="thing", form=names["text"], rule="r", evidence="", zone="body", group=names["article_id"])
    names["voice"] = ["direct" if i % 3 == 0 else "outlet" for i in range(len(names))]
    names["label"] = join_labels(names)
    n_words = articles["text"].str.split().str.len()
    group = group_articles(articles, n_words, "article")
    return Labels(articles, "All.", group, n_words, names, count_forms(names), rank_referents(names))


def _list_words(text):
    at = 0
    for word in text.split(" "):
        if word.isalpha():
            yield at, word
        at += len(word) + 1


@pytest.fixture
def labels():
    return make()


def test_a_cell_holds_the_forms_with_their_counts(labels):
    row = make_label_table(labels, ["ferry"]).loc[0]
    assert row["a"] == "ferry 6 (2 quoted), boat 2 (1 quoted)"
    assert row["b"].endswith(", 1 more") and row["mentions"] == len(labels.names)


def test_a_form_opens_its_lines_as_text(labels, monkeypatch):
    shown = []
    monkeypatch.setattr("analysis.show.labels._display", lambda plain, markup: shown.append((plain, markup)))
    show_labels(labels, ["ferry"], "The note.")
    (plain, markup), = shown
    assert "<details><summary>ferry 6 (2 quoted)</summary>" in markup and "<mark>ferry</mark>" in markup
    assert "<b> " not in markup.replace("<b>ferry</b>", "") and "&lt;b&gt;" in markup and "3 more" in markup
    assert plain.endswith("The note.") and "<" not in plain.replace("<b>", "")


def test_nothing_is_shown_as_nothing(labels, monkeypatch):
    shown = []
    monkeypatch.setattr("analysis.show.labels._display", lambda plain, markup: shown.append(plain))
    show_labels(labels, [])
    assert shown == ["None is found."]


def test_a_bar_holds_all_mentions_of_its_group(labels):
    axis = plot_labels(labels, ["ferry"]).axes[0]
    widths = {}
    for bar in axis.patches:
        widths[round(bar.get_y(), 2)] = widths.get(round(bar.get_y(), 2), 0) + bar.get_width()
    assert list(widths.values()) == pytest.approx([1, 1])
    assert {"n = 8", "n = 7"} <= {text.get_text() for text in axis.texts}


def test_a_sentence_says_what_the_figure_shows(labels):
    assert describe_shares(labels, ["ferry"]) == "What is meant by “ferry” is most often “ferry” in a (6 of 8), “ship” in b (3 of 7)."

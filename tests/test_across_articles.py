"""Findings across articles have these properties for any articles: names, groups of copies and events, passages.

Finders that treat each article alone are in test_properties.py.
"""
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus import number_events
from analysis.corpus.outlets import unify_outlets
from analysis.grouping import choose_groups, choose_largest, count_groups
from analysis.naming import find_names
from analysis.spans import check_spans
from analysis.wording import find_shared
from analysis.wording.copies import choose_once, find_copies
from analysis.wording.passages import LEAST_WORDS, find_passages
from analysis.wording.sentences import group_sentences
from tests.nasty import TEXTS, examples, make_articles

# Each sentence is known by its words, so that a text can hold none of them twice.
SENTENCES = [
    "Anna Berg, the mayor of Harton, closed the old Kestrel Bridge on Monday after a crack was seen.",
    "Engineers of the county council measured every pillar and reported damage below the water.",
    "The ferry to Oldham carried twice its usual number of passengers before noon, Carl Dean said.",
    "Mayor Berg promised that repairs would begin within a week and finish before the autumn fair.",
    "Shops along the river lost half their customers while the bridge was shut to all traffic.",
    "A barge named Margaret Ellen had struck the northern arch during last night's heavy storm.",
]
STORIES = st.permutations(SENTENCES).flatmap(lambda order: st.integers(1, len(order)).map(lambda most: " ".join(order[:most])))
DAYS = st.sampled_from([None, "2024-04-03", "2024-04-04", "2024-04-09"])
CORPORA = st.lists(st.tuples(STORIES | TEXTS, DAYS, st.sampled_from(["Post", "Echo", None])), max_size=5).map(
    lambda rows: make_articles([text for text, _, _ in rows], [day for _, day, _ in rows]).assign(
        outlet=pd.Series([outlet for _, _, outlet in rows], dtype="str").array))
SHUFFLE = st.randoms(use_true_random=False)


def shuffle(articles, draw):
    order = list(articles.index)
    draw.shuffle(order)
    return articles.loc[order]


def sort(table, *columns):
    return table.sort_values(list(columns), kind="stable", ignore_index=True)


# --- names -----------------------------------------------------------------------------------


@settings(max_examples=examples(20))
@given(CORPORA)
def test_names_slice_back_and_do_not_overlap(articles):
    before = articles.copy(deep=True)
    names = check_spans(find_names(articles), articles)
    pd.testing.assert_frame_equal(articles, before)
    for _, rows in names.groupby("article_id"):
        assert (rows["start"].to_numpy()[1:] >= rows["end"].to_numpy()[:-1]).all(), "one after the other"
    assert (names["text"].str.strip() == names["text"]).all() and names["text"].ne("").all()


@settings(max_examples=examples(12))
@given(CORPORA, SHUFFLE)
def test_names_do_not_depend_on_the_order_of_articles(articles, draw):
    one, other = find_names(articles), find_names(shuffle(articles, draw))
    columns = ["article_id", "start", "end", "text", "referent", "kind"]
    pd.testing.assert_frame_equal(sort(one, "article_id", "start")[columns], sort(other, "article_id", "start")[columns])


def test_names_of_stories_are_found():
    """Without such names, the two tests above would test nothing."""
    names = find_names(make_articles([" ".join(SENTENCES)]))
    assert {"Anna Berg", "Mayor Berg", "Carl Dean"} <= set(names["form"])


# --- groups ----------------------------------------------------------------------------------


@settings(max_examples=examples(12))
@given(CORPORA, SHUFFLE)
def test_copies_are_a_partition_whatever_the_order(articles, draw):
    copies = find_copies(articles, group_sentences(articles), find_shared(articles))
    assert copies["article_id"].tolist() == articles.index.tolist()
    groups = copies[copies["copy_group"] > 0].groupby("copy_group")
    sizes = groups.size()
    assert sizes.index.tolist() == list(range(1, len(sizes) + 1)) and sizes.is_monotonic_decreasing and (sizes >= 2).all()
    assert (groups["n_articles"].first() == sizes).all() and (groups["first_id"].nunique() == 1).all()
    alone = copies[copies["copy_group"] == 0]
    assert (alone["first_id"] == alone["article_id"]).all() and alone["n_articles"].eq(1).all()
    group_of = copies.set_index("article_id")["copy_group"]
    assert (group_of[copies["first_id"]].to_numpy() == copies["copy_group"].to_numpy()).all(), "the first is one of them"
    assert copies["share"].between(0, 1).all() and choose_once(copies).sum() <= len(articles)
    other = shuffle(articles, draw)
    again = find_copies(other, group_sentences(other), find_shared(other))
    pd.testing.assert_frame_equal(sort(again, "article_id"), sort(copies, "article_id"))


@settings(max_examples=examples(20))
@given(CORPORA, SHUFFLE)
def test_events_are_numbered_by_size_whatever_the_order(articles, draw):
    numbers = number_events(articles)
    assert numbers.index.equals(articles.index)
    sizes = numbers.dropna().value_counts().sort_index()
    assert sizes.index.tolist() == list(range(1, len(sizes) + 1)) and sizes.is_monotonic_decreasing
    again = number_events(shuffle(articles, draw))
    one, other = ({frozenset(rows) for rows in table.dropna().groupby(table.dropna()).groups.values()} for table in (numbers, again))
    assert one == other, "the same articles stand together"


@settings(max_examples=examples(30))
@given(CORPORA, st.sampled_from([None, "outlet", "article", "day", "week", "month"]), st.integers(1, 3))
def test_groups_are_a_partition_and_the_largest_come_first(articles, by, most):
    groups = choose_groups(articles, by)
    assert groups.index.equals(articles.index) and groups.notna().all()
    n_words = pd.Series(range(len(articles)), articles.index)
    sizes = count_groups(groups, n_words)
    assert sizes["articles"].sum() == len(articles) and sizes["n_words"].sum() == n_words.sum()
    assert sizes.iloc[:, 0].is_unique and set(sizes.iloc[:, 0]) == set(groups)
    assert sizes[["articles", "n_words"]].apply(tuple, axis=1).is_monotonic_decreasing or len(sizes) < 2
    largest = choose_largest(sizes, most)
    assert largest.names == sizes.iloc[:most, 0].tolist() and (largest.note == "") == (len(sizes) <= most)


@settings(max_examples=examples(60))
@given(st.dictionaries(st.sampled_from(["Post", "The Post", "the post", "POST", "thepost.com", "post.co.uk", "Echo", "écho"]) | st.text(min_size=1, max_size=8),
                       st.integers(1, 9), max_size=6), SHUFFLE)
def test_the_spelling_of_an_outlet_depends_on_no_order(outlets, draw):
    used = unify_outlets(outlets)
    names = list(outlets)
    draw.shuffle(names)
    assert unify_outlets({name: outlets[name] for name in names}) == used
    merged = {name: sum(n for other, n in outlets.items() if used.get(other, other) == name) for name in outlets if name not in used}
    assert unify_outlets(merged) == {}, "what is one outlet is one at once"


# --- passages --------------------------------------------------------------------------------


def list_sides(passages):
    """Each passage as the two stretches, whichever article had it first."""
    sides = [[(row[f"{side}_article_id"], row[f"{side}_start"], row[f"{side}_end"]) for side in ("left", "right")] for row in passages.to_dict("records")]
    return {frozenset(pair) for pair in sides}


@settings(max_examples=examples(20))
@given(STORIES, STORIES)
def test_passages_are_the_same_seen_from_either_article(one, other):
    articles = make_articles([one, other])
    passages = find_passages(articles)
    for side in ("left", "right"):
        assert all(articles.at[i, "text"][start:end] == text for i, start, end, text in
                   passages[[f"{side}_{name}" for name in ("article_id", "start", "end", "text")]].itertuples(index=False))
    assert list_sides(passages) == list_sides(find_passages(articles.iloc[::-1]))
    shared = set(one.split(". ")) & set(other.split(". "))
    assert bool(len(passages)) >= bool(shared), "a sentence of both is a passage"


@settings(max_examples=examples(20))
@given(STORIES)
def test_a_text_and_itself_are_one_passage(text):
    (row,) = find_passages(make_articles([text, text])).to_dict("records")
    assert row["left_text"] == row["right_text"] == text.rstrip(".") and row["left_start"] == row["right_start"] == 0
    assert row["n_words"] == len(text.replace("night's", "nights").split())
    assert len(find_passages(make_articles([text]))) == 0, "no article is compared with itself"


@settings(max_examples=examples(20))
@given(STORIES, st.data())
def test_a_word_that_is_another_ends_a_passage(text, data):
    words = text.split(" ")
    at = data.draw(st.integers(0, len(words) - 1))
    changed = " ".join([*words[:at], "zzyzx" + words[at][len(words[at].rstrip(".,")):], *words[at + 1:]])
    passages = find_passages(make_articles([text, changed]))
    assert not passages["right_text"].str.contains("zzyzx").any()
    assert passages["n_words"].sum() <= len(words) - 1
    whole = sum(length for length in (at, len(words) - 1 - at) if length >= 2 * LEAST_WORDS)        # long enough to have four content words
    assert passages["n_words"].sum() >= whole


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ufffd", "“”", ". . .", "\u202e\u0301", "1,991 10:30"])
def test_texts_without_words_of_note_have_none_of_it(text):
    articles = make_articles([text, text], ["2024-04-03", None])
    assert len(find_passages(articles)) == 0
    assert find_copies(articles, group_sentences(articles), find_shared(articles))["copy_group"].tolist() == [0, 0]
    assert find_names(articles)["referent"].isna().all()

"""Words as a table, n-grams, collocates, what sets a group apart."""
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysis.spans import check_spans, inside
from analysis.terms import find_terms
from analysis.text import count_words
from analysis.words import (
    count_ngrams,
    count_zone_words,
    find_collocates,
    find_distinctive,
    list_distinctive,
    list_words,
    mark_repeats,
    place_spans,
    read_stopwords,
)
from analysis.zones import find_zones


def corpus(*texts):
    index = pd.Index([f"a{i}" for i in range(len(texts))], dtype="str", name="article_id")
    return pd.Series(texts, index, dtype="str", name="text").to_frame()


_PIECES = ["HARTON", "--", "-", "–", "U.S.", "Agencies", "The bridge opened on Monday.", "’", "1,991", ":", " ", "\n\n"]


@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join), max_size=3))
@example(["Bridge opens\n\nHARTON--The bridge opened on Monday, the mayor said."])
def test_zones_together_have_the_words_of_the_article(texts):
    articles = corpus(*texts)
    zones = find_zones(articles)
    counted = count_zone_words(zones).sum(axis=1).reindex(articles.index, fill_value=0)
    assert counted.tolist() == [count_words(text) for text in texts]
    begun = inside(list_words(articles), zones, ["zone"]).groupby(["article_id", "zone"]).size().unstack(fill_value=0)
    assert count_zone_words(zones).stack().loc[lambda n: n > 0].to_dict() == begun.stack().loc[lambda n: n > 0].to_dict()


@given(st.lists(st.text(st.sampled_from("aB. \nİ'-é1")) | st.text(max_size=30), max_size=3))
def test_words_slice_back_and_number_as_counted(texts):
    articles = corpus(*texts)
    words = check_spans(list_words(articles), articles)
    assert words.groupby("article_id").size().reindex(articles.index, fill_value=0).tolist() == \
        [count_words(text) for text in texts]
    assert words.dtypes.equals(list_words(corpus()).dtypes)


def test_stopwords_are_folded_words_without_names():
    stopwords = read_stopwords()
    assert len(stopwords) == 174 and {"the", "didn't", "against"} <= stopwords
    assert not stopwords & {"us", "may", "will", "said"}


# --- n-grams -------------------------------------------------------------------------------

NGRAMS = [  # label, text, sizes, expected {ngram: count}, why
    ("words", "Tea and TEA.", [1], {"tea": 2}, "stop words are no unigrams; case is folded"),
    ("pairs", "green tea, green tea", [2], {"green tea": 2, "tea green": 1}, "commas end nothing"),
    ("sentence", "Green tea. Black coffee.", [2], {"green tea": 1, "black coffee": 1}, "a stop does"),
    ("inside", "cup of tea", [2, 3], {"cup of tea": 1}, "a stop word may stand inside, not at an edge"),
    ("short", "Tea.", [2, 3], {}, "too short for a pair"),
]


@pytest.mark.parametrize("label, text, sizes, expected, why", NGRAMS, ids=[case[0] for case in NGRAMS])
def test_ngrams(label, text, sizes, expected, why):
    counts = count_ngrams(list_words(corpus(text)), sizes=sizes)
    assert dict(zip(counts["ngram"], counts["count"])) == expected, why


def test_ngrams_bridge_no_gap_and_no_two_articles():
    words = list_words(corpus("Green tea", "coffee black"))
    assert "tea coffee" not in set(count_ngrams(words, sizes=[2])["ngram"])
    words = list_words(corpus("green old tea"))
    assert count_ngrams(words[words["word"] != "old"], sizes=[2]).empty


def test_stopwords_can_be_given():
    words = list_words(corpus("the tea"))
    assert count_ngrams(words, sizes=[2], stopwords=[])["ngram"].tolist() == ["the tea"]
    assert count_ngrams(words, sizes=[1], stopwords=["tea"])["ngram"].tolist() == ["the"]


def test_distinctive_words():
    articles = corpus("Tea, tea, tea and bread.", "Milk, milk, milk, milk and bread.", "Bread.")
    words = list_words(articles)
    table = find_distinctive(words, "a0", counts=count_ngrams(words, sizes=[1]), min_count=3)
    assert table[["ngram", "count", "reference_count"]].values.tolist() == [
        ["tea", 3, 0], ["milk", 0, 4], ["bread", 1, 2]]
    pd.testing.assert_frame_equal(find_distinctive(words, "a0"), find_distinctive(words, "a0", counts=count_ngrams(words)))
    assert table["n_words"].eq(5).all() and table["reference_n_words"].eq(7).all()
    assert set(find_distinctive(words, "a0", "a2", counts=count_ngrams(words, sizes=[1]))["ngram"]) == {"tea", "bread"}
    grouped = words.assign(outlet=words["article_id"].map({"a0": "x", "a1": "y", "a2": "x"}))
    assert find_distinctive(grouped, "x", group="outlet", counts=count_ngrams(grouped, sizes=[1]))["ngram"].tolist()[0] == "milk"


NAMED = {"Post": "disaster", "Echo": "incident", "Star": "grounding"}
REPORTS = ["The ferry {} off Sandholm began at dawn.", "Nobody was hurt in the {}, the harbour master said.", "After the {} the tide rose.",
           "Two tugs came to the {} at noon.", "The owners spoke of the {} on Monday.", "Passengers told of the {} and of cold tea.",
           "The captain saw the {} coming.", "A court will look into the {}."]


def three_outlets():
    """Three outlets with eight articles each; each outlet has its own word for the event."""
    texts = [(outlet, f"{report.format(word)} {REPORTS[i - 3].format(word)} The ferry is to sail again.")
             for outlet, word in NAMED.items() for i, report in enumerate(REPORTS)]
    articles = corpus(*(text for _, text in texts))
    return articles, pd.Series([outlet for outlet, _ in texts], articles.index)


def test_each_word_is_strong_for_its_outlet_and_no_other_is():
    articles, outlets = three_outlets()
    words = list_words(articles)
    words = words.assign(outlet=words["article_id"].map(outlets))
    table = list_distinctive(words, group="outlet")
    strong = table[table["evidence"] == "strong"]
    assert {(row.outlet, row.ngram) for row in strong.itertuples() if row.n == 1} == set(NAMED.items())
    assert all(NAMED[row.outlet] in row.ngram for row in table[table["evidence"].isin(["strong", "some"])].itertuples())
    assert strong.loc[strong["n"] == 1, ["range", "n_articles", "reference_range"]].values.tolist() == [[8, 8, 0]] * 3


@pytest.mark.slow
def test_shuffled_outlets_have_no_words_of_their_own():
    articles, outlets = three_outlets()
    words, evidence = list_words(articles), 0
    counts = count_ngrams(words)
    for seed in range(20):
        shuffled = pd.Series(outlets.sample(frac=1, random_state=seed).to_numpy(), outlets.index)
        table = list_distinctive(words.assign(outlet=words["article_id"].map(shuffled)), group="outlet", counts=counts)
        evidence += table["evidence"].isin(["strong", "some"]).any()
    assert evidence <= 1


def test_counts_by_outlet_alone_are_refused():
    articles, outlets = three_outlets()
    words = list_words(articles)
    words = words.assign(outlet=words["article_id"].map(outlets))
    with pytest.raises(ValueError, match="by article"):
        find_distinctive(words, "Post", group="outlet", counts=count_ngrams(words, "outlet"))


def test_nested_phrases_are_listed_once():
    texts = ["Green tea leaves. Green tea leaves."] * 6 + ["Milk."] * 6
    words = list_words(corpus(*texts))
    words = words.assign(outlet=words["article_id"].map(lambda i: "x" if int(i[1:]) < 6 else "y"))
    table = list_distinctive(words, ["x"], "outlet")
    assert len(table) == 1 and "tea" in table["ngram"][0]


def test_a_sentence_that_an_outlet_repeats_counts_once():
    texts = ["Add your two cents. Green tea.", "Add your two cents. Black tea.", "Add your two cents. No."]
    words = list_words(corpus(*texts)).assign(outlet=lambda table: table["article_id"].map({"a0": "x", "a1": "x", "a2": "y"}))
    marked = mark_repeats(words, "outlet")
    assert marked.loc[marked["repeated"], ["article_id", "word"]].values.tolist() == [["a1", word] for word in ("add", "your", "two", "cents")]
    assert not mark_repeats(words)["repeated"].any(), "articles do not repeat each other where each is a group"


def test_distinctive_words_of_one_article_are_refused():
    with pytest.raises(ValueError, match="nothing to compare with"):
        find_distinctive(list_words(corpus("Tea")), "a0")


# --- collocates ----------------------------------------------------------------------------


def collocates_of(text, pattern, **options):
    articles = corpus(text)
    options = {"min_count": 1, "stopwords": [], **options}
    table = find_collocates(find_terms(articles, [pattern]), list_words(articles), **options)
    return dict(zip(table["collocate"], table["count"]))


COLLOCATES = [  # label, text, pattern, options, expected, why
    ("window", "one two tea three four", "tea", {"window": 1}, {"two": 1, "three": 1}, ""),
    ("wider", "one two tea three four", "tea", {"window": 9}, {"one": 1, "two": 1, "three": 1, "four": 1}, ""),
    ("over a stop", "One. Tea. Two.", "tea", {"window": 1}, {"one": 1, "two": 1}, "a window is in words alone"),
    ("sentence", "One. Two tea three. Four.", "tea", {"window": "sentence"}, {"two": 1, "three": 1}, ""),
    ("overlap", "tea milk tea", "tea", {"window": 2}, {"milk": 1}, "a word between two hits counts once, and a hit is no neighbour of another"),
    ("phrase", "one green tea two", "green tea", {"window": 1}, {"one": 1, "two": 1}, "not the hit's own words"),
    ("part of a word", "one tea-time two", "tea", {"window": 1}, {"one": 1, "two": 1}, "the whole word is the hit's"),
    ("stop words", "the tea of milk", "tea", {"window": 2, "stopwords": None}, {"milk": 1}, ""),
    ("minimum", "milk tea milk, tea bread", "tea", {"window": 1, "min_count": 2}, {"milk": 2}, ""),
    ("no hits", "milk", "tea", {}, {}, ""),
]


@pytest.mark.parametrize("label, text, pattern, options, expected, why", COLLOCATES,
                         ids=[case[0] for case in COLLOCATES])
def test_collocates(label, text, pattern, options, expected, why):
    assert collocates_of(text, pattern, **options) == expected, why


def test_collocates_stay_in_their_article():
    articles = corpus("one tea", "two")
    table = find_collocates(find_terms(articles, ["tea"]), list_words(articles), min_count=1)
    assert table["collocate"].tolist() == ["one"]


def test_of_collocates_as_strong_the_more_frequent_stands_first():
    """2 × 2 / (2 + 6) and 2 × 1 / (2 + 2) are the same Dice coefficient; 2 × 1 / (2 + 8) is less."""
    articles = corpus("ash tea oak so so so oak tea elm so so so oak so oak so oak so oak so ash" + " elm" * 7)
    table = find_collocates(find_terms(articles, ["tea"]), list_words(articles), window=1, min_count=1)
    assert table["collocate"].tolist() == ["oak", "ash", "elm"] and table["log_dice"].iloc[0] == table["log_dice"].iloc[1]


def test_of_distinctive_words_as_sure_the_more_frequent_stands_first():
    """And of twelve articles three have to have a word: the yew is left out."""
    articles = corpus(*["Oak, oak, ash."] * 4, *["Oak, oak, ash, yew."] * 2, *["Elm, elm, fir."] * 6)
    words = list_words(articles)
    words["outlet"] = ["x" if int(article_id[1:]) < 6 else "y" for article_id in words["article_id"]]
    table = list_distinctive(words, group="outlet", counts=count_ngrams(words, sizes=[1]))
    assert table["ngram"].tolist() == ["oak", "ash", "elm", "fir"]


@pytest.mark.parametrize("window", [0, "paragraph", 2.5])
def test_odd_windows_are_refused(window):
    with pytest.raises(ValueError, match="choose"):
        collocates_of("tea", "tea", window=window)


# --- places --------------------------------------------------------------------------------


def test_places_in_words():
    articles = corpus("Tea, green-tea, milk and tea.", "tea", "Milk, tea.")
    spans = place_spans(find_terms(articles, ["tea"]), list_words(articles))
    assert spans["number"].tolist() == [1, 2, 5, 1, 2]
    assert spans["position"].tolist() == [0, 0.25, 1, 0, 1]


LEAD, LINE = "The {} off Sandholm has closed the harbour for a second day.", "Write to the editor of the paper about our style."


def test_what_an_outlet_repeats_counts_as_evidence_only_where_it_writes_it_besides():
    """A lead that is the same in eight articles is eight times the outlet's word; a line of the site is nobody's."""
    texts = [(outlet, f"{LEAD.format(word)} {report.format(word)} {REPORTS[i - 3].format('crash')} {LINE if outlet == 'Echo' else ''}")
             for outlet, word in NAMED.items() for i, report in enumerate(REPORTS)]
    articles = corpus(*(text for _, text in texts))
    words = list_words(articles)
    words = mark_repeats(words.assign(outlet=words["article_id"].map(dict(zip(articles.index, (outlet for outlet, _ in texts), strict=True)))), "outlet")
    fresh = count_ngrams(words[~words["repeated"]])
    table = list_distinctive(words, group="outlet", fresh=fresh)
    strong = table[table["evidence"] == "strong"]
    assert {(row.outlet, row.ngram) for row in strong.itertuples() if row.n == 1} == set(NAMED.items())
    assert not table["ngram"].str.contains("editor|style").any()
    assert list_distinctive(words, group="outlet")["ngram"].str.contains("editor|style").any(), "it is there to be left out"


def test_rates_are_the_same_without_the_scores_of_mentions():
    words = list_words(corpus(*[f"The ferry sank off the pier. {report.format('crash')}" for report in REPORTS],
                              *[f"The mill burned at dawn. {report.format('fire')}" for report in REPORTS]))
    words["outlet"] = words["article_id"].map(dict(zip(words["article_id"].unique(), ["Echo"] * len(REPORTS) + ["Sun"] * len(REPORTS))))
    whole, quick = (list_distinctive(words, group="outlet", keyness=keyness) for keyness in (True, False))
    rates = ["ngram", "per_1000", "reference_per_1000"]
    pd.testing.assert_frame_equal(quick[rates], whole[rates])

"""Words as numbers: the same words, and the same hits, as the texts give when they are read."""
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.spans import check_spans
from analysis.terms import find_terms
from analysis.words import _mark_near, list_words
from analysis.words.coded import code_words, find_in_words
from tests.nasty import ARTICLES, examples


def corpus(*texts):
    index = pd.Index([f"a{i}" for i in range(len(texts))], dtype="str", name="article_id")
    return pd.Series(texts, index, dtype="str", name="text").to_frame()


PATTERNS = [    # pattern, text, why
    ("tea", "Tea, TEA-time and the team's tea’s cup.", "a part between hyphens or before an apostrophe is a hit, the beginning of a word is none"),
    ("tea*|*milk*", "Teams buttermilked tea.", "stars on either side"),
    ("*e*", "Eel, café and bee.", "one hit in a word"),
    ("cafe", "Café CAFE\u0301 cafe.", "accents, also as marks of their own"),
    ("=US", "US us U.S. Us.", "case counts after ="),
    ("u.s.", "The U.S. and the U.S.-led force.", "dots: the text is read"),
    ("cease-fire", "A cease-fire, a cease\u2010fire, a cease\u00adfire; cease fire.", "hyphens that look alike, and one that is not seen"),
    ("cease fire", "Cease\nfire! Cease-fire, fire. Cease.", "a phrase"),
    ("fire brigade|tea", "The fire brigade had tea. A brigade under fire.", "a phrase or a word"),
    ("st", "The 1,991st st.", "two words that touch"),
    ("tm", "Harton™ tm ™", "a sign that is folded to letters"),
    ("tm", "Tea\n™\nmilk", "a line that holds such a sign and no word"),
    ("12", "½ 1/2 12 1\u204412 10:12", "numbers with marks in them"),
    ("½", "½ 1\u20442", "a pattern that is folded to a sign between numbers"),
    ("rock'n'roll", "Rock’n’roll, rock‘n’roll", "apostrophes of either kind"),
    ("a_b", "a_b a b", "an underscore is a letter"),
    ("b", "a\u200bb b a\u0903b", "what disappears between letters"),
]


@pytest.mark.parametrize("pattern, text, why", PATTERNS, ids=[repr(case[0]) for case in PATTERNS])
def test_a_pattern_finds_what_it_finds_in_the_texts(pattern, text, why):
    articles = corpus(text, "Nothing here.", "", text.upper(), "Tea. Café. A cease-fire and 12 st.")
    expected = find_terms(articles, [pattern])
    pd.testing.assert_frame_equal(find_in_words(articles, pattern, code_words(articles)), expected, obj=why)
    assert len(expected), "the case shows nothing"


def test_plain_words_need_no_text():
    assert code_words(corpus("Plain words, it’s café-au-lait: 12."))["plain"].all()


LETTERS = st.text(st.sampled_from("aAéb1_ .,-'’‘\u2010\u00ad\u200b½™\n:/"), max_size=25)
PIECES = st.text(st.sampled_from("abe1é-*_'½"), min_size=1, max_size=5)


@settings(max_examples=examples(40))
@given(st.lists(LETTERS, max_size=4), st.lists(PIECES, min_size=1, max_size=3), st.sampled_from("| "))
def test_any_pattern_in_any_text(texts, pieces, between):
    articles, pattern = corpus(*texts), between.join(pieces)
    try:
        expected = find_terms(articles, [pattern])
    except ValueError as error:
        with pytest.raises(ValueError, match="row 1") as caught:
            find_in_words(articles, pattern, code_words(articles))
        assert str(caught.value) == str(error)
    else:
        pd.testing.assert_frame_equal(find_in_words(articles, pattern, code_words(articles)), expected)


@settings(max_examples=examples(40))
@given(ARTICLES)
def test_the_words_are_those_of_the_texts(articles):
    coded, words = code_words(articles), list_words(articles)
    check_spans(words, articles)
    assert (coded["text"].astype("str") == words["text"]).all() and (coded["article_id"].astype("str") == words["article_id"]).all()
    assert list(map(str, coded.dtypes)) == list(map(str, code_words(articles.head(0)).dtypes))


def test_a_word_takes_a_quarter_of_the_memory():
    articles = corpus(*["The ferry off Sandholm began to sail again at dawn, and nobody was hurt. " * 20] * 30)
    coded, words = code_words(articles), list_words(articles)
    assert coded.memory_usage(deep=True, index=False).sum() * 2 < words.memory_usage(deep=True, index=False).sum()


@settings(max_examples=examples(60))
@given(st.lists(st.text(st.sampled_from("ab. "), max_size=30), max_size=3), st.sampled_from([1, 2, "sentence"]), st.booleans())
def test_what_is_near_is_near(texts, window, some):
    """Against the definition, word by word."""
    articles = corpus(*texts)
    words, spans = list_words(articles), find_terms(articles, ["a", "a b"])
    words = words[words["word"] != "b"] if some else words
    near, own = _mark_near(spans, words, window)
    for i, (_, one) in enumerate(words.iterrows()):
        of_article = words[words["article_id"] == one["article_id"]].reset_index(drop=True)
        place = of_article.index[of_article["start"] == one["start"]][0]
        is_near = is_own = False
        for _, span in spans[spans["article_id"] == one["article_id"]].iterrows():
            first = int((of_article["end"] <= span["start"]).sum())
            last = int((of_article["start"] < span["end"]).sum())
            is_own |= first <= place < last
            if window == "sentence":
                at = of_article["sentence"].iloc[min(first, len(of_article) - 1)]
                is_near |= of_article["sentence"].iloc[place] == at and not first <= place < last
            else:
                is_near |= first - window <= place < first or last <= place < last + window
        assert (near[i], own[i]) == (is_near, is_own)

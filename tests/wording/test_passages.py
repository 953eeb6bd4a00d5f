"""Passages: runs of words across the borders of sentences."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.text import WORD
from analysis.wording.passages import LEAST_CONTENT_WORDS, LEAST_WORDS, find_passages
from analysis.wording.sentences import LIGHT_WORDS, Keys
from tests.nasty import examples

QUOTE = "we will rebuild this old harbour stone by stone before the winter"


def make_articles(*texts):
    return pd.DataFrame(
        {"text": pd.Series(texts, dtype="str").array}, index=list("abcdefgh"[: len(texts)])
    ).rename_axis("article_id")


CASES = [
    (
        "contained quotation",
        f'"{QUOTE.capitalize()}," she said.',
        f'In a speech Ina Voss vowed that "{QUOTE}" and left.',
        [(QUOTE, 1, 1)],
        "another frame",
    ),
    (
        "merged sentences",
        "The ferry sank at dawn off the northern pier. Nobody on board was badly hurt, police said.",
        "The ferry sank at dawn off the northern pier; nobody on board was badly hurt, police said.",
        [("The ferry sank at dawn off the northern pier; nobody on board was badly hurt, police said", 2, 1)],
        "two sentences in one",
    ),
    (
        "merged sentences, the joint is another",
        "The mill said it would appeal. It denies that the spill harmed the river, the fish or the people.",
        "The mill said it would appeal and denies that the spill harmed the river, the fish or the people.",
        [
            (
                "The mill said it would appeal and denies that the spill harmed the river, the fish or the people",
                2,
                1,
            )
        ],
        "a stop and It against and",
    ),
    (
        "a sentence cut in two",
        "Divers found the wreck of the old ferry on Monday, and they raised its bell from the mud.",
        "Divers found the wreck of the old ferry on Monday. They raised its bell from the mud.",
        [
            (
                "Divers found the wreck of the old ferry on Monday. They raised its bell from the mud",
                1,
                2,
            )
        ],
        "and against a stop",
    ),
    (
        "no joint within a sentence",
        "The union of the ferry workers rejected the offer of the owners and then left the room by bus.",
        "The union of the ferry workers rejected the offer of the owners who had left the room by bus.",
        [("The union of the ferry workers rejected the offer of the owners", 1, 1)],
        "and then, who had: what is said is another thing",
    ),
    (
        "words of their own at the border",
        "The council of the old town closed the northern bridge. Engineers will repair the cracked stone pillars.",
        "The council of the old town closed the northern bridge. Volunteers will repair the cracked stone pillars.",
        [("The council of the old town closed the northern bridge", 1, 1)],
        "engineers, volunteers",
    ),
    (
        "too little beyond the border",
        "The council of the old town closed the northern bridge. It rained.",
        "The council of the old town closed the northern bridge, and it rained.",
        [("The council of the old town closed the northern bridge", 1, 1)],
        "one content word",
    ),
    ("too short", "The old mill burned down on Friday.", "They say the old mill burned down.", [], "five words"),
    (
        "light words alone",
        "It was what he had been there for and with.",
        "It was what he had been there for and with.",
        [],
        "no content words",
    ),
    (
        "nothing in common",
        "The old mill burned down on Friday night in the rain.",
        "A bus to the southern beach leaves at five.",
        [],
        "",
    ),
]


@pytest.mark.parametrize("left, right, passages", [pytest.param(*case[1:4], id=case[0]) for case in CASES])
def test_passages(left, right, passages):
    found = find_passages(make_articles(left, right))
    assert found[["right_text", "left_sentences", "right_sentences"]].values.tolist() == [
        list(passage) for passage in passages
    ]


def test_left_is_the_article_that_had_it_first():
    articles = make_articles(QUOTE, "Rain.", QUOTE, QUOTE).assign(
        published=pd.to_datetime(["2020-01-03", None, "2020-01-01", "2020-01-02"])
    )
    assert find_passages(articles)[["left_article_id", "right_article_id"]].values.tolist() == [["c", "d"], ["c", "a"]]


def test_words_outside_the_spans_are_passed_over():
    articles = make_articles(QUOTE, QUOTE)
    spans = pd.DataFrame({"article_id": ["a", "b"], "start": [0, 0], "end": [len(QUOTE), 40]})
    assert list(find_passages(articles, spans)["n_words"]) == [8]
    assert len(find_passages(articles, spans.iloc[:1])) == 0


def test_no_articles_give_an_empty_table_of_the_same_make():
    assert find_passages(make_articles()).dtypes.equals(find_passages(make_articles(QUOTE, QUOTE)).dtypes)


WORDS = ["red", "blue", "tram", "park", "of", "the", "bridge", "baker", "mill."]


@settings(max_examples=examples(100))
@given(
    st.lists(
        st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
        max_size=4,
    )
)
def test_every_passage_stands_in_both_and_is_long_enough(texts):
    articles, keys = make_articles(*texts), Keys()
    passages = find_passages(articles)
    for row in passages.itertuples():
        sides = []
        for side in ("left", "right"):
            article_id, start, end, text = (
                getattr(row, f"{side}_{name}") for name in ("article_id", "start", "end", "text")
            )
            assert articles["text"][article_id][start:end] == text
            sides.append([keys[word] for word in WORD.findall(text)])
        content = [[key for key in side if key not in LIGHT_WORDS] for side in sides]
        assert content[0] == content[1] and len(content[0]) == row.n_content_words >= LEAST_CONTENT_WORDS
        assert min(map(len, sides)) >= row.n_words >= LEAST_WORDS  # small words may differ where sentences meet
    for _, rows in passages.groupby("right_article_id"):
        assert (rows["right_start"].iloc[1:].to_numpy() >= rows["right_end"].iloc[:-1].to_numpy()).all()

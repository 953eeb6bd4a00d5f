"""Statements, speakers, names: cases as data, invariants, growth. What the five articles hold is tested in test_five_articles."""
import csv
import random
import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.spans import check_spans
from analysis.speakers import find_statements
from analysis.text import find_paragraphs
from analysis.text.quotations import find_quotations
from tests.each import check_each
from tests.nasty import examples
from tests.speakers.tables import find as statements_of

CASES = Path(__file__).parents[1] / "cases"


def read_cases(name):
    with open(CASES / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(found):
    """1: It rained, → Anna Berg (direct, name) ¦ ..."""
    return " ¦ ".join(f"{row.statement}: {row.text} → {'-' if pd.isna(row.speaker) else row.speaker} ({row.kind}, {row.basis})"
                      for row in found.itertuples())


def test_statements():
    def check(case, found):
        assert written(found) == case["expected"], case["why"]

    cases = read_cases("statements.csv")
    ids = pd.Index([str(number) for number in range(len(cases))], name="article_id")
    every = find_statements(pd.DataFrame({"text": [case["text"] for case in cases]}, index=ids))
    found = dict(iter(every.groupby("article_id")))
    check_each(check, ((case["label"], case, found.get(i, every.iloc[:0])) for i, case in zip(ids, cases, strict=True)))


@pytest.mark.parametrize("text, cue", [
    ("Anna Berg pointed out that it rained.", "pointed out"),
    ("“It rained,” Anna Berg said.", "said"),
    ("It rained, according to Anna Berg.", "according to"),
    ("The mayor’s claim that it rained is true.", "claim"),
    ("It was announced that it rained.", "announced"),
    ("Anna Berg shook her head: “It rained.”", ":"),
    ("It rained.\n“We must close the mill.” — Anna Berg", "—"),
])
def test_the_cue_is_the_smallest_surface_that_reports(text, cue):
    assert statements_of(text)["cue"].tolist() == [cue]


def test_quotations():
    def check(case):
        text = case["text"].replace("\\n", "\n")
        found = find_quotations(text, find_paragraphs(text))
        assert "|".join(text[q.inner_start:q.inner_end] for q in found) == case["expected"], case["why"]

    check_each(check, ((case["label"], case) for case in read_cases("quotations.csv")))


KNOWN_FAILURES = [   # label, text, what should be found, why it is not
    ("a clause without a cue goes on", "Anna Berg said the bridge was old. It had been built by her father.",
     "1: the bridge was old → Anna Berg (indirect, name) ¦ 1: It had been built by her father → Anna Berg (indirect, continued)",
     "nothing marks the second sentence as reported"),
    ("namesakes of one gender", "Anna Berg came with Emma Berg. Ms. Berg, the younger, said it rained.",
     "1: it rained → Emma Berg (indirect, name)", "\"the younger\" is not understood"),
]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("label, text, expected, why", KNOWN_FAILURES, ids=[case[0] for case in KNOWN_FAILURES])
def test_known_failures(label, text, expected, why):
    assert written(statements_of(text)) == expected, why


# --- the table -----------------------------------------------------------------------------

COLUMNS = {"article_id": "str", "start": "int64", "end": "int64", "text": "str", "statement": "int64", "kind": "str", "speaker": "str",
           "speaker_text": "str", "speaker_start": "Int64", "speaker_end": "Int64", "basis": "str", "resolved_by": "str", "cue": "str", "cue_start": "Int64",
           "cue_end": "Int64", "n_words": "int64", "rule": "str"}


@pytest.mark.parametrize("texts", [[], ["Nothing here."], ["“It rained,” Anna Berg said."]], ids=["no article", "no statement", "one"])
def test_columns_and_dtypes(texts):
    articles = pd.DataFrame({"text": pd.Series(texts, dtype="str")})
    articles.index = pd.Index([f"a{i}" for i in range(len(texts))], dtype="str", name="article_id")
    assert dict(find_statements(articles).dtypes.astype(str)) == COLUMNS


_PIECES = st.lists(st.sampled_from(
    ["Anna Berg", "Paul Dean", "she", "he", "the mayor", "Mr. Dean", "said", "told", "that", "called", "it", "was", "safe", ",", ".", ":",
     "“", "”", '"', "''", "'", "«", "»", "„", "‘", "’", "\n", "\n\n", "according to", "adding", "and", "It was noted", "—", "(", ")", "?",
     "who", "İ", "ﬁ", "1,991", "U.N.", "We", "as", "by", "The Post", "–Agencies"]), max_size=60).map(" ".join)


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=pytest.mark.slow)], ids=["a fifth", "all"])
def test_sentences_cut_anywhere_or_out_of_order_raise_nothing(step):
    """Beginnings and ends of every case, and its words shuffled: rules that look one word too far raise on these."""
    texts, shuffle = [], random.Random(1).sample
    for number, case in enumerate(read_cases("statements.csv")):
        words = case["text"].split()
        cuts = range(1 + number % step, len(words), step)
        texts += [" ".join(words[:k]) for k in cuts] + [" ".join(words[k:]) for k in cuts]
        texts += [" ".join(shuffle(words, len(words))) for _ in range(5 // step)]
    articles = pd.DataFrame({"text": texts}, index=pd.Index([f"a{i}" for i in range(len(texts))], name="article_id"))
    assert len(check_spans(find_statements(articles), articles)) > len(texts) / 4    # else the texts test nothing


@settings(max_examples=examples(30))
@given(st.lists(_PIECES | st.text(max_size=200), min_size=1, max_size=6))
def test_any_text_gives_rows_that_slice_back(texts):
    articles = pd.DataFrame({"text": texts}, index=pd.Index([f"a{i}" for i in range(len(texts))], name="article_id"))
    before = articles.copy()
    every = check_spans(find_statements(articles), articles)
    pd.testing.assert_frame_equal(articles, before)
    for article_id, found in every.groupby("article_id"):
        check_statements(articles.at[article_id, "text"], found)


def check_statements(text, found):
    assert found["kind"].isin(["direct", "indirect", "mixed"]).all()
    assert found["basis"].isin(["name", "role", "pronoun", "group", "continued", "unattributed"]).all()
    assert (found.groupby("statement")["speaker"].nunique(dropna=False) <= 1).all(), "the rows of a statement share one speaker"
    assert sorted(found["statement"].unique()) == list(range(1, found["statement"].nunique() + 1))
    assert found["speaker"].isna()[found["basis"] == "unattributed"].all()
    for column in ("speaker", "cue"):
        named = found[found[f"{column}_start"].notna()]
        surface = named[f"{column}_text"] if column == "speaker" else named["cue"]
        assert all(text[a:b] == s for a, b, s in zip(named[f"{column}_start"], named[f"{column}_end"], surface))
    assert not any("\n" in content.strip("\n") and len(find_paragraphs(content)) > 1 and len(find_paragraphs(text)) == text.count("\n") + 1
                   for content in found["text"]), "a row lies within one paragraph"


@settings(max_examples=examples(40))
@given(st.lists(_PIECES, min_size=2, max_size=5), st.integers(1, 4))
def test_any_partition_gives_the_same_rows(texts, cut):
    articles = pd.DataFrame({"text": texts}, index=pd.Index([f"a{i}" for i in range(len(texts))], name="article_id"))
    parts = [find_statements(articles.iloc[:cut]), find_statements(articles.iloc[cut:])]
    pd.testing.assert_frame_equal(find_statements(articles), pd.concat(parts, ignore_index=True))


@pytest.mark.parametrize("unit", ["“", '"', "' ", "“word ", "“Yes,” he said. ", "he said that ", "he said, ", "“Yes\n\n", "The ", "Aa Bb ",
                                  "Mr. Bell said he left. ", "adding, ", "according to ", "„a“ ", "who said "])
@pytest.mark.slow
def test_time_grows_with_the_text_only(unit):
    def seconds(count):
        start = time.process_time()
        statements_of(unit * count)
        return time.process_time() - start
    seconds(100)
    bound = 10 * max(min(seconds(1_000) for _ in range(3)), 0.02)       # for four times the text; its square would be sixteen
    assert any(seconds(4_000) < bound for _ in range(3)), "what the machine does besides only ever adds"


# --- people --------------------------------------------------------------------------------

def people(**columns):
    return pd.DataFrame({"name": ["Anna Bergström"], "aliases": ["A. Bergstrom; Bregstrom"], "role": ["mayor"], "group": ["council"],
                         "source": ["made up"], **columns})


@pytest.mark.parametrize("text, speaker", [
    ("Anna Bergstrom said it rained.", "Anna Bergström"), ("Bergstrom said it rained.", "Anna Bergström"),
    ("Bregstrom said it rained.", "Anna Bergström"), ("Bergmann said it rained.", "Bergmann"),
    ("Paul Bergstrom said it rained.", "Paul Bergstrom")])
def test_people_give_the_spelling(text, speaker):
    assert statements_of(text, people())["speaker"].tolist() == [speaker]

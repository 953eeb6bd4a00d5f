"""The span table: what is in it slices back, and what lies in what."""
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.spans import check_spans, inside, make_spans
from analysis.spans.concordance import concordance
from analysis.spans.scoring import match_spans, score_spans, summarise_scores
from tests.nasty import examples


def corpus(**texts):
    return pd.DataFrame({"text": pd.Series(texts, dtype="str")}).rename_axis("article_id")


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=4), st.data())
def test_spans_slice_back_and_are_sorted(contents, data):
    articles = corpus(**{f"a{i}": text for i, text in enumerate(contents)})
    rows = []
    for i, text in articles["text"].items():
        for _ in range(data.draw(st.integers(0, 3))):
            start = data.draw(st.integers(0, len(text) - 1))
            rows.append((i, start, data.draw(st.integers(start + 1, len(text))), "x"))
    spans = make_spans(rows, articles, {"kind": "str"})
    assert len(spans) == len(rows)
    assert check_spans(spans, articles) is spans
    keys = list(spans[["article_id", "start", "end"]].itertuples(index=False, name=None))
    assert keys == sorted(keys)


def test_order_is_that_of_the_articles():
    articles = corpus(b="one two", a="one two")
    assert make_spans([("a", 0, 3), ("b", 4, 7), ("b", 0, 3)], articles)["article_id"].tolist() == ["b", "b", "a"]


def test_empty_has_the_same_columns_and_dtypes():
    articles = corpus(a="one two")
    extra = {"kind": "str", "n": "Int64", "day": "datetime64[s]"}
    full = make_spans([("a", 0, 3, None, None, None)], articles, extra)
    empty = make_spans([], articles, extra)
    assert len(empty) == 0 and dict(empty.dtypes) == dict(full.dtypes) and list(empty) == list(full)
    assert full[["kind", "n", "day"]].isna().all(axis=None)


BAD = [
    ("another text", "a", 0, 3, "two", "row 0: article a"),
    ("past the end", "a", 4, 9, "two", "row 0: article a"),
    ("empty span", "a", 3, 3, "", "row 0: article a"),
    ("unknown article", "z", 0, 3, "one", "no article 'z'"),
]


@pytest.mark.parametrize("label, i, start, end, text, message", BAD, ids=[c[0] for c in BAD])
def test_check_names_the_bad_row(label, i, start, end, text, message):
    spans = pd.DataFrame({"article_id": [i], "start": [start], "end": [end], "text": [text]})
    with pytest.raises(ValueError, match=message):
        check_spans(spans, corpus(a="one two"))


def test_check_names_the_missing_column():
    with pytest.raises(ValueError, match="missing: \\['text'\\]"):
        check_spans(pd.DataFrame({"article_id": [], "start": [], "end": []}), corpus(a="x"))


def test_inside_takes_the_innermost_and_na_where_none():
    articles = corpus(a="x" * 30, b="x" * 30)
    outer = make_spans([("a", 0, 20, "wide"), ("a", 5, 10, "narrow")], articles, {"zone": "str"})
    inner = make_spans([("a", 0, 2), ("a", 5, 6), ("a", 9, 15), ("a", 10, 12), ("a", 20, 22), ("b", 5, 6)], articles)
    found = inside(inner, outer, ["zone"])
    assert found["zone"].fillna("none").tolist() == ["wide", "narrow", "narrow", "wide", "none", "none"]
    assert list(inner.columns) == ["article_id", "start", "end", "text"], "the input stays as it was"


STRETCHES = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), max_size=8)


@settings(max_examples=examples(30))
@given(STRETCHES, STRETCHES)
def test_inside_takes_the_shortest_that_holds_the_first_character(outer, inner):
    outer, inner = ([(start, start + length) for start, length in rows] for rows in (outer, inner))
    articles = corpus(a="x" * 20)
    found = inside(make_spans([("a", *span) for span in inner], articles),
                   make_spans([("a", *span, span[1] - span[0]) for span in outer], articles, {"length": "Int64"}), ["length"])
    assert found["length"].fillna(0).tolist() == [
        min((end - start for start, end in outer if start <= at < end), default=0) for at, _ in sorted(inner)]


def test_inside_nothing_is_all_na():
    articles = corpus(a="one two")
    inner = make_spans([("a", 0, 3)], articles)
    assert inside(inner, make_spans([], articles, {"zone": "str"}), ["zone"])["zone"].isna().all()
    assert inside(inner.head(0), inner.assign(zone="z"), ["zone"]).empty


def test_concordance_cuts_and_joins_lines():
    articles = corpus(a="First line\nsecond line")
    row = concordance(make_spans([("a", 11, 17)], articles), articles, width=6).iloc[0]
    assert (row["left"], row["node"], row["right"]) == (" line ", "second", " line")


def test_matching_prefers_equal_spans():
    articles = corpus(a="one two three")
    found = make_spans([("a", 0, 7), ("a", 4, 7)], articles)
    assert match_spans(found, make_spans([("a", 4, 7)], articles)).values.tolist() == [[1, 0]]


def test_every_span_of_either_side_gets_one_verdict():
    articles = corpus(a="one two three four")
    marked = make_spans([("a", 0, 3, "x"), ("a", 4, 7, "y"), ("a", 8, 13, None)], articles, {"kind": "str"})
    found = make_spans([("a", 0, 3, "x"), ("a", 4, 13, "z"), ("a", 14, 18, "x")], articles, {"kind": "str"})
    scores = score_spans(found, marked, ["kind"])
    assert scores["verdict"].tolist() == ["right", "wrong", "missed", "invented"] or \
        scores["verdict"].tolist() == ["right", "missed", "wrong", "invented"]
    assert scores.set_index("verdict")["found_kind"].dropna().to_dict() == {"right": "x", "wrong": "z", "invented": "x"}
    summary = summarise_scores(scores)
    assert (summary["annotated"], summary["found"], summary["right"]) == (3, 3, 1)
    assert summary["F1"] == pytest.approx(1 / 3)


def test_two_missing_values_are_equal():
    articles = corpus(a="one")
    spans = make_spans([("a", 0, 3, None)], articles, {"kind": "str"})
    assert score_spans(spans, spans, ["kind"])["verdict"].tolist() == ["right"]


def test_scores_of_nothing():
    articles = corpus(a="one")
    none = make_spans([], articles, {"kind": "str"})
    assert score_spans(none, none, ["kind"]).empty
    assert summarise_scores(score_spans(none, none, ["kind"]))["found"] == 0


EXTENT = [   # label, found, annotated, verdicts, extents
    ("equal", (0, 3), (0, 3), ["right"], ["exact"]), ("same start", (0, 7), (0, 3), ["right"], ["other"]), ("same end", (4, 7), (0, 7), ["right"], ["other"]),
    ("side by side", (0, 3), (3, 7), ["invented", "missed"], [None, None]),
]


@pytest.mark.parametrize("label, found, marked, verdicts, extents", EXTENT, ids=[c[0] for c in EXTENT])
def test_extent(label, found, marked, verdicts, extents):
    articles = corpus(a="one two three")
    scores = score_spans(make_spans([("a", *found)], articles), make_spans([("a", *marked)], articles), [])
    assert scores["verdict"].tolist() == verdicts and [None if pd.isna(e) else e for e in scores["extent"]] == extents
    assert scores.index.equals(pd.RangeIndex(len(verdicts)))


def test_a_missing_number_equals_none_but_a_missing_one():
    articles = corpus(a="one two")
    found, marked = (make_spans([("a", 0, 3, one), ("a", 4, 7, other)], articles, {"n": "Int64"}) for one, other in ((None, None), (3, None)))
    assert score_spans(found, marked, ["n"])["verdict"].tolist() == ["wrong", "right"]


CUTS = [("tea and milk, hot", 8, 12, 5, " and ", ", hot"), ("tea and milk, hot", 8, 12, 4, "and ", ", "), ("tea and milk, hot", 8, 12, 6, " and ", ", hot"),
        ("a b c", 2, 3, 2, "a ", " c"), ("tea milk bread", 4, 8, 3, " ", " "), ("x tea milk bread y", 6, 10, 4, "tea ", " ")]


@pytest.mark.parametrize("text, start, end, width, left, right", CUTS)
def test_no_word_of_the_context_is_cut(text, start, end, width, left, right):
    articles = corpus(a=text)
    row = concordance(make_spans([("a", start, end)], articles), articles, width).iloc[0]
    assert (row["left"], row["right"]) == (left, right)

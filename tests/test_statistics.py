"""Statistics: equal to the worked examples published for them, and sane where nothing was published."""
import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.spans import inside
from analysis.statistics import (
    add_keyness,
    add_rates,
    compare_each,
    compare_groups,
    compare_rules,
    count_terms,
    count_to_flip,
    fisher,
    measure_dispersion,
)
from analysis.terms import find_terms, read_vocabulary
from analysis.words import list_words, score_collocates
from tests.each import check_each
from tests.nasty import examples

with (Path(__file__).parent / "cases" / "published.csv").open(encoding="utf-8", newline="") as file:
    PUBLISHED = list(csv.DictReader(file))


def measure(statistic, inputs):
    """One statistic, by way of the public table function that gives it."""
    pairs = (pair.split("=") for pair in inputs.split())
    values = {name: [float(number) for number in numbers.split("+")] for name, numbers in pairs}
    table = pd.DataFrame({name: value for name, value in values.items() if name in ("count", "n_words", "frequency")
                          or name.startswith("reference")}).astype("int64")
    if statistic.startswith("garwood"):
        rates = add_rates(table.assign(n_words=1000))
        return rates[statistic.split("_")[1]][0]
    if statistic.startswith("binomial"):
        return add_rates(table, "binomial")[statistic.split("_")[1]][0] / 1000
    if "sizes" in values:
        counts = pd.DataFrame({"term": "a", "count": values["counts"], "n_words": values["sizes"]})
        return measure_dispersion(counts, by=["term"])[statistic][0]
    if statistic == "bic_from_g2":
        keyness = add_keyness(pd.DataFrame({"count": [9], "n_words": [9611],
                                            "reference_count": 1, "reference_n_words": 144925}))
        assert values["all_words"][0] == 9611 + 144925
        return keyness["bic"][0] - keyness["g2"][0] + values["g2"][0]
    if "frequency" in values:
        sizes = {name: int(values[name][0]) for name in ("n_node", "n_near", "n_words")}
        return score_collocates(table, **sizes)[statistic.removeprefix("collocate_")][0]
    return add_keyness(table)[statistic][0]


def test_published_examples():
    def check(case):
        digits = len(case["printed"].partition(".")[2])
        assert round(measure(case["statistic"], case["inputs"]), digits) == float(case["printed"]), case["source"]

    check_each(check, ((f"{case['statistic']}, {case['inputs']}", case) for case in PUBLISHED))


# --- counts --------------------------------------------------------------------------------

N_WORDS = pd.Series([100, 200], pd.Index(["a", "b"], name="article_id"))
TERMS = pd.DataFrame({"family": "drinks", "term": ["milk", "tea", "coffee"]})
HITS = pd.DataFrame({"article_id": ["a", "a", "b"], "family": "drinks", "term": ["tea", "tea", "milk"]})


def test_a_term_nowhere_found_has_its_zeros():
    counts = count_terms(HITS, N_WORDS, TERMS)
    assert counts[["term", "article_id", "count", "n_words"]].values.tolist() == [
        ["milk", "a", 0, 100], ["milk", "b", 1, 200], ["tea", "a", 2, 100], ["tea", "b", 0, 200],
        ["coffee", "a", 0, 100], ["coffee", "b", 0, 200]]
    rates = add_rates(counts).iloc[-1]
    assert (rates["per_1000"], rates["low"]) == (0, 0)
    assert rates["high"] == pytest.approx(1000 * 3.688879 / 200)


def test_counts_of_no_hits():
    counts = count_terms(HITS.iloc[:0], N_WORDS, TERMS)
    assert counts["count"].tolist() == [0] * 6
    assert counts.dtypes.equals(count_terms(HITS, N_WORDS, TERMS).dtypes)


def test_groups_of_two_columns():
    words = pd.DataFrame({"outlet": list("xxy"), "zone": ["body", "headline", "body"]})
    hits = pd.DataFrame({"outlet": ["x"], "zone": ["body"], "term": ["tea"]})
    counts = count_terms(hits, words.groupby(["outlet", "zone"]).size(), by=["term"])
    assert counts.values.tolist() == [
        ["tea", "x", "body", 1, 1], ["tea", "x", "headline", 0, 1], ["tea", "y", "body", 0, 1]]


@pytest.mark.parametrize("spans, n_words, message", [
    (HITS, N_WORDS.rename_axis(None), "named index"),
    (HITS.drop(columns="family"), N_WORDS, "'family'"),
    (HITS.assign(article_id=["a", "a", "c"]), N_WORDS, "no words for.*'c'"),
    (HITS.assign(article_id=["a", "a", None]), N_WORDS, "no words for.*NA"),
])
def test_bad_counts_are_refused(spans, n_words, message):
    with pytest.raises(ValueError, match=message):
        count_terms(spans, n_words)


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 10_000)), min_size=1, max_size=25))
def test_intervals_hold_their_rate_and_narrow_with_the_level(rows):
    counts = pd.DataFrame(rows, columns=["count", "n_words"])
    for method in ("poisson", "binomial"):
        rates = add_rates(counts, method)
        assert (rates["low"] <= rates["per_1000"]).all() and (rates["per_1000"] <= rates["high"]).all()
        narrow = add_rates(counts, method, level=0.5)
        assert (narrow["low"] >= rates["low"]).all() and (narrow["high"] <= rates["high"]).all()


def test_binomial_equals_scipys_own():
    for count, n_words in ((0, 9), (9, 9), (3, 50)):
        rates = add_rates(pd.DataFrame({"count": [count], "n_words": [n_words]}), "binomial")
        expected = stats.binomtest(count, n_words).proportion_ci(method="exact")
        assert rates[["low", "high"]].iloc[0].tolist() == pytest.approx([1000 * expected.low, 1000 * expected.high])


def test_no_words_no_rate():
    rates = add_rates(pd.DataFrame({"count": [0], "n_words": [0]}))
    assert rates[["per_1000", "low", "high"]].isna().all(axis=None)


@pytest.mark.parametrize("options, message", [
    ({"method": "normal"}, "choose"), ({"method": "binomial"}, "poisson")])
def test_odd_rates_are_refused(options, message):
    with pytest.raises(ValueError, match=message):
        add_rates(pd.DataFrame({"count": [5], "n_words": [4]}), **options)


# --- dispersion ----------------------------------------------------------------------------


def test_dispersion_of_nothing_and_of_one():
    counts = pd.DataFrame({"term": ["x", "x", "y"], "count": [0, 0, 3], "n_words": [10, 20, 10]})
    table = measure_dispersion(counts, by=["term"])
    assert table[["count", "n_groups", "range"]].values.tolist() == [[0, 2, 0], [3, 1, 1]]
    assert table[["dp", "dp_norm", "juilland_d"]].isna().all(axis=None)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(10, 99)), min_size=2, max_size=6))
def test_dispersion_stays_in_its_bounds(rows):
    counts = pd.DataFrame(rows, columns=["count", "n_words"]).assign(term="x")
    table = measure_dispersion(counts, by=["term"]).iloc[0]
    if table["count"]:
        assert -1e-9 <= table["dp"] <= table["dp_norm"] <= 1 + 1e-9
        assert -1e-9 <= table["juilland_d"] <= 1 + 1e-9


# --- keyness -------------------------------------------------------------------------------

COUNTS = st.tuples(st.integers(0, 12), st.integers(40, 400), st.integers(0, 12), st.integers(40, 400))


SIDES = ["count", "n_words", "reference_count", "reference_n_words"]


def keyness_of(*row):
    return add_keyness(pd.DataFrame([row], columns=SIDES)).iloc[0]


@given(COUNTS)
def test_mentions_needed_to_flip_are_the_fewest(row):
    count, n_words, reference_count, reference_n_words = row
    if count / n_words < reference_count / reference_n_words:
        count, n_words, reference_count, reference_n_words = reference_count, reference_n_words, count, n_words
    fewest = next(taken for taken in range(count + 1)
                  if fisher(count - taken, n_words, reference_count, reference_n_words) >= 0.05)
    assert count_to_flip(*row) == fewest


@settings(max_examples=examples(20))
@given(st.lists(st.tuples(st.integers(5, 60), st.integers(100, 400), st.integers(5, 60), st.integers(100, 400)), min_size=1, max_size=12))
def test_mentions_needed_to_flip_are_those_of_the_rows_own_test(rows):
    keyness = add_keyness(pd.DataFrame(rows, columns=SIDES))
    larger_first = [row if row[0] * row[3] >= row[2] * row[1] else (*row[2:], *row[:2]) for row in rows]
    flipped = [(row[0] - taken, *row[1:]) for row, taken in zip(larger_first, keyness["to_flip"].astype(int))]
    nearly = [(min(row[0] + 1, larger[0]), *row[1:]) for row, larger in zip(flipped, larger_first)]     # one mention less is taken
    for changed in (flipped, nearly):
        g2 = add_keyness(pd.DataFrame(changed, columns=SIDES))["g2"]
        p = [fisher(*row) if test == "exact" else stats.chi2.sf(g, 1) for row, test, g in zip(changed, keyness["test"], g2)]
        assert [each >= 0.05 for each in p] == [row == fewest for row, fewest in zip(changed, flipped)]


def test_mentions_needed_to_flip_of_many():
    row = (900, 100_000, 500, 100_000)
    taken = count_to_flip(*row)
    p = [fisher(900 - k, *row[1:]) for k in (taken - 1, taken)]
    assert p[0] < 0.05 <= p[1]


@settings(max_examples=examples(20))
@given(st.lists(COUNTS, min_size=1, max_size=12))
def test_the_two_sides_mirror_each_other(rows):
    left, right = (add_keyness(pd.DataFrame(side, columns=SIDES)) for side in (rows, [(*row[2:], *row[:2]) for row in rows]))
    for column in ("p", "g2", "to_flip"):
        assert left[column].tolist() == pytest.approx(right[column].tolist())
    said = left["count"] + left["reference_count"] > 0
    assert left.loc[said, "log_ratio"].tolist() == pytest.approx((-right.loc[said, "log_ratio"]).tolist())
    both = (left["count"] > 0) & (left["reference_count"] > 0)
    assert left.loc[both, "odds_low"].tolist() == pytest.approx((1 / right.loc[both, "odds_high"]).tolist(), rel=1e-3)


@pytest.mark.parametrize("row, test", [((9, 100, 9, 100), "G2"), ((5, 100, 5, 100), "G2"), ((5, 100, 4, 100), "exact"),
                                       ((30, 100, 0, 100), "exact"), ((0, 100, 0, 100), "exact")])
def test_the_exact_test_where_counts_are_small(row, test):
    keyness = keyness_of(*row)
    assert keyness["test"] == test
    assert keyness["p"] == pytest.approx(fisher(*row) if test == "exact" else stats.chi2.sf(keyness["g2"], 1))


def test_groups_of_several_articles():
    counts = pd.DataFrame({"term": "tea", "article_id": list("abcd"),
                           "count": [1, 2, 3, 4], "n_words": [10, 20, 30, 40]})
    row = compare_groups(counts, ["a", "d"], by=["term"]).iloc[0]
    assert row[["count", "n_words", "reference_count", "reference_n_words"]].tolist() == [5, 50, 5, 50]
    row = compare_groups(counts, "a", "b", by=["term"]).iloc[0]
    assert row[["count", "n_words", "reference_count", "reference_n_words"]].tolist() == [1, 10, 2, 20]


ONE = pd.DataFrame({"term": "tea", "article_id": ["a"], "count": [3], "n_words": [100]})
TWO = pd.concat([ONE, ONE.assign(article_id="b")])


@pytest.mark.parametrize("counts, target, reference, message", [
    (ONE, "a", None, "nothing to compare with"), (TWO, ["a", "b"], None, "nothing to compare with"),
    (TWO, "c", None, "no group 'c'"), (TWO, "a", "c", "no group 'c'"), (TWO, "a", ["a", "b"], "both groups"),
    (TWO.assign(n_words=2), "a", None, "greater than its n_words")])
def test_keyness_that_means_nothing_is_refused(counts, target, reference, message):
    with pytest.raises(ValueError, match=message):
        compare_groups(counts, target, reference, by=["term"])


def test_a_side_without_words_is_said_to_be():
    keyness = add_keyness(pd.DataFrame({"count": [0, 4], "n_words": [0, 90],
                                        "reference_count": 1, "reference_n_words": 80}))
    assert keyness.loc[0, ["p", "log_ratio", "to_flip", "per_1000"]].isna().all()


def test_counts_without_articles_are_refused():
    counts = pd.DataFrame({"term": "tea", "outlet": ["x", "y"], "count": [8, 1], "n_words": [300, 500]})
    with pytest.raises(ValueError, match="per article"):
        compare_groups(counts, "x", group="outlet", by=["term"])


# --- evidence over articles ----------------------------------------------------------------


def by_outlet(**counts):
    """A counts table of articles of 100 words: {outlet: mentions in each of its articles}."""
    rows = [(outlet, f"{outlet}{i}", n, 100) for outlet, numbers in counts.items() for i, n in enumerate(numbers)]
    return pd.DataFrame(rows, columns=["outlet", "article_id", "count", "n_words"]).assign(term="tea")


EVIDENCE = [        # label, target x, reference y, copies, expected evidence, range, top_share, why
    ("each article", [2] * 6, [0] * 9, [], "strong", 6, 1 / 6, ""),
    ("most articles", [1, 2, 1, 0, 1, 0], [0] * 9, [], "some", 4, 0.4, ""),
    ("one article, often", [17, 0, 0, 0, 0, 0], [0] * 9, [], "one article only", 1, 1, "G2 calls this strong"),
    ("two of many", [9, 8, 0, 0, 0, 0], [0] * 9, [], "hardly any", 2, 9 / 17, "two articles of six might be chance"),
    ("the same everywhere", [1] * 6, [1] * 9, [], "hardly any", 6, 1 / 6, ""),
    ("avoided", [0] * 6, [2] * 9, [], "strong", 0, 1 / 9, "the share is of the side that has the term"),
    ("copies", [2] * 6, [0] * 9, ["x1", "x2", "x3", "x4", "x5"], "one article only", 1, 1, "six copies of one text are one article"),
    ("nowhere", [0] * 6, [0] * 9, [], "no mentions", 0, np.nan, ""),
    ("two articles", [9], [0], [], "one article only", 1, 1, ""),
]


@pytest.mark.parametrize("label, target, reference, copies, evidence, spread, top_share, why", EVIDENCE, ids=[case[0] for case in EVIDENCE])
def test_evidence_is_of_articles(label, target, reference, copies, evidence, spread, top_share, why):
    row = compare_groups(by_outlet(x=target, y=reference), "x", group="outlet", by=["term"], copies=copies).iloc[0]
    assert (row["evidence"], row["range"]) == (evidence, spread), why
    assert row["top_share"] == pytest.approx(top_share, nan_ok=True)
    assert row["count"] == sum(target), "copies are mentions all the same"
    assert row["n_articles"] == len(target) - len(copies) and row["reference_n_articles"] == len(reference)


def test_each_group_against_the_others_is_one_table():
    counts = pd.concat([by_outlet(x=[2] * 8, y=[0] * 8, z=[0] * 8), by_outlet(x=[0] * 8, y=[1, 0] * 4, z=[0, 1] * 4).assign(term="milk")])
    table = compare_each(counts, group="outlet", by=["term"])
    assert table[["outlet", "term"]].values.tolist() == [[outlet, term] for outlet in "xyz" for term in ("tea", "milk")]
    assert table.loc[table["outlet"] == "x", "evidence"].tolist()[0] == "strong"
    one = compare_groups(counts, "x", group="outlet", by=["term"])
    assert (table.loc[table["outlet"] == "x", "p_adjusted"].to_numpy() >= one["p_adjusted"].to_numpy()).all(), "adjusted over more rows"
    assert compare_each(counts, ["z"], "outlet", ["term"])["outlet"].tolist() == ["z", "z"]
    with pytest.raises(ValueError, match="no group"):
        compare_each(counts, [], "outlet", ["term"])


# --- the five articles ---------------------------------------------------------------------


def test_keyness_in_the_five_articles(articles):
    hits = find_terms(articles)
    counts = count_terms(hits, list_words(articles).groupby("article_id").size(), read_vocabulary())
    upper = counts[counts["term"] == "Upper Karabakh"]
    row = compare_groups(upper, "002", "004").iloc[0]
    assert row[["count", "n_words", "reference_count", "reference_n_words"]].tolist() == [7, 309, 0, 539]
    assert row["p"] == pytest.approx(stats.fisher_exact([[7, 302], [0, 539]]).pvalue)
    assert (row["test"], row["evidence"], row["to_flip"]) == ("exact", "one article only", 5)
    with pytest.raises(ValueError, match="nothing to compare with"):
        compare_groups(counts[counts["article_id"] == "002"], "002")


RULES = {
    "all text": "zone != 'furniture'",
    "body": "zone == 'body'",
    "body without direct quotations": "zone == 'body' and voice != 'direct'",
    "the outlet's own voice": "zone == 'body' and voice == 'own'",
}


def test_upper_karabakh_under_every_rule(articles):
    """Zones and voices as marked by hand, so that this test stands on no other finder."""
    marked = Path(__file__).parents[1] / "data" / "annotations"
    zones, statements = (pd.read_csv(marked / name, dtype={"article_id": "str"})
                         for name in ("zones.csv", "statements.csv"))
    statements = statements.rename(columns={"kind": "voice"})
    hits, words = (inside(inside(table, zones, ["zone"]), statements, ["voice"]).fillna({"voice": "own"})
                   for table in (find_terms(articles), list_words(articles)))
    upper = hits[hits["term"] == "Upper Karabakh"]
    assert upper.groupby(["zone", "voice"]).size().to_dict() == {
        ("headline", "own"): 1, ("deck", "direct"): 1, ("subhead", "own"): 1,
        ("body", "own"): 2, ("body", "direct"): 1, ("body", "indirect"): 1}
    table = compare_rules(upper, words, RULES, "002", "004")
    assert table["count"].tolist() == [7, 4, 3, 2]
    assert table["reference_count"].tolist() == [0, 0, 0, 0]
    assert table["evidence"].eq("one article only").all()
    assert table["to_flip"].tolist() == [5, 2, 1, 0]


def test_a_finding_under_every_rule():
    words = pd.DataFrame({"article_id": ["a"] * 200 + ["b"] * 300,
                          "voice": ["own"] * 100 + ["direct"] * 100 + ["own"] * 300})
    hits = pd.DataFrame({"article_id": "a", "term": "tea", "voice": ["direct"] * 7 + ["own"]})
    rules = {"all": "article_id == article_id", "own voice": "voice == 'own'", "quotations": "voice == 'direct'"}
    table = compare_rules(hits, words, rules, "a", by=["term"])
    assert table["rule"].tolist() == list(rules)
    assert table["count"].tolist() == [8, 1, 7]
    assert table["n_words"].tolist() == [200, 100, 100]
    assert table["reference_n_words"].tolist() == [300, 300, 0]
    assert table["evidence"].tolist() == ["one article only", "one article only", "no words"]


def test_terms_keep_their_order_and_rates_their_unit():
    counts = pd.DataFrame({"term": ["tea", "milk", "ale"] * 2, "article_id": ["a"] * 3 + ["b"] * 3, "count": [5, 0, 1, 5, 0, 0], "n_words": 250})
    table = compare_groups(counts, "a", by=["term"])
    assert table["term"].tolist() == ["tea", "milk", "ale"]
    assert table["per_1000"].tolist() == [20, 0, 4] and table["reference_per_1000"].tolist() == [20, 0, 0]
    assert table["evidence"].tolist() == ["one article only", "no mentions", "one article only"]
    assert table["odds_ratio"].isna().tolist() == [False, True, False]

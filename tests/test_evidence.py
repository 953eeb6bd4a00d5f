"""The test over articles: its p is the same as counting all possible divisions of the articles, and it is valid for
tables of many rows."""
import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.evidence import adjust_p, compare_ranks, count_tested, describe_evidence, find_smallest_p


def count_out(target, reference):
    """The two-sided p of the rank sum, over all ways to divide the articles."""
    ranks = stats.rankdata([*target, *reference])
    sums = np.array([ranks[list(chosen)].sum() for chosen in itertools.combinations(range(len(ranks)), len(target))])
    own = ranks[:len(target)].sum()
    return min(1, 2 * min((sums >= own).mean(), (sums <= own).mean()))


def compare(target, reference):
    """`compare_ranks` of two lists of rates."""
    rates = np.array([*target, *reference], "float64")
    found = rates > 0
    ranks = np.zeros(len(rates))
    ranks[found] = stats.rankdata(rates[found])
    ties = tuple(np.unique(rates[found], return_counts=True)[1].tolist())
    n = len(target)
    return compare_ranks([found[:n].sum()], [ranks[:n].sum()], [ties], [n], [len(reference)])[0]


RATES = st.lists(st.integers(1, 99), min_size=2, max_size=11, unique=True)


@given(RATES, st.integers(0, 9), st.data())
def test_p_is_that_of_all_divisions(rates, zeros, data):
    rates = data.draw(st.permutations([*rates, *[0] * min(zeros, 12 - len(rates))]))
    split = data.draw(st.integers(1, len(rates) - 1))
    assert compare(rates[:split], rates[split:]) == pytest.approx(count_out(rates[:split], rates[split:]))


@given(st.lists(st.integers(0, 3), min_size=2, max_size=10), st.data())
def test_equal_rates_share_their_rank(rates, data):
    split = data.draw(st.integers(1, len(rates) - 1))
    assert compare(rates[:split], rates[split:]) == pytest.approx(count_out(rates[:split], rates[split:]))


def test_one_article_of_a_hundred():
    assert compare([1, 0, 0, 0, 0, 0], [0] * 94) == pytest.approx(0.12)
    assert stats.mannwhitneyu([1, 0, 0, 0, 0, 0], [0] * 94).pvalue < 0.001, "why scipy's own p is not used"


@pytest.mark.parametrize("n, m", [(20, 30), (30, 20), (60, 340)])
def test_many_articles_that_all_have_the_term_are_scipys_test(n, m):
    rates = np.random.default_rng(5).integers(1, 200, n + m)
    assert compare(list(rates[:n]), list(rates[n:])) == pytest.approx(stats.mannwhitneyu(rates[:n], rates[n:], method="asymptotic").pvalue, rel=1e-6)


def test_the_smallest_p_is_reached_by_the_best_division():
    for n, m, found in ((3, 4, 2), (3, 4, 5), (2, 2, 4), (5, 1, 3)):
        rates = [*range(1, found + 1), *[0] * (n + m - found)]
        possible = [count_out([rates[i] for i in chosen], [rates[i] for i in range(n + m) if i not in chosen])
                    for chosen in itertools.combinations(range(n + m), n)]
        assert find_smallest_p([found], n, m)[0] == pytest.approx(min(possible))


@pytest.mark.parametrize("evidence, says", [
    ([], "There is no term to judge."), (["hardly any"], "The only term shows no evidence"), (["some"], "The only term shows evidence"),
    (["some", "strong", "hardly any"], "2 of the 3 terms show evidence")])
def test_a_sentence_says_what_a_table_shows(evidence, says):
    assert describe_evidence(pd.Series(evidence, dtype="str"), "term").startswith(says)


def test_rows_that_prove_nothing_are_not_corrected_for():
    p, smallest = [0.001, 0.5, 0.3, 0.3], [0.0001, 0.0001, 0.3, 0.3]
    assert adjust_p(p, smallest).tolist() == pytest.approx([0.003, 0.75, 1, 1])
    assert adjust_p(p, [0] * 4)[0] == pytest.approx(0.001 * 4 * (1 + 1 / 2 + 1 / 3 + 1 / 4))
    assert adjust_p([], []).tolist() == []


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=20))
def test_adjusted_p_is_no_smaller_than_p(rows):
    p = [max(pair) for pair in rows]
    assert (adjust_p(p, [min(pair) for pair in rows]) >= np.array(p) - 1e-12).all()


@pytest.mark.slow
def test_the_test_keeps_its_level():
    """If articles are divided at random, at most one in twenty differs at .05; the counts are as skewed as those of
    words."""
    draw, false = np.random.default_rng(11), []
    for _ in range(2000):
        rates = draw.negative_binomial(0.15, 0.1, 60) / draw.integers(100, 900, 60)
        false.append(compare(rates[:12], rates[12:]) < 0.05)
    assert np.mean(false) <= 0.055


def test_rows_chosen_because_they_differ_are_held_against_all_that_they_were_chosen_from():
    p, smallest = [0.0001, 0.02], [0.0, 0.0]
    assert adjust_p(p, smallest, among=2).tolist() == adjust_p(p, smallest).tolist()
    alone, chosen = adjust_p(p, smallest)[0], adjust_p(p, smallest, among=1000)[0]
    assert alone < 0.01 and chosen == pytest.approx(min(1, 0.0001 * 1000 * sum(1 / k for k in range(1, 1001))))
    assert count_tested([0.001] * 5 + [0.9] * 5) == 5 and count_tested([0.001] * 5, among=100) == 100

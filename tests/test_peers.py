"""Statistics held against those of other libraries, to twelve digits."""
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.evidence import adjust_p, compare_ranks
from analysis.statistics import add_keyness, add_rates

pytestmark = pytest.mark.slow
DRAW = np.random.default_rng(7)
CLOSE = {"rtol": 1e-12, "atol": 1e-14}


def draw_counts(rows=200, least=0):
    counts = pd.DataFrame({"count": DRAW.integers(least, 60, rows), "n_words": DRAW.integers(500, 20_000, rows),
                           "reference_count": DRAW.integers(least, 60, rows), "reference_n_words": DRAW.integers(500, 20_000, rows)})
    return counts


def test_intervals_of_rates():
    from statsmodels.stats.proportion import proportion_confint
    from statsmodels.stats.rates import confint_poisson
    counts = draw_counts(least=1)
    for method, (low, high) in {"poisson": confint_poisson(counts["count"], counts["n_words"], method="exact-c"),
                                "binomial": proportion_confint(counts["count"], counts["n_words"], method="beta")}.items():
        rates = add_rates(counts, method)
        np.testing.assert_allclose(rates["low"], 1000 * np.asarray(low), **CLOSE)
        np.testing.assert_allclose(rates["high"], 1000 * np.asarray(high), **CLOSE)


def test_log_likelihood_and_odds():
    from statsmodels.stats.contingency_tables import Table2x2
    keyness = add_keyness(draw_counts(least=20))
    for row in keyness[keyness["test"] == "G2"].itertuples():
        sizes = np.array([row.n_words, row.reference_n_words])
        both = [row.count, row.reference_count]
        expected = sizes * sum(both) / sizes.sum()
        own = stats.power_divergence(both, expected, lambda_="log-likelihood").statistic
        np.testing.assert_allclose(row.g2, own, rtol=1e-12, atol=1e-12)        # near 0 it is what two sums of some hundred leave
        table = Table2x2([[both[0], row.n_words - both[0]], [both[1], row.reference_n_words - both[1]]])
        np.testing.assert_allclose([row.odds_ratio, row.odds_low, row.odds_high], [table.oddsratio, *table.oddsratio_confint(0.05)], **CLOSE)


def test_corrected_p():
    from statsmodels.stats.multitest import multipletests
    for rows in (1, 5, 300):
        p = DRAW.random(rows) ** 4
        np.testing.assert_allclose(adjust_p(p, np.zeros(rows)), multipletests(p, method="fdr_by")[1], **CLOSE)
        others = np.append(p, np.ones(50))
        np.testing.assert_allclose(adjust_p(p, np.zeros(rows), rows + 50), multipletests(others, method="fdr_by")[1][:rows], **CLOSE)


def test_rank_test_without_ties():
    for n, m in [(4, 7), (8, 8), (3, 15)]:
        x, y = np.split(DRAW.permutation(n + m) + 1.0, [n])
        own = compare_ranks([n], [x.sum()], [(1,) * (n + m)], [n], [m])[0]
        np.testing.assert_allclose(own, min(1, stats.mannwhitneyu(x, y, method="exact").pvalue), **CLOSE)

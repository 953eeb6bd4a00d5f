"""Agreement of coders: worked examples of the literature, and another library."""

import math
import random

import pytest

from analysis.validation.agreement import measure_alpha, measure_kappa

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): sections A, B and C, nominal; a dot is no answer.
WORKED = [
    ("A: two coders, two answers", ["0100000010", "1110010000"], 0.095),
    ("B: two coders, five answers", ["aabbdcccedda", "babbbccceddd"], 0.692),
    ("C: four coders, some answers missing", ["123321412...", "1233224125.3", ".3332342251.", "12332441251."], 0.743),
]


def make_items(coders):
    return [[answer for answer in answers if answer != "."] for answers in zip(*coders, strict=True)]


@pytest.mark.parametrize("label, coders, alpha", WORKED, ids=[row[0] for row in WORKED])
def test_alpha_of_worked_examples(label, coders, alpha):
    assert measure_alpha(make_items(coders)) == pytest.approx(alpha, abs=0.0005)


def test_kappa_is_that_of_statsmodels():
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    chance = random.Random(1)
    for _ in range(20):
        pairs = [(chance.choice("yynn?"), chance.choice("yyyn?")) for _ in range(40)]
        table = [[pairs.count((one, other)) for other in "yn?"] for one in "yn?"]
        assert measure_kappa(pairs) == pytest.approx(inter_rater.cohens_kappa(table).kappa, abs=1e-12)


def test_of_two_coders_and_many_items_alpha_nears_scotts_pi():
    """Krippendorff: alpha is Scott's pi but for the size of the sample."""
    pairs = [("y", "y")] * 600 + [("y", "n")] * 100 + [("n", "y")] * 50 + [("n", "n")] * 250
    yes = (2 * 600 + 150) / 2000
    chance = yes**2 + (1 - yes) ** 2
    assert measure_alpha(pairs) == pytest.approx((0.85 - chance) / (1 - chance), abs=0.001)


@pytest.mark.parametrize(
    "items", [[], [("y",)], [("y", "y")] * 9], ids=["nothing", "one coder", "one answer throughout"]
)
def test_what_tells_nothing_is_no_number(items):
    assert math.isnan(measure_alpha(items))
    assert math.isnan(measure_kappa([item for item in items if len(item) == 2]))

"""Kinds of swaps: made-up phrases as data, positive and negative."""

import csv

import pandas as pd

from analysis.wording import find_swaps
from analysis.wording.kinds import KINDS
from helpers import ROOT
from tests.each import check_each

with open(ROOT / "tests" / "cases" / "wording_kinds.csv", encoding="utf-8", newline="") as file:
    CASES = [(row["left"], row["right"], row["kind"]) for row in csv.DictReader(file)]


def check_kinds(cases):
    """cases: left, right, and the kind of the one swap of these two."""

    def check(found, kind):
        assert found == [kind]

    left, right, kinds = zip(*cases, strict=True)
    numbers = range(1, len(cases) + 1)
    pairs = pd.DataFrame({"pair": numbers})
    for side, phrases in (("left", left), ("right", right)):
        pairs[f"{side}_article_id"], pairs[f"{side}_start"] = side, 0
        pairs[f"{side}_text"] = [f"Then {phrase} came by ferry." for phrase in phrases]
    found = find_swaps(pairs).groupby("pair")["swap_kind"].agg(list)
    check_each(check, ((f"{one} - {other}", found.get(n), kind) for n, one, other, kind in zip(numbers, left, right, kinds)))


def test_kinds():
    check_kinds(CASES)


def test_the_example_of_a_kind_is_one():
    check_kinds([(*kind.example, kind.name) for kind in KINDS])

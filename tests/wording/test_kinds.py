"""Kinds of swaps: made-up phrases as data, positive and negative."""
import csv

import pandas as pd
import pytest

from analysis.wording.kinds import KINDS
from analysis.wording import find_swaps
from helpers import ROOT

with open(ROOT / "tests" / "cases" / "wording_kinds.csv", encoding="utf-8", newline="") as file:
    CASES = [pytest.param(row["left"], row["right"], row["kind"], id=f"{row['left']} - {row['right']}") for row in csv.DictReader(file)]


def find_kinds(left, right):
    pairs = pd.DataFrame({"pair": [1], "left_article_id": ["a"], "left_start": [0], "left_text": [f"Then {left} came by ferry."],
                          "right_article_id": ["b"], "right_start": [0], "right_text": [f"Then {right} came by ferry."]})
    return list(find_swaps(pairs)["swap_kind"])


@pytest.mark.parametrize("left, right, kind", CASES)
def test_kind(left, right, kind):
    assert find_kinds(left, right) == [kind]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_example_of_a_kind_is_one(kind):
    assert find_kinds(*kind.example) == [kind.name]

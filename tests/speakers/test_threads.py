"""The tables of quotations without a reporting verb: every row by its examples, and none that could be dropped."""

import pandas as pd
import pytest

from analysis.speakers import threads
from analysis.speakers.threads import ALONE, BESIDE
from tests.speakers.tables import find

ROWS = [(table, index) for table in ("BESIDE", "ALONE") for index in range(len(getattr(threads, table)))]


def speakers(text, rule=None):
    """Who speaks in the rows of a rule, or in all."""
    found = find(text)
    found = found if rule is None else found[found["rule"] == rule]
    return "|".join(f"{'-' if pd.isna(row.speaker) else row.speaker} ({row.basis})" for row in found.itertuples())


@pytest.mark.parametrize("row", [*BESIDE, *ALONE], ids=lambda row: row.id)
def test_a_thread_reads_its_example_and_not_its_counter_example(row):
    assert speakers(row.example, row.id) == row.expected
    assert speakers(row.counter, row.id) == ""


@pytest.mark.parametrize("table, index", ROWS, ids=lambda value: str(value))
def test_no_thread_can_be_dropped(monkeypatch, table, index):
    rows = getattr(threads, table)
    whole = find(rows[index].example)[["text", "statement", "speaker", "basis"]]
    monkeypatch.setattr(threads, table, rows[:index] + rows[index + 1 :])
    rest = find(rows[index].example)[["text", "statement", "speaker", "basis"]]
    assert not whole.equals(rest), "without the row its example comes out the same"

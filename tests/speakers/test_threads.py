"""The tables of quotations without a reporting verb: every row by its examples, and none that could be dropped."""

import pandas as pd

from analysis.speakers import threads
from analysis.speakers.threads import ALONE, BESIDE
from tests.each import check_each
from tests.speakers.tables import find

ROWS = [(table, index) for table in ("BESIDE", "ALONE") for index in range(len(getattr(threads, table)))]


def speakers(text, rule=None):
    """Who speaks in the rows of a rule, or in all."""
    found = find(text)
    found = found if rule is None else found[found["rule"] == rule]
    return "|".join(f"{'-' if pd.isna(row.speaker) else row.speaker} ({row.basis})" for row in found.itertuples())


def test_a_thread_reads_its_example_and_not_its_counter_example():
    def check(row):
        assert speakers(row.example, row.id) == row.expected
        assert speakers(row.counter, row.id) == ""

    check_each(check, ((row.id, row) for row in (*BESIDE, *ALONE)))


def test_no_thread_can_be_dropped(monkeypatch):
    def check(table, index):
        rows = getattr(threads, table)
        whole = find(rows[index].example)[["text", "statement", "speaker", "basis"]]
        with monkeypatch.context() as patch:
            patch.setattr(threads, table, rows[:index] + rows[index + 1 :])
            rest = find(rows[index].example)[["text", "statement", "speaker", "basis"]]
        assert not whole.equals(rest), "without the row its example comes out the same"

    check_each(check, ((getattr(threads, table)[index].id, table, index) for table, index in ROWS))

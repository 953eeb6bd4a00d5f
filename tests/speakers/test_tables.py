"""The tables of verbs and of ends of clauses: every row by its examples, and none that could be dropped unnoticed."""

import pytest

from analysis.speakers import endings, verbs
from tests.speakers.tables import contents

TABLES = {"READINGS": verbs, "TAILS": endings, "TAKEOVERS": endings}
PLACES = [(table, index) for table, module in TABLES.items() for index in range(len(getattr(module, table)))]
ROWS = [getattr(TABLES[table], table)[index] for table, index in PLACES]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_reads_its_examples(row):
    assert contents(row.example) == row.expected
    assert contents(row.counter) == row.counter_expected


@pytest.mark.parametrize("table, index", PLACES, ids=lambda value: str(value))
def test_no_row_can_be_dropped(monkeypatch, table, index):
    rows = getattr(TABLES[table], table)
    monkeypatch.setattr(TABLES[table], table, rows[:index] + rows[index + 1 :])
    assert contents(rows[index].example) != rows[index].expected


def test_ids_are_identifiers_and_unique():
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids))
    assert all(part.isalpha() for each in ids for part in each.split("-"))

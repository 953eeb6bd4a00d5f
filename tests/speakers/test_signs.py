"""The tables of signs of a report: every row by its example and its counter-example, and none that could be dropped."""

import pytest

from analysis.speakers import signs
from tests.speakers.tables import contents

TABLES = ("OF_WORDS", "OF_DESCRIPTIONS", "OF_PASSIVES", "OF_FRAMES", "OF_SENTENCES")
PLACES = [(table, index) for table in TABLES for index in range(len(getattr(signs, table)))]
ROWS = [getattr(signs, table)[index] for table, index in PLACES]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_sign_finds_its_example_and_not_its_counter_example(row):
    assert contents(row.example, row.id) == row.expected
    assert contents(row.counter, row.id) == ""


@pytest.mark.parametrize("table, index", PLACES, ids=lambda value: str(value))
def test_no_sign_can_be_dropped(monkeypatch, table, index):
    rows = getattr(signs, table)
    monkeypatch.setattr(signs, table, rows[:index] + rows[index + 1 :])
    assert contents(rows[index].example, rows[index].id) == ""


def test_ids_are_identifiers_and_unique():
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids))
    assert all(part.isalpha() for each in ids for part in each.split("-"))

"""The tables of reports: every row by its example and its counter-example, and none that could be dropped unnoticed."""

import pytest

from analysis.speakers import shapes
from analysis.speakers.shapes import SHAPES
from tests.speakers.tables import contents, find


@pytest.mark.parametrize("row", SHAPES, ids=lambda row: row.id)
def test_a_shape_finds_its_example_and_not_its_counter_example(row):
    assert contents(row.example, row.id) == row.expected
    assert contents(row.counter, row.id) == ""


@pytest.mark.parametrize("index", range(len(SHAPES)), ids=lambda index: SHAPES[index].id)
def test_no_shape_can_be_dropped(monkeypatch, index):
    row, columns = SHAPES[index], ["text", "statement", "speaker", "cue"]
    whole = find(row.example)[columns]
    monkeypatch.setattr(shapes, "SHAPES", SHAPES[:index] + SHAPES[index + 1 :])
    monkeypatch.setattr(shapes, "_fitting_shapes", shapes._fitting_shapes.__wrapped__)  # which remembers the whole table
    assert not whole.equals(find(row.example)[columns]), (
        f"without the row {row.id} its example comes out the same: another row takes the sentence before it or as well. "
        f"If you have just added a row, move it behind {row.id}, or narrow its words; if {row.id} is no longer needed, delete it"
    )


def test_ids_are_identifiers_and_unique():
    ids = [row.id for row in SHAPES]
    assert len(ids) == len(set(ids))
    assert all(part.isalpha() for each in ids for part in each.split("-"))

"""The tables of verbs and of ends of clauses: every row by its examples, and none that could be dropped unnoticed."""

from analysis.speakers import endings, verbs
from tests.each import check_each
from tests.speakers.tables import contents

TABLES = {"READINGS": verbs, "TAILS": endings, "TAKEOVERS": endings}
PLACES = [(table, index) for table, module in TABLES.items() for index in range(len(getattr(module, table)))]
ROWS = [getattr(TABLES[table], table)[index] for table, index in PLACES]


def test_a_row_reads_its_examples():
    def check(row):
        assert contents(row.example) == row.expected
        assert contents(row.counter) == row.counter_expected

    check_each(check, ((row.id, row) for row in ROWS))


def test_no_row_can_be_dropped(monkeypatch):
    def check(table, index):
        rows = getattr(TABLES[table], table)
        with monkeypatch.context() as patch:
            patch.setattr(TABLES[table], table, rows[:index] + rows[index + 1 :])
            assert contents(rows[index].example) != rows[index].expected

    check_each(check, ((row.id, *place) for row, place in zip(ROWS, PLACES, strict=True)))


def test_ids_are_identifiers_and_unique():
    ids = [row.id for row in ROWS]
    assert len(ids) == len(set(ids))
    assert all(part.isalpha() for each in ids for part in each.split("-"))

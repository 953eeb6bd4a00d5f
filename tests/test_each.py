"""Tables of cases in one test: the rows that fail are told, and no table passes untried."""
import pytest

from tests.each import check_each


def check_positive(number):
    assert 1 / number > 0, f"{number} is not positive"


def test_rows_that_fail_are_told_by_their_labels():
    rows = [("one", 1), ("minus one", -1), ("two", 2), ("nought", 0)]
    with pytest.raises(pytest.fail.Exception) as failure:
        check_each(check_positive, rows)
    first, *failed = str(failure.value).splitlines()
    assert first == "2 of 4 rows:"
    assert any(line.startswith("minus one: -1 is not positive") for line in failed)
    assert any(line.startswith("nought: ZeroDivisionError: ") for line in failed)
    assert not any(line.startswith(("one:", "two:")) for line in failed)


def test_a_table_without_rows_fails():
    with pytest.raises(AssertionError, match="without rows"):
        check_each(check_positive, [])


def test_rows_that_pass_pass():
    check_each(check_positive, [("one", 1), ("two", 2)])

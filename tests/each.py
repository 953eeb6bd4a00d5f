"""Many rows of cases in one test: all are tried, and those that fail are reported together, each with its label.

A test for each row would cost more than most rows do: pytest collects, runs and reports each in every worker.
"""
import pytest


def check_each(check, rows):
    """Calls the check for each row, a label and what the check is given.

    >>> check_each(lambda number: abs(number), [("positive", 1), ("negative", -1)])
    """
    rows, failures = list(rows), []
    assert rows, "without rows the test shows nothing"
    for label, *given in rows:
        try:
            check(*given)
        except Exception as error:          # what a row raises is the row's failure, too
            failures.append(f"{label}: {'' if isinstance(error, AssertionError) else f'{type(error).__name__}: '}{error}")
    if failures:
        pytest.fail(f"{len(failures)} of {len(rows)} rows:\n" + "\n".join(failures), pytrace=False)

"""06/10/2020 is one of two days: open unless the text, the outlet or the caller says which."""
import pandas as pd
import pytest

from analysis.dates import find_dates
from analysis.dates.order import find_date_order
from tests.dates.test_dates import articles

OPEN = "The pump broke on 06/10/2020."


def values(table, **options):
    return list(find_dates(table, **options)["value"])


@pytest.mark.parametrize("text, expected", [
    (OPEN, ["2020-XX-XX"]),
    ("The pump broke on 06/06/2020.", ["2020-06-06"]),                          # the same day in both orders
    ("It broke on 27/09/2020, and again on 06/10/2020.", ["2020-09-27", "2020-10-06"]),
    ("It broke on 9/27/2020, and again on 06/10/2020.", ["2020-09-27", "2020-06-10"]),
    ("It broke on 9/27/2020, on 27/9/2020 and on 06/10/2020.", ["2020-09-27", "2020-09-27", "2020-XX-XX"]),
    ("It broke on 06.10.2020.", ["2020-10-06"]),                                # with points: day first
    ("It broke on 31/31/2020.", []),
])
def test_what_the_text_says(text, expected):
    assert values(articles(text)) == expected


def test_an_open_date_has_no_days():
    row = find_dates(articles(OPEN)).iloc[0]
    assert pd.isna(row["first"]) and pd.isna(row["last"]) and pd.isna(row["anchor"]) and row["timex_type"] == "DATE"


@pytest.mark.parametrize("order, expected", [
    ("day-first", "2020-10-06"), ("month-first", "2020-06-10"), (None, "2020-XX-XX")])
def test_what_the_caller_says(order, expected):
    assert values(articles(OPEN), date_order=order) == [expected]
    assert values(articles(OPEN).assign(date_order=pd.Series([order], index=["a0"], dtype="str"))) == [expected]


def test_the_parameter_counts_before_the_column():
    assert values(articles(OPEN).assign(date_order="month-first"), date_order="day-first") == ["2020-10-06"]


def test_an_order_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="date_order"):
        find_dates(articles(OPEN), date_order="DMY")


def test_the_order_of_an_outlet():
    table = articles("On 27/9/2020.", OPEN, "On 9/27/2020.", OPEN, OPEN, "On 13/1/2020 and 1/13/2020.")
    table["outlet"] = pd.Series(["Mill", "Mill", "Quay", "Quay", None, "Both"], index=table.index, dtype="str")
    order = find_date_order(table)
    assert order.fillna("").tolist() == ["day-first", "day-first", "month-first", "month-first", "", ""]
    assert values(table.assign(date_order=order))[1] == "2020-10-06"
    assert find_date_order(table.drop(columns="outlet")).notna().tolist() == [True, False, True, False, False, False]


def test_no_articles_have_no_order():
    none, some = find_date_order(articles()), find_date_order(articles(OPEN))
    assert len(none) == 0 and none.dtype == some.dtype

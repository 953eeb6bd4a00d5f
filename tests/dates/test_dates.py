"""Cases of date references stand in cases/dates.csv; here is what must hold for any text."""
import csv
import time
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dates import GRAMMAR, find_dates
from analysis.dates.timex import cover, is_value, move, write
from analysis.spans import check_spans
from tests.each import check_each
from tests.nasty import examples

CASES = list(csv.DictReader((Path(__file__).parents[1] / "cases" / "dates.csv").open(encoding="utf-8")))
COLUMNS = ["article_id", "start", "end", "text", "timex_type", "value", "first", "last", "anchor", "rule"]


def articles(*texts, published=None):
    """A table of these texts; `published` is the day of all, or a list of the day of each."""
    days = published if isinstance(published, list) else [published] * len(texts)
    return pd.DataFrame({"text": list(texts), "published": pd.to_datetime([day or None for day in days])},
                        index=pd.Index([f"a{i}" for i in range(len(texts))], name="article_id"))


def found(text, published=None):
    table = articles(text, published=published)
    return check_spans(find_dates(table), table)


def read_all(texts, published):
    """What was found in each text, as the cases write it; one call for all of them, which is faster."""
    table = articles(*texts, published=published)
    rows = check_spans(find_dates(table), table).groupby("article_id")
    return ["|".join(f"{row.text}={row.value}" for row in rows.get_group(i).itertuples()) if i in rows.groups else ""
            for i in table.index]


def read(text, published=None):
    return read_all([text], published)[0]


def test_cases():
    def check(case, reading):
        assert reading == case["expected"], case["why"]

    readings = read_all([case["text"] for case in CASES], [case["published"] for case in CASES])
    check_each(check, ((f"{case['label']}: {case['text']}", case, reading) for case, reading in zip(CASES, readings, strict=True)))


# --- known failures: each says what the language means and the grammar does not see -----------

KNOWN = [
    ("The May 2 vote is far off.", "2018-06-12", "May 2=2019-05-02"),
    ("He left three weeks and a day after the vote.", "2019-06-12", "three weeks and a day=P22D"),
    ("The library shut at a quarter past four on Friday.", "2019-06-12",
     "a quarter past four on Friday=2019-06-07T04:15"),                     # "shut" is past and present alike
    ("She died in 1971. Her mother wrote in May but heard nothing until July.", "2019-06-12",
     "1971=1971|May=1971-05|July=1971-07"),
    ("Two years earlier, in 1998, it was shut.", "2019-06-12", "Two years earlier=1996|1998=1998"),
    ("The museum reopened on Sunday. \"We open today,\" she had said on the day.", "2019-06-12",
     "Sunday=2019-06-09|today=2019-06-09"),
]


@pytest.mark.parametrize("text, published, expected", KNOWN)
@pytest.mark.xfail(strict=True)
def test_known_failure(text, published, expected):
    assert read(text, published) == expected


# --- values ----------------------------------------------------------------------------------

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def test_every_weekday_against_every_publication_weekday():
    def check(weekday, published, readings):
        past, future, last, coming = (date.fromisoformat(reading.split("=")[1]) for reading in readings)
        assert {day.isoweekday() for day in (past, future, last, coming)} == {weekday}
        assert 0 <= (published - past).days <= 6
        assert 0 <= (future - published).days <= 6
        assert 1 <= (published - last).days <= 7
        assert 1 <= (coming - published).days <= 7

    names = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
    said = ("reopened on", "will reopen on", "reopened last", "will reopen next")
    rows = [(name, date(2019, 12, 30) + timedelta(days=back)) for name in names for back in range(7)]       # over the turn of a year
    readings = read_all([f"The library {how} {name}." for name, _ in rows for how in said], [str(day) for _, day in rows for _ in said])
    check_each(check, ((f"{name}, published on {day}", names.index(name) + 1, day, readings[4 * n:4 * n + 4]) for n, (name, day) in enumerate(rows)))


@given(DAYS, st.sampled_from(["D", "W", "WE", "M", "Q", "H", "Y", "DE", "C"]))
def test_a_unit_covers_the_day_it_was_written_from(day, unit):
    first, last = cover(write(day, unit))
    assert first <= day + timedelta(days=7 if unit == "WE" else 0)
    assert first <= last and (unit == "WE" or day <= last)


@given(DAYS, st.integers(-2000, 2000), st.sampled_from(["M", "Q", "Y"]))
def test_a_moved_day_keeps_its_number_or_is_the_last_of_its_month(day, amount, unit):
    moved = move(day, amount, unit)
    assert moved is None or moved.day == day.day or (moved + timedelta(days=1)).day == 1


def test_days_are_counted_out_of_the_calendar():
    assert move(date(9999, 12, 31), 1, "D") is None and move(date(2020, 1, 1), -10 ** 12, "C") is None


@pytest.mark.parametrize("value, first, last", [
    ("2020-02", "2020-02-01", "2020-02-29"), ("2019-Q4", "2019-10-01", "2019-12-31"), ("2020-W53", "2020-12-28", "2021-01-03"),
    ("2020-W53-WE", "2021-01-02", "2021-01-03"), ("2020-W53-3", "2020-12-30", "2020-12-30"), ("2019-WI", "2019-12-01", "2020-02-29"), ("199", "1990-01-01", "1999-12-31"),
    ("18", "1800-01-01", "1899-12-31"), ("2020-05-05TMO", "2020-05-05", "2020-05-05"), ("2020-H1", "2020-01-01", "2020-06-30")])
def test_days_covered(value, first, last):
    assert [day.isoformat() for day in cover(value)] == [first, last]


@pytest.mark.parametrize("value", ["XXXX-09-27", "XXXX-WXX-7", "P1W", "PT2H", "PAST_REF", "2020-13", "2020-02-30", "2019-W53"])
def test_no_days_covered(value):
    assert cover(value) == (None, None)


@pytest.mark.parametrize("text, first, last", [
    ("It has rained over the past week.", "2020-10-01", "2020-10-07"),
    ("It has rained over the past month.", "2020-09-08", "2020-10-07"),
    ("It will rain for the next two weeks.", "2020-10-07", "2020-10-20")])
def test_a_length_at_publication_has_its_days(text, first, last):
    row = found(text, "2020-10-07").iloc[0]
    assert (row["first"], row["last"], row["anchor"]) == tuple(map(pd.Timestamp, (first, last, "2020-10-07")))
    assert pd.isna(found(text).iloc[0]["first"])


def test_anchor_only_where_the_value_needs_it():
    table = found("On Sunday, in 1994, it was now May 5, 2001, two days ago.", "2020-10-07").set_index("text")["anchor"]
    assert table.notna().to_dict() == {"Sunday": True, "1994": False, "now": False, "May 5, 2001": False, "two days ago": True}


def test_a_weekday_before_a_full_date_leaves_it_unanchored():
    row = found("It opened on Thursday, September 27, 2018.", "2020-10-07").iloc[0]
    assert (row["value"], row["rule"]) == ("2018-09-27", "month-day-year") and pd.isna(row["anchor"])


def test_the_rule_tells_the_tense():
    assert list(found("It closed on Sunday and will reopen Monday.", "2020-10-07")["rule"]) == \
        ["weekday-past", "weekday-future"]


# --- any text ----------------------------------------------------------------------------------

PHRASES = [text for rule in GRAMMAR.rules for text, _ in rule.examples] + ["May", "Sunday", "the", "a", "of", "-", ",", "\n", "1994", "27", "’", "\u202f", "İ",
                                                "Sept.", "\ud7ff", "٣", "²", "0000-00-00", "9999", "99:99", "31/31/2000", "ﬁ", "million years ago"]
TEXTS = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(PHRASES), st.text(max_size=4)), max_size=30).map(" ".join))
PUBLISHED = st.one_of(st.none(), st.dates(date(1700, 1, 1), date(2200, 12, 31)).map(str))


@settings(max_examples=examples(20))
@given(st.lists(TEXTS, min_size=1, max_size=5), PUBLISHED)
def test_any_text_gives_rows_that_slice_back_and_stand_apart(texts, published):
    corpus = articles(*texts, published=published)
    table = check_spans(find_dates(corpus), corpus)
    assert list(table.columns) == COLUMNS
    for _, rows in table.groupby("article_id"):
        assert (rows["end"].iloc[:-1].to_numpy() <= rows["start"].iloc[1:].to_numpy()).all()
    assert table["timex_type"].isin(["DATE", "TIME", "DURATION", "SET"]).all()
    known = table.dropna(subset=["first", "last"])
    assert (known["first"] <= known["last"]).all()
    if published is None:
        assert table["anchor"].isna().all()


@settings(max_examples=examples(25))
@given(st.lists(TEXTS, min_size=2, max_size=4), PUBLISHED)
def test_any_partition_gives_the_same_rows(texts, published):
    table = articles(*texts, published=published)
    before = table.copy(deep=True)
    whole = find_dates(table)
    pd.testing.assert_frame_equal(table, before)
    parts = pd.concat([find_dates(table.iloc[[i]]) for i in range(len(table))], ignore_index=True)
    pd.testing.assert_frame_equal(whole, parts)


def test_no_articles_and_no_dates_give_the_same_columns():
    empty, none, some = find_dates(articles()), find_dates(articles("Nothing.")), find_dates(articles("In 1994."))
    assert list(empty.columns) == COLUMNS and len(empty) == len(none) == 0
    assert empty.dtypes.to_dict() == none.dtypes.to_dict() == some.dtypes.to_dict()


def test_articles_without_a_publication_column():
    table = articles("It reopened on Sunday.").drop(columns="published")
    assert list(find_dates(table)["value"]) == ["XXXX-WXX-7"]


def test_a_hundred_thousand_digits_are_one_word():
    assert found("1" * 100_000 + " years", "2020-10-07").empty


@pytest.mark.parametrize("unit", ["1", "1,111", "1.", "(", "((()", "Monday ", "May 5 - ", "the ", "two days later ", "a year earlier ",
                                  "5 - ", "the first half of ", "- ", "twenty ", "a.", "' ", "last year ", "said ", "1990 - "])
@pytest.mark.slow
def test_time_grows_with_the_text_and_no_faster(unit):
    def seconds(size):
        table = articles((unit * (size // len(unit) + 1))[:size], published="2020-10-07")
        start = time.process_time()
        find_dates(table)
        return time.process_time() - start
    small, large = min(seconds(2_000) for _ in range(2)), seconds(20_000)
    assert large < 40 * small + 0.2


def test_every_value_is_written_as_timex3():
    values = {value.rpartition("=")[2] for case in CASES for value in case["expected"].split("|")} - {""}
    assert len(values) > 100 and [value for value in values if not is_value(value)] == []
    assert not any(map(is_value, ["", "yesterday", "2020-9-27", "27-09-2020", "2020-W4", "P", "REF", "2020-09-27 ", "1W"]))


def test_no_day_to_come_is_read_as_past(articles):
    """The name of a rule never contradicts the day: a row that says "past" lies before its anchor or on it."""
    made = pd.DataFrame({"text": ["The mayor has called off Monday's meeting.", "It rained on Monday.", "She asked about Monday's vote."]},
                        index=pd.Index(list("abc"), name="article_id")).assign(published=pd.Timestamp("2019-06-16"))
    dates = pd.concat([find_dates(articles), find_dates(made)])
    weekdays = dates[dates["rule"].isin(["weekday-past", "weekday-reported"])]
    assert len(weekdays) > 5 and (weekdays["first"] <= weekdays["anchor"]).all()
    assert dates.loc[dates["article_id"].isin(["a", "c"]), ["value", "rule"]].values.tolist() == [["2019-06-17", "weekday-nearest"]] * 2


@pytest.mark.parametrize("text, expected", [
    ("The fair was held on Saturday.\n\n9:50 a.m.\n\nThe mill is open.", "Saturday=2019-06-08|9:50 a.m.=2019-06-12T09:50"),
    ("Friday\n\n10 a.m.\n\nThe mayor, who came on Sunday, speaks.\n\nNoon.\n\nLunch.",
     "Friday=2019-06-14|10 a.m.=2019-06-14T10:00|Sunday=2019-06-09|Noon=2019-06-14T12:00"),
    ("TUESDAY\n\nIt rained on Sunday.\n\nA play begins at 9 p.m. in the mill.",
     "TUESDAY=2019-06-11|Sunday=2019-06-09|9 p.m.=2019-06-11T21:00"),     # a weekday heads all that is below it
    ("12 June 2019\n\nThe fair was held on Sunday.\n\nIt began at 9 p.m. in the mill.",
     "12 June 2019=2019-06-12|Sunday=2019-06-09|9 p.m.=2019-06-09T21:00"),     # a line of publication does not
    ("The fair was held on Saturday. It began at 9:50 a.m.", "Saturday=2019-06-08|9:50 a.m.=2019-06-08T09:50"),
])
def test_a_time_alone_on_its_line_is_of_the_day_of_the_last_heading(text, expected):
    """Else of the day of publication, as in a live report; the day that the entry before names has no influence."""
    assert read(text, "2019-06-12") == expected

"""Words of the calendar and their values, written down here a second time: a wrong one in the grammar's tables is noticed."""
from datetime import date, timedelta

import pytest

from analysis.dates.timex import length, move, write
from tests.dates.test_dates import read, read_all

WEDNESDAY = "2019-06-12"
ABBREVIATIONS = {"Mon": 1, "Mon.": 1, "Tue": 2, "Tue.": 2, "Tues": 2, "Tues.": 2, "Wed": 3, "Wed.": 3, "Thu": 4, "Thu.": 4, "Thur": 4, "Thurs": 4, "Thurs.": 4,
                 "Fri": 5, "Fri.": 5, "Sat": 6, "Sat.": 6, "Sun": 7, "Sun.": 7}
MONTHS = {"Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12,
          **{name: n for n, name in enumerate("January February March April May June July August September October November December".split(), 1)}}
ORDINALS = dict(enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
                          "seventeenth eighteenth nineteenth twentieth".split(), 1)) | {30: "thirtieth"}
HOLIDAYS = {"Christmas": "2018-12-25", "Christmas Day": "2018-12-25", "Boxing Day": "2018-12-26", "Halloween": "2018-10-31", "New Year's Day": "2019-01-01",
            "Valentine's Day": "2019-02-14", "Independence Day": "2018-07-04", "Veterans Day": "2018-11-11", "Thanksgiving": "2018-11-22",
            "Thanksgiving Day": "2018-11-22", "Memorial Day": "2019-05-27", "Martin Luther King Day": "2019-01-21", "Labor Day": "2018-09-03",
            "Columbus Day": "2018-10-08", "Good Friday": "2019-04-19", "Easter Sunday": "2019-04-21", "Easter Monday": "2019-04-22"}
FIXED = {"Christmas": "XXXX-12-25", "Boxing Day": "XXXX-12-26", "Halloween": "XXXX-10-31", "Valentine's Day": "XXXX-02-14", "Veterans Day": "XXXX-11-11"}


def test_weekdays_in_short():
    found = read_all([f"It rained on {word} 27." for word in ABBREVIATIONS], WEDNESDAY)
    told = {word: reading.partition("=")[2][:10] for word, reading in zip(ABBREVIATIONS, found) if "=" in reading}
    assert all(date.fromisoformat(day).isoweekday() == ABBREVIATIONS[word] for word, day in told.items()), told
    assert len(told) == len(ABBREVIATIONS), set(ABBREVIATIONS) - set(told)


def test_months():
    assert read_all([f"It rained on 5 {word} 2018." for word in MONTHS], WEDNESDAY) == [f"5 {word} 2018=2018-{n:02}-05" for word, n in MONTHS.items()]


def test_ordinals():
    assert read_all([f"It rained on the {word} of May 2018." for word in ORDINALS.values()], WEDNESDAY) == \
        [f"the {word} of May 2018=2018-05-{n:02}" for n, word in ORDINALS.items()]


def test_holidays():
    assert [reading.rpartition("=")[2] for reading in read_all([f"It rained on {word}." for word in HOLIDAYS], WEDNESDAY)] == list(HOLIDAYS.values())
    assert [reading.rpartition("=")[2] for reading in read_all([f"It rained on {word}." for word in FIXED], None)] == list(FIXED.values())


VALUES = [(f"Sales rose in Q{n} 2018.", f"Q{n} 2018=2018-Q{n}") for n in (1, 2, 3, 4)] + [
    ("It was built in 1499.", ""), ("It was built in 1500.", "1500=1500"), ("It will open in 2059.", "2059=2059"), ("It will open in 2060.", ""),
    ("It was built in the 1990s.", "the 1990s=199"), ("It was built in the 2010s.", "the 2010s=201"), ("It was built in the '90s.", "the '90s=199"),
    ("It rained for half an hour.", "half an hour=PT30M"), ("It rained for half a year.", "half a year=P6M"), ("It rained for two weekends.", "two weekends=P2D")]


@pytest.mark.parametrize("text, expected", VALUES)
def test_values(text, expected):
    assert read(text, WEDNESDAY) == expected


@pytest.mark.parametrize("unit, months", [("M", 1), ("Q", 3), ("H", 6), ("Y", 12), ("DE", 120), ("C", 1200)])
def test_units_of_months(unit, months):
    assert move(date(1900, 1, 31), 1, unit) == move(date(1900, 1, 31), months, "M")
    assert write(move(date(1900, 1, 31), 1, unit), unit) != write(date(1900, 1, 31), unit)


@pytest.mark.parametrize("unit, days", [("D", 1), ("W", 7), ("WE", 7)])
def test_units_of_days(unit, days):
    assert move(date(2020, 2, 28), 2, unit) == date(2020, 2, 28) + timedelta(days=2 * days)


def test_halves():
    assert [length(0.5, unit) for unit in ("TH", "TM", "Y")] == ["PT30M", "PT30S", "P6M"]

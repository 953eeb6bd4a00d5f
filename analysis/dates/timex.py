"""TIMEX3 values: writing the day, week, month and so on of a day, moving a day by an amount, and reading values back.

A value is a string of the TIMEX3 standard (TimeML, ISO-TimeML): 2020-09-27 a day, 2020-W39 a
week, 2020-W39-WE its weekend, 2020-09 a month, 2020-Q3 a quarter, 2020-H1 half a year, 2020-SU
a summer, 2020 a year, 199 a decade, 19 a century, BC0065 a year before Christ; T after a day is a time; X stands for
what is unknown; P1W and PT2H are lengths.
"""
import re
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta, weekday

UNKNOWN = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX", "H": "XXXX-HX",
           "Y": "XXXX", "DE": "XXX", "C": "XX"}
_MONTHS = {"M": 1, "Q": 3, "H": 6, "Y": 12, "DE": 120, "C": 1200}      # units that are whole months
_KEPT = 4096          # results kept of what is worked out again and again: an article names the same few days
_DAYS = {"D": 1, "W": 7, "WE": 7}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}               # a winter counts for the year it begins in


def write(day: date | None, unit: str) -> str:
    """The value of the unit that holds the day; X where the day is None.

    >>> [write(date(2021, 1, 2), unit) for unit in ("D", "W", "M", "Q", "Y", "DE", "C")]
    ['2021-01-02', '2020-W53', '2021-01', '2021-Q1', '2021', '202', '20']
    """
    if day is None:
        return UNKNOWN[unit]
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "WE" else "")
    if unit == "Q":
        return f"{day.year:04}-Q{(day.month + 2) // 3}"
    if unit == "H":
        return f"{day.year:04}-H{(day.month + 5) // 6}"
    return day.isoformat()[:{"D": 10, "M": 7, "Y": 4, "DE": 3, "C": 2}[unit]]


@lru_cache(maxsize=_KEPT)
def move(day: date | None, amount: float, unit: str) -> date | None:
    """The day so many units later (earlier where negative); None outside the years 1 to 9999.

    A month that is too short gives its last day.

    >>> move(date(2020, 2, 29), -1, "Y"), move(date(2020, 3, 31), 1, "M")
    (datetime.date(2019, 2, 28), datetime.date(2020, 4, 30))
    """
    if day is None:
        return None
    try:
        if unit in _DAYS:
            return day + timedelta(days=round(amount * _DAYS[unit]))
        return day + relativedelta(months=round(amount * _MONTHS[unit]))
    except (OverflowError, ValueError):
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def holiday_of(year: int, when: int | tuple[int, ...]) -> date | None:
    """The day of a holiday: (month, day), (month, weekday, which of that month; -1 the last), or days from Easter.

    >>> holiday_of(2013, (11, 4, 4)), holiday_of(2013, (5, 1, -1)), holiday_of(2013, 0)
    (datetime.date(2013, 11, 28), datetime.date(2013, 5, 27), datetime.date(2013, 3, 31))
    """
    if isinstance(when, int):
        return move(easter(year), when, "D")
    if len(when) == 2:
        return day_of(year, *when)
    month, day, which = when
    return nth_day_of(year, month, day, which)


def nth_day_of(year: int, month: int, day: int, which: int) -> date | None:
    """The weekday (Monday is 1) that is the first, second, ... of a month; -1 the last; None where it has not so many.

    >>> nth_day_of(2019, 6, 5, -1), nth_day_of(2019, 6, 5, 5)
    (datetime.date(2019, 6, 28), None)
    """
    edge = date(year, month, 1) + relativedelta(day=1 if which > 0 else 31)
    found = edge + relativedelta(weekday=weekday(day - 1, which))
    return found if found.month == month else None


def length(amount: float | None, unit: str) -> str:
    """The value of a duration; an amount of None is vague.

    >>> length(3, "Y"), length(None, "W"), length(2, "TH"), length(2, "DE"), length(0.5, "TH")
    ('P3Y', 'PXW', 'PT2H', 'P20Y', 'PT30M')
    """
    if unit in ("DE", "C") and amount is not None:
        amount, unit = amount * {"DE": 10, "C": 100}[unit], "Y"
    if amount == 0.5 and unit in ("TH", "Y", "TM"):
        amount, unit = {"TH": (30, "TM"), "Y": (6, "M"), "TM": (30, "TS")}[unit]
    prefix, unit = ("PT", unit[1:]) if unit[0] == "T" else ("P", unit)
    return f"{prefix}{'X' if amount is None else f'{amount:.10g}'}{unit}"


_SPANS = re.compile(r"""
    (?P<day>\d{4}-\d\d-\d\d)(?:T.*)?
  | (?P<week>\d{4}-W\d\d)(?P<part>-WE|-\d)?
  | (?P<year>\d{4})(?:-(?:(?P<month>\d\d)|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?
  | (?P<decade>\d{3})
  | (?P<century>\d{2})
""", re.VERBOSE)


_VALUE = re.compile(r"""
    (?:BC)?[\dX]{2,4}(?:-(?:W[\dX]{2}(?:-(?:WE|[1-7]))?|Q[1-4X]|H[12X]|SP|SU|FA|WI|[\dX]{2}(?:-[\dX]{2})?))?
    (?:T(?:MO|MI|AF|EV|NI|DT|[\dX]{2}(?::[\dX]{2}(?::[\dX]{2})?)?))?
  | P(?=.)(?:[\dX.]+[A-SU-Z]{1,2})*(?:T(?:[\dX.]+[HMS])+)?
  | (?:PAST|PRESENT|FUTURE)_REF
""", re.VERBOSE)


def is_value(text: str) -> bool:
    """Is the text written as TIMEX3 writes a value?

    >>> is_value("2020-W39"), is_value("PT2H"), is_value("last monday")
    (True, True, False)
    """
    return _VALUE.fullmatch(text) is not None


@lru_cache(maxsize=_KEPT)
def cover(value: str) -> tuple[date, date] | tuple[None, None]:
    """The first and the last day of a calendar value; (None, None) for any other.

    >>> cover("2020-02"), cover("XXXX-02"), cover("P1W")
    ((datetime.date(2020, 2, 1), datetime.date(2020, 2, 29)), (None, None), (None, None))
    """
    match = _SPANS.fullmatch(value)
    if not match:
        return None, None
    try:
        if match["day"]:
            day = date.fromisoformat(match["day"])
            return day, day
        return _cover_week(match["week"], match["part"]) if match["week"] else _cover_months(match)
    except ValueError:
        return None, None


def _cover_week(week: str, part: str | None) -> tuple[date, date]:
    """The days of 2020-W39, of its weekend (part -WE) or of one of its days (part -1)."""
    monday = date.fromisocalendar(int(week[:4]), int(week[-2:]), 1)
    first, last = (0, 6) if part is None else (5, 6) if part == "-WE" else (int(part[1]) - 1,) * 2
    return monday + timedelta(days=first), monday + timedelta(days=last)


def _cover_months(match: re.Match) -> tuple[date, date]:
    """The days of what is whole months: a month, quarter, half, season, year, decade or century."""
    if match["century"] or match["decade"]:
        first, years = (int(match["century"]) * 100, 100) if match["century"] else (int(match["decade"]) * 10, 10)
        return date(max(first, 1), 1, 1), date(first + years - 1, 12, 31)
    month, months = 1, 12
    for name, width in (("month", 1), ("quarter", 3), ("half", 6)):
        if match[name]:
            month, months = int(match[name]) * width - width + 1, width
    if match["season"]:
        month, months = SEASON_MONTHS[match["season"]], 3
    begin = date(int(match["year"]), month, 1)
    end = move(move(begin, months, "M"), -1, "D")
    if end is None:
        raise ValueError("the last day lies beyond the year 9999")
    return begin, end

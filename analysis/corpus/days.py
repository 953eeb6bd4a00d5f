"""The one reader of publication days and times, as people, feeds, pages and spreadsheets write them."""
import re
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from analysis.lexicon.calendar import DAY_FIRST, MONTH_FIRST, read_calendar

_MONTHS = {form.lower().rstrip("."): number for form, number in read_calendar("month").items()}
_WRITTEN = re.compile(r"""(?:[A-Za-z]{3,9},?\ )?(?:
    (?P<y1>\d{4})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?) | (?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d)(?:\d{6})?
    | (?P<d3>\d\d?)(?:st|nd|rd|th)?[\ -](?P<m3>[A-Za-z]{3,9})\.?,?[\ -](?P<y3>\d{4})
    | (?P<m4>[A-Za-z]{3,9})\.?\ (?P<d4>\d\d?)(?:st|nd|rd|th)?(?:,\ ?|\ )(?P<y4>\d{4})
    | (?P<d5>\d\d?)\.(?P<m5>\d\d?)\.(?P<y5>\d{4})
    | (?P<either>\d\d?)(?P<mark>[/-])(?P<or>\d\d?)(?P=mark)(?P<y6>\d{4}))(?P<rest>[T\ ,].{0,40})?$""", re.X)
# A time with its time zone. Programs that know only the day write midnight to the second.
_TIME = re.compile(r"""[T\ ,]\ ?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:\.\d{1,9})?)?\ ?
    (?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?:\ \(\w{1,10}\))?\s*$""", re.X)


_OPEN = "open"
# Characters of a day with its weekday and time, at most; text after them may hold another day.
_LONGEST_DAY = 50


class Moment(NamedTuple):
    """When an article was published, as exactly as the text says."""
    day: pd.Timestamp               # as written, whatever the zone; NaT where it cannot be told
    time: pd.Timestamp              # in UTC; NaT where only the day is known, or a time without its zone
    problem: str | None             # why there is no day


def read_moment(value: str | None, order: str | None = None) -> Moment:
    """A publication date as written: 2020-10-06 with or without a time, 6 October 2020, Oct. 6, 2020, 6.10.2020, the
    dates of RSS feeds. The day counts as written, whatever its time zone: half past eleven at night in New York is the
    next day in UTC.

    order: how to read 06/10/2020 and 06-10-2020, which may be two days: `day-first`, `month-first`, or None, which
    leaves them open. 13/10/2020 can be only one day. `decide_order` finds the order of a column.

    >>> read_moment("Tue, 06 Oct 2020 23:30:00 -0500")[:2]
    (Timestamp('2020-10-06 00:00:00'), Timestamp('2020-10-07 04:30:00+0000', tz='UTC'))
    >>> read_moment("31/02/2020").problem
    "'31/02/2020' is no date; write YYYY-MM-DD"
    >>> read_moment("06/10/2020", "day-first").day
    Timestamp('2020-10-06 00:00:00')
    """
    if value is None:
        return Moment(pd.NaT, pd.NaT, None)
    parts = _take_apart(value)
    if "or" in parts:
        own = _tell_order(parts)
        if own == _OPEN and order is None:
            return Moment(pd.NaT, pd.NaT, f"{value!r} may be one of two days; write YYYY-MM-DD")
        is_month_first = (order if own == _OPEN else own) == MONTH_FIRST
        parts["m"], parts["d"] = (parts["either"], parts["or"])[:: 1 if is_month_first else -1]
    try:
        written = str(parts["m"])
        month = int(written) if written.isdigit() else _MONTHS[written.lower()]
        day = pd.Timestamp(int(parts["y"]), month, int(parts["d"]))
    except (KeyError, ValueError):
        return Moment(pd.NaT, pd.NaT, f"{value[:40]!r} is no date; write YYYY-MM-DD")
    return Moment(day, _read_time(day, parts.get("rest", "")), None)


def _take_apart(value):
    """{part of a date: as written}; {} for what is none."""
    match = _WRITTEN.match(value.strip())
    return {name.rstrip("123456"): part for name, part in (match.groupdict() if match else {}).items() if part}


def _tell_order(parts):
    """The order that a date in figures has by itself; _OPEN where it may be either, None where both are the same
    day, or none is a day."""
    one, other = int(parts["either"]), int(parts["or"])
    if one == other or not 1 <= min(one, other) <= 12 or max(one, other) > 31:
        return None
    return DAY_FIRST if one > 12 else MONTH_FIRST if other > 12 else _OPEN


def _read_time(day, rest):
    found = _TIME.match(rest)
    if not found or not (int(found["hour"]) or int(found["minute"]) or int(found["second"] or 0)):
        return pd.NaT
    zone = "+0000" if found["zone"].isalpha() else found["zone"].replace(":", "")
    offset = pd.Timedelta(hours=int(zone[1:3]), minutes=int(zone[3:])) * (-1 if zone[0] == "-" else 1)
    time = pd.Timedelta(hours=int(found["hour"]), minutes=int(found["minute"]), seconds=int(found["second"] or 0))
    return (day + time - offset).tz_localize("UTC")


class Order(NamedTuple):
    """In which order a column writes the days that may be two."""
    order: str | None               # day-first or month-first; None where no date tells, or some contradict
    problem: str | None             # what stays open, and what to do; None where nothing does


def decide_order(column: Iterable[str]) -> Order:
    """The order of 03/04/2024 in a column: the one that its other dates show, if none contradicts it.

    >>> decide_order(["03/04/2024", "13/04/2024", "2024-04-14"])
    Order(order='day-first', problem=None)
    >>> decide_order(["03/04/2024", "04/13/2024", "14/04/2024"]).problem.split(":")[0]
    "'04/13/2024' has the month first and '14/04/2024' the day, so 1 day such as '03/04/2024' stays open"
    """
    first, n_open = {}, 0           # {order: the first date that has it}
    for value in column:
        parts = _take_apart(value)
        if "or" in parts:
            order = _tell_order(parts)
            first.setdefault(order, value.strip()[:_LONGEST_DAY])
            n_open += order == _OPEN
    told = [order for order in (DAY_FIRST, MONTH_FIRST) if order in first]
    if len(told) == 1 or not n_open:
        return Order(told[0] if len(told) == 1 else None, None)
    days, stay = ("day", "stays") if n_open == 1 else ("days", "stay")
    days = f"{n_open:,} {days} such as {first[_OPEN]!r} {stay}"
    if told:
        why = f"{first[MONTH_FIRST]!r} has the month first and {first[DAY_FIRST]!r} the day, so {days} open"
    else:
        why = f"{days} open, as no date of the column tells whether the day or the month comes first"
    return Order(None, f"{why}: write YYYY-MM-DD, or call the column published_day_first or published_month_first")


def is_open(value: str) -> bool:
    """Is it a date that may be two days, as nothing in it shows its order?

    >>> is_open("03/04/2024"), is_open("13/04/2024"), is_open("2024-04-03")
    (True, False, False)
    """
    parts = _take_apart(value)
    return "or" in parts and _tell_order(parts) == _OPEN


def may_be_two(value: str) -> bool:
    """Is it a date in figures whose day and month could be exchanged if both were small enough?

    >>> may_be_two("13/04/2024"), may_be_two("2024-04-13")
    (True, False)
    """
    return "or" in _take_apart(value)


def read_day(value: str | None) -> tuple[pd.Timestamp, str | None]:
    """As `read_moment`, (day, problem) alone.

    >>> read_day("6 October 2020")
    (Timestamp('2020-10-06 00:00:00'), None)
    """
    moment = read_moment(value)
    return moment.day, moment.problem


def find_day(line: str) -> pd.Timestamp | None:
    """The first publication date in a line of a page; None where there is none, or where it may be two days.

    >>> find_day("By Ann Lee. Posted: Monday, Oct. 5, 2020, 10:30"), find_day("Updated 05/10/2020")
    (Timestamp('2020-10-05 00:00:00'), None)
    >>> find_day("October 5, 2020 at 6:01 am Updated October 6, 2020 at 3:33 pm")
    Timestamp('2020-10-05 00:00:00')
    """
    days = (read_moment(line[word.start():word.start() + _LONGEST_DAY]).day for word in re.finditer(r"\w+", line[:200]))
    return next((day for day in days if pd.notna(day)), None)

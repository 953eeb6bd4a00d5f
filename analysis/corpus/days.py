"""The one reader of publication days and times, as people, feeds and pages write them."""
import re
from typing import NamedTuple

import pandas as pd

from analysis.lexicon.calendar import read_calendar

_MONTHS = {form.lower().rstrip("."): number for form, number in read_calendar("month").items()}
_WRITTEN = re.compile(r"""(?:[A-Za-z]{3,9},?\ )?(?:
    (?P<y1>\d{4})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?) | (?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d)(?:\d{6})?
    | (?P<d3>\d\d?)(?:st|nd|rd|th)?[\ -](?P<m3>[A-Za-z]{3,9})\.?,?[\ -](?P<y3>\d{4})
    | (?P<m4>[A-Za-z]{3,9})\.?\ (?P<d4>\d\d?)(?:st|nd|rd|th)?(?:,\ ?|\ )(?P<y4>\d{4})
    | (?P<d5>\d\d?)\.(?P<m5>\d\d?)\.(?P<y5>\d{4})
    | (?P<either>\d\d?)/(?P<or>\d\d?)/(?P<y6>\d{4}))(?P<rest>[T\ ,].{0,40})?$""", re.X)
# A time with the zone that makes it a moment. Midnight to the second is what programs write that know the day only.
_TIME = re.compile(r"""[T\ ,]\ ?(?P<hour>\d\d):?(?P<minute>\d\d)(?::?(?P<second>\d\d)(?:\.\d{1,9})?)?\ ?
    (?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)(?:\ \(\w{1,10}\))?\s*$""", re.X)


# characters: a day as written with its weekday and time; what follows may be another day
_LONGEST_DAY = 50


class Moment(NamedTuple):
    """When an article was published, as far as it is written."""
    day: pd.Timestamp               # as written, whatever the zone; NaT where it cannot be told
    time: pd.Timestamp              # in UTC; NaT where only the day is known, or a time without its zone
    problem: str | None             # why there is no day


def read_moment(value: str | None) -> Moment:
    """A publication date as written: 2020-10-06 with or without a time, 6 October 2020, Oct. 6, 2020, 6.10.2020, the
    dates of RSS feeds. The day counts as written, whatever its time zone: half past eleven at night in New York is the
    next day in UTC.

    06/10/2020 may be two days, and stays open; 13/10/2020 can be one only.

    >>> read_moment("Tue, 06 Oct 2020 23:30:00 -0500")[:2]
    (Timestamp('2020-10-06 00:00:00'), Timestamp('2020-10-07 04:30:00+0000', tz='UTC'))
    >>> read_moment("31/02/2020").problem
    "'31/02/2020' is no date; write YYYY-MM-DD"
    """
    if value is None:
        return Moment(pd.NaT, pd.NaT, None)
    match = _WRITTEN.match(value.strip())
    parts = {name.rstrip("123456"): part for name, part in (match.groupdict() if match else {}).items() if part}
    if "or" in parts:
        one, other = int(parts["either"]), int(parts["or"])
        if one <= 12 and other <= 12 and one != other:
            return Moment(pd.NaT, pd.NaT, f"{value!r} may be one of two days; write YYYY-MM-DD")
        parts["d"], parts["m"] = str(max(one, other)), str(min(one, other))
    try:
        written = str(parts["m"])
        month = int(written) if written.isdigit() else _MONTHS[written.lower()]
        day = pd.Timestamp(int(parts["y"]), month, int(parts["d"]))
    except (KeyError, ValueError):
        return Moment(pd.NaT, pd.NaT, f"{value[:40]!r} is no date; write YYYY-MM-DD")
    return Moment(day, _read_time(day, parts.get("rest", "")), None)


def _read_time(day, rest):
    found = _TIME.match(rest)
    if not found or not (int(found["hour"]) or int(found["minute"]) or int(found["second"] or 0)):
        return pd.NaT
    zone = "+0000" if found["zone"].isalpha() else found["zone"].replace(":", "")
    offset = pd.Timedelta(hours=int(zone[1:3]), minutes=int(zone[3:])) * (-1 if zone[0] == "-" else 1)
    time = pd.Timedelta(hours=int(found["hour"]), minutes=int(found["minute"]), seconds=int(found["second"] or 0))
    return (day + time - offset).tz_localize("UTC")


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

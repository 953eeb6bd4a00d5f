"""The one reader of publication days, as people, feeds and pages write them."""
import re

import pandas as pd

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WRITTEN = re.compile(r"""(?:[A-Za-z]{3,9},?\ )?(?:
    (?P<y1>\d{4})[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?) | (?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d)
    | (?P<d3>\d\d?)(?:st|nd|rd|th)?[\ -](?P<m3>[A-Za-z]{3,9})\.?,?[\ -](?P<y3>\d{4})
    | (?P<m4>[A-Za-z]{3,9})\.?\ (?P<d4>\d\d?)(?:st|nd|rd|th)?(?:,\ ?|\ )(?P<y4>\d{4})
    | (?P<d5>\d\d?)\.(?P<m5>\d\d?)\.(?P<y5>\d{4})
    | (?P<either>\d\d?)/(?P<or>\d\d?)/(?P<y6>\d{4}))(?:[T\ ,].{0,40})?$""", re.X)


def read_day(value):
    """A publication date as written, as (day, problem): 2020-10-06 with or without a time, 6 October 2020, Oct. 6, 2020,
    6.10.2020, the dates of RSS feeds. The day counts as written, whatever its time zone.

    06/10/2020 may be two days, and stays open; 13/10/2020 can be one only.

    >>> read_day("Tue, 06 Oct 2020 23:30:00 GMT")[0], read_day("31/02/2020")[1]
    (Timestamp('2020-10-06 00:00:00'), "'31/02/2020' is no date; write YYYY-MM-DD")
    """
    if value is None:
        return pd.NaT, None
    match = _WRITTEN.match(value.strip())
    parts = {name.rstrip("123456"): part for name, part in (match.groupdict() if match else {}).items() if part}
    if "or" in parts:
        one, other = int(parts["either"]), int(parts["or"])
        if one <= 12 and other <= 12 and one != other:
            return pd.NaT, f"{value!r} may be one of two days; write YYYY-MM-DD"
        parts["d"], parts["m"] = max(one, other), min(one, other)
    try:
        month = parts["m"]
        month = int(month) if str(month).isdigit() else _MONTHS.index(month[:3].lower()) + 1
        return pd.Timestamp(int(parts["y"]), month, int(parts["d"])), None
    except (KeyError, ValueError):
        return pd.NaT, f"{value[:40]!r} is no date; write YYYY-MM-DD"


def find_day(line):
    """The first publication date in a line of a page, as a Timestamp; None where there is none, or where it may be two days.

    >>> find_day("By Ann Lee. Posted: Monday, Oct. 5, 2020, 10:30"), find_day("Updated 05/10/2020")
    (Timestamp('2020-10-05 00:00:00'), None)
    """
    days = (read_day(line[word.start():])[0] for word in re.finditer(r"\w+", line[:200]))
    return next((day for day in days if pd.notna(day)), None)

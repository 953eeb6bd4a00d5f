"""The one calendar: the names of months and weekdays in all their forms, from calendar.csv."""
import functools
from collections.abc import Mapping
from types import MappingProxyType

from analysis.lexicon import read_table

DAY_FIRST, MONTH_FIRST = "day-first", "month-first"     # of the figures of a date, such as 06/10/2020


@functools.cache
def read_calendar(kind: str, length: str | None = None) -> Mapping[str, int]:
    """The forms of months (`month`, January is 1) or weekdays (`weekday`, Monday is 1): {form: number}.

    length: `full` (September) or `short` (Sep, Sept., Sep.) for only these forms.

    >>> read_calendar("month", "short")["Sept."], read_calendar("weekday")["Thurs"]
    (9, 4)
    """
    if kind not in ("month", "weekday") or length not in ("full", "short", None):
        raise ValueError(f"the calendar has month and weekday, full and short; not {kind!r}, {length!r}")
    return MappingProxyType({row["form"]: int(row["number"]) for row in read_table("calendar")
                             if row["kind"] == kind and length in (row["length"], None)})

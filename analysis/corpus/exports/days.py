"""The day that a database states for an article, in the languages of its interfaces."""

import datetime
import functools
import re

from analysis.lexicon import read_table
from analysis.lexicon.calendar import read_calendar

_NUMBERS = re.compile(r"(?P<y>\d{4}) ?[年-] ?(?P<m>\d\d?) ?[月-] ?(?P<d>\d\d?)(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|\.|º)? (?:de )?(?P<m>[^\W\d_]{3,10})\.?,? (?:de )?(?P<y>\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"(?<![^\W\d_])(?P<m>[^\W\d_]{3,10})\.? (?P<d>\d\d?)(?:st|nd|rd|th)?,? (?P<y>\d{4})(?!\d)")


@functools.cache
def _read_months():
    abroad = {row["month"]: int(row["number"]) for row in read_table("months_abroad")}
    return {**abroad, **{form.rstrip(".").lower(): number for form, number in read_calendar("month").items()}}


def find_stated_day(text: str) -> str | None:
    """The first day that is written out in a line, as YYYY-MM-DD; None where there is none.

    >>> find_stated_day("Politique, lundi 13 mars 2006, p. 32"), find_stated_day("January 11, 2010 Monday 11:21 AM GMT")
    ('2006-03-13', '2010-01-11')
    """
    months = _read_months()
    text = " ".join(text[:200].split())
    found = [match for pattern in (_DAY_FIRST, _MONTH_FIRST, _NUMBERS) for match in pattern.finditer(text)]
    for match in sorted(found, key=lambda match: match.start()):
        month = match["m"]
        try:
            return datetime.date(
                int(match["y"]), int(month) if month.isdigit() else months[month.lower()], int(match["d"])
            ).isoformat()
        except (KeyError, ValueError):
            continue
    return None

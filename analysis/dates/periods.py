"""What a phrase that counts in weeks, months, quarters or years points to: the functions behind the rules of periods.

As in `dateanchors`, each takes the place where a phrase stands and what the named groups of its
rule are worth, and returns a value; or a value and the (first day, last day) it covers, where the
value alone does not tell; or None where the phrase is no reference after all.
"""
import re

from analysis.dates.context import DAY, MONTH, QUARTER, SEASON, WEEK, YEAR
from analysis.dates.timex import SEASON_MONTHS, cover, length, move, write

# --- units counted from publication ----------------------------------------------------------

def units_from_now(amount, unit=None):
    """last week, this week, next week: the unit that holds the day so far from publication."""
    def resolve(place, u=(unit, 1)):
        unit, factor = u
        return None if unit[0] == "T" else write(move(place.anchor, amount * factor, unit), unit)
    return resolve


def the_weekend(place):
    """Over the weekend: the one that is on or to come in the future tense, else the one just over."""
    anchor = place.anchor
    this = anchor is None or anchor.isoweekday() > 5 or place.tense() == "future"
    return write(anchor if this else move(anchor, -1, "W"), "WE")


def ago(place, n, u, sign=-1):
    unit, factor = u
    if n is None:
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    if unit[0] == "T":
        return write(place.anchor, "D")
    if unit == "Y" and n == 1 and sign < 0 and (quarter := year_before(place)):
        return quarter
    day = move(place.anchor, sign * n * factor, unit)
    if day is None and place.anchor and unit == "Y" and sign < 0 and 0 < n - place.anchor.year < 10000:
        return f"BC{n - place.anchor.year:04.0f}"                                # 2,100 years ago
    return write(day, {"DE": "Y", "C": "Y", "WE": "W"}.get(unit, unit)) if day or place.anchor is None else None


def ahead(place, n, u):
    return ago(place, n, u, 1)


# --- counted from what was named before ------------------------------------------------------

_A_YEAR_BEFORE = ("ago", "earlier", "quarter a year before", "quarter of a year")
YEAR_OF_REPORT = "year of a report"
_REPORTED = re.compile(r"\d{4}-[QH]\d|P([3-9]|1[01])M")


def year_before(place):
    """In business news "a year earlier" is the same quarter or half of the year before; None elsewhere."""
    reported = next((timex.value for timex in place.recent()
                     if (_REPORTED.fullmatch(timex.value) or timex.rule == YEAR_OF_REPORT)
                     and timex.rule not in _A_YEAR_BEFORE), None)
    if reported is None:
        return None
    if reported[0] == "P":
        return write(move(place.anchor, -1, "Y"), "Y")
    return f"{int(reported[:4]) - 1:04}{reported[4:]}"


def quarter_a_year_earlier(place):
    """Where no quarter was named before, a report is about the one just over."""
    return year_before(place) or write(move(place.anchor, -15, "M"), "Q")


def a_year_earlier(place):
    return year_before(place) or later(place, ("Y", 1), -1) or units_from_now(-1, "Y")(place)


def same_period_last_year(place):
    return year_before(place) or units_from_now(-1, "Y")(place)


# Which values a count in a unit can go on from: days from a day, years from a year, a month or a day.
_HOLDING = {"D": (DAY,), "W": (WEEK, DAY), "M": (MONTH, DAY), "Q": (QUARTER,), "Y": (YEAR, MONTH, DAY),
            "DE": (YEAR,), "C": (YEAR,)}


def later(place, u, n=1):
    """Counted from the last date named; None where there is none, and for "a few days later", which is but a length."""
    unit, factor = u
    named = place.latest(*_HOLDING.get(unit, ()), compared=n is None or n > 0)
    if named is None or n is None:
        return None
    moved = move(cover(named)[0], n * factor, unit)
    return write(moved, {"DE": "Y", "C": "Y"}.get(unit, unit)) if moved else None


def earlier(place, u, n=1):
    return a_year_earlier(place) if u[0] == "Y" and n == 1 else later(place, u, n and -n)


def the_one_before(place, u):
    """The previous week, of the one last named, else of publication."""
    return earlier(place, u) or units_from_now(-1)(place, u)


def the_same(place, u):
    named = place.latest(*_HOLDING.get(u[0], ()))
    return write(cover(named)[0], u[0]) if named else None


# --- lengths ---------------------------------------------------------------------------------

_LONGEST = 1e9                                         # what is longer is no number of units, but digits in a row


def lasting(place, u, n=1):
    unit, factor = u
    if n is not None and n > _LONGEST:
        return None
    return length(None if n is None else n * factor, "D" if unit == "WE" else unit)


def lasting_long(place, u):
    return lasting(place, u, None)


def up_to_now(place, u, n=1, sign=-1):
    """The past week is seven days, and the last of them is that of publication."""
    unit, factor = u
    value = lasting(place, u, n)
    anchor = place.anchor
    if value is None or n is None or anchor is None or unit == "WE":
        return value
    if unit[0] == "T":
        end = move(anchor, sign * n / {"TH": 24, "TM": 1440, "TS": 86400}[unit], "D")
    else:
        end = move(move(anchor, sign * n * factor, unit), -sign, "D")
    return (value, tuple(sorted((anchor, end)))) if end else value


def from_now(place, u, n=1):
    if n == 1 and u[0] == "D":
        return None                                     # the next day is that after another
    return up_to_now(place, u, n, 1)


# --- quarters, halves, seasons ---------------------------------------------------------------

def quarter(place, q):
    """The latest quarter of that number that has begun; in the future tense a coming one; of any year after "usually"."""
    if not 1 <= q <= 4:
        return None
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-Q{q}"
    if place.habitual():
        return f"XXXX-Q{q}"
    ahead, future = q - (anchor.month + 2) // 3, place.tense() == "future"
    if ahead > 0 and not future:
        ahead -= 4
    if ahead < -1 and future:                           # of the quarter just over they may expect to report
        ahead += 4
    return write(move(anchor, 3 * ahead, "M"), "Q")


def the_quarter(place):
    """The quarter that a report is about is the first that it names."""
    named = next((timex.value for timex in place.found[:10] if QUARTER.fullmatch(timex.value)
                  and timex.rule not in _A_YEAR_BEFORE and timex.value <= write(place.anchor, "Q")), None)
    return named or write(move(place.anchor, -3, "M"), "Q")


def quarter_that_ended(place, m):
    """The quarter ended Sept. 30: that of the month, the latest but for a coming one in the future tense."""
    return quarter(place, (m + 2) // 3)


def quarter_of_year(place, y):
    quarter = place.latest(QUARTER)
    return f"{y:04}{quarter[4:]}" if quarter else None


def half(place, q):
    return f"{write(place.anchor, 'Y')}-H{q}" if q in (1, 2) else None


def season(steps):
    """last summer (-1), this summer (0), next summer (1)."""
    def resolve(place, s):
        anchor, start = place.anchor, SEASON_MONTHS[s]
        if anchor is None:
            return f"XXXX-{s}"
        year = _year_of_season(anchor, s)
        if steps < 0 and anchor.month < start + 3 or steps > 0 and anchor.month >= start:
            year += steps
        return f"{year:04}-{s}"
    return resolve


def season_told(place, s):
    """That summer: of the year last named."""
    named = place.latest(YEAR, MONTH, DAY)
    return f"{named[:4]}-{s}" if named else None


def season_after(place, s):
    """The following summer: the first that begins after the date last named."""
    named = place.latest(YEAR, SEASON, MONTH, DAY)
    last = named and cover(named)[1]
    return f"{last.year + (last.month >= SEASON_MONTHS[s]):04}-{s}" if last else None


def season_by_tense(place, s):
    anchor, start = place.anchor, SEASON_MONTHS[s]
    if anchor is None:
        return f"XXXX-{s}"
    year, tense = _year_of_season(anchor, s), place.tense()
    if tense == "future" and anchor.month >= start + 3:
        year += 1
    if tense in ("past", "reported") and year == anchor.year and anchor.month < start:
        year -= 1
    return f"{year:04}-{s}"


def _year_of_season(anchor, s):
    """The year of publication, but a winter that is on in January began the year before."""
    return anchor.year - (s == "WI" and anchor.month < 3)

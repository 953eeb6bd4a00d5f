"""What a phrase points to: from the publication day, the tense of its clause, and what was named before.

Every function here takes the place where a phrase stands and what the named groups of its rule
are worth, and returns a value; or a value and the (first day, last day) it covers, where the value
alone does not tell; or None where the phrase is no reference after all.
"""
import re

from analysis.timex import SEASON_MONTHS, cover, day_of, holiday_of, length, move, write

_DAY, _WEEK, _MONTH, _QUARTER, _YEAR = (re.compile(shape) for shape in (
    r"\d{4}-\d\d-\d\d.*", r"\d{4}-W\d\d", r"\d{4}-\d\d", r"\d{4}-Q\d", r"\d{4}"))

# --- dates written out -----------------------------------------------------------------------

def iso_date(place, v):
    v = v.replace("/", "-")
    return v[:16].upper() if cover(v[:10])[0] else None


def full_date(place, m, d, y):
    return f"{y:04}-{m:02}-{d:02}" if day_of(y, m, d) else None


def date_in_figures(place, v):
    a, b, y = (int(part) for part in re.split(r"[/.]", v))
    if y < 100:
        y += 1900 if y > 50 else 2000
    day_first = "." in v or a > 12
    return full_date(place, *((b, a) if day_first else (a, b)), y)


def day_of_month(place, m, d):
    if not day_of(2000, m, d):
        return None
    if place.anchor is None:
        return f"XXXX-{m:02}-{d:02}"
    years = range(-8, 9) if (m, d) == (2, 29) else (-1, 0, 1)
    return _day_by_tense(place, [day for y in years if (day := day_of(place.anchor.year + y, m, d))])


def _day_by_tense(place, days, tense=None):
    """Of days a year apart: in the past the latest, in the future the next, else the nearest."""
    anchor = place.anchor
    nearest = min(days, key=lambda day: abs(day - anchor))
    tense, ahead = tense or place.tense(deadline=True), (nearest - anchor).days
    if tense == "past" and ahead > 0:
        nearest = max((day for day in days if day <= anchor), default=nearest)
    if tense == "future" and ahead < 0:
        nearest = min((day for day in days if day >= anchor), default=nearest)
    return write(nearest, "D")


def day_of_attacks(place, m, d):
    """Dates as names of events: a Sept. 11 that is an attack is that of 2001."""
    known = (m, d) == (9, 11) and (place.anchor is None or place.anchor.year > 2001)
    return "2001-09-11" if known else None


def holiday(place, h, days=0, tense=None):
    """The holiday, or the day so many days from it."""
    if place.anchor is None:
        return f"XXXX-{h[0]:02}-{h[1]:02}" if isinstance(h, tuple) and len(h) == 2 and not days else None
    return _day_by_tense(place, [move(holiday_of(place.anchor.year + y, h), days, "D") for y in (-1, 0, 1)], tense)


_DAY_OF_ANY_YEAR = re.compile(r"[\dX]{4}-\d\d-\d\d")


def end_of_range(place, d, y=None):
    """The end of a range goes on where its beginning stopped: Sept. 27-30."""
    start = place.found[-1] if place.found else None
    if start is None or start.end != place.start - 1 or not _DAY_OF_ANY_YEAR.fullmatch(start.value):
        return None
    if d <= int(start.value[-2:]):
        return None
    if y:
        start.value = f"{y:04}{start.value[4:]}"
    year, m = start.value[:4], int(start.value[5:7])
    return start.value[:-2] + f"{d:02}" if day_of(2000 if year == "XXXX" else int(year), m, d) else None


def end_of_years(place, e):
    """The second year of 1993-94."""
    start = place.found[-1].value if place.found else ""
    return start[:2] + e if len(e) == 2 and _YEAR.fullmatch(start) and e > start[2:] else None


def month_of_year(place, m, y):
    return f"{y:04}-{m:02}"


def year(place, y):
    return f"{y:04}" if 1500 <= y < 2060 else None


def spelled_year(place, a, b, c=0):
    return f"{a}{b + c}" if 13 <= a <= 20 and c < 10 else None


def short_year(place, e):
    """In '94: of the last century, but for the years just begun."""
    return f"{19 if int(e) > 30 else 20}{e}" if len(e) == 2 else None


def decade(place, d):
    """1990s, '90s (of the last century), and the number of the nineties."""
    return str(d) if d >= 190 and d < 200 else f"{d // 10}" if d > 100 else f"19{d // 10}"


def century(place, c):
    return f"{c - 1:02}" if c <= 21 else None


# --- counted from publication ----------------------------------------------------------------

def month(place, m):
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-{m:02}"
    ahead, tense = (m - anchor.month) % 12, place.tense(deadline=True)
    if ahead > {"future": 11, "past": 0}.get(tense, 6):
        ahead -= 12
    return write(move(anchor, ahead, "M"), "M")


def month_of_this_year(place, m):
    """Of the year of publication; in December "this January" is the next."""
    anchor = place.anchor
    return f"XXXX-{m:02}" if anchor is None else f"{anchor.year + (anchor.month - m > 9):04}-{m:02}"


def month_of_that_year(place, m):
    named = place.latest(_YEAR, _MONTH, _DAY)
    return f"{named[:4]}-{m:02}" if named else None


def month_before(place, m):
    """In June "last May" is that of the year before: the one just over would be "last month"."""
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-{m:02}"
    ago = (anchor.month - m) % 12
    return write(move(anchor, -ago - 12 if ago < 2 else -ago, "M"), "M")


def month_after(place, m):
    anchor = place.anchor
    return f"XXXX-{m:02}" if anchor is None else write(move(anchor, 12 - (anchor.month - m) % 12, "M"), "M")


def weekday(place, w):
    """In the past the latest such day, that of publication included; in the future the next."""
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-WXX-{w}"
    ago = (anchor.isoweekday() - w) % 7
    return write(move(anchor, -ago % 7 if place.tense() == "future" else -ago, "D"), "D")


def _weekday_before(day, w):
    return write(move(day, (w - day.isoweekday()) % 7 - 7, "D"), "D") if day else f"XXXX-WXX-{w}"


def _weekday_after(day, w):
    return write(move(day, 7 - (day.isoweekday() - w) % 7, "D"), "D") if day else f"XXXX-WXX-{w}"


def weekday_before(place, w):
    return _weekday_before(place.anchor, w)


def weekday_after(place, w):
    return _weekday_after(place.anchor, w)


def weekdays_ago(place, n, w):
    """Two Saturdays ago: the one before last Saturday."""
    return weekday_before(place, w) if place.anchor is None or not n else _weekday_before(move(place.anchor, 1 - n, "W"), w)


def weekday_before_named(place, w):
    """The previous Sunday is the last before the day named before."""
    return _weekday_before(_day_named(place) or place.anchor, w)


def weekday_after_named(place, w):
    return _weekday_after(_day_named(place) or place.anchor, w)


def _day_named(place):
    named = place.latest(_DAY)
    return cover(named)[0] if named else None


def days_from_now(days):
    return lambda place: write(move(place.anchor, days, "D"), "D")


# --- parts of days and times -----------------------------------------------------------------

def part_of_day(days, part=None):
    return lambda place, p=part: write(move(place.anchor, days, "D"), "D") + p


def overnight(place):
    """The night before the day last named, or before publication; the next where the clause is about the future."""
    if place.tense() == "future":
        return part_of_day(0, "TNI")(place)
    return part_of_that_day(-1, "TNI")(place) or part_of_day(-1, "TNI")(place)


def part_of_that_day(days, part=None):
    """A part of the day last named, or of the day so many days from it."""
    def resolve(place, p=part):
        named = place.latest(_DAY)
        return write(move(cover(named)[0], days, "D"), "D") + p if named else None
    return resolve


def part_of_day_told(place, p):
    """In the morning: of the day last named, else of publication."""
    return (part_of_that_day(0) if place.latest(_DAY) else part_of_day(0))(place, p)


def clock(place, c, a=None):
    """c: "10:30", or the hour alone; a: 0 before noon, 12 after it, None where the text does not say."""
    hour, minute = (int(part) for part in re.split("[:.]", f"{c}:0")[:2])
    if a is not None and 1 <= hour <= 12:
        hour = hour % 12 + a
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def clock_in_figures(place, f):
    return clock(place, f"{f[:-2]}:{f[-2:]}") if len(f) == 4 else None


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
    return write(day, {"DE": "Y", "C": "Y", "WE": "W"}.get(unit, unit)) if day or place.anchor is None else None


def ahead(place, n, u):
    return ago(place, n, u, 1)


# --- counted from what was named before ------------------------------------------------------

_A_YEAR_BEFORE = ("ago", "earlier", "quarter a year before")
_REPORTED = re.compile(r"\d{4}-Q\d|P[369]M")


def year_before(place):
    """In business news "a year earlier" is the same quarter of the year before; None elsewhere."""
    reported = next((timex.value for timex in place.recent()
                     if _REPORTED.fullmatch(timex.value) and timex.rule not in _A_YEAR_BEFORE), None)
    if reported is None:
        return None
    if reported[0] == "P":
        return write(move(place.anchor, -1, "Y"), "Y")
    return f"{int(reported[:4]) - 1:04}{reported[4:]}"


def quarter_a_year_earlier(place):
    """Where no quarter was named before, a report is about the one just over."""
    return year_before(place) or write(move(place.anchor, -15, "M"), "Q")


def a_year_earlier(place):
    return year_before(place) or later(place, ("Y", 1), -1) or write(move(place.anchor, -1, "Y"), "Y")


# Which values a count in a unit can go on from: days from a day, years from a year, a month or a day.
_HOLDING = {"D": (_DAY,), "W": (_WEEK, _DAY), "M": (_MONTH, _DAY), "Q": (_QUARTER,), "Y": (_YEAR, _MONTH, _DAY),
            "DE": (_YEAR,), "C": (_YEAR,)}


def later(place, u, n=1):
    """Counted from the last date named; None where there is none, and for "a few days later", which is but a length."""
    unit, factor = u
    named = place.latest(*_HOLDING.get(unit, ()))
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
    ahead = q - (anchor.month + 2) // 3
    if ahead > 0 and place.tense() != "future":
        ahead -= 4
    return write(move(anchor, 3 * ahead, "M"), "Q")


def the_quarter(place):
    """The quarter that a report is about is the first that it names."""
    named = next((timex.value for timex in place.found[:10]
                  if _QUARTER.fullmatch(timex.value) and timex.rule not in _A_YEAR_BEFORE), None)
    return named or write(move(place.anchor, -3, "M"), "Q")


def quarter_of_year(place, y):
    quarter = place.latest(_QUARTER)
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

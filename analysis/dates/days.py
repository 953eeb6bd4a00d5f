"""What a phrase that names a day, a month or a time points to: from publication, the tense, and what was named before.

Every function here takes the place where a phrase stands and what the named groups of its rule
are worth, and returns a value; or a value and the (first day, last day) it covers, where the value
alone does not tell; or None where the phrase is no reference after all.
"""
import re

from analysis.dates.context import DAY, MONTH, YEAR
from analysis.dates.timex import cover, day_of, holiday_of, move, write

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
    """Of days a year apart the nearest; but one more than three months away only where the tense points to it.

    News seldom names a day without its year that has its like much nearer: "will look into the May 2 fire" is about the
    last May 2. What is said of the day itself ("last Christmas", "since", "ended on") counts at any distance.
    """
    anchor = place.anchor
    nearest = min(days, key=lambda day: abs(day - anchor))
    told, ahead = tense or place.tense(deadline=True), (nearest - anchor).days
    near = 0 if tense or place.governed else 90
    if told == "past" and ahead > near:
        nearest = max((day for day in days if day <= anchor), default=nearest)
    if told == "future" and ahead < -near and place.note != "deadline":       # gave him until May 5: the nearest
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
    return start[:2] + e if len(e) == 2 and YEAR.fullmatch(start) and e > start[2:] else None


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


def decade_of_year(place, d):
    """The 1990's, the 90's; None for the 1992's."""
    return decade(place, int(d)) if d[-1] == "0" and len(d) in (2, 4) else None


def century(place, c):
    return f"{c - 1:02}" if c <= 21 else None


# --- counted from publication ----------------------------------------------------------------

def month(place, m):
    anchor = place.anchor
    if anchor is None or place.habitual():
        return f"XXXX-{m:02}"
    ahead, tense = (m - anchor.month) % 12, place.tense(deadline=True)
    if ahead > {"future": 11, "past": 0}.get(tense, 6):
        ahead -= 12
    return write(move(anchor, ahead, "M"), "M")


def month_to_come(place, m):
    """That of publication, or the next of that name."""
    anchor = place.anchor
    return f"XXXX-{m:02}" if anchor is None else write(move(anchor, (m - anchor.month) % 12, "M"), "M")


def month_of_this_year(place, m):
    """Of the year of publication; in December "this January" is the next."""
    anchor = place.anchor
    return f"XXXX-{m:02}" if anchor is None else f"{anchor.year + (anchor.month - m > 9):04}-{m:02}"


def month_of_that_year(place, m):
    named = place.latest(YEAR, MONTH, DAY)
    return f"{named[:4]}-{m:02}" if named else None


def month_before_named(place, m):
    named = place.latest(DAY, MONTH, YEAR)
    return write(move(cover(named)[0], (m - cover(named)[0].month) % 12 - 12, "M"), "M") if named else month_before(place, m)


def month_after_named(place, m):
    """The following March: of the year named, or the first March after the month named."""
    named = place.latest(DAY, MONTH, YEAR)
    return write(move(cover(named)[1], 12 - (cover(named)[1].month - m) % 12, "M"), "M") if named else month_after(place, m)


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
    """In the past the latest such day, that of publication included; in the future the next; without a tense the nearest.

    The tense of a clause says less about a noun's day ("Thursday's vote"), and "by" points either way.
    """
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-WXX-{w}"
    ago, tense = (anchor.isoweekday() - w) % 7, place.tense()
    farthest = 0 if tense == "future" else 3 if not tense or place.after_by() else 4 if place.possessive() else 6
    return write(move(anchor, -ago if ago <= farthest else 7 - ago, "D"), "D")


def to_the_day(place, n, u, w=None, v=("D", 1)):
    """Ten years ago today, ago this month, ago Sunday: counted from that day, and as wide."""
    if n is None or v[0][0] == "T":
        return None
    anchor = place.anchor
    if anchor and w:
        anchor = move(anchor, (w - anchor.isoweekday() + 3) % 7 - 3, "D")          # the nearest such day
    return write(move(anchor, -n * u[1], u[0]), v[0])


def _weekday_before(day, w):
    return write(move(day, (w - day.isoweekday()) % 7 - 7, "D"), "D") if day else f"XXXX-WXX-{w}"


def _weekday_after(day, w):
    return write(move(day, 7 - (day.isoweekday() - w) % 7, "D"), "D") if day else f"XXXX-WXX-{w}"


def weekday_before(place, w):
    return _weekday_before(place.anchor, w)


def weekday_after(place, w):
    return _weekday_after(place.anchor, w)


def weekday_before_named(place, w):
    """The previous Sunday is the last before the day named before."""
    return _weekday_before(_day_named(place) or place.anchor, w)


def weekday_after_named(place, w):
    return _weekday_after(_day_named(place) or place.anchor, w)


def _day_named(place):
    named = place.latest(DAY)
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
        named = place.latest(DAY)
        return write(move(cover(named)[0], days, "D"), "D") + p if named else None
    return resolve


def part_of_day_told(place, p):
    """In the morning: of the day last named, else of publication."""
    return (part_of_that_day(0) if place.latest(DAY) else part_of_day(0))(place, p)


def clock(place, c, a=None):
    """c: "10:30", or the hour alone; a: 0 before noon, 12 after it, None where the text does not say."""
    hour, minute = (int(part) for part in re.split("[:.]", f"{c}:0")[:2])
    if a is not None and 1 <= hour <= 12:
        hour = hour % 12 + a
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def clock_in_figures(place, f):
    return clock(place, f"{f[:-2]}:{f[-2:]}") if len(f) == 4 else None

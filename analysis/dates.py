"""Date references: which words point to a time, and to which days.

`GRAMMAR` lists the phrases, each with an example; `datewords` knows the words that the phrases are
made of, `timex` the arithmetic of the values. What a phrase points to is worked out by the small
function that its rule names, from the publication day, the tense of its clause and what was
named before it. Neighbours are then joined ("noon" + "Thursday", "June" + "last year").
"""
import re
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis.datewords import PARAGRAPH, Reader, compile_pattern, read_words, worth
from analysis.spans import make_spans
from analysis.text import find_paragraphs
from analysis.timex import SEASON_MONTHS, UNKNOWN, cover, day_of, length, move, write

# --- a reference, and where it stands --------------------------------------------------------


@dataclass(slots=True)
class Timex:
    """One reference. `start` and `end` count words; `open` is what a neighbour may fill in."""
    start: int
    end: int
    type: str
    value: str
    rule: str
    open: str
    days: tuple
    anchored: bool


@dataclass(slots=True)
class Place:
    """Where a phrase stands in an article: the words before and after, what was found before it."""
    codes: str
    published: date
    found: list = field(default_factory=list)
    start: int = 0
    end: int = 0
    anchored: bool = False
    note: str = ""

    @property
    def anchor(self):
        """The publication day; whoever asks for it makes the reference an anchored one."""
        self.anchored = self.published is not None
        return self.published

    def tense(self):
        """'past', 'future' or '': that of the nearest verb before the phrase in its sentence, else after it."""
        verb = None
        for verb in _TENSE.finditer(self.codes, self._sentence_start(), self.start):
            pass
        if verb is None:
            verb = _TENSE.search(self.codes, self.end, self._sentence_end())
        tense = verb.lastgroup if verb else ""
        self.note = f"{tense} tense" if tense else "no tense"
        return tense

    def _sentence_start(self):
        floor = max(0, self.start - _CLAUSE)
        return max(floor, *(self.codes.rfind(stop, floor, self.start) + 1 for stop in _STOPS))

    def _sentence_end(self):
        roof = self.end + _CLAUSE
        return min(at if at >= 0 else roof for at in (self.codes.find(stop, self.end, roof) for stop in _STOPS))

    def latest(self, *shapes):
        """The value of the latest reference, among the last few of this article, of one of the shapes."""
        return next((t.value for t in self.found[:-_MEMORY - 1:-1] if any(s.fullmatch(t.value) for s in shapes)), None)


_CLAUSE, _MEMORY, _STOPS = 40, 12, (".", "?", PARAGRAPH)
_TENSE = re.compile("(?P<future>" + compile_pattern(
    "WILL (WORD|not|be|have|ED|DID){0,3} | BE (PLANNED to | to) | PLAN to | PLANNED (for|to) | until | deadline | due | upcoming")[0] + ")"
    "|(?P<past>" + compile_pattern("(was|were|had) (WORD|been){0,2} PLANNED to? | ED | DID")[0] + ")")
_DAY, _WEEK, _MONTH, _QUARTER, _YEAR = (re.compile(shape) for shape in (
    r"\d{4}-\d\d-\d\d.*", r"\d{4}-W\d\d", r"\d{4}-\d\d", r"\d{4}-Q\d", r"\d{4}"))

# --- resolution: what a phrase points to -----------------------------------------------------
# Each function takes the place and what the rule's named groups are worth, and returns a
# value, a (value, (first day, last day)), or None where the phrase is no reference after all.


def full_date(place, m, d, y):
    return f"{y:04}-{m:02}-{d:02}" if day_of(y, m, d) else None


def date_in_figures(place, v):
    a, b, y = (int(part) for part in re.split(r"[/.]", v))
    if y < 100:
        y += 1900 if y > 50 else 2000
    day_first = "." in v or a > 12
    return full_date(place, *((b, a) if day_first else (a, b)), y)


def day_of_month(place, m, d):
    """The day nearest to publication; by the tense of its clause where it says otherwise by far."""
    if not day_of(2000, m, d):
        return None
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-{m:02}-{d:02}"
    years = range(-8, 9) if (m, d) == (2, 29) else (-1, 0, 1)
    days = [day for y in years if (day := day_of(anchor.year + y, m, d))]
    nearest = min(days, key=lambda day: abs(day - anchor))
    tense, ahead = place.tense(), (nearest - anchor).days
    if tense == "past" and ahead > AHEAD_IN_PAST:
        nearest = max((day for day in days if day <= anchor), default=nearest)
    if tense == "future" and ahead < -BEHIND_IN_FUTURE:
        nearest = min((day for day in days if day >= anchor), default=nearest)
    return write(nearest, "D")


AHEAD_IN_PAST, BEHIND_IN_FUTURE, SOON = 60, 60, 2


def month(place, m):
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-{m:02}"
    ahead, tense = (m - anchor.month) % 12, place.tense()
    if ahead > (SOON if tense == "past" else 6 if not tense else 11):
        ahead -= 12
    return write(move(anchor, ahead, "M"), "M")


def month_before(place, m):
    anchor = place.anchor
    return f"XXXX-{m:02}" if anchor is None else write(move(anchor, (m - anchor.month) % 12 - 12, "M"), "M")


def month_after(place, m):
    anchor = place.anchor
    return f"XXXX-{m:02}" if anchor is None else write(move(anchor, 12 - (anchor.month - m) % 12, "M"), "M")


def weekday(place, w):
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-WXX-{w}"
    ago = (anchor.isoweekday() - w) % 7
    return write(move(anchor, -ago % 7 if place.tense() == "future" else -ago, "D"), "D")


def weekday_before(place, w):
    anchor = place.anchor
    return f"XXXX-WXX-{w}" if anchor is None else write(move(anchor, (w - anchor.isoweekday()) % 7 - 7, "D"), "D")


def weekday_after(place, w):
    anchor = place.anchor
    return f"XXXX-WXX-{w}" if anchor is None else write(move(anchor, 7 - (anchor.isoweekday() - w) % 7, "D"), "D")


def days_from_now(days):
    return lambda place: write(move(place.anchor, days, "D"), "D")


def part_of_day(days, part=None):
    return lambda place, p=part: write(move(place.anchor, days, "D"), "D") + p


def clock(place, c, a=None):
    hour, minute = (int(x) for x in str(c).split(":")[:2]) if isinstance(c, str) else (c, 0)
    if a is not None and 1 <= hour <= 12:
        hour = hour % 12 + a
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def units_from_now(amount):
    """last week, this week, next week: the unit that holds the day so far from publication."""
    def resolve(place, u):
        unit, factor = u
        return None if unit[0] == "T" else write(move(place.anchor, amount * factor, unit), unit)
    return resolve


def the_weekend(place):
    """Over the weekend: the one that is on, else the one just over."""
    anchor = place.anchor
    return write(anchor if anchor is None or anchor.isoweekday() > 5 else move(anchor, -1, "W"), "WE")


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


_A_YEAR_BEFORE = ("ago", "earlier", "quarter a year before")
_REPORTED = (_QUARTER, re.compile("P[369]M"))


def year_before(place):
    """In business news "a year earlier" is the same quarter of the year before; None elsewhere."""
    reported = next((t.value for t in place.found[:-_MEMORY - 1:-1] if any(shape.fullmatch(t.value) for shape in _REPORTED)
                     and t.rule not in _A_YEAR_BEFORE), None)
    if reported is None:
        return None
    if reported[0] == "P":
        return write(move(place.anchor, -1, "Y"), "Y")
    return f"{int(reported[:4]) - 1:04}{reported[4:]}"


def a_year_earlier(place):
    return year_before(place) or write(move(place.anchor, -1, "Y"), "Y")


_HOLDING = {"D": (_DAY,), "W": (_WEEK, _DAY), "M": (_MONTH, _DAY), "Q": (_QUARTER,), "Y": (_YEAR, _MONTH, _DAY), "DE": (_YEAR,), "C": (_YEAR,)}


def later(place, n, u, sign=1):
    """Counted from the last date named; a length where there is none."""
    unit, factor = u
    if n is None:
        return "FUTURE_REF" if sign > 0 else "PAST_REF"
    named = place.latest(*_HOLDING.get(unit, ()))
    if named is None:
        return None
    moved = move(cover(named)[0], sign * n * factor, unit)
    return write(moved, {"DE": "Y", "C": "Y"}.get(unit, unit)) if moved else None


def earlier(place, n, u):
    if u[0] == "Y" and n == 1:
        return a_year_earlier(place)
    return later(place, n, u, -1)


def the_same(place, u):
    named = place.latest(*_HOLDING.get(u[0], ()))
    return write(cover(named)[0], u[0]) if named else None


def lasting(place, u, n=1):
    unit, factor = u
    return length(None if n is None else n * factor, "D" if unit == "WE" else unit)


def up_to_now(place, u, n=1, sign=-1):
    """The past week is seven days, and the last of them is that of publication."""
    unit, factor = u
    value = lasting(place, u, n)
    anchor = place.anchor
    if n is None or anchor is None or unit == "WE":
        return value
    if unit[0] == "T":
        end = move(anchor, sign * n / {"TH": 24, "TM": 1440, "TS": 86400}[unit], "D")
    else:
        end = move(move(anchor, sign * n * factor, unit), -sign, "D")
    return (value, tuple(sorted((anchor, end)))) if end else value


def from_now(place, u, n=1):
    return up_to_now(place, u, n, 1)


def quarter(place, q):
    """The latest quarter of that number that has begun; a coming one where the clause is about the future."""
    if not 1 <= q <= 4:
        return None
    anchor = place.anchor
    if anchor is None:
        return f"XXXX-Q{q}"
    ahead = q - (anchor.month + 2) // 3
    if ahead > 0 and not (place.tense() == "future"):
        ahead -= 4
    return write(move(anchor, 3 * ahead, "M"), "Q")


def the_quarter(place):
    """The quarter that a report is about is the first that it names."""
    named = next((t.value for t in place.found[:_MEMORY] if _QUARTER.fullmatch(t.value)), None)
    return named or write(move(place.anchor, -3, "M"), "Q")


def half(place, q):
    return f"{write(place.anchor, 'Y')}-H{q}" if q in (1, 2) else None


def season(back):
    def resolve(place, s):
        anchor = place.anchor
        if anchor is None:
            return f"XXXX-{s}"
        start, year = SEASON_MONTHS[s], anchor.year
        if s == "WI" and anchor.month < 3:               # this winter began last year
            year -= 1
        over = anchor.month >= start + 3
        if back < 0 and not over or back > 0 and anchor.month >= start:
            year += back
        return f"{year:04}-{s}"
    return resolve


def continued(place, d, y=None):
    """The end of a range goes on where its beginning stopped: Sept. 27-30, 1993-94."""
    last = place.found[-1] if place.found else None
    if last is None or last.end != place.start - 1:
        return None
    if _YEAR.fullmatch(last.value):
        return None
    if not re.fullmatch(r"[\dX]{4}-\d\d-\d\d", last.value) or d <= int(last.value[-2:]):
        return None
    if y:
        last.value = f"{y:04}{last.value[4:]}"
    year, m = last.value[:4], int(last.value[5:7])
    return last.value[:-2] + f"{d:02}" if day_of(2000 if year == "XXXX" else int(year), m, d) else None


# --- the grammar -----------------------------------------------------------------------------

class Rule(NamedTuple):
    name: str
    type: str
    regex: re.Pattern
    groups: dict
    resolve: object          # a function, or the value itself
    open: str                # what a neighbour may fill in: its year, its day
    example: str


GRAMMAR, _sources = [], []


def rule(type, name, example, pattern, resolve, open=""):
    """One more phrase. Where several rules fit at one place the first of them wins."""
    source, groups = compile_pattern(pattern)
    GRAMMAR.append(Rule(name, type, re.compile(source), groups, resolve, open, example))
    _sources.append(re.sub(r"\(\?P<\w>", "(?:", source))


# Dates written out.
rule("DATE", "ISO date", "2020-09-27", "v=ISO", lambda place, v: v[:16].upper() if cover(v[:10])[0] else None)
rule("DATE", "date in figures", "9/27/2020", "v=FIGURES", date_in_figures)
rule("DATE", "full date", "September 27, 2020", "m=MONTH d=DAYNUMBER (,|of)? y=YEAR", full_date)
rule("DATE", "full date", "27th of September 2020", "the? d=DAYNUMBER (of|-)? m=MONTH (,|of|-)? y=YEAR", full_date)
rule("DATE", "month and day", "Sept. 27", "m=MONTH d=DAYNUMBER (?!%|-? PERIOD|COUNTED)", day_of_month, "year")
rule("DATE", "month and day", "27 September", "the? (d=DAYNUMBER) of? m=MONTH", day_of_month, "year")
rule("DATE", "day of a range", "5-7 May", "d=DAY (?=(-|to|and|or) (DAY|NTH) of? m=MONTH)", day_of_month, "year")
rule("DATE", "end of a range", "Sept. 27-30", "(?<=[- to through and or]) d=DAY (?!-? PERIOD|MONTH|%|- WORD|COUNTED) (,? y=YEAR)?", continued)
rule("DATE", "month and year", "September 2020", "m=MONTH (,|of)? y=YEAR", lambda place, m, y: f"{y:04}-{m:02}")
rule("DATE", "month before publication", "last May", "PREVIOUS m=MONTH", month_before)
rule("DATE", "month after publication", "next May", "COMING m=MONTH", month_after)
rule("DATE", "month", "in May", "this? m=MONTH", month, "year")

# Weekdays.
rule("DATE", "weekday before publication", "last Sunday", "(this past|PREVIOUS) w=WEEKDAY", weekday_before, "date")
rule("DATE", "weekday after publication", "next Sunday", "this? COMING w=WEEKDAY", weekday_after, "date")
rule("SET", "every weekday", "every Sunday", "(every|each) w=WEEKDAY", lambda place, w: f"XXXX-WXX-{w}")
rule("SET", "every weekday", "on Sundays", "w=WEEKDAYS", lambda place, w: f"XXXX-WXX-{w}")
rule("DATE", "weekday", "Sunday", "this? w=WEEKDAY", weekday, "date")
rule("DATE", "weekday", "Sun, 27 Sept. 2020", "w=SHORTDAY (?=,? (MONTH|DAY|NTH))", weekday, "date")

# Days, parts of days, times.
rule("DATE", "yesterday", "the day before yesterday", "the day before yesterday", days_from_now(-2))
rule("DATE", "yesterday", "yesterday", "yesterday", days_from_now(-1))
rule("DATE", "tomorrow", "the day after tomorrow", "the day after tomorrow", days_from_now(2))
rule("DATE", "tomorrow", "tomorrow", "tomorrow", days_from_now(1))
rule("DATE", "today", "today", "today", days_from_now(0))
rule("TIME", "part of the day", "tonight", "tonight", part_of_day(0, "TNI"))
rule("TIME", "part of the day", "last night", "last (night|evening)", part_of_day(-1, "TNI"))
rule("TIME", "part of the day", "this morning", "this p=DAYPART", part_of_day(0))
rule("TIME", "time", "noon", "h=CLOCKWORD", lambda place, h: h, "day")
rule("TIME", "time", "10:30 p.m.", "c=CLOCK a=HALFDAY (local time)? ZONE?", clock, "day")
rule("TIME", "time", "22:30 GMT", "c=CLOCK (local time)? ZONE", clock, "day")
rule("TIME", "time", "10 p.m.", "c=DAY a=HALFDAY (local time)? ZONE?", clock, "day")
rule("TIME", "time", "1730 GMT", "c=YEAR ZONE", lambda place, c: clock(place, f"{c // 100}:{c % 100}"), "day")
rule("TIME", "part of the day", "by mid-afternoon", "mid -? p=DAYPART", lambda place, p: p, "day")
rule("TIME", "part of a day", "Sunday afternoon", "the? p=DAYPART", lambda place, p: p, "part")

# Business periods.
rule("DATE", "quarter a year before", "the year-earlier quarter",
     "(the|its|their)? year - (earlier|ago) (FISCAL? ORDINAL -? quarter|period|quarter)?", a_year_earlier)
rule("DATE", "quarter a year before", "the same period last year",
     "(the|its|their) ((same|corresponding|comparable|like) (quarter|period)|quarter|period) (a year (ago|earlier)|of? last year|(of|in)? the (previous|prior) year)",
     a_year_earlier)
rule("DATE", "quarter", "the third quarter", "(the|its|their)? FISCAL? q=COUNT -? (fiscal -?)? quarter", quarter, "quarter")
rule("DATE", "quarter of a year", "the 2019 quarter", "the? y=YEAR (quarter|period)", lambda place, y: f"{y:04}{(place.latest(_QUARTER) or '')[4:]}")
rule("DATE", "quarter a year before", "last year's quarter", "last year ' s quarter", a_year_earlier)
rule("DATE", "quarter", "the latest quarter", "the (latest|most recent) (quarter|period)", the_quarter)
rule("DATE", "quarter", "the quarter", "(?<=[in for during]) the quarter (?!of)", the_quarter, "quarter")
rule("DATE", "half of a year", "the first half", "(the|its)? FISCAL? q=COUNT -? half (?!-? hour)", half, "quarter")
rule("DATE", "fiscal year", "fiscal 2019", "FISCAL year? y=YEAR", lambda place, y: f"{y:04}")
rule("DATE", "fiscal year", "the latest fiscal year", "the latest FISCAL? year", lambda place: write(move(place.anchor, -1, "Y"), "Y"))

# Weeks, months and years counted from publication.
rule("DATE", "decade from publication", "last decade", "the? last decade", lambda place: write(move(place.anchor, -10, "Y"), "DE"))
rule("DATE", "time before publication", "last week", "last FISCAL? u=UNIT", units_from_now(-1))
rule("DATE", "time after publication", "next week", "next FISCAL? u=UNIT", units_from_now(1))
rule("DATE", "time of publication", "this week", "(this|the current|the present) FISCAL? u=UNIT", units_from_now(0))
rule("DATE", "weekend", "the weekend", "the weekend", the_weekend)
rule("DATE", "time of publication", "the end of the month",
     "(?<=[of for]) the (full|whole|entire)? FISCAL? u=UNIT (?=[.,';:?])", units_from_now(0))
rule("DATE", "year end", "by year end", "year (-|' s)? end", lambda place: write(place.anchor, "Y"))
rule("DATE", "ago", "three weeks ago", "n=AMOUNT (calendar|full)? u=PERIOD ago", ago)
rule("DATE", "ago", "years ago", "UNITS ago", "PAST_REF")
rule("DATE", "from now", "two weeks from now", "n=AMOUNT u=PERIOD from (now|today)", lambda place, n, u: ago(place, n, u, 1))
rule("DATE", "earlier", "a year earlier", "n=AMOUNT u=PERIOD (earlier|before|previously)", earlier)
rule("DATE", "earlier", "the previous year", "the (previous|preceding|prior) u=UNIT", lambda place, u: earlier(place, 1, u))
rule("DATE", "later", "two days later", "n=AMOUNT u=PERIOD later", later)
rule("DATE", "later", "the following year", "the (next|following) u=UNIT (?!of)", lambda place, u: later(place, 1, u))
rule("DATE", "the same", "that year", "(that|the same|that same) u=UNIT", the_same)

# Seasons, years, decades, centuries.
rule("DATE", "season", "last summer", "PREVIOUS s=SEASON", season(-1))
rule("DATE", "season", "next summer", "COMING s=SEASON", season(1))
rule("DATE", "season", "this summer", "this s=SEASON", season(0))
rule("DATE", "season", "the summer of 2019", "the? s=SEASON (of|,)? y=YEAR", lambda place, s, y: f"{y:04}-{s}")
rule("DATE", "season", "the summer of last year", "the? s=SEASON (?=of? (last|this|next) year)", season(0), "year")
rule("SET", "every season", "every summer", "(every|each) s=SEASON", lambda place, s: f"XXXX-{s}")
rule("DATE", "decade", "the 1990s", "the? d=LONGDECADE", lambda place, d: f"{d // 10}")
rule("DATE", "decade", "the '90s", "(the '?|') d=SHORTDECADE", lambda place, d: f"19{d // 10}")
rule("DATE", "decade", "the nineties", "the d=DECADEWORD", lambda place, d: str(d))
rule("DATE", "century", "the 20th century", "(the|a)? c=COUNT -? century", lambda place, c: f"{c - 1:02}" if c <= 21 else None)
rule("DATE", "spelled year", "nineteen ninety-seven", "a=ONES b=TENS (-? c=ONES)?",
     lambda place, a, b, c=0: f"{a}{b + c}" if 13 <= a <= 20 and c < 10 else None)
rule("DATE", "year", "1994", "(?<![$£€#/%]) (?<!NUMBERED) ((?<!-)|(?<=YEAR -)|(?<=mid -)) (the year)? y=YEAR (?!COUNTED|-? PERIOD|%|/|- (WORD|BIG))",
     lambda place, y: f"{y:04}" if 1500 <= y < 2060 else None)

# Now, once, some day.
rule("DATE", "now", "now", "(right|just)? now | currently | nowadays | these days | (?<=at) (the moment|present) | the present (?!WORD|ED)", "PRESENT_REF")
rule("DATE", "the past", "in recent days", "the? recent UNITS | the? past UNITS", "PAST_REF")
rule("DATE", "the past", "recently", "recently | lately | the (recent|distant)? past (?!WORD|NAME|ED|ONES|TENS|DAY|[- and or])", "PAST_REF")
rule("DATE", "the future", "soon", "(the|in)? (coming|future) UNITS | (?<![in for within after than over just every]) one day (?!ago|earlier|later|before|after|-) | the (near|foreseeable|distant)? future | the near term | soon (?!after|as) | a later date",
     "FUTURE_REF")

# Lengths.
rule("DURATION", "time up to publication", "the past week", "((the|this)? past|the last) u=UNIT", up_to_now)
rule("DURATION", "time up to publication", "the last four months", "(the|these|this)? (past|last) n=NUMBER u=PERIOD", up_to_now)
rule("DURATION", "time from publication", "the next two weeks", "the (next|coming) n=NUMBER (or NUMBER)? u=PERIOD", from_now)
rule("DURATION", "time from publication", "the coming week", "the coming u=UNIT", from_now)
rule("DURATION", "age of a thing", "a ten-month-old bridge", "n=NUMBER -? u=PERIOD - old (?!CHILD|UNIT)", lambda place, n, u: lasting(place, u, n) if u[0] != "Y" else None)
rule("DURATION", "length", "two to three weeks", "n=NUMBER (to|or|-) NUMBER -? u=PERIOD (?!-? old)", lasting)
rule("DURATION", "length", "more than ten years",
     "(the (first|last|final|remaining|whole|full|entire)?)? n=NUMBER (-|trading|straight|consecutive|full|more|additional|fiscal|calendar|business)? u=PERIOD (?!-? (old|of age)) (- long)?",
     lasting)
rule("DURATION", "vague length", "for years", "(?<=[for in over within after]) the? u=UNITS (?!of|old|')", lambda place, u: lasting(place, u, None))
rule("DURATION", "length of one", "in a week",
     "(?<=[for in within after over than about nearly almost only just take took takes last lasted spend spent least once until every under around])"
     " (a|an) (full|whole|entire)? u=UNIT (?!- ? old|')", lasting)
rule("DURATION", "length of one", "the year ended March 31", "the FISCAL? u=UNIT (?=(ended|ending) )", lasting)
rule("DURATION", "length of one", "a week-long strike", "(a|an)? u=UNIT -? long", lasting)

# Repetition.
rule("SET", "every", "every day", "(every|each) (n=NUMBER)? u=PERIOD", lasting)
rule("SET", "every", "every July", "(every|each) m=MONTH", lambda place, m: f"XXXX-{m:02}")
rule("SET", "every", "every morning", "(every|each) p=DAYPART", lambda place, p: f"XXXX-XX-XX{p}")
rule("SET", "every", "twice a week", "(once|twice) (a|per|each|every) u=UNIT", lasting)
rule("SET", "adverb of repetition", "daily", "v=ADVERB", lambda place, v: v)

_ANY = re.compile("|".join(f"({source})" for source in _sources))

# --- neighbours ------------------------------------------------------------------------------

_ANY_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}|XXXX-WXX-\d")


def _between(pattern):
    return re.compile(compile_pattern(pattern)[0])


# What the one leaves open, the words between, what the other must be, and the value of both.
FILLED_FROM_RIGHT = [
    ("year", _between("(of|,)?"), _YEAR, lambda left, right: right + left[4:]),            # June last year
    ("quarter", _between("(of|,)?"), _YEAR, lambda left, right: right + left[4:]),         # the third quarter of 2019
    ("date", _between(",?"), _ANY_DAY, lambda left, right: right),                         # Sunday, 27 September
    ("day", _between("(on|of|,)?"), _ANY_DAY, lambda left, right: right + left),           # noon on Thursday
    ("part", _between("(on|of)?"), _ANY_DAY, lambda left, right: right + left),            # the morning of May 5
]
FILLED_FROM_LEFT = [
    ("quarter", _between("(' s)?"), _YEAR, lambda left, right: left + right[4:]),          # this year's third quarter
    ("day", _between("(at|,)?"), _ANY_DAY, lambda left, right: left + right),              # Friday at 8 p.m.
    ("part", _between(""), _ANY_DAY, lambda left, right: left + right),                    # Friday evening
]

# Words before a reference that are part of it: how much of it, or how exactly.
_BEFORE = {
    "DATE": re.compile(compile_pattern("the? (early|earlier|late|later|mid -?|(beginning|start|middle|end|rest) of the?) $")[0]),
    "DURATION": re.compile(compile_pattern("""(about|around|nearly|almost|roughly|approximately|some|over|under|at (least|most)
        |(more|less|fewer) than|up to) $""")[0]),
}
_BEFORE["TIME"], _BEFORE["SET"] = _BEFORE["DATE"], _BEFORE["DURATION"]


def _join(left, right, codes):
    """Two neighbours as one reference, or None where they stand apart."""
    gap = codes[left.end:right.start]
    for opening, between, other, fill in FILLED_FROM_RIGHT:
        if left.open == opening and other.fullmatch(right.value) and between.fullmatch(gap):
            return Timex(left.start, right.end, left.type, fill(left.value, right.value), left.rule, right.open,
                         None, left.anchored or right.anchored)
    for opening, between, other, fill in FILLED_FROM_LEFT:
        if right.open == opening and other.fullmatch(left.value) and between.fullmatch(gap):
            return Timex(left.start, right.end, right.type, fill(left.value, right.value), right.rule, "",
                         None, left.anchored or right.anchored)
    return None


# --- reading an article ----------------------------------------------------------------------

def _read_article(text, published, reader):
    """Every reference of one text: tuples (start, end, type, value, first, last, anchor, rule)."""
    codes, offsets = [], []
    for start, end in find_paragraphs(text):
        piece, spans = read_words(text, start, end, reader)
        codes.append(piece + PARAGRAPH)
        offsets += spans + [(end, end)]
    place = Place("".join(codes), published)
    at = 0
    while match := _ANY.search(place.codes, at):
        timex = _resolve(place, match, text, offsets)
        if timex is None:
            at = match.start() + 1
            continue
        at = timex.end
        while place.found and (joined := _join(place.found[-1], timex, place.codes)):
            place.found.pop()
            timex = joined
        place.found.append(timex)
    return [_row(timex, place, offsets) for timex in place.found if timex.open != "part"]


def _resolve(place, match, text, offsets):
    """The reference at this place by the first rule that fits and makes sense, or None."""
    for rule in GRAMMAR[match.lastindex - 1:]:
        fit = rule.regex.match(place.codes, match.start())
        if fit is None:
            continue
        place.start, place.end, place.anchored, place.note = fit.start(), fit.end(), False, ""
        if isinstance(rule.resolve, str):
            value = rule.resolve
        else:
            groups = {name: worth(rule.groups[name], [text[slice(*offsets[i])] for i in range(*fit.span(name))])
                      for name in rule.groups if fit[name] is not None}
            value = rule.resolve(place, **groups)
        if value is not None:
            value, days = value if isinstance(value, tuple) else (value, None)
            name = f"{rule.name}, {place.note}" if place.note else rule.name
            return Timex(fit.start(), fit.end(), rule.type, value, name, rule.open, days, place.anchored)
    return None


def _row(timex, place, offsets):
    if timex.open == "day" and timex.value[0] == "T":                     # a time on the day of publication
        timex.value, timex.anchored = write(place.published, "D") + timex.value, place.published is not None
    floor = max(0, timex.start - 6)
    before = None if timex.days else _BEFORE[timex.type].search(place.codes[floor:timex.start])
    start = floor + before.start() if before else timex.start
    first, last = timex.days or cover(timex.value)
    return (offsets[start][0], offsets[timex.end - 1][1], timex.type, timex.value, first, last,
            place.published if timex.anchored else None, timex.rule)


def find_dates(articles):
    """A span table of all date references, with the TIMEX3 value of each and the days it covers.
    """
    columns = {"timex_type": "str", "value": "str", "first": "datetime64[s]", "last": "datetime64[s]",
               "anchor": "datetime64[s]", "rule": "str"}
    published = articles["published"] if "published" in articles else pd.Series(pd.NaT, articles.index)
    reader, rows = Reader(), []
    for article_id, text, day in zip(articles.index, articles["text"], published):
        day = None if pd.isna(day) else pd.Timestamp(day).date()
        rows += [(article_id, *row) for row in _read_article(text, day, reader)]
    return make_spans(rows, articles, columns)

"""Neighbours: which references are one ("noon" + "Thursday"), which share a year, which words in front belong to them."""
import re
from dataclasses import replace

from analysis.dates.context import DAY
from analysis.dates.words import compile_pattern
from analysis.dates.timex import cover, day_of, move, write

_YEAR, _WEEK = re.compile(r"\d{4}"), re.compile(r"\d{4}-W\d\d")
ANY_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}|XXXX-WXX-\d")
_ANY_PART = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}T(MO|AF|EV|NI)")
_ANY_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def _between(pattern):
    return re.compile(compile_pattern(pattern)[0])


def _on_part(left, right):
    """8 o'clock + this evening: the part of the day tells which half of the day an hour is of."""
    later = left[1:3].isdigit() and left[1:3] < "12" and right[-2:] in ("AF", "EV", "NI")
    return f"{right[:10]}T{int(left[1:3]) + 12}{left[3:]}" if later else right[:10] + left


def _of_week(left, right):
    """Sunday + last week."""
    return write(move(cover(right)[0], cover(left)[0].isoweekday() - 1, "D"), "D")


def _beside(days):
    return lambda left, right: write(move(cover(right)[0], days, "D"), "D")


def _in_its_year(weekday, date):
    """Saturday + May 14: of the years nearby that in which May 14 is a Saturday."""
    if date.open == "year" and date.days is None and DAY.fullmatch(date.value):
        wanted, (year, m, d) = _weekday_of(weekday.value), map(int, date.value.split("-"))
        fitting = [day for y in (year, year - 1, year + 1) if (day := day_of(y, m, d)) and day.isoweekday() == wanted]
        if fitting:
            date = replace(date, value=write(fitting[0], "D"))
    return replace(date, start=weekday.start)


def _weekday_of(value):
    return int(value[-1]) if value.startswith("XXXX") else cover(value)[0].isoweekday()


# What the one leaves open, the words between, what the other must be, and the value of both.
FILLED_FROM_RIGHT = [
    ("year", _between("(of|,)?"), _YEAR, lambda left, right: right + left[4:]),            # June last year
    ("quarter", _between("(of|,)?"), _YEAR, lambda left, right: right + left[4:]),         # the third quarter of 2019
    ("date", _between(",?"), ANY_DAY, None),                                                  # Sunday, 27 September
    ("date", _between("of?"), _WEEK, _of_week),                                                # Sunday of last week
    ("day", _between("(on|of|,)?"), ANY_DAY, lambda left, right: right + left),               # noon on Thursday
    ("date of a time", _between(",?"), ANY_DAY, lambda left, right: right + left[10:]),       # noon Thursday, May 5
    ("day", _between("in?"), _ANY_PART, _on_part),                                         # 8 o'clock this evening
    ("part", _between("(on|of)?"), ANY_DAY, lambda left, right: right + left),                # the morning of May 5
    ("day before", _between(""), ANY_DAY, _beside(-1)),                                    # the day before Christmas
    ("day after", _between(""), ANY_DAY, _beside(1)),
]
FILLED_FROM_LEFT = [
    ("year", _between("in"), _YEAR, lambda left, right: left + right[4:]),                 # last year in June
    ("quarter", _between("(' s)?"), _YEAR, lambda left, right: left + right[4:]),          # this year's third quarter
    ("day", _between("(at|,)?"), ANY_DAY, lambda left, right: left + right),                  # Friday at 8 p.m.
    ("day", _between("at?"), _ANY_PART, lambda left, right: _on_part(right, left)),        # this evening at 8
    ("part", _between(""), ANY_DAY, lambda left, right: left + right),                        # Friday evening
    ("part", _between(""), _ANY_CLOCK, lambda left, right: _on_part(left[10:], left[:10] + right)),  # 10:45 Friday morning
]

# Words before a reference that are part of it: how much of it, or how exactly.
_PART = re.compile(compile_pattern("(about|around|the? (early|earlier|late|later|mid -?|ENDS of the?)) $")[0])
_EXTENT = re.compile(compile_pattern("""(about|around|nearly|almost|roughly|approximately|some|over|under|at (least|most)
    |(more|less|fewer) than|up to) $""")[0])
_THE = compile_pattern("the")[0]
_COUNTED = ("ago", "from now", "earlier", "later")            # nearly two weeks ago
_BEFORE = {"DATE": _PART, "TIME": _PART, "DURATION": _EXTENT, "SET": _EXTENT}


def join(left, right, codes):
    """Two neighbours as one reference, or None where they stand apart."""
    gap = codes[left.end:right.start]
    for opening, between, other, fill in FILLED_FROM_RIGHT:
        if left.open == opening and other.fullmatch(right.value) and between.fullmatch(gap):
            if fill is None:                                        # the weekday adds nothing to the date; to another weekday it does
                return None if right.open == "date" or right.rule.startswith("holiday") else _in_its_year(left, right)
            return replace(left, end=right.end, value=fill(left.value, right.value),
                           open="date of a time" if right.open == "date" else "", anchored=left.anchored or right.anchored)
    for opening, between, other, fill in FILLED_FROM_LEFT:
        if right.open == opening and other.fullmatch(left.value) and between.fullmatch(gap):
            return replace(right, start=left.start, value=fill(left.value, right.value), open="",
                           anchored=left.anchored or right.anchored)
    return None


_OPEN, _FULL = re.compile(r"[\dX]{4}-(\d\d(-\d\d)?|Q\d)"), re.compile(r"\d{4}-(\d\d(-\d\d)?|Q\d)")
_RANGE, _PAIR, _BETWEEN = _between("to|through|until|till|-"), _between("and|or"), compile_pattern("between")[0]


def share_year(left, right, codes):
    """Give the months, days and quarters of one range or pair the year they share: "between March and May 2012"."""
    gap = codes[left.end:right.start]
    in_range = _RANGE.fullmatch(gap) or _PAIR.fullmatch(gap) and codes[left.start - 1:left.start] == _BETWEEN
    if left.open not in ("year", "quarter") or not _OPEN.fullmatch(left.value) or not (in_range or _PAIR.fullmatch(gap)):
        return
    if right.open == "" and _FULL.fullmatch(right.value):
        left.value = f"{int(right.value[:4]) - (left.value[4:] > right.value[4:]):04}{left.value[4:]}"
        left.anchored = right.anchored
    elif in_range and right.open == "year" and _FULL.fullmatch(left.value) and _FULL.fullmatch(right.value):
        right.value = f"{int(left.value[:4]) + (right.value[4:] < left.value[4:]):04}{right.value[4:]}"


def front_of(timex, before, codes):
    """Where a reference begins with the words in front that are part of it; `before` is the reference before it."""
    if timex.type == "DURATION" and codes[timex.start] == _THE:               # over the past week, over the years
        return timex.start
    floor = max(before.end if before else 0, timex.start - 6)
    words = _EXTENT if timex.rule in _COUNTED and codes[timex.start] != _THE else _BEFORE[timex.type]
    front = words.search(codes[floor:timex.start])
    return floor + front.start() if front else timex.start

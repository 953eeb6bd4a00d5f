"""Neighbouring references: which of them are one ("noon" + "Thursday"), which share a year, and which words in front
belong to them."""
import re
from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from analysis.dates.context import DAY, Timex, compile_codes
from analysis.dates.timex import cover, day_of, move, write
from analysis.dates.words import LEXIS

# Marks of rules: a length counted from a day ("nearly two weeks ago"), a holiday.
COUNTED, HOLIDAY = "counted", "holiday"

_YEAR, _WEEK = re.compile(r"\d{4}"), re.compile(r"\d{4}-W\d\d")
ANY_DAY = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}|XXXX-WXX-\d")
_ANY_PART = re.compile(r"[\dX]{4}-[\dX]{2}-[\dX]{2}T(MO|AF|EV|NI)")
_ANY_CLOCK = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")


def _on_part(left: str, right: str) -> str:
    """ "8 o'clock" + "this evening": the part of the day shows whether the hour is before or after noon."""
    later = left[1:3].isdigit() and left[1:3] < "12" and right[-2:] in ("AF", "EV", "NI")
    return f"{right[:10]}T{int(left[1:3]) + 12}{left[3:]}" if later else right[:10] + left


def _of_week(left: str, right: str) -> str:
    """Sunday + last week."""
    return write(move(cover(right)[0], _weekday_of(left) - 1, "D"), "D")


def _week_of(left: str, right: str) -> str:
    """The weekend + 1 June."""
    return write(cover(right)[0], "WE" if left.endswith("WE") else "W")


def _beside(days: int) -> Callable[[str, str], str]:
    return lambda left, right: write(move(cover(right)[0], days, "D"), "D")


def _is_another_day(weekday: Timex, day: Timex) -> bool:
    """Is the day beside a weekday another one, in a list ("Sunday, Monday", "much like Sunday, today will be dry")?"""
    counted = day.anchored and not day.open and _weekday_of(day.value) != _weekday_of(weekday.value)
    return day.open == "date" or day.marked(HOLIDAY) or counted


def _in_its_year(weekday: Timex, date: Timex) -> Timex:
    """ "Saturday" + "May 14": the nearby year in which May 14 is a Saturday."""
    if date.open == "year" and date.days is None and DAY.fullmatch(date.value):
        wanted, (year, m, d) = _weekday_of(weekday.value), map(int, date.value.split("-"))
        fitting = [day for y in (year, year - 1, year + 1) if (day := day_of(y, m, d)) and day.isoweekday() == wanted]
        if fitting:
            date = replace(date, value=write(fitting[0], "D"))
    return replace(date, start=weekday.start)


def _weekday_of(value: str) -> int:
    day = cover(value)[0]
    return day.isoweekday() if day else int(value[-1])      # XXXX-WXX-7


class Fill(NamedTuple):
    """What one reference leaves open and a neighbour fills in."""
    open: str                                    # what is left open
    between: re.Pattern                          # the words between the two
    other: re.Pattern                            # what the neighbour must be
    fill: Callable[[str, str], str] | None       # the value of both, from that of the left and that of the right


def _fill(open: str, between: str, other: re.Pattern, fill: Callable[[str, str], str] | None) -> Fill:
    return Fill(open, compile_codes(between), other, fill)


FILLED_FROM_RIGHT = [
    _fill("year", "period? (of|,)?", _YEAR, lambda left, right: right + left[4:]),    # June last year
    _fill("quarter", "(of|,)?", _YEAR, lambda left, right: right + left[4:]),         # the third quarter of 2019
    _fill("date", ",?", ANY_DAY, None),                                                  # Sunday, 27 September
    _fill("date", "of?", _WEEK, _of_week),                                                # Sunday of last week
    _fill("day", "(on|of|,)?", ANY_DAY, lambda left, right: right + left),               # noon on Thursday
    _fill("date of a time", ",?", ANY_DAY, lambda left, right: right + left[10:]),       # noon Thursday, May 5
    _fill("that day", ",", ANY_DAY, lambda left, right: right + left[10:]),             # that night, 31 January
    _fill("day", "in?", _ANY_PART, _on_part),                                         # 8 o'clock this evening
    _fill("part", "(on|of)?", ANY_DAY, lambda left, right: right + left),                # the morning of May 5
    _fill("week of", "of", ANY_DAY, _week_of),                                          # the weekend of 1 June
    _fill("day before", "the?", ANY_DAY, _beside(-1)),                                # the day before the May 5 vote
    _fill("day after", "the?", ANY_DAY, _beside(1)),
]
FILLED_FROM_LEFT = [
    _fill("year", "in", _YEAR, lambda left, right: left + right[4:]),                 # last year in June
    _fill("quarter", "(' s)?", _YEAR, lambda left, right: left + right[4:]),          # this year's third quarter
    _fill("day", "(,? at|,|-)?", ANY_DAY, lambda left, right: left + right),                 # Friday at 8 p.m.
    _fill("day", "at?", _ANY_PART, lambda left, right: _on_part(right, left)),        # this evening at 8
    _fill("part", "", ANY_DAY, lambda left, right: left + right),                        # Friday evening
    _fill("part", "", _ANY_PART, lambda left, right: left),                   # the early hours of Monday + morning
    _fill("part", "", _ANY_CLOCK, lambda left, right: _on_part(left[10:], left[:10] + right)),  # 10:45 Friday morning
]

_PLACE = compile_codes("((?!DONE|WILL|BEGINS|BEGIN|that|and|[.,;:?()]) .){0,10} on the?")


def in_one_clause(time: Timex, day: Timex, codes: str) -> bool:
    """Are a time and the day after it of one clause, with a place at most between them: "at 3 p.m. in Oslo on
    Sunday"?"""
    return _PLACE.fullmatch(codes, time.end, day.start) is not None


# Words before a reference that belong to it: they say how much of it is meant, or how exactly.
_PART = compile_codes("""(about|around|(earlier|later) on
    |the? (early|earlier|late|later|mid -?|(early|mid) -? (to|or) -? (mid|late) -?|ENDS of the?)) $""")
_EXTENT = compile_codes("""(about|around|nearly|almost|roughly|approximately|some|over|under|at (least|most)
    |(more|less|fewer) than|up to) $""")
_THE = LEXIS.code("the")
_BEFORE = {"DATE": _PART, "TIME": _PART, "DURATION": _EXTENT, "SET": _EXTENT}


def join(left: Timex, right: Timex, codes: str) -> Timex | None:
    """Two neighbours as one reference, or None if they are two."""
    gap = codes[left.end:right.start]
    for opening, between, other, fill in FILLED_FROM_RIGHT:
        if left.open == opening and other.fullmatch(right.value) and between.fullmatch(gap):
            if fill is None:                                        # "Sunday, 27 September": the date tells all
                return None if _is_another_day(left, right) else _in_its_year(left, right)
            return replace(left, end=right.end, value=fill(left.value, right.value),
                           open="date of a time" if right.open == "date" else "",
                           anchored=left.anchored or right.anchored)
    for opening, between, other, fill in FILLED_FROM_LEFT:
        if fill and right.open == opening and other.fullmatch(left.value) and between.fullmatch(gap):
            return replace(right, start=left.start, value=fill(left.value, right.value), open="",
                           anchored=left.anchored or right.anchored)
    return None


_OPEN, _FULL = re.compile(r"[\dX]{4}-(\d\d(-\d\d)?|Q\d)"), re.compile(r"\d{4}-(\d\d(-\d\d)?|Q\d)")
_RANGE, _PAIR, _BETWEEN = (compile_codes("(to|through|until|till|-) (at|about|around|on)?"),
                           compile_codes("(and|or) (at|about|around|on)?"), LEXIS.code("between"))
_WEEKDAYS = frozenset(LEXIS.members["WEEKDAY"])


def share(left: Timex, right: Timex, codes: str) -> None:
    """Give the two ends of a range or pair the year, week or day that they share: "between March and May 2012", "from
    Monday to Friday last week", "between 8pm and 10pm on 3 June"."""
    gap, of_weekday = codes[left.end:right.start], right.open != "date" and codes[right.start] in _WEEKDAYS
    is_pair = bool(_PAIR.fullmatch(gap))
    in_range = bool(_RANGE.fullmatch(gap) or is_pair and codes[left.start - 1:left.start] == _BETWEEN)
    if in_range and left.open == "day" and _ANY_CLOCK.fullmatch(right.value):
        left.value, left.anchored, left.open = right.value[:10] + left.value, right.anchored, ""
    elif not in_range and not is_pair:
        return
    elif left.open == "date" and of_weekday and DAY.fullmatch(right.value):                 # Friday last week
        ago = (_weekday_of(right.value) - _weekday_of(left.value)) % 7 or 7
        left.value = write(move(cover(right.value)[0], -ago, "D"), "D")
    elif left.open in ("year", "quarter") and _OPEN.fullmatch(left.value):
        _share_year(left, right, in_range)


def _share_year(left: Timex, right: Timex, in_range: bool) -> None:
    if right.open == "" and _FULL.fullmatch(right.value):
        left.value = f"{int(right.value[:4]) - (left.value[4:] > right.value[4:]):04}{left.value[4:]}"
        left.anchored = right.anchored
    elif in_range and right.open == "year" and _FULL.fullmatch(left.value) and _FULL.fullmatch(right.value):
        right.value = f"{int(left.value[:4]) + (right.value[4:] < left.value[4:]):04}{right.value[4:]}"


def front_of(timex: Timex, before: Timex | None, codes: str) -> int:
    """Where a reference begins with the words in front that are part of it; `before` is the reference before it."""
    if timex.type == "DURATION" and codes[timex.start] == _THE:               # over the past week, over the years
        return timex.start
    floor = max(before.end if before else 0, timex.start - 6)
    words = _EXTENT if timex.marked(COUNTED) and codes[timex.start] != _THE else _BEFORE[timex.type]
    front = words.search(codes[floor:timex.start])
    return floor + front.start() if front else timex.start

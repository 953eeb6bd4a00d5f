"""Works out phrases that name a weekday, and phrases that count weekdays and weeks within a month.

As in `days`, each function takes the phrase and what the named groups of its rule are worth, and returns a value; or
`Counted`, a value that was counted from the day of publication; or None where the phrase is no reference after all.
"""
from calendar import monthrange
from collections.abc import Callable
from datetime import date

from analysis.dates.context import MONTH, Counted, Phrase, Resolved, Told
from analysis.dates.days import find_day_named, month
from analysis.dates.timex import cover, day_of, move, nth_day_of, write


def weekday(phrase: Phrase, weekday: int) -> Resolved:
    """A weekday: in the past tense the latest such day, or the day of publication itself; in the future tense the
    next one; without a tense the nearest one.

    The tense of a clause says less about the day of a noun ("Thursday's vote"), except for what happened during it
    ("in Thursday's vote he won"), and nothing about the day of a planned event ("he had high hopes of his meeting with
    the mayor on Monday"). "By" and "was to" may mean the past or the future.
    """
    published = phrase.published
    if phrase.article.narrative and (named := find_day_named(phrase)):
        return Told(write(_nearest_weekday(named, weekday), "D"), "narrative")
    if published is None:
        return f"XXXX-WXX-{weekday}"
    ago, tense = (published.isoweekday() - weekday) % 7, phrase.tense()
    if tense.note == "later":
        farthest = 3
    elif tense.tense == "future":
        farthest = 0
    elif tense.tense and phrase.is_of_event():
        farthest, tense = 3, tense._replace(note="of-event")
    elif not tense.tense or phrase.is_after_by():
        farthest = 3
    else:
        farthest = 4 if phrase.is_possessive() and not phrase.is_within() else 6
    is_over = ago <= farthest
    reading = tense.note if is_over or tense.note not in ("past", "reported") else "nearest"
    return Counted(write(move(published, -ago if is_over else 7 - ago, "D"), "D"), reading)


def every_weekday(phrase: Phrase, weekday: int, part: str = "") -> Resolved:
    """The same weekday of every week: every Sunday, Sunday mornings."""
    return f"XXXX-WXX-{weekday}{part}"


def weekday_of_hours(phrase: Phrase, weekday: int) -> Resolved:
    """A weekday of opening or working hours, the same every week: open Monday to Friday. None for other ranges."""
    return every_weekday(phrase, weekday) if phrase.is_of_hours() else None


def to_the_day(phrase: Phrase, amount: float | None, unit: tuple, weekday: int | None = None,
               width: tuple = ("D", 1)) -> Resolved:
    """Ten years ago today, ago this month, ago Sunday: counted from that day, and as wide."""
    if amount is None or width[0][0] == "T":
        return None
    day = phrase.published
    if day and weekday:
        day = _nearest_weekday(day, weekday)
    return Counted(write(move(day, -amount * unit[1], unit[0]), width[0]))


def _nearest_weekday(day: date, weekday: int) -> date | None:
    return move(day, (weekday - day.isoweekday() + 3) % 7 - 3, "D")


def weekday_and_weeks(phrase: Phrase, weekday: int, weeks: int = 1) -> Resolved:
    """ "Thursday week" is a week after the coming Thursday; "a week last Friday" is a week before last Friday."""
    published = phrase.published
    if published is None:
        return f"XXXX-WXX-{weekday}"
    day = cover((_weekday_after if weeks > 0 else _weekday_before)(published, weekday))[0]
    return Counted(write(move(day, weeks, "W"), "D"))


def weekdays_ago(phrase: Phrase, amount: float | None, weekday: int) -> Resolved:
    """So many weekdays before publication: two Sundays ago. Last Sunday was one."""
    if amount is None:
        return "PAST_REF"
    published = phrase.published
    if published is None:
        return f"XXXX-WXX-{weekday}"
    return Counted(write(move(cover(_weekday_before(published, weekday))[0], 1 - amount, "W"), "D"))


def nth_weekday(phrase: Phrase, which: int, weekday: int, month: int, year: int | None = None) -> Resolved:
    """A weekday counted within a month: the first Monday of September 2013."""
    return _within_month(phrase, month, year, lambda y, m: write(nth_day_of(y, m, weekday, which), "D"))


def nth_week(phrase: Phrase, which: int, month: int, year: int | None = None) -> Resolved:
    """The first week of January: that of its fourth day, as ISO 8601 counts the weeks of a year."""
    return _within_month(phrase, month, year, lambda y, m: write(
        day_of(y, m, monthrange(y, m)[1] - 3 if which < 0 else min(7 * which - 3, monthrange(y, m)[1])), "W"))


def _within_month(phrase: Phrase, month_number: int, year: int | None, find: Callable[[int, int], str]) -> Resolved:
    """What `find` gives for the month of that year; without a year, for the month that the tense tells."""
    told = f"{year:04}-{month_number:02}" if year else month(phrase, month_number)
    value = told if isinstance(told, str) else told.value if told else ""
    if told is None or not MONTH.fullmatch(value):
        return None
    found = find(int(value[:4]), int(value[5:]))
    return found if isinstance(told, str) else told._replace(value=found)


def nth_weekday_from_now(phrase: Phrase, which: int, weekday: int, months: int = 0) -> Resolved:
    """A weekday counted within the month so many months from publication: the last Friday of this month."""
    month = move(phrase.published, months, "M")
    return Counted(write(nth_day_of(month.year, month.month, weekday, which), "D")) if month else f"XXXX-WXX-{weekday}"


def _weekday_before(day: date | None, weekday: int) -> str:
    return write(move(day, (weekday - day.isoweekday()) % 7 - 7, "D"), "D") if day else f"XXXX-WXX-{weekday}"


def _weekday_after(day: date | None, weekday: int) -> str:
    return write(move(day, 7 - (day.isoweekday() - weekday) % 7, "D"), "D") if day else f"XXXX-WXX-{weekday}"


def weekday_before(phrase: Phrase, weekday: int) -> Resolved:
    """The last such weekday before publication: last Sunday."""
    return Counted(_weekday_before(phrase.published, weekday))


def weekday_after(phrase: Phrase, weekday: int) -> Resolved:
    """The next such weekday after publication: next Sunday."""
    return Counted(_weekday_after(phrase.published, weekday))


def weekday_before_named(phrase: Phrase, weekday: int) -> Resolved:
    """The previous Sunday is the last before the day named before."""
    named = find_day_named(phrase)
    return _weekday_before(named, weekday) if named else weekday_before(phrase, weekday)


def weekday_after_named(phrase: Phrase, weekday: int) -> Resolved:
    """The next such weekday after the day named last: the following Sunday."""
    named = find_day_named(phrase)
    return _weekday_after(named, weekday) if named else weekday_after(phrase, weekday)

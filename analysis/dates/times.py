"""Works out phrases that name a part of a day or a time of the clock.

As in `days`, each function takes the phrase and what the named groups of its rule are worth, and returns a value; or
`Counted`, or None.
"""
import re

from analysis.dates.context import DAY, Counted, Phrase, Resolved
from analysis.dates.days import find_day_named
from analysis.dates.timex import move, write

_BETWEEN_FIGURES = re.compile("[:.h]")
_NIGHT = ("TNI", "T24:00")


def part_of_day(phrase: Phrase, days: int = 0, part: str = "") -> Counted:
    """A part of the day so many days from publication."""
    return Counted(write(move(phrase.published, days, "D"), "D") + part)


def overnight(phrase: Phrase) -> Resolved:
    """The night before the day named last, or before publication; in a clause about the future, the next night."""
    tense = phrase.tense()
    if tense.tense == "future":
        return Counted(part_of_day(phrase, 0, "TNI").value, tense.note)
    return part_of_that_day(phrase, -1, "TNI") or Counted(part_of_day(phrase, -1, "TNI").value, tense.note)


def part_of_that_day(phrase: Phrase, days: int = 0, part: str = "") -> Resolved:
    """A part of the day last named, or of the day so many days from it."""
    named = find_day_named(phrase)
    return write(move(named, days, "D"), "D") + part if named else None


def part_of_day_told(phrase: Phrase, part: str) -> Resolved:
    """A part of the day last named, else of publication: in the morning. The morning after a night is of the next
    day."""
    named = phrase.find_latest(DAY)
    if named is None:
        return part_of_day(phrase, 0, part)
    return part_of_that_day(phrase, 1 if part == "TMO" and named.endswith(_NIGHT) else 0, part)


def part_alone(phrase: Phrase, part: str) -> Resolved:
    """A part of a day that a neighbour names."""
    return part


def every_part(phrase: Phrase, part: str) -> Resolved:
    """The same part of every day: every morning."""
    return f"XXXX-XX-XX{part}"


def clock(phrase: Phrase, clock: str | int, half: int | None = None) -> Resolved:
    """A time of the clock. The clock is "10:30", or the hour alone; half is 0 before noon, 12 after it."""
    hour, minute = (int(part) for part in _BETWEEN_FIGURES.split(f"{clock}:0")[:2])
    if half is not None and 1 <= hour <= 12:
        hour = hour % 12 + half
    return f"T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def clock_of_range(phrase: Phrase, clock: int, end: int, half: int) -> Resolved:
    """ "From 2 to 5pm": both are after noon; "from 11 to 2pm": the first is before it."""
    if not (1 <= clock <= 12 and 1 <= end <= 12):
        return None
    first = clock % 12 + half
    return f"T{first if clock % 12 < end % 12 else (first + 12) % 24:02}:00"


def clock_and_minutes(phrase: Phrase, clock: int, minutes: float, half: int | None = None, sign: int = 1) -> Resolved:
    """ "Half past nine", "a quarter to ten": so many minutes after an hour, or before it if `sign` is -1."""
    if not 1 <= clock <= 12 or minutes is None or not 0 < abs(minutes) < 60:
        return None
    hour, minute = divmod((clock % 12) * 60 + sign * int(minutes), 60)
    if half is not None:
        hour += half
    elif hour <= 0:
        hour += 12                                      # half past twelve is after noon where nothing tells
    return f"T{hour % 24:02}:{minute:02}"


def clock_word(phrase: Phrase, clock: str) -> Resolved:
    """Noon or midnight."""
    return clock


def clock_in_figures(phrase: Phrase, figures: str) -> Resolved:
    """A time of the clock in four figures: 1730 GMT."""
    return clock(phrase, f"{figures[:-2]}:{figures[-2:]}") if len(figures) == 4 else None

"""Works out phrases that count in weeks, months, quarters or years.

As in `days`, each function takes the phrase and what the named groups of its rule are worth, and returns a value; or
`Counted`, a value that was counted from the day of publication; or None where the phrase is no reference after all.
"""
import re
from datetime import date

from analysis.dates.context import DAY, MONTH, QUARTER, SEASON, WEEK, YEAR, Counted, Phrase, Resolved, Told
from analysis.dates.stories import find_year_told
from analysis.dates.timex import SEASON_MONTHS, cover, length, move, write

Unit = tuple[str, int]                        # its letters in a value, and how many the word is: fortnight ("W", 2)

# --- units counted from publication ----------------------------------------------------------

def unit_from_now(phrase: Phrase, amount: int = 0, unit: Unit = ("D", 1)) -> Resolved:
    """ "last week", "this week", "next week": the unit that contains the day so many units from publication."""
    letters, factor = unit
    return None if letters[0] == "T" else Counted(write(move(phrase.published, amount * factor, letters), letters))


def unit_told(phrase: Phrase, unit: Unit) -> Resolved:
    """ "the end of the month", "this year": counted from publication; in a narrative, from the date mentioned last."""
    if phrase.article.narrative and isinstance(told := the_same(phrase, unit), str):
        return Told(told, "narrative")
    return unit_from_now(phrase, 0, unit)


def the_weekend(phrase: Phrase) -> Resolved:
    """ "Over the weekend": in the future tense the present or next weekend, otherwise the last one."""
    published = phrase.published
    if published is None or published.isoweekday() > 5:
        return Counted(write(published, "WE"))
    tense = phrase.tense()
    return Counted(write(published if tense.tense == "future" else move(published, -1, "W"), "WE"), tense.note)


_WIDTH = {"DE": "Y", "C": "Y", "WE": "W"}     # "three decades ago" is a year, "three weekends ago" a week


def ago(phrase: Phrase, amount: float | None, unit: Unit, sign: int = -1) -> Resolved:
    """So many units before publication: ten days ago. Units of time give the day of publication."""
    letters, factor = unit
    if amount is None:
        return "PAST_REF" if sign < 0 else "FUTURE_REF"
    if letters[0] == "T":
        return Counted(write(phrase.published, "D"))
    if letters == "Y" and amount == 1 and sign < 0 and (reported := year_before(phrase)):
        return reported
    day = move(phrase.published, sign * amount * factor, letters)
    if day is None and phrase.published and letters == "Y" and sign < 0:
        return _years_before_christ(amount - phrase.published.year)                # 2,100 years ago
    return Counted(write(day, _WIDTH.get(letters, letters))) if day or phrase.published is None else None


def _years_before_christ(years: float) -> Resolved:
    return Counted(f"BC{years:04.0f}") if 0 < years < 10000 else None


def ahead(phrase: Phrase, amount: float | None, unit: Unit) -> Resolved:
    """So many units after publication: two weeks from now."""
    return ago(phrase, amount, unit, 1)


def in_time(phrase: Phrase, amount: float | None, unit: Unit) -> Resolved:
    """So many units after publication: in two weeks' time. In the past ("in a week's time it had fallen"), after the
    date named last."""
    past = phrase.opens_sentence() and phrase.tense().tense == "past"
    return later(phrase, unit, amount) if past or phrase.article.narrative else ahead(phrase, amount, unit)


# --- counted from what was named before ------------------------------------------------------

# Marks of rules: what is itself counted back a year, and what tells the period that a report is about.
A_YEAR_BEFORE, REPORT = "a-year-before", "report"
_REPORTED = re.compile(r"\d{4}-[QH]\d|P([3-9]|1[01])M")


def year_before(phrase: Phrase) -> Resolved:
    """In business news, "a year earlier" means the same quarter or half of the year before; None in other texts."""
    reported = next((timex.value for timex in phrase.list_recent() if not timex.marked(A_YEAR_BEFORE)
                     and (_REPORTED.fullmatch(timex.value) or timex.marked(REPORT))), None)
    if reported is None:
        return None
    if reported[0] == "P":
        return Counted(write(move(phrase.published, -1, "Y"), "Y"))
    return f"{int(reported[:4]) - 1:04}{reported[4:]}"


_MONTHS_TO_A_YEAR_EARLIER = 15                # where no quarter was named before, a report is about the one just over


def quarter_a_year_earlier(phrase: Phrase) -> Resolved:
    """The quarter a year before the one that a report is about: the year-ago quarter."""
    return year_before(phrase) or Counted(write(move(phrase.published, -_MONTHS_TO_A_YEAR_EARLIER, "M"), "Q"))


def a_year_earlier(phrase: Phrase) -> Resolved:
    """The period a year before the one named last: a year earlier."""
    return year_before(phrase) or later(phrase, ("Y", 1), -1) or unit_from_now(phrase, -1, ("Y", 1))


def same_period_last_year(phrase: Phrase) -> Resolved:
    """The period that a report is about, in the year before: the same period last year."""
    return year_before(phrase) or unit_from_now(phrase, -1, ("Y", 1))


def year_reported(phrase: Phrase) -> Resolved:
    """ "For the year": in a report of a fourth quarter, the year that ended with that quarter; otherwise as for other
    units."""
    reported = phrase.find_latest(QUARTER)
    if reported is None or not reported.endswith("Q4") or phrase.tense().tense == "future":
        return unit_told(phrase, ("Y", 1))
    return reported[:4]


# Which values a count in a unit can go on from: days from a day, years from a year, a month or a day.
_HOLDING = {"D": (DAY,), "W": (WEEK, DAY), "M": (MONTH, DAY), "Q": (QUARTER,), "Y": (YEAR, MONTH, DAY),
            "DE": (YEAR,), "C": (YEAR,)}


def later(phrase: Phrase, unit: Unit, amount: float | None = 1) -> Resolved:
    """So many units after the date named last: two days later. None if there is none, and for "a few days later",
    which is only a length."""
    letters, factor = unit
    named = phrase.find_latest(*_HOLDING.get(letters, ()), compared=amount is None or amount > 0)
    if named is None or amount is None:
        return None
    moved = move(cover(named)[0], amount * factor, letters)
    return write(moved, {"DE": "Y", "C": "Y"}.get(letters, letters)) if moved else None


def earlier(phrase: Phrase, unit: Unit, amount: float | None = 1) -> Resolved:
    """So many units before the date named last: two days earlier. In business news, a year earlier is a quarter."""
    if unit[0] == "Y" and amount == 1:
        return a_year_earlier(phrase)
    return later(phrase, unit, None if amount is None else -amount)


def the_one_before(phrase: Phrase, unit: Unit) -> Resolved:
    """ "The previous week": the one before the date named last, or before publication."""
    return earlier(phrase, unit) or unit_from_now(phrase, -1, unit)


def the_same(phrase: Phrase, unit: Unit) -> Resolved:
    """The unit named last: that year, the same week."""
    named = phrase.find_latest(*_HOLDING.get(unit[0], ()))
    return write(cover(named)[0], unit[0]) if named else None


def the_same_day(phrase: Phrase) -> Resolved:
    """The day last named, else that of publication: later in the day."""
    return the_same(phrase, ("D", 1)) or unit_from_now(phrase)


# --- lengths ---------------------------------------------------------------------------------

_LONGEST = 1e9                                         # what is longer is no number of units, but digits in a row


def lasting(phrase: Phrase, unit: Unit, amount: float | None = 1) -> str | None:
    """A length of time: three weeks. Without an amount it is one unit."""
    letters, factor = unit
    if amount is not None and amount > _LONGEST:
        return None
    return length(None if amount is None else amount * factor, "D" if letters == "WE" else letters)


def lasting_long(phrase: Phrase, unit: Unit) -> Resolved:
    """A length of time that nobody counted: years."""
    return lasting(phrase, unit, None)


def up_to_now(phrase: Phrase, unit: Unit, amount: float | None = 1, sign: int = -1) -> Resolved:
    """ "The past week" is seven days, the last of which is the day of publication."""
    letters, factor = unit
    value, published = lasting(phrase, unit, amount), phrase.published
    if value is None or amount is None or published is None or letters == "WE":
        return value
    if letters[0] == "T":
        end = move(published, sign * amount / {"TH": 24, "TM": 1440, "TS": 86400}[letters], "D")
    else:
        end = move(move(published, sign * amount * factor, letters), -sign, "D")
    return Counted(value, days=(min(published, end), max(published, end)) if end else None)


def from_now(phrase: Phrase, unit: Unit, amount: float | None = 1) -> Resolved:
    """A length that begins at publication: the next two weeks."""
    if amount == 1 and unit[0] == "D":
        return None                                     # the next day is that after another
    return up_to_now(phrase, unit, amount, 1)


# --- quarters and halves ---------------------------------------------------------------------

def quarter(phrase: Phrase, quarter: int) -> Resolved:
    """A quarter without a year: the latest of that number that has begun; in the future tense, the coming one;
    after "usually", no particular one."""
    if not 1 <= quarter <= 4:
        return None
    published = phrase.published
    if published is None or phrase.is_habitual():
        return f"XXXX-Q{quarter}"
    tense = phrase.tense()
    ahead, future = quarter - (published.month + 2) // 3, tense.tense == "future"
    if ahead > 0 and not future:
        ahead -= 4
    if ahead < -1 and future:                           # reports about the quarter just over may still be expected
        ahead += 4
    return Counted(write(move(published, 3 * ahead, "M"), "Q"), tense.note)


def the_quarter(phrase: Phrase) -> Resolved:
    """The quarter that a report is about: the first that it names."""
    now = write(phrase.published, "Q")
    named = next((timex.value for timex in phrase.found[:10] if QUARTER.fullmatch(timex.value)
                  and not timex.marked(A_YEAR_BEFORE) and timex.value <= now), None)
    return Counted(named or write(move(phrase.published, -3, "M"), "Q"))


def quarter_that_ended(phrase: Phrase, month: int) -> Resolved:
    """ "The quarter ended Sept. 30": the quarter of that month; the latest one, or in the future tense the coming
    one."""
    return quarter(phrase, (month + 2) // 3)


def fiscal_year(phrase: Phrase, figures: str) -> Resolved:
    """A fiscal year in one word, FY21 or FY2021: the year by which it is called."""
    year = figures[2:]
    return year if len(year) == 4 else f"20{year}"


def fiscal_quarter(phrase: Phrase, figures: str) -> Resolved:
    """A quarter or half of a fiscal year in one word: Q1FY22, 3Q21, H1FY22."""
    letter, number = sorted(figures[:2].upper(), reverse=True)
    year = figures[2:].upper().removeprefix("FY")
    return f"{year if len(year) == 4 else '20' + year}-{letter}{number}"


def quarter_of_fiscal_year(phrase: Phrase, quarter: int, figures: str) -> Resolved:
    """A quarter of a fiscal year: Q1 FY20."""
    return f"{fiscal_year(phrase, figures)}-Q{quarter}"


def half_of_fiscal_year(phrase: Phrase, half: int, figures: str) -> Resolved:
    """Half of a fiscal year: H1 FY19."""
    return f"{fiscal_year(phrase, figures)}-H{half}"


def quarter_of_year(phrase: Phrase, quarter: int, year: int) -> Resolved:
    """A quarter of a year: Q1 2017."""
    return f"{year:04}-Q{quarter}"


def half_of_year(phrase: Phrase, half: int, year: int) -> Resolved:
    """Half of a year: H1 2018."""
    return f"{year:04}-H{half}"


def quarter_of_that_year(phrase: Phrase, year: int) -> Resolved:
    """The quarter last named, in another year: the 2019 quarter."""
    named = phrase.find_latest(QUARTER)
    return f"{year:04}{named[4:]}" if named else None


def half(phrase: Phrase, half: int) -> Resolved:
    """The first or the second half of the year of publication."""
    return Counted(f"{write(phrase.published, 'Y')}-H{half}") if half in (1, 2) else None


# --- seasons ---------------------------------------------------------------------------------

def season_from_now(phrase: Phrase, season: str, steps: int = 0) -> Resolved:
    """A season so many steps from publication: last summer (-1), this summer, next summer (1)."""
    published, start = phrase.published, SEASON_MONTHS[season]
    if published is None:
        return f"XXXX-{season}"
    year = _year_of_season(published, season)
    if steps < 0 and published.month < start + 3 or steps > 0 and published.month >= start:
        year += steps
    return Counted(f"{year:04}-{season}")


def season_of_year(phrase: Phrase, season: str, year: int) -> Resolved:
    """A season of a year: the summer of 2017."""
    return f"{year:04}-{season}"


def season_before_christ(phrase: Phrase, season: str, figures: str) -> Resolved:
    """A season of a year before Christ: the spring of 480 BC."""
    return f"BC{figures:0>4}-{season}"


def season_next(phrase: Phrase, season: str) -> Resolved:
    """ "The next spring": after publication; in a narrative, after the date mentioned last."""
    told = season_after(phrase, season) if phrase.article.narrative else None
    return told or season_from_now(phrase, season, 1)


def season_told(phrase: Phrase, season: str) -> Resolved:
    """A season of the year last named: that summer."""
    named = phrase.find_latest(YEAR, MONTH, DAY)
    return f"{named[:4]}-{season}" if named else None


def season_after(phrase: Phrase, season: str) -> Resolved:
    """ "The following summer": the first summer that begins after the date named last."""
    named = phrase.find_latest(YEAR, SEASON, MONTH, DAY)
    last = named and cover(named)[1]
    return f"{last.year + (last.month >= SEASON_MONTHS[season]):04}-{season}" if last else None


def season(phrase: Phrase, season: str) -> Resolved:
    """ "In the summer": in the year of publication, unless the tense says otherwise."""
    if told := find_year_told(phrase, SEASON_MONTHS[season], season=season):
        return told
    published, start = phrase.published, SEASON_MONTHS[season]
    if published is None:
        return f"XXXX-{season}"
    year, tense = _year_of_season(published, season), phrase.tense()
    if tense.tense == "future" and published.month >= start + 3:
        year += 1
    if tense.tense in ("past", "reported") and year == published.year and published.month < start:
        year -= 1
    return Counted(f"{year:04}-{season}", tense.note)


def every_season(phrase: Phrase, season: str) -> Resolved:
    """The same season of every year: every spring."""
    return f"XXXX-{season}"


def every_month(phrase: Phrase, month: int) -> Resolved:
    """The same month of every year: every July."""
    return f"XXXX-{month:02}"


def as_told(phrase: Phrase, value: str) -> Resolved:
    """The value that the word has in dates.toml: daily."""
    return value


def _year_of_season(published: date, season: str) -> int:
    """The year of publication, but a winter that is on in January began the year before."""
    return published.year - (season == "WI" and published.month < 3)

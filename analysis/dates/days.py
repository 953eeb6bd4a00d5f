"""Works out a phrase that names a day, a month or a year, from publication, the tense, and what was named before.

Every function here takes the phrase and the values of the named groups of its rule, and returns a value; or `Counted`
for a value that was counted from the day of publication; or None if the phrase is not a reference after all.
"""
import re
from datetime import date

from analysis.dates.context import DAY, MONTH, NO_DATE, SEASON, YEAR, Counted, Phrase, Resolved
from analysis.dates.stories import find_year_told
from analysis.dates.timex import cover, day_of, holiday_of, move, write

Holiday = int | tuple[int, ...]
_BETWEEN_FIGURES = re.compile("[/.]")

# --- dates written out -----------------------------------------------------------------------

def iso_date(phrase: Phrase, figures: str) -> Resolved:
    """A date as ISO 8601 writes it: 2020-09-27, 2020/09/27, and with a time of day 2020-10-02T10:00Z."""
    figures = figures.replace("/", "-")
    return figures[:16].upper() if cover(figures[:10])[0] else None


def full_date(phrase: Phrase, month: int, day: int, year: int) -> Resolved:
    """A full date; none for 30 February 2018, which is not a day and must not be read as a month."""
    return f"{year:04}-{month:02}-{day:02}" if day_of(year, month, day) else NO_DATE


def day_of_short_year(phrase: Phrase, month: int, day: int, figures: str) -> Resolved:
    """A full date with the year in two figures: 19-Nov-18."""
    year = short_year(phrase, figures)
    return full_date(phrase, month, day, int(year)) if year else None


def date_in_figures(phrase: Phrase, figures: str) -> Resolved:
    """A date in figures: 9/27/2018. A date such as 6/10/2020 may be two days; it stays open where nothing says
    which order holds."""
    first, second, year = (int(part) for part in _BETWEEN_FIGURES.split(figures))
    if year < 100:
        year += 1900 if year > 50 else 2000
    order = "day-first" if "." in figures or first > 12 else "month-first" if second > 12 else phrase.article.date_order
    if order is None and first != second:
        return f"{year:04}-XX-XX"
    return full_date(phrase, *((second, first) if order == "day-first" else (first, second)), year)


def day_of_month(phrase: Phrase, month: int, day: int) -> Resolved:
    """A day and a month without a year (27 September): the nearest such day, or the one to which the tense points."""
    if not day_of(2000, month, day):
        return None
    if told := find_year_told(phrase, month, day):
        return told
    if phrase.published is None:
        return f"XXXX-{month:02}-{day:02}"
    return _choose_by_tense(phrase, _list_days(phrase.published.year, month, day))


def _list_days(year: int, month: int, day: int) -> list[date]:
    """The same day in the neighbouring years; for 29 February, in as many years as are needed to find two."""
    years = range(year - 8, year + 9) if (month, day) == (2, 29) else range(year - 1, year + 2)
    return [found for each in years if (found := day_of(each, month, day))]


# In days. Measured on TimeBank: if the nearest such day is farther away, another year is meant only where the tense
# says so.
_FAR = 90


def day_of_a_month(phrase: Phrase, month: int, day: int) -> Resolved:
    """A day and a month without a year, the day first. 30 February is not a date; but "in February 30 firms closed"
    contains the month February."""
    return day_of_month(phrase, month, day) or NO_DATE


def day_of_last_month(phrase: Phrase, month: int, day: int, tense: str = "past") -> Resolved:
    """The latest such day before publication (last April 1), or the next after it (next April 1: tense "future")."""
    if not day_of(2000, month, day):
        return NO_DATE
    if phrase.published is None:
        return f"XXXX-{month:02}-{day:02}"
    return _choose_by_tense(phrase, _list_days(phrase.published.year, month, day), tense)


def _choose_by_tense(phrase: Phrase, days: list[date], tense: str = "") -> Counted:
    """Of the same day in several years, the nearest; if it is more than three months away, the one to which the tense
    points.

    News seldom names a day without its year if the same day of another year is much nearer: "will look into the May 2
    fire" means the last May 2. Words about the day itself ("last Christmas", "since", "ended on") decide at any
    distance.
    """
    published = phrase.published
    assert published is not None        # a day is chosen only where it is known
    nearest = min(days, key=lambda day: abs(day - published))
    told, governed, note = (tense, True, "") if tense else phrase.tense(deadline=True)
    ahead, near = (nearest - published).days, 0 if governed else _FAR
    if told == "past" and ahead > near:
        nearest = max((day for day in days if day <= published), default=nearest)
    if told == "future" and ahead < -near and note != "deadline":       # gave him until May 5: the nearest
        nearest = min((day for day in days if day >= published), default=nearest)
    return Counted(write(nearest, "D"), note)


def day_of_attacks(phrase: Phrase, month: int, day: int) -> Resolved:
    """A date that is the name of an event: "Sept. 11", used for an attack, is the day in 2001."""
    known = (month, day) == (9, 11) and (phrase.published is None or phrase.published.year > 2001)
    return "2001-09-11" if known else None


def holiday(phrase: Phrase, holiday: Holiday, days: int = 0, tense: str = "") -> Resolved:
    """The holiday, or the day that is so many days after it (before it if negative)."""
    if phrase.published is None:
        if isinstance(holiday, tuple) and len(holiday) == 2 and not days:
            return f"XXXX-{holiday[0]:02}-{holiday[1]:02}"
        return None
    years = (phrase.published.year + step for step in (-1, 0, 1))
    found = [day for year in years if (day := move(holiday_of(year, holiday), days, "D"))]
    return _choose_by_tense(phrase, found, tense)


def holiday_weekend(phrase: Phrase, holiday: Holiday) -> Resolved:
    """The weekend nearest to a holiday: before a Monday or Tuesday, after any other day of the week."""
    if phrase.published is None:
        return write(None, "WE")
    years = (phrase.published.year + step for step in (-1, 0, 1))
    chosen = _choose_by_tense(phrase, [day for year in years if (day := holiday_of(year, holiday))])
    day = cover(chosen.value)[0]
    assert day is not None              # what is chosen is a day
    return chosen._replace(value=write(move(day, -2, "D") if day.isoweekday() <= 2 else day, "WE"))


def holiday_of_year(phrase: Phrase, holiday: Holiday, year: int) -> Resolved:
    """A holiday of a year that is named: Christmas 2017."""
    return write(holiday_of(year, holiday), "D")


_DAY_OF_ANY_YEAR = re.compile(r"[\dX]{4}-\d\d-\d\d")


def end_of_range(phrase: Phrase, day: int, year: int | None = None) -> Resolved:
    """The second day of a range, in the month of the first: Sept. 27-30."""
    start = phrase.found[-1] if phrase.found else None
    if start is None or start.end != phrase.start - 1 or not _DAY_OF_ANY_YEAR.fullmatch(start.value):
        return None
    if day <= int(start.value[-2:]):
        return None
    if year:
        start.value = f"{year:04}{start.value[4:]}"
    of_year, month = start.value[:4], int(start.value[5:7])
    return start.value[:-2] + f"{day:02}" if day_of(2000 if of_year == "XXXX" else int(of_year), month, day) else None


def end_of_years(phrase: Phrase, figures: str) -> Resolved:
    """The second of two years, in two figures: the 94 of 1993-94, of the winter of 1993-94."""
    start = phrase.found[-1].value if phrase.found else ""
    of_years = len(figures) == 2 and (YEAR.fullmatch(start) or SEASON.fullmatch(start)) and figures > start[2:4]
    return start[:2] + figures if of_years else None


def split_year(phrase: Phrase, year: int, figures: str) -> Resolved:
    """ "2018/19", a season or a fiscal year, is given by the year in which it begins."""
    return f"{year:04}" if len(figures) == 2 and int(figures) == (year + 1) % 100 else None


def month_of_year(phrase: Phrase, month: int, year: int) -> Resolved:
    """A month of a year: September 2018."""
    return f"{year:04}-{month:02}"


FIRST_YEAR, LAST_YEAR = 1500, 2059            # a bare number of four figures is read as a year within these limits


def year(phrase: Phrase, year: int) -> Resolved:
    """A year in four figures: 1994."""
    return f"{year:04}" if FIRST_YEAR <= year <= LAST_YEAR else None


def spelled_year(phrase: Phrase, hundreds: int, tens: int, ones: int = 0) -> Resolved:
    """A year in words: nineteen ninety-four."""
    return f"{hundreds}{tens + ones}" if 13 <= hundreds <= 20 and ones < 10 else None


def short_year(phrase: Phrase, figures: str) -> str | None:
    """A year such as "in '94": of the last century, unless the year has just begun; in a narrative, of the century
    told."""
    told = phrase.find_latest(YEAR, MONTH, DAY) if phrase.article.narrative else None
    if told and len(figures) == 2:
        return told[:2] + figures
    return f"{19 if int(figures) > 30 else 20}{figures}" if len(figures) == 2 else None


def decade(phrase: Phrase, decade: int) -> Resolved:
    """A decade: the 1990s, the '90s (of the last century), the nineties."""
    return str(decade) if 190 <= decade < 210 else f"{decade // 10}" if decade > 210 else f"19{decade // 10}"


def decade_of_year(phrase: Phrase, figures: str) -> Resolved:
    """A decade with an apostrophe: the 1990's, the 90's; none for the 1992's."""
    return decade(phrase, int(figures)) if figures[-1] == "0" and len(figures) in (2, 4) else None


def century(phrase: Phrase, century: int) -> Resolved:
    """A century by its number: the 19th century."""
    return f"{century - 1:02}" if century <= 21 else None


def century_before_christ(phrase: Phrase, century: int) -> Resolved:
    """A century before Christ: the first century B.C."""
    return f"BC{century - 1:02}"


def month_before_christ(phrase: Phrase, month: int, figures: str) -> Resolved:
    """A month of a year before Christ: April 480 BC."""
    return f"BC{figures:0>4}-{month:02}"


def year_of_our_era(phrase: Phrase, figures: str) -> Resolved:
    """A year after Christ: 890 AD."""
    return f"{figures:0>4}"


def year_before_christ(phrase: Phrase, figures: str) -> Resolved:
    """A year before Christ: 65 B.C."""
    return f"BC{figures:0>4}"


# --- months counted from publication ---------------------------------------------------------

def month(phrase: Phrase, month: int) -> Resolved:
    """A month without a year: the latest or the next of that name, as the tense says; in a story, of the year told.

    None for the name of a person: "he apologised to May".
    """
    if phrase.is_surname():
        return None
    if told := find_year_told(phrase, month):
        return told
    published = phrase.published
    if published is None or phrase.is_habitual():
        return f"XXXX-{month:02}"
    ahead, tense = (month - published.month) % 12, phrase.tense(deadline=True)
    if ahead > {"future": 11, "past": 0}.get(tense.tense, 6):
        ahead -= 12
    return Counted(write(move(published, ahead, "M"), "M"), tense.note)


def _month_from(phrase: Phrase, month: int, ahead: int) -> Resolved:
    """The month that is so many months after publication; open if the day of publication is unknown."""
    return f"XXXX-{month:02}" if phrase.published is None else Counted(write(move(phrase.published, ahead, "M"), "M"))


def _months_to(phrase: Phrase, month: int) -> int:
    return (month - phrase.published.month) % 12 if phrase.published else 0


def month_to_come(phrase: Phrase, month: int) -> Resolved:
    """The month of publication, or else the next month of that name."""
    return _month_from(phrase, month, _months_to(phrase, month))


def month_of_this_year(phrase: Phrase, month: int) -> Resolved:
    """ "This January" is in the year of publication; in December it is the next January."""
    published = phrase.published
    if published is None:
        return f"XXXX-{month:02}"
    return Counted(f"{published.year + (published.month - month > 9):04}-{month:02}")


def month_of_that_year(phrase: Phrase, month: int) -> Resolved:
    """A month of the year named last: that November."""
    named = phrase.find_latest(YEAR, MONTH, DAY)
    return f"{named[:4]}-{month:02}" if named else None


def month_before_named(phrase: Phrase, month: int) -> Resolved:
    """The last month of that name before the date named last: the previous May."""
    named = phrase.find_latest(DAY, MONTH, YEAR)
    if named is None:
        return month_before(phrase, month)
    first = cover(named)[0]
    return write(move(first, (month - first.month) % 12 - 12, "M"), "M") if first else None


def month_after_named(phrase: Phrase, month: int) -> Resolved:
    """ "The following March": in the year named before, or the first March after the month named before."""
    named = phrase.find_latest(DAY, MONTH, YEAR)
    if named is None:
        return month_after(phrase, month)
    last = cover(named)[1]
    return write(move(last, 12 - (last.month - month) % 12, "M"), "M") if last else None


def month_before(phrase: Phrase, month: int) -> Resolved:
    """The last month of that name before publication. In June, "last May" is in the year before, since the month
    just over would be "last month"."""
    ago = -_months_to(phrase, month) % 12
    return _month_from(phrase, month, -ago - 12 if ago < 2 else -ago)


def month_after(phrase: Phrase, month: int) -> Resolved:
    """The next month of that name after publication: next May."""
    return _month_from(phrase, month, _months_to(phrase, month) or 12)


# --- days counted from publication, or of the month named ------------------------------------

def day_of_month_from_now(phrase: Phrase, day: int, months: int = 0) -> Resolved:
    """A day of the month so many months from publication: the 2nd of this month, of next month (1)."""
    month = move(phrase.published, months, "M")
    if month is None:
        return f"XXXX-XX-{day:02}" if day <= 31 else None
    found = day_of(month.year, month.month, day)
    return Counted(write(found, "D")) if found else NO_DATE


def day_of_month_named(phrase: Phrase, day: int) -> Resolved:
    """ "They met on 5 May and again on the 9th": in the month named last, or in the next one if that day was already
    over."""
    named = phrase.find_latest(DAY, MONTH)
    if named is None:
        return None
    first = cover(named)[0]
    if first and DAY.fullmatch(named) and day < first.day:
        first = move(first, 1, "M")
    found = first and day_of(first.year, first.month, day)
    return write(found, "D") if found else None


def find_day_named(phrase: Phrase) -> date | None:
    """The day last named in the article."""
    named = phrase.find_latest(DAY)
    return cover(named)[0] if named else None


def day_from_now(phrase: Phrase, days: int = 0) -> Resolved:
    """The day so many days from publication: yesterday (-1), today, tomorrow (1)."""
    return Counted(write(move(phrase.published, days, "D"), "D"))


def any_day(phrase: Phrase) -> Resolved:
    """A day that depends on a neighbour: the day before Christmas."""
    return "XXXX-XX-XX"

"""Stories of the past: in them, a month, a day or a season without a year belongs to the year mentioned last.

News names few years: "in May" means the May nearest to publication. A history names years throughout and hardly ever
says "yesterday" or "on Monday": there, "in May" is in the year mentioned just before. In news, the same is true of a
sentence that opens right after an explicit date: "It opened on 12 May 1994. On 4 July it closed."
"""
import re

from analysis.dates.context import PARAGRAPH, Article, Phrase, Timex, Told
from analysis.dates.timex import cover

# An article is a narrative if it has at least this many explicit dates of earlier years, and at least this many of
# them for each reference to its day of publication ("yesterday", "on Monday", "last week"). Measured: histories of
# wars have 6 to 50 for each such reference; 528 news articles have at most 5, where they have six such dates at all.
FEWEST_DATES, DATES_A_DEICTIC = 6, 6
# If a month is at least so many months earlier in the year than the one mentioned last, the story has moved on to the
# next year: December, then January.
NEXT_YEAR = 9
ASIDE = 2                     # a year this much farther from those named before it is an aside
_WITH_YEAR = re.compile(r"(BC)?\d{4}(-(?P<month>\d\d)(-\d\d.*)?|-[QH]\d|-(SP|SU|FA|WI))?")


def is_narrative(article: Article) -> bool:
    """Is the article told in explicit past years? Decided from the references that a first reading has found."""
    this_year = f"{article.published.year:04}" if article.published else "9999"
    told = sum(_tells_year(timex) and (timex.value[:4] < this_year or timex.value[0] == "B") for timex in article.found)
    deictic = sum(timex.anchored and timex.open != "year" for timex in article.found)
    return told >= FEWEST_DATES and told >= DATES_A_DEICTIC * deictic


def _tells_year(timex: Timex) -> bool:
    """Does the reference name its year, or belong to one that was named?"""
    return timex.type in ("DATE", "TIME") and not timex.anchored and _WITH_YEAR.fullmatch(timex.value) is not None


def find_year_told(phrase: Phrase, month: int, day: int = 0, season: str = "") -> Told | None:
    """A month, its day, or the season that begins in it, in the year told last; None where no story is told."""
    article = phrase.article
    if article.narrative:
        last, reading = _find_last_told(phrase), "narrative"
    else:
        last, reading = _date_before_sentence(phrase), "after-a-date"
    if last is None or phrase.is_ahead():
        return None
    year = _year_after(last.value, month)
    value = f"{year}-{season}" if season else f"{year}-{month:02}-{day:02}" if day else f"{year}-{month:02}"
    return Told(value, reading) if year[0] == "B" or cover(value)[0] else None


def _year_after(value: str, month: int) -> str:
    """The year of a value; the next where its month is so late in the year that the story has gone on into the next."""
    if value.startswith("BC"):
        return value[:6]
    match = _WITH_YEAR.fullmatch(value)
    told = match and match["month"]
    return f"{int(value[:4]) + (told is not None and int(told) - month >= NEXT_YEAR):04}"


def _find_last_told(phrase: Phrase) -> Timex | None:
    """The reference whose year the story has reached. A year within a sentence that is far from the two before it is
    an aside.

    After "There was no attack (a report of 2005 says). It rained on 4 August", the story continues in the year before
    the aside.
    """
    told = [timex for timex in phrase.list_recent() if _tells_year(timex) and not phrase.is_compared(timex)
            and not phrase.at(timex).is_to_come()][:3]
    if len(told) < 3 or any(timex.value.startswith("BC") for timex in told):
        return told[0] if told else None
    last, before, first = (int(timex.value[:4]) for timex in told)
    leaps = abs(last - before) > ASIDE and abs(before - first) <= ASIDE
    return told[1] if leaps and not phrase.at(told[0]).opens_sentence() else told[0]


def _date_before_sentence(phrase: Phrase) -> Timex | None:
    """The explicit date of an earlier year in the sentence before, where the phrase opens its sentence."""
    last = phrase.found[-1] if phrase.found else None
    if last is None or not _tells_year(last) or phrase.is_compared(last) or not phrase.opens_sentence():
        return None
    if phrase.published and last.value[:4] >= f"{phrase.published.year:04}" and last.value[0] != "B":
        return None
    between = phrase.codes[last.end:phrase.start]
    return last if between.count(".") + between.count("?") == 1 and PARAGRAPH not in between else None

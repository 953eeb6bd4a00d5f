"""Histories: a month, a day or a season without a year belongs to the year told last. In the news it does not."""
import pytest

from analysis.dates import find_dates
from tests.dates.test_dates import articles

# Enough explicit years for a history, and nothing that points to the day of publication.
HISTORY = ("The harbour was begun in 1861. A storm broke the mole on 4 March 1863, and again in November 1864. "
           "Work went on from May 1866 until August 1868. The light was lit on 1 December 1870. ")
PUBLISHED = "2019-06-12"


def read(text, published=PUBLISHED):
    rows = find_dates(articles(text, published=published))
    return [(row.text, row.value, row.rule) for row in rows.itertuples()]


@pytest.mark.parametrize("sentence, text, value, rule", [
    ("Two ships sank in the storm of November.", "November", "1870-11", "month-alone-narrative"),
    ("In January a third ship sank.", "January", "1871-01", "month-alone-narrative"),     # over the turn of the year
    ("A buoy was laid on 20 December.", "20 December", "1870-12-20", "day-month-narrative"),
    ("The mole was paved in the autumn.", "the autumn", "1870-FA", "the-season-narrative"),
    ("The works were paid for at the end of the year.", "the end of the year", "1870", "end-of-the-unit-narrative"),
    ("The mole cracked in '69.", "'69", "1869", "year-short"),
    ("On Monday the mayor came.", "Monday", "1870-11-28", "weekday-narrative"),     # nearest to the day told
    ("The mole will be mended in May.", "May", "2020-05", "month-after-preposition-future"),     # an explicit future
    ("A report of 1999 praised it. It was sold in May 1871 and bought back in June.", "June", "1871-06",
     "month-alone-narrative"),
])
def test_a_history(sentence, text, value, rule):
    assert (text, value, rule) in read(HISTORY + sentence)


def test_an_aside_does_not_move_the_story():
    found = read(HISTORY + "The keeper, says a report of 1999, was asleep. The light went out on 24 December.")
    assert ("24 December", "1870-12-24", "day-month-narrative") in found


def test_a_year_to_come_does_not_move_the_story():
    found = read(HISTORY + "Stones were cut for a pier planned for 1873. On 11 December it snowed.")
    assert ("11 December", "1870-12-11", "day-month-narrative") in found


def test_a_history_without_a_day_of_publication():
    assert ("November", "1870-11", "month-alone-narrative") in read(HISTORY + "Two ships sank in November.", None)


def test_news_with_a_background_stays_news():
    """The same years, but told between references to the day of publication."""
    news = "The mayor said on Monday that the mole is safe. Yesterday a ship left, and last week two. "
    assert ("November", "2018-11", "month-alone-past") in read(HISTORY + news + "Two ships sank in the storm of November.")


@pytest.mark.parametrize("text, expected", [
    ("It opened on 12 May 1994. On 4 July it closed.", "1994-07-04"),
    ("It opened on 12 May 1994.\nOn 4 July it closed.", "2018-07-04"),     # another paragraph
    ("It opened on 12 May 1994. It rained. On 4 July it closed.", "2018-07-04"),     # not right after
    ("It opened on 12 May 1994. The mill closed on 4 July.", "2018-07-04"),     # not the opening
    ("It has grown since 1994. On 4 July it closed.", "2018-07-04"),     # since: until now
])
def test_right_after_an_explicit_date(text, expected):
    assert read(text)[-1][1] == expected

"""Date references: which words point to a time, and to which days.

`GRAMMAR` lists the phrases, each with an example. `datewords` knows the words that phrases are
made of, `dateanchors` (days and times) and `dateperiods` (weeks and longer) what a phrase points
to, `dateplaces` the tense of its clause, `datejoins` which neighbours are one reference ("noon" +
"Thursday", "June" + "last year"), `timex` the arithmetic of values.
"""
import re
from typing import NamedTuple

import pandas as pd

from analysis.dates import days as to
from analysis.dates import periods as per
from analysis.dates.joins import ANY_DAY, front_of, join, share_year
from analysis.dates.context import DAY, Place, Timex
from analysis.dates.words import DULL, PARAGRAPH, Reader, compile_pattern, read_words, worth
from analysis.spans import make_spans, read_texts
from analysis.text import find_paragraphs
from analysis.dates.timex import cover, write

# --- the grammar -----------------------------------------------------------------------------


class Rule(NamedTuple):
    type: str                # DATE, TIME, DURATION, SET; or "" for what looks like a reference and is none
    name: str
    example: str
    regex: re.Pattern
    groups: dict             # what each named group is: n -> NUMBER
    resolve: object          # a function of dateanchors, or the value itself
    open: str                # what a neighbour may fill in: the year, date, day, part or quarter


GRAMMAR, _sources = [], []


def rule(type, name, example, pattern, resolve=None, open=""):
    """One more phrase. Where several fit at one place, the first of them wins."""
    source, groups = compile_pattern(pattern)
    GRAMMAR.append(Rule(type, name, example, re.compile(source), groups, resolve, open))
    _sources.append(re.sub(r"\(\?P<\w>", "(?:", source))


# What looks like a date and is none.
rule("", "age", "the 37-year-old driver", "(a|an|the|his|her|their)? NUMBER -? (year|years) -? (old|olds|of age)")
rule("", "age", "aged 20", "(aged|age) of? NUMBER (years|year)?")
rule("", "age", "a 3-month-old baby", "NUMBER -? PERIOD - old CHILD")
rule("", "fraction", "three-quarters of the town", "three -? quarters of | NUMBER - (quarters|quarter)")
rule("", "fraction", "a quarter of the town", "(a|one) quarter (?!- century|of a century)")
rule("", "ordinal", "a second bridge", "(a|the|every|each|its) second (WORD|NAME|-)")
rule("", "saying", "at the end of the day", "(?<=at) the end of the day")
rule("", "count", "in as many years", "as many UNITS")
rule("", "always", "day and night", "(day|night) (and|or|by|after) (day|night)")
rule("", "name", "Black Monday", "(black|bloody|ash|fat|palm|super|casual) WEEKDAY")
rule("", "name", "the Sunday Times", "(WEEKDAY|daily) PAPER")
rule("", "name", "60 Minutes", "(DAY|INT) (Hours|Minutes)")
rule("", "name", "April Roe", """(?<![in since by until till from this last next of for during to through before after
     between early late mid , -]) (April|June|August) NAME""")
rule("", "rate", "year-on-year growth", "UNIT - (on|over|to|by) - (UNIT|date)")
rule("", "rate", "50 miles an hour", """(NUMBER|%|percent|miles|kilometers|kilometres|times|dollars|euros) (a|an|per) UNIT
     (?!ago|earlier|later|before)""")

# Dates written out.
rule("DATE", "ISO date", "2020-09-27", "v=ISO", to.iso_date)
rule("DATE", "date in figures", "9/27/2020", "v=FIGURES", to.date_in_figures)
rule("DATE", "full date", "September 27, 2020", "m=MONTH d=DAYNUMBER (,|of)? y=YEAR", to.full_date)
rule("DATE", "full date", "27th of September 2020", "the? d=DAYNUMBER (of|-)? m=MONTH (,|of|-)? y=YEAR", to.full_date)
rule("DATE", "day of the attacks", "the Sept. 11 attacks",
     "m=MONTH d=DAY (?=(terrorist|terror)? (attacks|attack|hijackings))", to.day_of_attacks, "year")
rule("DATE", "day of the attacks", "9/11", "m=DAY / d=DAY (?!/)", to.day_of_attacks)
rule("DATE", "month and day", "Sept. 27", "m=MONTH d=DAYNUMBER (?!%|-? (?!weekend) PERIOD|COUNTED)", to.day_of_month, "year")
rule("DATE", "month and day", "January the ninth", "m=MONTH the d=DAYNUMBER (?!%|-? PERIOD|COUNTED)", to.day_of_month, "year")
rule("DATE", "month and day", "27 September", "(the? d=DAYNUMBER) of? m=MONTH", to.day_of_month, "year")
rule("DATE", "start of a range", "5-7 May", "d=DAY (?=(-|to|and|or) (DAY|NTH) of? m=MONTH)", to.day_of_month, "year")
rule("DATE", "end of a range", "Sept. 27-30",
     "(?<=[- to through and or]) d=DAY (?!-? PERIOD|MONTH|%|- WORD|COUNTED) (,? y=YEAR)?", to.end_of_range)
rule("DATE", "end of a range", "1993-94", "(?<=YEAR [-/]) e=TWODIGITS (?!-)", to.end_of_years)
rule("DATE", "month and year", "September 2020", "m=MONTH (,|of)? y=YEAR", to.month_of_year)
rule("DATE", "month before publication", "last May", "PREVIOUS m=MONTH", to.month_before)
rule("DATE", "month after publication", "next May", "COMING m=MONTH", to.month_after)
rule("DATE", "month before the one named", "the previous May", "BEFOREIT m=MONTH", to.month_before_named)
rule("DATE", "month after the one named", "the following May", "AFTERIT m=MONTH", to.month_after_named)
rule("DATE", "month of a contract", "June delivery", "m=MONTH (?=(delivery|futures|contract|contracts))", to.month_to_come)
rule("DATE", "month of this year", "this May", "this m=MONTH", to.month_of_this_year)
rule("DATE", "month", "June", "m=CLEARMONTH", to.month, "year")
rule("DATE", "month", "an early May vote", "(?<=[early late mid -]) m=MONTH", to.month, "year")
rule("DATE", "month", "in May",
     """((?<=[in since by until till from this of for during to through before after between])
     |(?<=[and , -]) (?!MONTH NAME)) m=MONTH (?!WORD)""", to.month, "year")
rule("DATE", "month of the year named", "that June", "that m=MONTH", to.month_of_that_year)
rule("DATE", "holiday", "Christmas Eve", "h=HOLIDAY eve", lambda place, h: to.holiday(place, h, -1), "year")
rule("DATE", "holiday", "last Christmas", "PREVIOUS h=HOLIDAY (?!WORD|NAME)",
     lambda place, h: to.holiday(place, h, tense="past"))
rule("DATE", "holiday", "next Christmas", "COMING h=HOLIDAY (?!WORD|NAME)",
     lambda place, h: to.holiday(place, h, tense="future"))
rule("DATE", "holiday", "Thanksgiving", "this? h=HOLIDAY ((?<=day)|(?!WORD|NAME))", to.holiday, "year")

# Weekdays.
rule("DATE", "weekday before the day named", "the previous Sunday", "BEFOREIT w=WEEKDAY",
     to.weekday_before_named, "date")
rule("DATE", "weekday after the day named", "the following Sunday", "AFTERIT w=WEEKDAY",
     to.weekday_after_named, "date")
rule("DATE", "weekday before publication", "last Sunday", "(this past|PREVIOUS) w=WEEKDAY", to.weekday_before, "date")
rule("DATE", "weekday after publication", "next Sunday", "this? COMING w=WEEKDAY", to.weekday_after, "date")
rule("SET", "every weekday", "every Sunday", "(every other?|each) w=WEEKDAY", lambda place, w: f"XXXX-WXX-{w}")
rule("SET", "every weekday", "on Sundays", "w=WEEKDAYS", lambda place, w: f"XXXX-WXX-{w}")
rule("SET", "every weekday", "on Sunday nights", "w=WEEKDAY p=DAYPARTS", lambda place, w, p: f"XXXX-WXX-{w}{p}")
rule("DATE", "weekday", "Sunday", "this? w=WEEKDAY", to.weekday, "date")
rule("DATE", "weekday", "Sun 27", "w=SHORTDAY (?=,? (MONTH|DAY|NTH))", to.weekday, "date")

# Days, parts of days, times.
rule("DATE", "day beside another", "the day before Christmas", "the day before (?=MONTH|WEEKDAY|HOLIDAY)", "XXXX-XX-XX",
     "day before")
rule("DATE", "day beside another", "the day after Christmas", "the day after (?=MONTH|WEEKDAY|HOLIDAY)", "XXXX-XX-XX",
     "day after")
rule("DATE", "yesterday", "the day before yesterday", "the day before yesterday", to.days_from_now(-2))
rule("DATE", "yesterday", "yesterday", "yesterday", to.days_from_now(-1))
rule("DATE", "tomorrow", "the day after tomorrow", "the day after tomorrow", to.days_from_now(2))
rule("DATE", "tomorrow", "tomorrow", "tomorrow", to.days_from_now(1))
rule("DATE", "today", "today", "today", to.days_from_now(0))
rule("TIME", "part of the day", "tonight", "tonight", to.part_of_day(0, "TNI"))
rule("TIME", "part of the day", "last night", "last night", to.part_of_day(-1, "TNI"))
rule("TIME", "part of the day", "overnight", "overnight", to.overnight)
rule("TIME", "part of the day", "this morning", "this p=DAYPART", to.part_of_day(0))
rule("TIME", "part of a day named before", "that morning", "that p=DAYPART", to.part_of_that_day(0))
rule("TIME", "part of a day named before", "the next morning", "the (next|following) p=DAYPART",
     to.part_of_that_day(1))
rule("TIME", "part of a day named before", "the night before", "the night before", to.part_of_that_day(-1, "TNI"))
rule("TIME", "time", "noon", "h=CLOCKWORD (local time)? ZONE?", lambda place, h: h, "day")
rule("TIME", "time", "10:30 p.m.", "c=CLOCK a=HALFDAY (local time)? ZONE?", to.clock, "day")
rule("TIME", "time", "10.30pm", "c=POINTED a=HALFDAY (local time)? ZONE?", to.clock, "day")
rule("TIME", "time", "22:30 GMT", "c=CLOCK (local time)? ZONE", to.clock, "day")
rule("TIME", "time", "10 p.m.", "c=DAY a=HALFDAY (local time)? ZONE?", to.clock, "day")
rule("TIME", "time", "at 22:30", "(?<=[at by until around about]) c=CLOCK (local time)?", to.clock, "day")
rule("TIME", "time", "ten o'clock", "c=HOUR o ' clock", to.clock, "day")
rule("TIME", "time", "1730 GMT", "f=FOURDIGITS (local time)? ZONE", to.clock_in_figures, "day")
rule("TIME", "part of a day", "by mid-afternoon", "mid -? p=DAYPART", lambda place, p: p, "day")
rule("TIME", "part of the day", "in the morning", """((?<=[in during]) the | (?<=[at by until before]) (?!night)) p=DAYPART
     (?!WORD|NAME|-|on? WEEKDAY|(on|of) (MONTH|DAY|the)|yesterday|today|tomorrow)""", to.part_of_day_told)
rule("TIME", "part of a day", "Sunday afternoon", "the? p=DAYPART", lambda place, p: p, "part")

# Business periods.
rule("DATE", "quarter a year before", "the year-earlier quarter",
     "(the|its|their)? (comparable|corresponding)? year - (earlier|ago) FISCAL? (ORDINAL -?)? quarter",
     per.quarter_a_year_earlier)
rule("DATE", "quarter a year before", "year-earlier profit",
     "(the|its|their)? (comparable|corresponding)? year - (earlier|ago) period? (?!NUMBER UNITS)", per.a_year_earlier)
rule("DATE", "quarter a year before", "the same period a year earlier",
     """(the|its|their) (same|corresponding|comparable|like)? (quarter|period)
     (a year earlier|(of|in)? the (previous|prior) year)""", per.a_year_earlier)
rule("DATE", "quarter a year before", "the same period last year",
     "(the|its|their) (same|corresponding|comparable|like)? (quarter|period) (a year ago|of? last year)",
     per.same_period_last_year)
rule("DATE", "quarter a year before", "last year's quarter", "last year ' s quarter", per.same_period_last_year)
rule("DATE", "start of a pair", "the first and second quarters",
     "(the|its)? FISCAL? q=COUNT (?=(and|or|to|through) the? FISCAL? COUNT -? (quarter|quarters))", per.quarter, "quarter")
rule("DATE", "quarter", "the second and fourth quarters", "(?<=[and or to through]) the? FISCAL? q=COUNT quarters",
     per.quarter, "quarter")
rule("DATE", "quarter", "the third quarter", "(the|its|their)? FISCAL? q=COUNT -? FISCAL? quarter", per.quarter, "quarter")
rule("DATE", "quarter", "the last quarter of 2019", "the (last|final) quarter (?=of (YEAR|(last|this|next) year))",
     lambda place: per.quarter(place, 4), "quarter")
rule("DATE", "quarter", "Q3", "q=QUARTERNAME", per.quarter, "quarter")
rule("DATE", "quarter of a year", "the 2019 quarter", "the? y=YEAR (quarter|period)", per.quarter_of_year)
rule("DATE", "quarter of the report", "the latest quarter", "the (latest|most recent) (quarter|period)", per.the_quarter)
rule("DATE", "quarter of the report", "the quarter ended Sept. 30",
     "(the|its|their) FISCAL? quarter (?=(ended|ending) m=MONTH)", per.quarter_that_ended)
rule("DATE", "quarter of the report", "in the quarter", "(?<=[in for during]) the quarter (?!of)", per.the_quarter)
rule("DATE", "half of a year", "the first half", """(the|its)? FISCAL? q=COUNT -? half
     (?!- WORD|-? hour|of (?!YEAR|(the|this|last|next) FISCAL? year))""", per.half, "quarter")
rule("DATE", "half of a year", "the last half of 2019", "the last half (?=of? (YEAR|(this|last|next) year))",
     lambda place: per.half(place, 2), "quarter")
rule("DATE", "fiscal year", "fiscal 2019", "FISCAL year? y=YEAR", to.year)
rule("DATE", "fiscal year", "the latest fiscal year", "(the|its|their) latest FISCAL? year", per.units_from_now(-1, "Y"))

# Weeks, months and years counted from publication, or from the last date named.
rule("DATE", "time before publication", "last week", "(?<![the his her its their our my]) last FISCAL? u=UNIT",
     per.units_from_now(-1))
rule("DATE", "time after publication", "next week", "next FISCAL? u=UNIT", per.units_from_now(1))
rule("DATE", "time of publication", "this week", "(this|the current|the present) FISCAL? u=UNIT", per.units_from_now(0))
rule("DATE", "the same", "later in the day", "(earlier|early|later|late) in the day", lambda place: per.the_same(place, ("D", 1))
     or per.units_from_now(0)(place, ("D", 1)))
rule("DATE", "time of publication", "later in the week", "(earlier|early|later|late) in the u=UNIT", per.units_from_now(0))
rule("DATE", "time of publication", "the year's first fair", "the (?=(year|month) ' s) u=UNIT", per.units_from_now(0))
rule("DATE", "time of publication", "the end of the month", "(?<=ENDS of) the u=UNIT (?!WORD|-)", per.units_from_now(0))
rule("DATE", "time of publication", "the first storm of the year",
     "(?<=of) the (?!century) u=UNIT (?=[.,';:?]|in|on|at|so|when|after|by)", per.units_from_now(0))
rule("DATE", "time of publication", "for the year",
     "(?<=for) the (full|whole|entire)? FISCAL? u=UNIT (?=[.,';:?]|he|she|it|they|we)",
     per.units_from_now(0))
rule("DATE", "weekend", "the weekend", "the weekend", per.the_weekend)
rule("DATE", "weekend", "this past weekend", "(the|this) past weekend", per.units_from_now(-1, "WE"))
rule("DATE", "weekend", "the coming weekend", "(the|this) coming weekend", per.units_from_now(0, "WE"))
rule("DATE", "year end", "by year-end", "year (-|' s)? end", per.units_from_now(0, "Y"), "year")
rule("DATE", "ago to the day", "ten years ago Sunday", "n=AMOUNT u=PERIOD ago (today|this v=UNIT|w=WEEKDAY)", to.to_the_day)
rule("DATE", "ago", "three weeks ago", "n=AMOUNT ((or|to) NUMBER)? (calendar|full)? u=PERIOD ago", per.ago)
rule("DATE", "ago", "years ago", "(UNITS|long|(a|some) (long|short)? (time|while)|a moment|moments) ago", "PAST_REF")
rule("DATE", "from now", "two weeks from now", "n=AMOUNT u=PERIOD from (now|today)", per.ahead)
rule("DATE", "earlier", "a year earlier", "n=AMOUNT u=PERIOD (earlier|previously|before (?=[.,;]))", per.earlier)
rule("DATE", "earlier", "the previous year", "the (previous|preceding|prior) u=UNIT", per.the_one_before)
rule("DATE", "later", "two days later", "n=AMOUNT u=PERIOD later", per.later)
rule("DATE", "earlier", "more than the year before", "the u=UNIT before (?=[.,;?])", per.earlier)
rule("DATE", "later", "the day after, it rained", "the u=UNIT after (?=[.,;?])", per.later)
rule("DATE", "century", "the next century", "the (next|coming) century", per.units_from_now(1, "C"))
rule("DURATION", "time from publication", "over the next year",
     "(?<=[over within during for]) the (next|coming) u=UNIT", per.from_now)
rule("DATE", "later", "the following year", "the (next|following) u=UNIT (?!of)", per.later)
rule("DATE", "the same", "that year", "(that|the same|that same) u=UNIT", per.the_same)

# Seasons, years, decades, centuries.
rule("DATE", "season", "last summer", "PREVIOUS s=SEASON", per.season(-1))
rule("DATE", "season", "next summer", "COMING s=SEASON", per.season(1))
rule("DATE", "season", "this summer", "this s=SEASON", per.season(0))
rule("DATE", "season", "the summer of 2019", "the? s=SEASON (of|,)? y=YEAR", lambda place, s, y: f"{y:04}-{s}")
rule("DATE", "season", "in the summer",
     "(?<=[in during throughout for into since by until over through late early]) the s=SEASON (?!of|NAME|WORD)",
     per.season_by_tense, "year")
rule("DATE", "season", "in summer", "(?<=[in since by until late early mid -]) s=SEASON (?!of|NAME|WORD|-)", per.season_by_tense,
     "year")
rule("DATE", "season", "the summer of last year", "the? s=SEASON (?=of? ((last|this|next) year|' TWODIGITS))",
     per.season(0), "year")
rule("DATE", "season of the year named", "that summer", "(that|the same) s=SEASON", per.season_told)
rule("DATE", "season after the date named", "the following summer", "AFTERIT s=SEASON", per.season_after)
rule("SET", "every season", "every summer", "(every|each) s=SEASON", lambda place, s: f"XXXX-{s}")
rule("DATE", "decade", "the 1990s", "the? d=LONGDECADE", to.decade)
rule("DATE", "decade", "the 1990's", "(the '?|(?<=the [early late])|(?<=the mid -)) d=FOURDIGITS ' s", to.decade_of_year)
rule("DATE", "decade", "the '90s", "(the '?|'|(?<=the [early late])|(?<=the mid -)) d=SHORTDECADE", to.decade)
rule("DATE", "decade", "the nineteen nineties", "the (nineteen -?)? d=DECADEWORD", to.decade)
rule("DATE", "start of a pair", "the 18th and 19th centuries",
     "the? c=COUNT (?=(and|or|to) (the|early|late){0,2} COUNT -? (century|centuries))", to.century)
rule("DATE", "century before Christ", "the first century B.C.", "(the|a)? c=COUNT -? century ERA",
     lambda place, c: f"BC{c - 1:02}")
rule("DATE", "century", "the 20th century", "(the|a)? c=COUNT -? (century|centuries)", to.century)
rule("DATE", "year before Christ", "65 B.C.", "y=TWODIGITS ERA", lambda place, y: f"BC{y:0>4}")
rule("DATE", "spelled year", "nineteen ninety-seven", "a=ONES -? b=TENS (-? c=ONES)?", to.spelled_year)
rule("DATE", "year", "in '94", "(?<=[in of since from]) ' e=TWODIGITS (?!WORD|')", to.short_year)
rule("DATE", "year", "1994", """(?<![$£€#/%]) (?<!NUMBERED) (?<!DAY) (?<!INT) (?<!YEAR) ((?<!-)|(?<=YEAR -)|(?<=mid -))
     (the year)? y=YEAR (?!COUNTED|-? PERIOD|%|- (WORD|BIG|NUMBERED))""", to.year)

# Lengths.
rule("DATE", "the future", "it will one day", "(?<=WILL) one day|one day (?=(i|we|you|he|she|it|they) WILL)", "FUTURE_REF")
rule("DURATION", "length", "a year or two", "(a|an|the (next|coming|past|last)) u=UNIT or (so|two|more)", per.lasting)
rule("DURATION", "time up to publication", "the past week", "((the|this)? past|the last) u=UNIT (?!of)", per.up_to_now)
rule("DURATION", "time up to publication", "the last four months",
     "((the|these|this)? past|(the|these) last) n=NUMBER (or so)? u=PERIOD (?!of (MONTH|YEAR|NAME|the))", per.up_to_now)
rule("DURATION", "time from publication", "the next two weeks", "the (next|coming) n=NUMBER (or NUMBER)? u=PERIOD",
     per.from_now)
rule("DURATION", "time from publication", "the coming week", "the (coming|next) u=UNIT", per.from_now)
rule("DURATION", "age of a thing", "a ten-month-old bridge", "n=NUMBER -? u=PERIOD - old", per.lasting)
rule("DURATION", "start of a range", "between two and six days", "(?<=between) n=NUMBER (?=and NUMBER -? u=PERIOD)",
     per.lasting)
rule("DURATION", "length", "two to three weeks", "n=NUMBER (to|or|(?<=DAY) -) NUMBER -? u=PERIOD", per.lasting)
rule("DURATION", "length", "more than ten years", """(the (first|last|final|remaining|whole|full|entire|year - (earlier|ago))?)?
     n=NUMBER (-|or so|trading|straight|consecutive|full|more|additional|fiscal|calendar|business)? u=PERIOD (- long)?""", per.lasting)
rule("DURATION", "vague length", "for years",
     """((?<=[for in over within after during through many take took taken spend spent wait waited lasted])|(?<=matter of))
     the? u=UNITS ((or|and|to) UNITS)? (?!old|')""",
     per.lasting_long)
rule("DURATION", "length of one and a half", "a year and a half", "(a|an) u=UNIT and a half",
     lambda place, u: per.lasting(place, u, 1.5))
rule("DURATION", "length of one", "in a week", """(?<=[for in within after over than about nearly almost only just take took
     takes last lasted spend spent wait waited give gave need needed least once until every under around]) (a|an)
     (full|whole|entire)? u=UNIT (?!-? old|')""", per.lasting)
rule("DURATION", "vague length", "days after the vote",
     "(?<![the early last final first opening closing our]) u=UNITS (?=(after|before|of|later|earlier|apart))", per.lasting_long)
rule("DURATION", "length of one", "a week of rain", "(a|an) u=LONGUNIT (?=of)", per.lasting)
rule("DURATION", "length of one", "another month", "another u=UNIT (?!-)", per.lasting)
rule("DURATION", "length of one", "the whole week", "(all|(the|a) (whole|entire)) u=UNIT (?!- WORD|WEEKDAY)", per.lasting)
rule("DURATION", "age of a thing", "a century-old bridge", "(a|the)? u=LONGUNIT - old", per.lasting)
rule("DURATION", "vague length", "a decades-long strike", "u=UNITS - (long|old)", per.lasting_long)
rule("DURATION", "length of one", "a day after the vote", "(a|an) u=UNIT (?=(after|before|since|later|earlier))", per.lasting)
rule("DURATION", per.YEAR_OF_REPORT, "the year ended March 31", "the FISCAL? u=UNIT (?=(ended|ending|to MONTH))", per.lasting)
rule("DURATION", "quarter of a century", "a quarter-century", "(a|one|last)? quarter (-|of a) century", "P25Y")
rule("DURATION", "length of one", "a week-long strike", "(a|an)? u=UNIT -? long", per.lasting)

# Repetition.
rule("SET", "every weekend", "on weekends", "(?<=on) weekends|(every|each) weekend", "XXXX-WXX-WE")
rule("SET", "every", "every two weeks", "(every|each) n=NUMBER? FISCAL? u=PERIOD", per.lasting)
rule("SET", "every", "every other day", "every other u=UNIT", lambda place, u: per.lasting(place, u, 2))
rule("SET", "every", "every July", "(every|each) m=MONTH", lambda place, m: f"XXXX-{m:02}")
rule("SET", "every", "every morning", "(every|each) p=DAYPART", lambda place, p: f"XXXX-XX-XX{p}")
rule("SET", "every", "twice a week", "(once|twice) (a|per|each|every) u=UNIT", per.lasting)
rule("SET", "adverb of repetition", "it meets daily", "(?<!NAME) (?<![% percent]) v=ADVERB (?!WORD|NAME|ED)", lambda place, v: v)

# Now, once, some day.
rule("DATE", "now", "now", """(right|just)? now | currently | nowadays | these days | (?<=at) (the moment|present)
     | the present (?!WORD|ED)""", "PRESENT_REF")
rule("DATE", "the past", "in recent days", "the? (recent|past) UNITS", "PAST_REF")
rule("DATE", "the past", "recently", """recently | lately | the other day
     | (a|one) recent (UNIT|DAYPART|WEEKDAY) | the other (day|night|week)
     | the (recent|distant)? past (?!WORD|NAME|ED|ONES|TENS|DAY|SEASON|[- and or])""", "PAST_REF")
rule("DATE", "the future", "soon", """the? (coming|future) UNITS | the (near|distant)? future (?!of) | the near term
     | UNITS from now | as soon as possible | soon (?!after|as) | (some|a) later date | some day | someday""", "FUTURE_REF")

# One search for all: the empty group at a branch's end tells which rule it was.
_ANY = re.compile(f"(?=[^{DULL}])(?:" + "|".join(f"(?:{source})()" for source in _sources) + ")")

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
        timex, at = _resolve(place, match, text, offsets)
        if timex is None:
            continue
        while place.found and (joined := join(place.found[-1], timex, place.codes)):
            place.found.pop()
            timex = joined
        if place.found:
            share_year(place.found[-1], timex, place.codes)
        place.found.append(timex)
    found = [timex for timex in place.found if timex.open != "part"]
    return [_row(timex, found[max(0, i - 12):i], place, offsets) for i, timex in enumerate(found)]


def _resolve(place, match, text, offsets):
    """The reference found here, by the first rule that fits and makes sense, or None; and where to go on."""
    for each in GRAMMAR[match.lastindex - 1:]:
        fit = each.regex.match(place.codes, match.start())
        if fit is None:
            continue
        if not each.type:
            return None, fit.end()
        place.start, place.end, place.anchored, place.note = fit.start(), fit.end(), False, ""
        value = each.resolve
        if not isinstance(value, str):
            groups = {name: worth(each.groups[name], [text[slice(*offsets[i])] for i in range(*fit.span(name))])
                      for name in each.groups if fit[name] is not None}
            value = each.resolve(place, **groups)
        if value is not None:
            value, days = value if isinstance(value, tuple) else (value, None)
            name = f"{each.name}, {place.note}" if place.note else each.name
            return Timex(fit.start(), fit.end(), each.type, value, name, each.open, days, place.anchored), fit.end()
    return None, match.start() + 1


def _row(timex, earlier, place, offsets):
    """The reference as a row, with the words in front that are part of it; `earlier` are the last few before it."""
    before = earlier[-1] if earlier else None
    if timex.value[0] == "T":
        day, timex.anchored = _day_of_time(timex, earlier, place)
        timex.value = day + timex.value
    start = front_of(timex, before, place.codes)
    first, last = timex.days or cover(timex.value)
    return (offsets[start][0], offsets[timex.end - 1][1], timex.type, timex.value, first, last,
            place.published if timex.anchored else None, timex.rule)


def _day_of_time(timex, earlier, place):
    """The day of a time alone: that named just before, else the last in the news, else of publication; is it anchored?"""
    if earlier and ANY_DAY.match(earlier[-1].value) and PARAGRAPH not in place.codes[earlier[-1].end:timex.start]:
        return earlier[-1].value[:10], earlier[-1].anchored
    news = [each for each in earlier if place.published and DAY.fullmatch(each.value)
            and abs(cover(each.value)[0] - place.published).days < 7]
    return (news[-1].value[:10], news[-1].anchored) if news else (write(place.published, "D"), True)


def find_dates(articles):
    """A span table of all date references, with the TIMEX3 value of each and the days it covers.

    articles: DataFrame indexed by article_id, with `text`; and `published`, the publication day
    (NaT where unknown, or no such column).

    One row is one reference, in the order of the text: `article_id`, `start`, `end`, `text`;
    `timex_type` (DATE, TIME, DURATION, SET); `value`, as TIMEX3 writes it (2020-09-27, 2020-W39,
    2020-Q3, 199 the 1990s, P1W a length, PAST_REF somewhen before; X what is unknown); `first` and
    `last`, the days that the value covers (NaT for what has none: lengths, but those that end or
    begin at publication, sets, vague and underspecified references); `anchor`, the publication day
    where the value was counted from it; `rule`, which phrase it is, and the tense that decided.

    >>> articles = pd.DataFrame({"text": ["It rained on Sunday."], "published": pd.to_datetime(["2020-10-02"])}, index=["a"])
    >>> print(find_dates(articles)[["text", "value", "rule"]].to_string(index=False))
      text      value                rule
    Sunday 2020-09-27 weekday, past tense

    Values follow TimeML (Pustejovsky et al. 2003; the TIMEX3 part of TempEval-3, UzZaman et al. 2013):
    prepositions stand outside the span, "early", "more than" and "the end of" inside; "last week" is
    an ISO week, "three years ago" a year, "a year earlier" in a business report the quarter before.
    Known misses: adjectives ("current", "recent talks"), adverbs of order ("previously", "once") and "at
    the time" are no references by intent; two numbers that share a unit ("two to six days") are one row
    with the first; the tense is that of the nearest verb, so a verb far off or an unusual verb in the
    present ("the choir tours on Monday") may mislead it; what an event fixes ("the day after the vote",
    "the May 2 vote is far off") is not worked out; a month without a year is one of the last or the next
    twelve, in a story of 1971 too; "next Friday" is always the nearest Friday to come; weekdays of a habit
    ("Monday through Friday") are read as days; a text is read as if written on its publication day,
    quotations too.
    """
    columns = {"timex_type": "str", "value": "str", "first": "datetime64[s]", "last": "datetime64[s]",
               "anchor": "datetime64[s]", "rule": "str"}
    published = articles["published"] if "published" in articles else [pd.NaT] * len(articles)
    reader, rows = Reader(), []
    for (article_id, text), day in zip(read_texts(articles).items(), published):
        day = None if pd.isna(day) else pd.Timestamp(day).date()
        rows += [(article_id, *row) for row in _read_article(text, day, reader)]
    return make_spans(rows, articles, columns)

"""Date references: which words point to a time, and to which days.

The phrases are rules, stored as data (analysis/lexicon/date_rules_*.toml) and read by `grammar`. `words` splits a text
into the words that phrases are made of. `days`, `weekdays`, `times` and `periods` work out which time a phrase means;
`context` finds the tense of its clause; `stories` the year that a narrative has reached; `events` the day before or
after an event that the text dates. `joins` decides which neighbours are one reference ("noon" + "Thursday", "June" +
"last year"), `order` whether 06/10/2020 is in June or in October; `timex` calculates with values.
"""
from collections.abc import Sequence
from datetime import date

import pandas as pd

from analysis.dates.context import DAY, Article, Counted, Phrase, Timex, Told
from analysis.dates.grammar import GRAMMAR, Grammar, Rule, name_rule
from analysis.dates.joins import ANY_DAY, front_of, in_one_clause, join, share
from analysis.dates.order import read_date_order
from analysis.dates.stories import is_narrative
from analysis.dates.timex import cover, write
from analysis.dates.words import PARAGRAPH, Reader, Words, read_worth
from analysis.spans import make_spans, read_texts
from analysis.text import find_paragraphs

_MEMORY = 12                                  # how many references back the day of a time alone may be found


def _read_article(text: str, published: date | None, date_order: str | None, reader: Reader,
                  grammar: Grammar) -> list[tuple]:
    """Every reference of one text: tuples (start, end, type, value, first, last, anchor, rule)."""
    words = Words(text, find_paragraphs(text), reader)
    article = Article(words.codes, words.words, published, date_order)
    _find_all(article, words, grammar)
    if is_narrative(article):
        article = Article(words.codes, words.words, published, date_order, narrative=True)
        _find_all(article, words, grammar)
    found = [timex for timex in article.found if timex.open != "part"]
    return [_row(timex, found[max(0, i - _MEMORY):i], found[i + 1:i + 2], article, words)
            for i, timex in enumerate(found)]


def _find_all(article: Article, words: Words, grammar: Grammar) -> None:
    """Fill `article.found`, from left to right."""
    at, end = 0, len(article.codes)
    while at < end:
        timex, at = _find_next(article, at, words, grammar)
        if timex is None or article.is_in_title(timex):
            continue
        while article.found and (joined := join(article.found[-1], timex, article.codes)):
            article.found.pop()
            timex = joined
        if article.found:
            share(article.found[-1], timex, article.codes)
        article.found.append(timex)


def _find_next(article: Article, at: int, words: Words, grammar: Grammar) -> tuple[Timex | None, int]:
    """The reference at the next place where a rule fits, or None, and where to continue. The first rule whose result
    makes sense decides."""
    place = len(article.codes)
    for number, fit in grammar.search.find(article.codes, at):
        rule, place = grammar.rules[number], fit.start() + 1
        if not rule.type:
            return None, fit.end()
        groups = grammar.patterns[number].groups
        caught = {name: read_worth(groups[name], words.words[slice(*fit.span(name))])
                  for name in groups if fit[name] is not None}
        timex = _resolve(rule, Phrase(article, fit.start(), fit.end()), caught)
        if timex is not None:
            return (timex if timex.value else None), fit.end()
    return None, place


def _resolve(rule: Rule, phrase: Phrase, caught: dict) -> Timex | None:
    """The reference that a rule makes of a phrase; None where it is none after all."""
    result = rule.value or rule.resolver(phrase, **caught, **rule.arguments)
    if result is None:
        return None
    if isinstance(result, str):
        result = Told(result, "")
    days, counted = (result.days, True) if isinstance(result, Counted) else (None, False)
    return Timex(phrase.start, phrase.end, rule, result.value, result.reading, rule.open, days,
                 anchored=counted and phrase.published is not None)


def _row(timex: Timex, earlier: Sequence[Timex], after: Sequence[Timex], article: Article, words: Words) -> tuple:
    """The reference as a row, including the words in front that belong to it; `earlier` are the last few references
    before it, and `after` is the one after it, if there is one."""
    before = earlier[-1] if earlier else None
    if timex.value[0] == "T":
        day, timex.anchored = _day_of_time(timex, earlier, after, article)
        timex.value = day + timex.value
    start = front_of(timex, before, article.codes)
    first, last = timex.days or cover(timex.value)
    return (words.span(start)[0], words.span(timex.end - 1)[1], timex.type, timex.value, first, last,
            article.published if timex.anchored else None, name_rule(timex.rule, timex.reading))


_NEWS = 7                            # days around publication: within them, a time alone belongs to the day named last


def _day_of_time(timex: Timex, earlier: Sequence[Timex], after: Sequence[Timex], article: Article) -> tuple[str, bool]:
    """The day of a time without a day, and whether it was counted from publication: the day after it in its
    clause ("at 3 p.m. in Oslo on Sunday"), else the day named just before, else the last one named in the news
    period, else the day of publication. A time alone on its line heads an entry of a live report or of a
    programme: it is of the day of the last heading, else of publication. A weekday alone on its line heads all
    that is below it."""
    if after and after[0].type == "DATE" and ANY_DAY.fullmatch(after[0].value) and in_one_clause(
            timex, after[0], article.codes):
        return after[0].value, after[0].anchored
    heading = next((each for each in reversed(earlier) if each.type == "DATE" and DAY.fullmatch(each.value)
                    and article.is_alone(each)), None)
    if article.is_alone(timex):
        return (heading.value, heading.anchored) if heading else _day_of_publication(article)
    if earlier and ANY_DAY.match(earlier[-1].value) and PARAGRAPH not in article.codes[earlier[-1].end:timex.start]:
        return earlier[-1].value[:10], earlier[-1].anchored
    if heading and heading.open == "date":
        return heading.value, heading.anchored
    news = [each for each in earlier if article.published and DAY.fullmatch(each.value)
            and (day := cover(each.value)[0]) and abs(day - article.published).days < _NEWS]
    return (news[-1].value[:10], news[-1].anchored) if news else _day_of_publication(article)


def _day_of_publication(article: Article) -> tuple[str, bool]:
    return write(article.published, "D"), article.published is not None


def find_dates(articles: pd.DataFrame, date_order: str | None = None, *, grammar: Grammar = GRAMMAR) -> pd.DataFrame:
    """A span table of all date references, with the TIMEX3 value of each and the days it covers.

    articles: DataFrame indexed by article_id, with `text`; and `published`, the publication day
    (NaT where unknown, or no such column); and `date_order`, as below (NA where unknown, or no such column).
    date_order: how to read 06/10/2020 in all articles: `day-first`, `month-first`, or None for what the column of that
    name says. If nothing shows the order, not even another date in the article such as 27/9/2020, such a date stays
    open. `find_date_order` decides it for each outlet.
    grammar: the rules to go by.

    One row is one reference, in the order of the text: `article_id`, `start`, `end`, `text`;
    `timex_type` (DATE, TIME, DURATION, SET); `value`, as TIMEX3 writes it (2020-09-27, 2020-W39,
    2020-Q3; 199 means the 1990s, P1W a length, PAST_REF some time in the past; X is what is unknown); `first` and
    `last`, the days that the value covers (NaT for sets, for vague and underspecified references, and for lengths,
    except those that begin or end at publication); `anchor`, the publication day
    where the value was counted from it; `rule`, the id of the rule that found it, with the reading that decided
    (`describe_rule` in analysis/dates/grammar.py has a sentence for each).

    >>> articles = pd.DataFrame({"text": ["It rained on Sunday."], "published": pd.to_datetime(["2020-10-02"])},
    ...                         index=["a"])
    >>> print(find_dates(articles)[["text", "value", "rule"]].to_string(index=False))
      text      value         rule
    Sunday 2020-09-27 weekday-past

    Raises ValueError where `date_order` is neither day-first nor month-first.

    Values follow TimeML (Pustejovsky et al. 2003; the TIMEX3 part of TempEval-3, UzZaman et al. 2013):
    prepositions are outside the span, "early", "more than" and "the end of" inside; "last week" is
    an ISO week, "three years ago" a year, "a year earlier" in a business report the quarter before.
    Known misses: adjectives ("current", "recent talks"), adverbs of order ("previously", "once") and "at the time" are
    left out on purpose; two numbers that share a unit ("two to six days") are one row with the first number; the tense
    is that of the nearest verb, so a distant verb or an unusual verb in the present ("the choir tours on Monday") may
    be misleading; the day after a vote is found only if the text dates the vote; a remark about the date of an event
    ("the May 2 vote is far off") has no influence; "next Friday" is always the nearest Friday to come; a title
    is only recognised in quotation marks; every text, and every quotation in it, is read as if
    written on the publication day.
    """
    columns = {"timex_type": "str", "value": "str", "first": "datetime64[s]", "last": "datetime64[s]",
               "anchor": "datetime64[s]", "rule": "str"}
    published = articles["published"] if "published" in articles else [pd.NaT] * len(articles)
    orders = read_date_order(articles, date_order)
    reader, rows = Reader(), []
    for (article_id, text), day, order in zip(read_texts(articles).items(), published, orders, strict=True):
        day = None if pd.isna(day) else pd.Timestamp(day).date()
        rows += [(article_id, *row) for row in _read_article(text, day, order, reader, grammar)]
    return make_spans(rows, articles, columns)

"""The groups that are compared: articles by outlet, by article, by day, or by a column of the reader's own.

Every table and figure takes its groups from here and gives their sizes. If it shows fewer groups than there are, it
shows the largest ones and says so.
"""
import functools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.columns import match_columns
from analysis.lexicon.calendar import read_calendar
from analysis.text import find_words

MOST_GROUPS = 12        # what a table or figure shows at most, unless told otherwise: a screen of them
_NOT_STATED = "(not stated)"
_PERIODS = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m"}      # how each is written, as in ISO 8601
_GROUPS = ("outlet", "article", *_PERIODS)
_READ_AS = {"outlet": "outlet", "published": "day", "article_id": "article"}    # {what a column is read as: group}
# Columns that cannot form groups: every corpus has them, and most differ from article to article.
_NO_GROUPS = {"title", "outlet", "label", "published", "published_time", "text", "path", "n_words", "problem",
              "date_order", "published_basis"}


def choose_groups(articles: pd.DataFrame, by: str | None = None) -> pd.Series:
    """The group of each article: a Series by article_id, whose name is what they are grouped by.

    by: "outlet" (an article without one stays by itself, under its id), "article", "day", "week" or "month" (of
    publication), or any column of `articles`; a name that is read as the outlet or the day, such as "Newspaper", stands
    for these. Without it: "outlet" where one outlet has two articles or more, else "article".

    ValueError where there is no such column.

    >>> articles = pd.DataFrame({"outlet": ["Post", "Post", None]}, index=pd.Index(["a", "b", "c"], name="article_id"))
    >>> choose_groups(articles).tolist(), choose_groups(articles, "article").tolist()
    (['Post', 'Post', 'c'], ['a Post', 'b Post', 'c'])
    """
    ids = pd.Series(articles.index, articles.index, dtype="str")
    outlets = (
        articles["outlet"].astype("str") if "outlet" in articles else pd.Series(pd.NA, articles.index, dtype="str")
    )
    by = by or ("outlet" if outlets.value_counts().max() >= 2 else "article")
    by = by if by in (*_GROUPS, *articles.columns) else _read_as(by)
    if by == "outlet":
        groups = outlets.fillna(ids)
    elif by == "article":
        groups = pd.Series([name_article(i, outlets.at[i]) for i in ids], ids.index, dtype="str")
    elif by == "day" or by in _PERIODS and by not in articles.columns:
        groups = articles["published"].dt.strftime(_PERIODS[by]).astype("str").fillna(_NOT_STATED)
    elif by in articles.columns:
        groups = articles[by].astype("str").fillna(_NOT_STATED)
    else:
        own = [column for column in articles.columns if column not in _NO_GROUPS]
        raise ValueError(f"by is {by!r}: choose {', '.join(_GROUPS[:-1])} or {_GROUPS[-1]}"
                         + (f", or a column of the articles ({', '.join(own)})" if own else ""))
    return groups.rename(by)


def _read_as(name):
    """The meaning of a column's name, such as outlet or day; the name itself if it has no such meaning."""
    return next((_READ_AS[what] for what in match_columns([name]) if what in _READ_AS), name)


def name_article(article_id: str, outlet: str | None) -> str:
    """The name of an article in tables and figures: its id, together with the outlet if that is stated and not part of
    the id.

    >>> name_article("17", "Post"), name_article("Post - 2020-10-02", "Post"), name_article("a", None)
    ('17 Post', 'Post - 2020-10-02', 'a')
    """
    if not isinstance(outlet, str) or _join_words(outlet) in _join_words(article_id):
        return article_id
    return f"{article_id} {outlet}"


def _join_words(text):
    """Its words with spaces around each, so that whole words are found in whole words."""
    return f" {' '.join(text[start:end] for start, end in find_words(text.replace('_', ' ')))} "


def count_groups(groups: pd.Series, n_words: pd.Series) -> pd.DataFrame:
    """How large each group is: the column that names it, `articles` and `n_words`; most articles first, of equals most
    words.

    groups: from `choose_groups`; n_words: words by article_id (those that are counted, such as those of the bodies).

    >>> groups = pd.Series(["x", "y", "y"], list("abc"), name="outlet")
    >>> count_groups(groups, pd.Series([500, 300, 100], list("abc")))
      outlet  articles  n_words
    0      y         2      400
    1      x         1      500
    """
    words = n_words.reindex(groups.index).fillna(0).astype("int64")
    table = pd.DataFrame(
        {"articles": groups.groupby(groups).size(), "n_words": words.groupby(groups).sum()}
    ).rename_axis(groups.name)
    order = groups.drop_duplicates()                        # of equals the first
    return table.loc[order].sort_values(["articles", "n_words"], ascending=False, kind="stable").reset_index()


class Largest(NamedTuple):
    """The groups that a table or figure shows."""

    names: list[str]        # largest first
    note: str               # which are left out, as a sentence; empty where none is


def choose_largest(sizes: pd.DataFrame, most: int = MOST_GROUPS, least: int = 1) -> Largest:
    """The largest groups, at most `most`, of at least `least` articles, and a note on the rest.

    sizes: from `count_groups`.

    >>> sizes = pd.DataFrame({"outlet": ["x", "y", "z"], "articles": [9, 2, 1], "n_words": [900, 200, 100]})
    >>> choose_largest(sizes, 2)
    Largest(names=['x', 'y'], note='The 2 largest of 3 outlets are shown; the other, with 1 article, is left out.')
    """
    column = sizes.columns[0]
    names = sizes.loc[sizes["articles"] >= least, column].head(most).tolist()
    rest = sizes[~sizes[column].isin(names)]
    if rest.empty:
        return Largest(names, "")
    articles = f"{rest['articles'].sum():,} {'article' if rest['articles'].sum() == 1 else 'articles'}"
    with_articles = "" if column == "article" else f", with {articles},"
    left_out = f"the other{with_articles} is" if len(rest) == 1 else f"{len(rest):,} others{with_articles} are"
    return Largest(names, f"The {len(names)} largest of {name_groups(column, len(sizes))} are shown; {left_out} left "
                          "out.")


class Grouping(NamedTuple):
    """Articles in groups, as notebooks use them."""

    by: str                 # what they are grouped by
    groups: pd.Series       # the group of each article, by article_id
    sizes: pd.DataFrame     # `count_groups`
    names: list[str]        # the largest groups, largest first
    note: str               # which are left out of tables and figures, as a sentence


def group_articles(
    articles: pd.DataFrame, n_words: pd.Series, by: str | None = None, most: int = MOST_GROUPS
) -> Grouping:
    """The articles in groups, with their sizes and the largest of them.

    articles, by: as for `choose_groups`; n_words: as for `count_groups`; most: how many groups are shown.
    """
    groups = choose_groups(articles, by)
    sizes = count_groups(groups, n_words)
    return Grouping(groups.name, groups, sizes, *choose_largest(sizes, most))


def keep_largest(table: pd.DataFrame, group: Grouping) -> pd.DataFrame:
    """The rows of the largest groups, the largest group first; a table without rows stays one.

    table: with `group`. The order of the rows of one group stays as it is.
    """
    rank = {name: number for number, name in enumerate(group.names)}
    kept = table[table["group"].isin(group.names)]
    return kept.sort_values("group", key=lambda names: names.map(rank), kind="stable").reset_index(drop=True)


def name_groups(by: str, number: int) -> str:
    """A number of groups with the word for them.

    >>> name_groups("outlet", 1), name_groups("day", 12), name_groups("country", 3)
    ('1 outlet', '12 days', '3 groups (country)')
    """
    plural = "" if number == 1 else "s"
    return f"{number:,} {by}{plural}" if by in _GROUPS else f"{number:,} group{plural} ({by})"


def describe_groups(group: Grouping) -> str:
    """Who is compared, in a sentence: the largest groups with their articles, and how many more there are."""
    named = [name if group.by == "article" else f"{name} ({n:,} {'article' if n == 1 else 'articles'})"
             for name, n in group.sizes.iloc[:8, :2].itertuples(index=False)]
    more = f" and {len(group.sizes) - 8:,} more" if len(group.sizes) > 8 else ""
    return f"{name_groups(group.by, len(group.sizes))}: {', '.join(named)}{more}."


def check_pair(pair: Sequence[str] | None, groups: pd.Series) -> tuple[str, str] | None:
    """The two groups that a reader wants compared, or None for none. ValueError where they are not two of the groups.

    groups: from `choose_groups`.

    >>> check_pair(["Post", "Echo"], pd.Series(["Post", "Echo", "Post"], list("abc"), name="outlet"))
    ('Post', 'Echo')
    """
    if not pair:
        return None
    known = sorted(set(groups))
    if isinstance(pair, str) or len(set(pair)) != 2 or not set(pair) <= set(known):
        raise ValueError(f"pair is {pair!r}: give a list of two different names of {groups.name}s ({', '.join(known)})")
    one, other = pair
    return one, other


def choose_pair(
    group: Grouping, copy: pd.DataFrame, among: Iterable[str] | None = None, pair: Sequence[str] | None = None
) -> tuple[str, str]:
    """The two groups among the largest whose articles share most words, in alphabetical order; the two largest if none
    share any; "" if there is only one. A pair given by the reader wins.

    copy: from `wording.measure_copy`. among: groups of which at least one must be in the pair, such as those that use
    a term; any group by default, or if none of the largest is in it. If two groups report the same in nearly the same
    words, the remaining differences are a matter of choice. pair: as for `check_pair`.
    """
    if chosen := check_pair(pair, group.groups):
        return chosen
    if len(group.names) < 2:
        return "", ""
    among = (set(group.names) if among is None else set(among) & set(group.names)) or set(group.names)
    sides = copy["article_id"].map(group.groups), copy["other_id"].map(group.groups)
    shared = (
        copy["words"].groupby([side.rename(name) for side, name in zip(sides, ("one", "other"), strict=True)]).sum()
    )
    shared = shared[
        [
            one != other and {one, other} <= set(group.names) and bool({one, other} & among)
            for one, other in shared.index
        ]
    ]
    first = [name for name in group.names if name in among][0]
    one, other = shared.idxmax() if len(shared) else (first, [name for name in group.names if name != first][0])
    return min(one, other), max(one, other)


def describe_rates(rates: pd.DataFrame) -> str:
    """Who uses a term most often, and who least, in half a sentence; of several terms, the one in which these two are
    farthest apart.

    rates: as from `statistics.add_rates`, with `term` and `group`: a row for each term and group. Most often: the
    interval begins highest; least: it ends lowest. So no group with few words is named for a rate that may be chance.

    >>> columns = ["term", "group", "count", "per_1000", "low", "high"]
    >>> describe_rates(pd.DataFrame([("span", "A", 30, 1.25, 0.9, 1.8), ("span", "B", 1, 2.0, 0.1, 9.0),
    ...                              ("span", "C", 0, 0.0, 0.0, 0.2)], columns=columns))
    'span: 1.2 per 1,000 words in A, none in C'
    """
    ends = rates.groupby("term", sort=False).agg(low=("low", "max"), high=("high", "min"))
    term = (ends["low"] - ends["high"]).idxmax()
    rates = rates[rates["term"] == term]
    most, least = rates.loc[rates["low"].idxmax()], rates.loc[rates["high"].idxmin()]
    said = []
    for row in [most, least][: 1 + (most["group"] != least["group"])]:
        written = f"{row['per_1000']:.{1 if row['per_1000'] >= 1 else 2}f}" + " per 1,000 words" * (not said)
        said.append(f"{written if row['count'] else 'none'} in {row['group']}")
    return f"{term}: {', '.join(said)}"


# --- with each copy, and with each text once -------------------------------------------------


def compare_once(rows: pd.DataFrame, once: pd.Series, key: str, value: str | None = None) -> pd.DataFrame:
    """How the counts change if a text that several articles carry counts only once: one row per value of `key`, most
    first.

    rows: with `article_id` and `key`, of all articles; once: from `wording.copies.choose_once`; value: the column that
    is added up; rows are counted unless given.

    Columns out: `key`, `all`, `once` (with each copy, and with each text once), `share_of_all`, `share_of_once`.

    >>> rows = pd.DataFrame({"article_id": ["a", "a", "b"], "who": ["Berg", "Holt", "Berg"]})
    >>> compare_once(rows, pd.Series([True, False], ["a", "b"]), "who")[["who", "all", "once", "share_of_once"]]
        who  all  once  share_of_once
    0  Berg    2     1            0.5
    1  Holt    1     1            0.5
    """
    parts = {"all": rows, "once": rows[rows["article_id"].map(once).eq(True)]}
    table = pd.DataFrame(
        {name: part.groupby(key)[value].sum() if value else part.groupby(key).size() for name, part in parts.items()}
    )
    table = table.fillna(0).astype("int64").rename_axis(key)
    for name in parts:
        table[f"share_of_{name}"] = table[name] / max(1, table[name].sum())
    return table.sort_values(["all", "once"], ascending=False, kind="stable").reset_index()


def describe_once(table: pd.DataFrame, what: str) -> str:
    """A sentence about a table of `compare_once`: how the share of its largest row changes. what: mentions, or
    words."""
    if table.empty:
        return "There is nothing to count."
    key, first = table.columns[0], table.iloc[0]
    said = (f"{first[key]} has {first['all']:,} of {table['all'].sum():,} {what} with every copy "
            f"({first['share_of_all']:.0%}), and "
            f"{first['once']:,} of {table['once'].sum():,} with each text once ({first['share_of_once']:.0%}).")
    leads = table.loc[table["once"].idxmax(), key]
    return said if leads == first[key] else f"{said} Then {leads} has most."


# --- over time -----------------------------------------------------------------------------


def count_days(rows: pd.DataFrame, articles: pd.DataFrame, group: Grouping) -> pd.DataFrame:
    """Rows by day of publication of their article, for the largest groups: `group`, `day`, `count`, days without a row
    too.

    rows: with `article_id`; articles: with `published`; those without a day are left out.
    """
    days = articles["published"].dropna().dt.normalize()
    every = pd.date_range(days.min(), days.max()) if len(days) else pd.DatetimeIndex([])
    index = pd.MultiIndex.from_product([group.names, every], names=["group", "day"])
    if rows.empty or days.empty:    # pandas cannot tell the types of what it would count here
        return index.to_frame(index=False).assign(count=0)
    table = pd.DataFrame({"group": rows["article_id"].map(group.groups), "day": rows["article_id"].map(days)}).dropna()
    return table.groupby(["group", "day"]).size().reindex(index, fill_value=0).rename("count").reset_index()


def describe_days(rows: pd.DataFrame, articles: pd.DataFrame) -> str:
    """A sentence that says on which day of publication there are most rows. It counts all rows, even if a figure of
    them shows only the largest groups.

    rows: with `article_id`; articles: with `published`; those without a day are left out.

    >>> articles = pd.DataFrame({"published": pd.to_datetime(["2021-05-03", "2021-05-03", "2021-05-04"])}, list("abc"))
    >>> describe_days(pd.DataFrame({"article_id": ["a", "b", "c"]}), articles)
    'The day with most is 3 May 2021: 2 of 3.'
    >>> describe_days(pd.DataFrame({"article_id": ["a", "c"]}), articles)
    'None of the 2 days has more than another: 1 each.'
    """
    days = articles["published"].dropna().dt.normalize()
    dated = rows[rows["article_id"].isin(days.index)]
    if dated.empty:
        return "There are none on any day."
    total = dated["article_id"].map(days).value_counts().sort_index()
    most = [f"{day.day} {day:%B %Y}" for day in total.index[total == total.max()]]
    if 1 < len(most) == len(total):
        return f"None of the {len(total):,} days has more than another: {total.max():,} each."
    if len(most) > 2:
        return f"{len(most):,} days have most, {total.max():,} each, of {total.sum():,}."
    if dated["article_id"].nunique() == len(total) > 1 and len(most) == 1:
        return f"Each day has one article; most are in that of {most[0]}: {total.max():,} of {total.sum():,}."
    is_, each = ("The day with most is", "") if len(most) == 1 else ("The days with most are", " each")
    return f"{is_} {' and '.join(most)}: {total.max():,}{each} of {total.sum():,}."


# --- speakers ------------------------------------------------------------------------------


def count_speakers(statements: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The number of statements, words and articles for each value of `keys` (such as the group and the speaker); most
    words first.

    statements: with `keys`, `article_id`, `statement`, `n_words`; rows of one statement count as one.
    """
    table = statements.groupby(keys, sort=False).agg(words=("n_words", "sum"), articles=("article_id", "nunique"))
    single = statements.drop_duplicates([*keys, "article_id", "statement"]).groupby(keys).size()
    table.insert(0, "statements", single.reindex(table.index).fillna(0).astype("int64"))
    return table.sort_values(["words", "statements"], ascending=False, kind="stable").reset_index()


# --- days named ----------------------------------------------------------------------------

_MOST_DAYS = 25         # lines of a figure of days that a screen holds


def names_day(dates: pd.DataFrame) -> np.ndarray:
    """Does each reference say itself which day or days it means? An hour alone ("9 p.m.") and a length of hours ("the
    next hour") do not: their day comes from the words around them.

    dates: as from `find_dates`. An array of booleans.
    """
    words = [{text[start:end].lower() for start, end in find_words(text)} for text in dates["text"]]
    hour_alone = np.array([not each & _read_day_words() and (not each & _POINTING or bool(each & _HOURS))
                           for each in words], bool)
    kind = dates["timex_type"].to_numpy()
    days_long = ~dates["value"].astype("str").str.startswith("PT") & (dates["first"] != dates["last"])
    return (kind == "DATE") | (kind == "TIME") & ~hour_alone | (kind == "DURATION") & days_long.to_numpy(bool)


def choose_named_days(dates: pd.DataFrame) -> pd.DataFrame:
    """The references that name one calendar day: "Monday morning" and "last night" too, but no hour alone ("9 p.m.").

    dates: as from `find_dates`.

    >>> dates = pd.DataFrame({"text": ["Monday", "9 p.m.", "9 p.m. on Sunday", "2020", "the next hour"],
    ...                       "timex_type": ["DATE", "TIME", "TIME", "DATE", "DURATION"],
    ...                       "value": ["2020-10-05", "2020-10-05T21:00", "2020-10-04T21:00", "2020", "PT1H"],
    ...                       "first": pd.to_datetime(["2020-10-05"] * 2 + ["2020-10-04", "2020-01-01", "2020-10-05"]),
    ...                       "last": pd.to_datetime(["2020-10-05"] * 2 + ["2020-10-04", "2020-12-31", "2020-10-05"])})
    >>> choose_named_days(dates)["text"].tolist()
    ['Monday', '9 p.m. on Sunday']
    """
    is_day = dates["first"].notna() & (dates["first"] == dates["last"])
    days = dates[is_day & dates["timex_type"].isin(["DATE", "TIME"])]
    return days[names_day(days)]


# "This morning" names a day, "the next hour" does not.
_POINTING = frozenset({"this", "last", "next", "that", "previous", "same"})
_HOURS = frozenset({"hour", "hours", "minute", "minutes", "second", "seconds"})


@functools.cache
def _read_day_words():
    """The words that say which day it is: months, weekdays, "today"."""
    tables = [read_calendar(kind, length) for kind in ("month", "weekday") for length in ("full", "short")]
    calendar = {form.lower().rstrip(".") for table in tables for form in table}
    return frozenset(calendar | {"today", "yesterday", "tomorrow", "tonight"})


def count_named_days(days: pd.DataFrame) -> pd.DataFrame:
    """How often each day is named: `articles`, `ways` (different wordings), `mentions`, indexed by the day; the day
    that most articles name comes first, of equals that in most ways.

    days: as from `choose_named_days`.

    >>> days = pd.DataFrame({"article_id": ["a", "a", "b"], "text": ["Monday", "last  Monday", "Tuesday"],
    ...                      "first": pd.to_datetime(["2020-10-05", "2020-10-05", "2020-10-06"])})
    >>> count_named_days(days).index[0].strftime("%A")
    'Monday'
    """
    said = days.assign(said=days["text"].str.split().str.join(" "))
    table = said.groupby("first").agg(articles=("article_id", "nunique"), ways=("said", "nunique"),
                                      mentions=("said", "size"))
    return table.sort_values(["articles", "ways", "mentions"], ascending=False, kind="stable")


def choose_window(dates: pd.DataFrame, articles: pd.DataFrame) -> pd.Timedelta:
    """How far from the days of publication days are shown: a month, or a week where that would be more than 25 days.

    dates: with `first`; articles: with `published`.
    """
    month, week = pd.Timedelta(days=31), pd.Timedelta(days=7)
    near = dates["first"].between(articles["published"].min() - month, articles["published"].max() + month)
    return month if dates.loc[near, "first"].nunique() <= _MOST_DAYS else week

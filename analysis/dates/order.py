"""Whether 06/10/2020 is in June or in October: decided once per outlet, from dates that can be only one of the two."""
import re
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analysis.lexicon.calendar import DAY_FIRST, MONTH_FIRST
from analysis.spans import read_texts

_FIGURES = re.compile(r"(?<![\w/.,-])(\d{1,2})/(\d{1,2})/(?:\d{4}|\d{2})(?![\w/])")


def count_orders(text: str) -> Counter:
    """How many dates in figures of a text can be only day-first, and how many only month-first."""
    counts: Counter = Counter()
    if "/" not in text:
        return counts
    for match in _FIGURES.finditer(text):
        first, second = int(match[1]), int(match[2])
        if 12 < first <= 31 and 1 <= second <= 12:
            counts[DAY_FIRST] += 1
        elif 12 < second <= 31 and 1 <= first <= 12:
            counts[MONTH_FIRST] += 1
    return counts


def has_figures(text: str) -> bool:
    """Has the text a date in figures, such as 06/10/2020?"""
    return "/" in text and _FIGURES.search(text) is not None


def decide_order(counts: Counter) -> str | None:
    """The order that all dates show; None if there are no such dates, or dates of both kinds."""
    return next(iter(counts)) if len(counts) == 1 else None


def find_date_order(articles: pd.DataFrame, decided: Mapping[str, str | None] | None = None) -> pd.Series:
    """The order of day and month in the dates in figures of each article: `day-first`, `month-first` or NA, by
    article_id.

    articles: DataFrame indexed by article_id, with `text`, and `outlet` where that is known. It is decided once per
    outlet, from the dates that can be only one of the two (27/9/2020, 9/27/2020); an outlet that has both, or none,
    gives NA. An article without an outlet is decided by itself.

    >>> articles = pd.DataFrame({"outlet": ["Mill", "Mill"], "text": ["On 27/9/2020.", "On 06/10/2020."]},
    ...                         index=["a", "b"])
    >>> find_date_order(articles).to_dict()
    {'a': 'day-first', 'b': 'day-first'}
    """
    texts = read_texts(articles).values()
    outlets = articles["outlet"] if "outlet" in articles else pd.Series(pd.NA, index=articles.index)
    keys = [(i, "") if pd.isna(outlet) else (outlet, "outlet") for i, outlet in enumerate(outlets)]
    counts: dict[tuple, Counter] = {}
    for key, text in zip(keys, texts, strict=True):
        counts.setdefault(key, Counter()).update(count_orders(text))
    orders = {key: decide_order(counted) for key, counted in counts.items()}
    orders |= {(outlet, "outlet"): order for outlet, order in (decided or {}).items()}
    return pd.Series([orders[key] for key in keys], index=articles.index, dtype="str", name="date_order")


def read_date_order(articles: pd.DataFrame, date_order: str | None) -> list[str | None]:
    """The order for each article: the caller's, else that of the article's column, else the one that its own dates
    show, else None."""
    given = date_order is not None or "date_order" not in articles
    column = [date_order] * len(articles) if given else articles["date_order"]
    orders = [None if pd.isna(order) else order for order in column]
    if wrong := set(orders) - {None, DAY_FIRST, MONTH_FIRST}:
        raise ValueError(f"date_order is {wrong.pop()!r}; it must be {DAY_FIRST!r}, {MONTH_FIRST!r} or NA")
    texts = read_texts(articles).values()
    return [order or decide_order(count_orders(text)) for order, text in zip(orders, texts, strict=True)]

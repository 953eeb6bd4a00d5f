"""Which articles report one event, by their words and the days on which they were published."""
import functools
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.text import WORD, fold, read_stopwords

# articles of one event have a mean likeness of .36 and more (NewsWCL50: 14 of 15 pairs of events told apart), unrelated
# news .1
_ALIKE = 0.33
_NAMES_WEIGH = 2        # who and where tell events apart better than what is done there
# Short texts about one thing have fewer words in common: between stretches of n words, taken at random from articles
# of one event, the mean cosine is .33 * n / (n + 85) (408 articles; 40 to 600 words). Likeness is the cosine corrected
# for this loss. Fewer than 50 words count as 50, since a single common word would make two captions alike.
_LOSS, _TELLING_WORDS = 85, 50
_FAR = 31               # days: two articles as far apart as this do not report one event, however alike
# an article that is like no other belongs to the event whose days it is published in, a week more on either side,
# where its likeness to those of the event is .2. Of stretches of 50 words from articles of an event one in ten is less
# like them, of 100 to 300 words one in twenty.
_AROUND = 7             # days
_JOINS = 0.2
_SHARE = 0.1            # an event has at least a tenth of the articles
_COVERED = 0.5          # and all events together have half of them; otherwise the corpus is an archive or a mixture
COMPARED = 2_000
"""Articles that are compared each with each; of more, as many are drawn, and the others join whichever event they are
most like."""


def find_event(articles: pd.DataFrame) -> pd.Series:
    """Which articles report the event that is compared: a boolean Series. It is the event with most articles, number 1
    of `number_events`.

    All False where the articles report no single event.
    """
    return number_events(articles).eq(1).fillna(False).astype("bool")


def number_events(articles: pd.DataFrame) -> pd.Series:
    """The number of the event that each article reports: an Int64 Series, 1 for the event with most articles, NA for
    none.

    articles: DataFrame indexed by article_id, with `text` and, where known, `published`.

    Articles report one event if they share much of their vocabulary, above all names, and were published near each
    other: their likeness, minus 1/31 for each day between them, is at least .33 on average (average linkage, as in
    topic detection: Allan et al. 1998). Likeness is the cosine of their words, corrected for what short texts lose in
    it. An event has at least two articles, and at least a tenth of all. An article outside every group joins the event
    to which it is most similar, if it was published within a week of that event or has no date, and if its likeness to
    the articles of the event is .2 on average, or it has fewer than 50 words, like a photo caption. If the events
    found have less than half of all articles, there is no single event, as in an archive of several years.

    >>> articles = pd.DataFrame({"text": ["The Tyne Bridge fell.", "Tyne Bridge: it fell at dawn.",
    ...                                   "Leeds Mill opened.", "Mill opened in Leeds."]})
    >>> number_events(articles).tolist()
    [1, 1, 2, 2]
    """
    days = articles["published"] if "published" in articles else pd.Series(pd.NaT, articles.index)
    numbers = _number_events(tuple(articles["text"]), count_days(days).tobytes())
    return pd.Series(numbers, articles.index, dtype="Int64")


@functools.lru_cache(maxsize=2)  # several tables are made of the same articles, one after another
def _number_events(texts: tuple[str, ...], days_as_bytes: bytes) -> tuple:
    """The number of the event of each text, in its order."""
    days = np.frombuffer(days_as_bytes)
    drawn = draw_articles(len(texts))
    events = learn_events([weigh_words(texts[at]) for at in drawn], days[drawn], drawn)
    return tuple(order_events(events.join(texts, days), days))


def count_days(published: pd.Series) -> np.ndarray:
    """Days since some day, NaN where the day is unknown."""
    return (pd.to_datetime(published) - pd.Timestamp("2000-01-01")).dt.days.to_numpy("float64")


def draw_articles(number: int) -> np.ndarray:
    """The places, evenly spread, of the articles that are compared each with each."""
    return np.unique(np.linspace(0, number - 1, min(number, COMPARED)).astype("int64")) if number else np.array([], int)


# --- learned from some articles, said of every other -------------------------------------------

@dataclass(frozen=True)
class Events:
    """The events that some articles report, each with an id of its own; any other article can join one.

    columns: {word: column} of the words of these articles. ids, middles: of each event its id and the mean of its
    articles' rows (see `_make_rows`). days: of each event the first and last day, NaN where none is known. own: the
    id for each of these articles, by its place in the corpus; -1 for none of the events.
    """
    columns: Mapping[str, int]
    ids: np.ndarray
    middles: np.ndarray
    days: np.ndarray
    own: Mapping[int, int]

    def join(self, texts: Sequence[str], days: np.ndarray, first: int = 0) -> np.ndarray:
        """The id of the event that each article reports, -1 for none: the event of its cluster; otherwise, of the
        events around its day, the one to which it is most similar, if it is similar enough.

        days: as from `count_days`. first: the place of the first of these articles in the corpus.
        """
        joined = np.array([self.own.get(at, -1) for at in range(first, first + len(texts))], "int64")
        alone = np.flatnonzero(joined == -1)
        if not len(alone) or not len(self.ids):
            return joined
        weighed = [weigh_words(texts[int(at)]) for at in alone]
        rows, n_words = _make_rows(weighed, dict(self.columns)), np.array([one.n_words for one in weighed])
        likeness = rows[:, :len(self.columns)] @ self.middles.T
        day, (begin, end) = days[alone, None], self.days.T
        near = np.isnan(day) | np.isnan(begin) | (day >= begin - _AROUND) & (day <= end + _AROUND)
        is_like = near & ((likeness >= _JOINS) | (n_words < _TELLING_WORDS)[:, None])
        best = np.where(is_like, likeness, -1).argmax(axis=1)
        joined[alone] = np.where(is_like.any(axis=1), self.ids[best], -1)
        return joined


class Weighed(NamedTuple):
    """An article as it is compared."""

    weights: dict[str, float]       # of each word but stop words
    n_words: int                    # stop words included


def learn_events(articles: Sequence[Weighed], days: np.ndarray, places: Iterable[int]) -> Events:
    """The events that articles report, as far as each has a tenth of them; none if all together have less than half.

    articles, days (as from `count_days`), places: of articles drawn from a corpus, as by `draw_articles`.
    """
    if len(articles) < 2:
        return Events({}, np.array([0]), np.zeros((1, 0)), np.full((1, 2), np.nan), dict.fromkeys(places, 0))
    columns: dict[str, int] = {}
    rows = _make_rows(articles, columns)
    cluster = _link_articles(rows, days)
    sizes = pd.Series(cluster).value_counts()
    ids = np.array([one for one, size in sizes.items() if size >= max(2, _SHARE * len(articles))], "int64")
    if sizes[ids].sum() < _COVERED * len(articles):
        ids = ids[:0]
    members = [np.flatnonzero(cluster == one) for one in ids]
    middles = np.array([rows[own].mean(axis=0) for own in members]).reshape(len(ids), rows.shape[1])
    span = np.array([_span(days[own]) for own in members]).reshape(len(ids), 2)
    joined = np.where(np.isin(cluster, ids), cluster, -1)
    return Events(columns, ids, middles, span, dict(zip(map(int, places), joined.tolist(), strict=True)))


def _span(days):
    known = days[~np.isnan(days)]
    return (known.min(), known.max()) if len(known) else (np.nan, np.nan)


def order_events(joined: np.ndarray, days: np.ndarray) -> pd.Series:
    """The number of each article's event, 1 for the one with most articles, of two as large the earlier; NA for none.

    joined: as from `Events.join`, of all articles.
    """
    places = pd.DataFrame({"event": joined, "day": days, "place": range(len(joined))})
    events = places[places["event"] >= 0].groupby("event")
    order = events.agg(size=("day", "size"), first=("day", "min"), place=("place", "min"))
    order = order.sort_values(["size", "first", "place"], ascending=[False, True, True])
    return places["event"].map({event: at for at, event in enumerate(order.index, 1)}).astype("Int64")


def weigh_words(text: str) -> Weighed:
    """The words of a text without stop words, weighted by 1 + ln(count), and twice that for words mostly written with a
    capital."""
    stopwords = read_stopwords()
    counts, capitals = Counter(), Counter()
    for word, count in Counter(WORD.findall(text)).items():         # each spelling is folded once
        folded = fold_word(word)
        counts[folded] += count
        capitals[folded] += count if word[0].isupper() else 0
    return Weighed({word: (1 + math.log(count)) * (_NAMES_WEIGH if 2 * capitals[word] > count else 1)
                    for word, count in counts.items()
                    if len(word) > 1 and word not in stopwords and not word.isdigit()}, counts.total())


def _make_rows(articles, columns):
    """A row of weights for each article. A row for n words has the length sqrt(1 + 85 / n), which makes up for the
    likeness that short texts lose: the product of two rows is their likeness.

    columns: {word: column}; words that it lacks get the columns that follow.
    """
    from scipy import sparse  # here, because it takes time to load and is seldom needed

    rows, places, weights = [], [], []
    for row, article in enumerate(articles):
        rows += [row] * len(article.weights)
        places += [columns.setdefault(word, len(columns)) for word in article.weights]
        weights += article.weights.values()
    matrix = sparse.csr_array((weights, (rows, places)), (len(articles), max(1, len(columns))), dtype="float64")
    length = np.sqrt((matrix * matrix).sum(axis=1))
    gain = np.sqrt(1 + _LOSS / np.clip([article.n_words for article in articles], _TELLING_WORDS, None))
    return (sparse.diags_array(gain / np.where(length > 0, length, 1)) @ matrix).tocsr()


@functools.lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    return fold(word)[0]


def _link_articles(rows, days):
    """The cluster of each article, by average linkage of likenesses that fall with the days between."""
    from scipy.cluster.hierarchy import fcluster, linkage  # here, because it takes time to load and is seldom needed
    from scipy.spatial.distance import squareform

    alike = (rows @ rows.T).toarray()
    between = np.nan_to_num(np.abs(days[:, None] - days[None, :]))
    distance = 1 - alike * np.clip(1 - between / _FAR, 0, 1)
    np.fill_diagonal(distance, 0)
    condensed = squareform(np.clip((distance + distance.T) / 2, 0, None).round(9), checks=False)
    return fcluster(linkage(condensed, "average"), 1 - _ALIKE, "distance")

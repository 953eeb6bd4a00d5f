"""What to know before articles are compared: which of them report one event, which are copies, which cannot be read."""
import functools
import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.lexicon import read_words
from analysis.text import WORD, fold
from analysis.text.runs import number_runs

# --- which articles report one event -----------------------------------------------------------

# articles of one event have a mean likeness of .36 and more (NewsWCL50: 14 of 15 pairs of events told apart), unrelated
# news .1
_ALIKE = 0.33
_NAMES_WEIGH = 2        # who and where tell events apart better than what is done there
# Short texts about one thing have fewer words in common: between stretches of n words, taken at random from articles
# of one event, the mean cosine is .33 * n / (n + 85) (408 articles; 40 to 600 words). Likeness is the cosine corrected
# for this loss. Fewer than 50 words count as 50, since a single common word would make two captions alike.
_LOSS, _TELLING_WORDS = 85, 50
_FAR = pd.Timedelta(days=31)        # two articles as far apart as this do not report one event, however alike
# an article that is like no other belongs to the event whose days it is published in, a week more on either side,
# where its likeness to those of the event is .2. Of stretches of 50 words from articles of an event one in ten is less
# like them, of 100 to 300 words one in twenty.
_AROUND = pd.Timedelta(days=7)
_JOINS = 0.2
_SHARE = 0.1            # an event has at least a tenth of the articles
_COVERED = 0.5          # and all events together have half of them; otherwise the corpus is an archive or a mixture
# articles that are compared each with each; of more, as many are drawn, and the others join whichever event they are
# most like
_COMPARED = 2_000


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
    numbers = _number_events(tuple(articles["text"]), _count_days(articles).tobytes())
    return pd.Series(numbers, articles.index, dtype="Int64")


@functools.lru_cache(maxsize=2)  # several tables are made of the same articles, one after another
def _number_events(texts: tuple[str, ...], days_as_bytes: bytes) -> tuple:
    """The number of the event of each text, in its order."""
    n, days = len(texts), np.frombuffer(days_as_bytes)
    vectors, n_words = _weigh_words(texts)
    drawn = np.unique(np.linspace(0, n - 1, min(n, _COMPARED)).astype("int64")) if n else np.array([], "int64")
    if len(drawn) < 2:
        return (1,) * n
    cluster = np.full(n, -1)
    cluster[drawn] = _link_articles(vectors[drawn], days[drawn])
    sizes = pd.Series(cluster[drawn]).value_counts()
    events = [event for event, size in sizes.items() if size >= max(2, _SHARE * len(drawn))]
    if sizes[events].sum() < _COVERED * len(drawn):
        return (pd.NA,) * n
    number = pd.Series(_join_events(cluster, events, vectors, days, n_words))
    places = pd.DataFrame({"event": number.to_numpy(), "day": days, "place": range(n)})
    order = (
        places[places["event"] >= 0]
        .groupby("event")
        .agg(size=("day", "size"), first=("day", "min"), place=("place", "min"))
    )
    # of two as large the earlier
    order = order.sort_values(["size", "first", "place"], ascending=[False, True, True])
    return tuple(number.map({event: at for at, event in enumerate(order.index, 1)}).astype("Int64"))


def _count_days(articles):
    """Days since some day, NaN where the date is unknown."""
    published = articles["published"] if "published" in articles else pd.Series(pd.NaT, articles.index)
    return (pd.to_datetime(published) - pd.Timestamp("2000-01-01")).dt.days.to_numpy("float64")


def _weigh_words(texts):
    """A row per text: its words without stop words, weighted by 1 + ln(count), and twice that for words mostly written
    with a capital. A row for n words has the length sqrt(1 + 85 / n), which makes up for the likeness that short texts
    lose: the product of two rows is their likeness. Second: how many words each text has, stop words included.
    """
    from scipy import sparse  # here, because it takes time to load, and the command needs it not

    stopwords, numbers = _read_stopwords(), {}
    articles, columns, weights, n_words = [], [], [], []
    for i, text in enumerate(texts):
        counts, capitals = Counter(), Counter()
        for word, count in Counter(WORD.findall(text)).items():     # each spelling is folded once
            folded = _fold_word(word)
            counts[folded] += count
            capitals[folded] += count if word[0].isupper() else 0
        n_words.append(counts.total())
        for word, count in counts.items():
            if len(word) > 1 and word not in stopwords and not word.isdigit():
                weight = (1 + math.log(count)) * (_NAMES_WEIGH if 2 * capitals[word] > count else 1)
                articles.append(i)
                columns.append(numbers.setdefault(word, len(numbers)))
                weights.append(weight)
    matrix = sparse.csr_array((weights, (articles, columns)), (len(texts), max(1, len(numbers))), dtype="float64")
    length = np.sqrt((matrix * matrix).sum(axis=1))
    gain = np.sqrt(1 + _LOSS / np.clip(n_words, _TELLING_WORDS, None))
    return (sparse.diags_array(gain / np.where(length > 0, length, 1)) @ matrix).tocsr(), np.array(n_words)


@functools.cache
def _read_stopwords():
    return frozenset(fold(word)[0] for word in read_words("stopwords", "word"))


@functools.lru_cache(maxsize=100_000)
def _fold_word(word):
    return fold(word)[0]


def _link_articles(vectors, days):
    """The cluster of each article, by average linkage of likenesses that fall with the days between."""
    from scipy.cluster.hierarchy import (  # here, because it takes time to load, and the command needs it not
        fcluster,
        linkage,
    )
    from scipy.spatial.distance import squareform

    alike = (vectors @ vectors.T).toarray()
    between = np.nan_to_num(np.abs(days[:, None] - days[None, :]))
    distance = 1 - alike * np.clip(1 - between / _FAR.days, 0, 1)
    np.fill_diagonal(distance, 0)
    condensed = squareform(np.clip((distance + distance.T) / 2, 0, None).round(9), checks=False)
    return fcluster(linkage(condensed, "average"), 1 - _ALIKE, "distance")


def _join_events(cluster, events, vectors, days, n_words):
    """The event of each article, -1 for none: that of its cluster; otherwise, among events around its day, the one to
    which it is most similar, if it is similar enough."""
    joined = np.where(np.isin(cluster, events), cluster, -1)
    alone = np.flatnonzero(joined == -1)
    if not len(alone):
        return joined
    is_short = n_words[alone] < _TELLING_WORDS
    alike, near = [], []
    for event in events:
        members = np.flatnonzero(cluster == event)
        likeness = vectors[alone] @ vectors[members].mean(axis=0)
        alike.append(np.where((likeness >= _JOINS) | is_short, likeness, -1))
        known = days[members][~np.isnan(days[members])]
        within = (
            (days[alone] >= known.min() - _AROUND.days) & (days[alone] <= known.max() + _AROUND.days)
            if len(known)
            else False
        )
        near.append(np.isnan(days[alone]) | within if len(known) else np.ones(len(alone), bool))
    fits = np.where(np.array(near), np.array(alike), -1)
    joined[alone] = np.where(fits.max(axis=0) >= 0, np.array(events)[fits.argmax(axis=0)], -1)
    return joined


class Compared(NamedTuple):
    """The articles that are compared with each other."""

    articles: pd.Series         # boolean, by article_id
    says: str                   # which these are, and why, in a sentence or two


def choose_event(articles: pd.DataFrame, event: int | str | None = None) -> Compared:
    """The articles of one event, or all where they report no single event, and a heading that says so.

    event: the number of an event (see `number_events`), or "all" for all articles, whatever they report; the event with
    most articles unless given. ValueError where there is no such event.
    """
    if event == "all":
        return Compared(pd.Series(True, articles.index), f"All {len(articles):,} articles are compared"
                        f"{_say_days(articles)}, because event is \"all\".")
    numbers = number_events(articles)
    known = sorted(numbers.dropna().unique().tolist())
    if event is not None and event not in known:
        raise ValueError(
            f"event is {event!r}, but "
            + (
                f"these articles report the events {', '.join(map(str, known))}: write one of these numbers, or "
                '"all" to compare all articles'
                if known
                else 'these articles report no single event: write None, or "all"'
            )
        )
    if not known:
        return Compared(pd.Series(True, articles.index), "These articles report no single event, by their days and "
                                                         "their words, "
                        "so all of them are compared.")
    event = event or known[0]
    chosen = numbers.eq(event).fillna(False).astype("bool")
    if chosen.all():
        return Compared(chosen, f"{_say_all(len(chosen))} one event{_say_days(articles[chosen])}.")
    days = _say_days(articles[chosen])
    says = f"{chosen.sum():,} of {len(articles):,} articles report one event{days}, and are compared."
    for other in known:
        if other != event:
            part = articles[numbers.eq(other).fillna(False).astype("bool")]
            says += f" Event {other} has {len(part):,}{_say_days(part)}: write event = {other} to compare these."
    if alone := int(numbers.isna().sum()):
        says += f" {alone:,} {'is' if alone == 1 else 'are'} about something else."
    if len(known) > 1:
        says += ' Where all of them are about one thing, write event = "all".'
    return Compared(chosen, says)


def _say_all(number):
    return "The article reports" if number == 1 else f"All {number:,} articles report"


def _say_days(articles):
    days = articles["published"].dropna() if "published" in articles else pd.Series(dtype="datetime64[s]")
    if days.empty:
        return ""
    first, last = (f"{day.day} {day:%B %Y}" for day in (days.min(), days.max()))
    return f" ({first})" if first == last else f" ({first} to {last})"


# --- copies ------------------------------------------------------------------------------------

_SHINGLE, _NEAR = 5, 0.5          # near-duplicates share half of the shorter one's runs of five words
_BOILERPLATE = 20                 # a run in more articles belongs to no single article's text


def find_copies(articles: pd.DataFrame, groups: pd.Series) -> list[str]:
    """Ids of the articles whose text an earlier article of the same group has, such as the updates of a wire report.

    groups: the group of each article, by article_id. Earlier means published before, or listed before if the days are
    equal.
    """
    copies = []
    order = articles.sort_values("published", kind="stable") if "published" in articles else articles
    for _, members in order.groupby(groups.reindex(order.index), sort=False):
        if len(members) > 1:
            copies += find_near_duplicates(members)["right"].unique().tolist()
    return copies


def find_near_duplicates(articles: pd.DataFrame) -> pd.DataFrame:
    """Pairs of articles with much the same text: `left`, `right`, `shared` (share of the shorter one's 5-word runs).

    Pairs with a share of at least one half. Runs found in more than 20 articles are boilerplate and left out.
    """
    from scipy import sparse

    numbers = {}
    words = [
        [numbers.setdefault(_fold_word(word), len(numbers)) for word in WORD.findall(text)] for text in articles["text"]
    ]
    article = np.repeat(np.arange(len(words)), [len(own) for own in words])
    runs = number_runs(np.array([number for own in words for number in own], "int64"), _SHINGLE)
    whole = article[:len(runs)] == article[len(article) - len(runs):]
    run, owner = np.divmod(np.unique(runs[whole] * len(articles) + article[:len(runs)][whole]), max(1, len(articles)))
    size, often = np.bincount(owner, minlength=len(articles)), np.bincount(run)[run]
    some = (often >= 2) & (often <= _BOILERPLATE)
    held = sparse.csr_array(
        (np.ones(some.sum()), (owner[some], run[some])), (len(articles), int(run.max(initial=0)) + 1)
    )
    both = sparse.triu(held @ held.T, 1).tocoo()
    shared = both.data / np.minimum(size[both.coords[0]], size[both.coords[1]])
    left, right = (articles.index.to_numpy("object")[at[shared >= _NEAR]] for at in both.coords)
    found = pd.DataFrame(
        {
            "left": pd.Series(left, dtype="str"),
            "right": pd.Series(right, dtype="str"),
            "shared": shared[shared >= _NEAR],
        }
    )
    return found.sort_values(["left", "right"], ignore_index=True)


# --- all that there is to know -----------------------------------------------------------------

# at least a fifth of the words of English news are stop words; in one text of a thousand there are fewer by chance
_ENGLISH, _UNLIKELY = 0.2, 0.001


def check_articles(
    articles: pd.DataFrame, stopwords: Iterable[str] | None = None, zones: pd.DataFrame | None = None
) -> pd.DataFrame:
    """What to know before comparing: one row per article and finding.

    stopwords: folded function words, to tell whether a text is English (those of the lexicon unless given).
    zones: from `find_zones`, where they are known: then the language is judged by the article's body, and an article
    without a body is named.

    Returns `article_id`, `check` (problem, body, date, event, near-duplicate, language) and `finding`.
    """
    texts = articles["text"] if zones is None else _join_bodies(articles, zones)
    rows = [(i, "problem", problem) for i, problem in articles["problem"].dropna().items()]
    rows += [(i, "body", "no paragraph of it is read as the article's body: none of its words is counted where bodies "
                         "are")
             for i in articles.index[(articles["text"].str.strip() != "") & (texts == "")]]
    rows += [
        (i, *finding)
        for i, *day in articles[["published", "published_basis"]].itertuples()
        if (finding := _check_day(*day))
    ]
    rows += _check_events(articles)
    rows += _check_copies(find_near_duplicates(articles))
    stopwords = _read_stopwords() if stopwords is None else frozenset(stopwords)
    rows += [(i, *finding) for i, text in texts.items() if (finding := _check_language(text, stopwords))]
    order = {article_id: n for n, article_id in enumerate(articles.index)}
    rows.sort(key=lambda row: order[row[0]])
    return pd.DataFrame(rows, columns=["article_id", "check", "finding"], dtype="str")


def _join_bodies(articles, zones):
    body = zones[zones["zone"] == "body"].groupby("article_id")["text"].agg("\n".join)
    return body.reindex(articles.index, fill_value="")


def _check_day(published, basis):
    if pd.isna(published):
        return "date", "publication date unknown: its weekdays and partial dates stay open"
    if basis == "inferred":
        return "date", f"publication date inferred ({published:%Y-%m-%d}); the evidence is in articles.csv"
    return None


_NAMED = 4              # articles that share most with one, named in its finding


def _check_copies(pairs):
    """A row for each article whose wording earlier ones have, those that share most named first."""
    rows = []
    for right, own in pairs.sort_values("shared", ascending=False, kind="stable").groupby("right", sort=False):
        said = ", ".join(
            f"{shared:.0%} with {left}" for left, shared in own[["left", "shared"]].head(_NAMED).itertuples(index=False)
        )
        more = f", and half or more with {len(own) - _NAMED} others" if len(own) > _NAMED + 1 else \
            ", and half or more with another" if len(own) > _NAMED else ""
        rows.append((right, "near-duplicate", f"shares its wording, {said}{more}: count only one of them"))
    return rows


def _check_events(articles):
    """A row for each article outside the event compared; none where there is no single event."""
    events = number_events(articles)
    compared = _say_days(articles[events.eq(1).fillna(False).astype("bool")])
    rows = []
    for i, event in events[events.ne(1).fillna(True).astype("bool")].items() if events.notna().any() else []:
        what = "it reports no event that others here report" if pd.isna(event) else f"it reports event {event}"
        day = _say_days(articles.loc[[i]])
        rows.append((i, "event", f"{what}{day}: shown, but left out of comparisons, which are of event 1{compared}"))
    return rows


def _check_language(text, stopwords):
    """The finding for a text with fewer function words than English has; short texts prove nothing, and there is none
    for them."""
    from scipy.special import bdtr  # here, because it takes time to load, and the command needs it not

    words = [_fold_word(match.group()) for match in WORD.finditer(text)]
    found = sum(word in stopwords for word in words)
    if words and bdtr(found, len(words), _ENGLISH) < _UNLIKELY:
        return "language", (f"only {found / len(words):.0%} of its {len(words):,} words are function words of English: "
                            "probably another language, which these notebooks do not read")
    return None

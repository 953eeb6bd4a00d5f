"""What to know before articles are compared: which of them report one event, which are copies, which cannot be read."""
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.corpus.events import fold_word, number_events
from analysis.text import WORD, read_stopwords
from analysis.text.runs import number_runs

# --- which articles are compared ----------------------------------------------------------------

class Compared(NamedTuple):
    """The articles that are compared with each other."""

    articles: pd.Series         # boolean, by article_id
    says: str                   # which these are, and why, in a sentence or two
    one_event: bool             # do they report one event? Not if all articles are compared for want of one


def choose_event(articles: pd.DataFrame, event: int | str | None = None) -> Compared:
    """The articles of one event, or all where they report no single event, and a heading that says so.

    event: the number of an event (see `number_events`), or "all" for all articles, whatever they report; the event with
    most articles unless given. ValueError where there is no such event.
    """
    if event == "all":
        return Compared(pd.Series(True, articles.index), f"All {len(articles):,} articles are compared"
                        f"{_say_days(articles)}, because event is \"all\".", False)
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
                        "so all of them are compared.", False)
    event = event or known[0]
    chosen = numbers.eq(event).fillna(False).astype("bool")
    if chosen.all():
        return Compared(chosen, f"{_say_all(len(chosen))} one event{_say_days(articles[chosen])}.", True)
    days = _say_days(articles[chosen])
    says = f"{chosen.sum():,} of {len(articles):,} articles report one event{days}, and are compared."
    for other in known:
        if other != event:
            part = articles[numbers.eq(other).fillna(False).astype("bool")]
            says += f" Event {other} has {len(part):,}{_say_days(part)}: write event = {other} to compare these."
    if alone := int(numbers.isna().sum()):
        says += f" {alone:,} {'is' if alone == 1 else 'are'} about something else."
    if len(known) > 1:
        says += (" Articles are taken for one event if they share many words and were published close to each other."
                 ' If all of these are about one thing, write event = "all" to compare all of them.')
    return Compared(chosen, says, True)


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
        [numbers.setdefault(fold_word(word), len(numbers)) for word in WORD.findall(text)] for text in articles["text"]
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
    stopwords = read_stopwords() if stopwords is None else frozenset(stopwords)
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


_COUNTED_ONCE = 'copies = "once" in 01 and 02 counts such texts once'
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
        rows.append((right, "near-duplicate", f"shares its wording, {said}{more}: {_COUNTED_ONCE}"))
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

    words = [fold_word(match.group()) for match in WORD.finditer(text)]
    found = sum(word in stopwords for word in words)
    if words and bdtr(found, len(words), _ENGLISH) < _UNLIKELY:
        return "language", (f"only {found / len(words):.0%} of its {len(words):,} words are function words of English: "
                            "probably another language, which these notebooks do not read")
    return None

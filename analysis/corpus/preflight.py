"""What to know before articles are compared: which of them report one event, which are copies, which cannot be read."""
import pandas as pd

from analysis.text import WORD, fold

_GAP = pd.Timedelta(days=31)      # two articles further apart than this do not report one event
_SHINGLE, _NEAR = 5, 0.5          # near-duplicates share half of the shorter one's runs of five words
_ENGLISH = 0.2                    # English running text has about 40 % function words, other languages under 10 %


def find_event(articles):
    """Which articles report the event that is compared: a boolean Series. It is the event with most articles, number 1 of `number_events`."""
    return number_events(articles).eq(1)


def number_events(articles):
    """The number of the event that each article reports: an Int64 Series, 1 for the event with most articles, NA for none.

    The dates are cut wherever more than 31 days lie between one article and the next; each part is an event (of two as
    large the earlier comes first). An article without a date is taken to report the first.
    """
    dates = articles["published"].dropna().sort_values(kind="stable")
    part = (dates.diff() > _GAP).cumsum()
    order = {event: number for number, event in enumerate(part.value_counts(sort=False).sort_values(ascending=False, kind="stable").index, 1)}
    return part.map(order).reindex(articles.index).fillna(1).astype("Int64")


def find_near_duplicates(articles):
    """Pairs of articles with much the same text: `left`, `right`, `shared` (share of the shorter one's 5-word runs).

    Pairs with a share of at least one half. Runs found in more than 20 articles are boilerplate and left out.
    """
    runs = []
    for article_id, text in articles["text"].items():
        words = [fold(m.group())[0] for m in WORD.finditer(text)]
        runs += [(article_id, " ".join(run)) for run in dict.fromkeys(zip(*(words[i:] for i in range(_SHINGLE))))]
    table = pd.DataFrame(runs, columns=["article_id", "run"])
    size = table.groupby("article_id").size()
    often = table["run"].map(table["run"].value_counts())
    table = table[often.between(2, 20)]
    pairs = table.merge(table, on="run")
    order = {article_id: i for i, article_id in enumerate(articles.index)}
    pairs = pairs[pairs["article_id_x"].map(order) < pairs["article_id_y"].map(order)]
    shared = pairs.groupby(["article_id_x", "article_id_y"]).size()
    rows = [(left, right, n / min(size[left], size[right])) for (left, right), n in shared.items()]
    found = pd.DataFrame([row for row in rows if row[2] >= _NEAR], columns=["left", "right", "shared"])
    return found.astype({"left": "str", "right": "str", "shared": "float64"})


def check_articles(articles, stopwords):
    """What to know before comparing: one row per article and finding.

    stopwords: the function words of English, to tell whether a text is English.

    Returns `article_id`, `check` (problem, date, event, near-duplicate, language) and `finding`.
    """
    rows = [(i, "problem", problem) for i, problem in articles["problem"].dropna().items()]
    for i, published, basis in articles[["published", "published_basis"]].itertuples():
        if pd.isna(published):
            rows.append((i, "date", "publication date unknown: its weekdays and partial dates stay open"))
        elif basis == "inferred":
            rows.append((i, "date", f"publication date inferred ({published:%Y-%m-%d}); the evidence is in articles.csv"))
    event = find_event(articles)
    days = articles.loc[event, "published"].agg(["min", "max"])
    rows += [(i, "event", f"published {articles.at[i, 'published']:%Y-%m-%d}, far from most others, of {days['min']:%Y-%m-%d} "
                          f"to {days['max']:%Y-%m-%d}: taken for another event, shown, but left out of comparisons") for i in articles.index[~event]]
    rows += [(right, "near-duplicate", f"shares {shared:.0%} of its wording with {left}: count only one of them")
             for left, right, shared in find_near_duplicates(articles).itertuples(index=False)]
    stopwords = frozenset(stopwords)
    for i, text in articles["text"].items():
        words = [fold(m.group())[0] for m in WORD.finditer(text)]
        share = sum(w in stopwords for w in words) / max(1, len(words))
        if len(words) >= 20 and share < _ENGLISH:
            rows.append((i, "language", f"only {share:.0%} of its words are function words of English: "
                                        "probably another language, which these notebooks do not read"))
    order = {article_id: n for n, article_id in enumerate(articles.index)}
    rows.sort(key=lambda row: order[row[0]])
    return pd.DataFrame(rows, columns=["article_id", "check", "finding"], dtype="str")

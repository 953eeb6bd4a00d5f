"""Words as a table: each word as a span, the words around a term, and the words that distinguish a group.

The table of words is the denominator of every rate. Filter it in the same way as the hits (body only, the outlet's own
voice only); then rates, n-grams and collocates are based on the same words.
"""
from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.evidence import SIDES, adjust_p, count_tested, measure_articles, number_sides, rank_numbered, spread
from analysis.spans import inside
from analysis.statistics import add_evidence, add_keyness, agree_p, choose_sides, divide_articles, log_likelihood
from analysis.text import count_words, read_stopwords
from analysis.text.runs import number_runs
from analysis.words.coded import code_words, decode_words

# --- every word ----------------------------------------------------------------------------


def list_words(articles: pd.DataFrame) -> pd.DataFrame:
    """A span table of every word, with `word`, `sentence` and `number`.

    word: the word without case and accents. sentence, number: the sentence it stands in and
    its own place, both counted from 1 in each article. One row is one word of `text.WORD`. Of thousands of articles,
    `coded.code_words` takes a quarter of the memory.

    >>> articles = pd.DataFrame({"text": ["Tea? No, CAFÉ."]}, index=pd.Index(["a"], name="article_id"))
    >>> list_words(articles)
      article_id  start  end  text  word  sentence  number
    0          a      0    3   Tea   tea         1       1
    1          a      5    7    No    no         2       2
    2          a      9   13  CAFÉ  cafe         2       3
    """
    return decode_words(code_words(articles))


def place_spans(spans: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """The spans with `number`, that of the word each begins in, and `position`, 0 (the article's start) to 1.

    For a dispersion plot: where in each article each term stands, in words. words: the
    unfiltered `list_words`.
    """
    numbers, positions = [], []
    starts = {article_id: part.to_numpy() for article_id, part in words.groupby("article_id")["start"]}
    for article_id, start in zip(spans["article_id"], spans["start"]):
        number = int(np.searchsorted(starts[article_id], start, side="right"))
        numbers.append(number)
        positions.append((number - 1) / max(1, len(starts[article_id]) - 1))
    return spans.assign(number=pd.Series(numbers, spans.index, "int64"),
                        position=pd.Series(positions, spans.index, "float64"))


def mark_repeats(words: pd.DataFrame, group: str = "article_id") -> pd.DataFrame:
    """The words with `repeated`: is the whole sentence in an earlier article of the same group, word for word?

    Lines that a site adds to each article, formulas, and the paragraphs of a wire report that an outlet prints twice
    do not show a new choice of words. "Earlier" is meant in the order of `words`. Sentences of fewer than three words
    are never marked.
    """
    article, sentence = pd.factorize(words["article_id"])[0], words["sentence"].to_numpy()
    owner, word = pd.factorize(words[group])[0], pd.factorize(words["word"])[0]
    number = pd.factorize(article * (int(sentence.max(initial=0)) + 1) + sentence)[0]
    order = np.argsort(number, kind="stable")
    starts = np.searchsorted(number[order], np.arange(number.max(initial=-1) + 1))
    ends = np.append(starts[1:], len(words)).astype("int64")
    said = {}
    first = [
        said.setdefault((owner[order[start]], word[order[start:end]].tobytes()), article[order[start]])
        for start, end in zip(starts, ends)
    ]
    repeated = (article[order[starts]] != np.array(first, "int64")) & (ends - starts >= 3)
    return words.assign(repeated=repeated[number])


def mark_voices(table: pd.DataFrame, zones: pd.DataFrame, statements: pd.DataFrame,
                sentences: pd.DataFrame) -> pd.DataFrame:
    """Words or terms with their `zone`, their `voice` and whether their sentence is `shared` with another article.

    zones, statements: span tables, as found; sentences: from `wording.mark_shared`. voice: `outlet` where the article
    speaks for itself, else the kind of the statement.
    """
    for outer, column in ((zones, "zone"), (statements, "kind"), (sentences, "shared")):
        table = inside(table, outer, [column])
    return table.assign(voice=table["kind"].fillna("outlet"), shared=table["shared"].eq(True))


# --- the words that set a group apart ------------------------------------------------------


def count_ngrams(words: pd.DataFrame, group: str = "article_id", sizes: Collection[int] = (1, 2, 3),
                 stopwords: Collection[str] | None = None) -> pd.DataFrame:
    """How often each n-gram stands in each group: `n`, `ngram`, the group, `count`; only where it does.

    words: `list_words`, filtered or not; an n-gram never runs over a sentence's end, nor over a
        word that was filtered out.
    stopwords: a set of folded words (`read_stopwords` unless given). An n-gram that begins or
        ends with one is left out: "end of the war" stays, "of the war" goes.

    >>> articles = pd.DataFrame({"text": ["Green tea and green tea."]}, index=pd.Index(["a"], name="article_id"))
    >>> count_ngrams(list_words(articles), sizes=[2, 3])
       n          ngram article_id  count
    0  2      green tea          a      2
    1  3  tea and green          a      1
    """
    stopwords = read_stopwords() if stopwords is None else frozenset(stopwords)
    word, spelled = words["word"].factorize()
    spelled = spelled.to_numpy("object")
    owner, owners = words[group].factorize()
    owners = owners.astype("str") if words[group].dtype == "category" else owners
    stop = np.array([one in stopwords for one in spelled], bool)[word]
    article, sentence, number = (
        pd.factorize(words["article_id"])[0],
        words["sentence"].to_numpy(),
        words["number"].to_numpy(),
    )
    tables = []
    for size in sizes:
        runs = number_runs(word, size)
        first, last = slice(0, len(runs)), slice(size - 1, size - 1 + len(runs))
        # A word that was filtered out leaves a gap in the numbers, and no n-gram bridges it.
        whole = (
            (article[first] == article[last])
            & (sentence[first] == sentence[last])
            & (number[last] - number[first] == size - 1)
        )
        at = np.flatnonzero(whole & ~stop[first] & ~stop[last] & (owner[first] >= 0))
        pair = pd.factorize(runs[at] * max(1, len(owners)) + owner[at])[0]
        first_seen = at[_find_first(pair)]
        text = spelled[word[first_seen]]
        for place in range(1, size):
            text = text + " " + spelled[word[first_seen + place]]
        tables.append(
            pd.DataFrame(
                {
                    "n": size,
                    "ngram": pd.Series(text, dtype="str"),
                    group: owners[owner[first_seen]],
                    "count": np.bincount(pair),
                }
            )
        )
    return pd.concat(tables, ignore_index=True)


def find_distinctive(words: pd.DataFrame, target: str | Collection[str],
                     reference: str | Collection[str] | None = None, group: str = "article_id",
                     counts: pd.DataFrame | None = None, min_count: int = 2,
                     copies: Collection[str] = ()) -> pd.DataFrame:
    """The n-grams that set one group of articles apart from another: one row per n-gram, by falling G2.

    target, reference, group, copies: as in `statistics.compare_groups`; `group` is a column of words. min_count: how
    often an
        n-gram is in both groups together at least.
    counts: `count_ngrams(words)`, by article, unless given: count once where several targets are looked at, or choose
        other sizes and stop words.

    Columns out: `n`, `ngram`, then those of `compare_groups`; p is adjusted over all rows. A row
    with a negative `log_ratio` is one that the target group avoids. ValueError as there.

    >>> articles = pd.DataFrame({"text": ["Tea and tea and tea.", "Milk and milk, and milk."]},
    ...                         index=pd.Index(["a", "b"], name="article_id"))
    >>> words = list_words(articles)
    >>> distinctive = find_distinctive(words, "a", counts=count_ngrams(words, sizes=[1]))
    >>> distinctive[["ngram", "count", "reference_count", "g2"]].round(2)
      ngram  count  reference_count    g2
    0  milk      0                3  4.16
    1   tea      3                0  4.16
    """
    target, reference = choose_sides(words[group], target, reference)
    counts = count_ngrams(words) if counts is None else counts
    if "article_id" not in counts.columns:
        raise ValueError("evidence is tested over articles: give count_ngrams(words), by article")
    of_both = words.loc[words[group].isin([*target, *reference]), "article_id"].unique()
    counts = _number_ngrams(counts[counts["article_id"].isin(of_both)], "count", min_count)
    ranked = _rank_ngrams(counts, words, copies)
    table = add_evidence(_add_keyness(_compare_ngrams(counts, words, target, reference, group, copies, ranked)))
    return table.sort_values(["g2", "n", "ngram"], ascending=[False, True, True], ignore_index=True)


_MOST_NGRAMS = 5        # of each group, in `list_distinctive`


def list_distinctive(
    words: pd.DataFrame,
    groups: Collection[str] | None = None,
    group: str = "article_id",
    counts: pd.DataFrame | None = None,
    most: int = _MOST_NGRAMS,
    min_articles: int | None = None,
    copies: Collection[str] = (),
    fresh: pd.Series | None = None,
    keyness: bool = True,
) -> pd.DataFrame:
    """What each group says more often than all others: for each group its n-grams with the best evidence, at most
    `most`.

    groups: those to look at, in this order; all unless given. The others are part of the reference all the same.
    min_articles: in how many articles an n-gram is at least; 3 unless given, of fewer than 12 articles 1. The other
    arguments: as in `find_distinctive`.
    fresh: `count_ngrams` of the words in sentences that their group has not printed before (see `mark_repeats`). They
    decide which n-grams are looked at; the test counts each article. So a line that a site adds to its pages makes no
    n-gram its own: one that the group repeats is listed only where it stands in two fresh sentences besides.
    keyness: False leaves out the scores of mentions, to save time.

    Columns out: the column `group`, `n`, `ngram`, then those of `compare_groups`, and `n_tested`: over how many
    comparisons p is adjusted, all those of these groups' n-grams that can prove something, not the rows that are
    returned alone. Of n-grams within each other ("county council", "the county council of") only the first is listed.
    """
    counts = count_ngrams(words) if counts is None else counts
    min_articles = min_articles or (3 if (counts if fresh is None else fresh)["article_id"].nunique() >= 12 else 1)
    known = list(words[group].unique())
    groups = known if groups is None else list(groups)
    if len(known) < 2:
        choose_sides(words[group], known)           # says that there is nothing to compare with
    counts, fresh = _number_fresh(counts, fresh, min_articles)
    tables, ranked = [], _rank_ngrams(counts, words, copies)
    for one in groups:
        members = words.loc[words[group] == one, "article_id"].unique()
        table = _compare_ngrams(counts, words, *choose_sides(words[group], one), group, copies, ranked, True)
        table.insert(0, group, one)
        tables.append(table.assign(own=_is_own(counts, fresh, members)))
    table = agree_p(pd.concat(tables, ignore_index=True))
    table["p_adjusted"] = adjust_p(table["p_articles"], table["smallest_p"])
    rates = [table[f"{side}count"] / table[f"{side}n_words"] for side in SIDES]
    order = ["p_adjusted", "p_articles", "count", "n", "ngram"]
    higher = table[(rates[0] > rates[1]) & table["own"]].sort_values(order, ascending=[True, True, False, False, True])
    kept = [row for one in groups for row in _drop_nested(higher[higher[group] == one], most)]
    shown = table.loc[kept].drop(columns="own").reset_index(drop=True)
    per_1000 = {f"{side}per_1000": 1000 * shown[f"{side}count"] / shown[f"{side}n_words"] for side in SIDES}
    shown = _add_keyness(shown) if keyness else shown.assign(**per_1000)
    return add_evidence(shown, shown["p_adjusted"]).assign(n_tested=count_tested(table["smallest_p"]))


def _number_fresh(counts, fresh, least):
    """The n-grams that are in so many articles in fresh sentences: all their counts, and the fresh ones."""
    if fresh is None:
        numbered = _number_ngrams(counts.assign(articles=1), "articles", least)
        return numbered, numbered
    both = pd.concat([counts.assign(fresh=0), fresh.assign(fresh=1)], ignore_index=True)
    terms, rows = _number_ngrams(both, "fresh", least)
    is_fresh = both["fresh"].to_numpy("bool")[rows.index]
    return _Numbered(terms, rows[~is_fresh]), _Numbered(terms, rows[is_fresh])


def _is_own(counts, fresh, members):
    """Whether each n-gram is none that these articles only repeat.

    Then it is in fresh sentences of two of them, or nowhere but in fresh sentences.
    """
    parts = [part.rows[part.rows["article_id"].isin(members)] for part in (counts, fresh)]
    ranges = [np.bincount(part["term"], minlength=len(counts.terms)) for part in parts]
    return (ranges[1] >= min(2, parts[1]["article_id"].nunique())) | (ranges[1] == ranges[0])


def _drop_nested(table, most):
    """The labels of the first rows whose n-gram neither holds, nor is part of, one of those before."""
    kept = {}
    for row, ngram in table["ngram"].items():
        if not any(f" {ngram} " in f" {other} " or f" {other} " in f" {ngram} " for other in kept.values()):
            kept[row] = ngram
        if len(kept) == most:
            break
    return list(kept)


class _Numbered(NamedTuple):
    """N-grams of articles, with a number for each."""

    terms: pd.MultiIndex    # `n` and `ngram`, in their order
    rows: pd.DataFrame      # `term` (its place in `terms`), `article_id` (categorical), `count`


def _number_ngrams(counts, column, least):
    """The n-grams whose sum over a column of `count_ngrams` is at least so much."""
    ngram, spelled = pd.factorize(counts["ngram"].to_numpy("object"))
    term, terms = pd.factorize(ngram * (int(counts["n"].max()) + 1 if len(counts) else 1) + counts["n"].to_numpy())
    kept, first = np.bincount(term, counts[column], len(terms)) >= least, _find_first(term)
    index = pd.MultiIndex.from_arrays(
        [counts["n"].to_numpy()[first][kept], spelled[ngram[first]][kept]], names=["n", "ngram"]
    )
    order, place = index.argsort(), np.full(len(terms), -1)
    place[np.flatnonzero(kept)[order]] = np.arange(len(order))
    rows = pd.DataFrame(
        {
            "term": place[term],
            "article_id": pd.Categorical(counts["article_id"]),
            "count": counts["count"].to_numpy("int64"),
        }
    )
    return _Numbered(index[order], rows[rows["term"] >= 0])


def _find_first(numbers):
    """Where each number from 0 up stands first; numbers are given in the order in which they are first seen."""
    return np.flatnonzero(np.diff(np.maximum.accumulate(numbers), prepend=-1) > 0)


def _rank_ngrams(counts, words, copies):
    """`evidence.rank_articles` of n-grams."""
    found = counts.rows[~counts.rows["article_id"].isin(list(copies))]
    n_words = words.groupby("article_id", sort=False).size()
    return rank_numbered(counts.terms, found.assign(n_words=spread(n_words, found["article_id"])))


def _compare_ngrams(counts, words, target, reference, group, copies, ranked, higher_only=False):
    """The n-grams of two sides with their counts and `evidence.measure_articles`."""
    articles = words.drop_duplicates("article_id")
    n_words = words.groupby("article_id", sort=False).size()
    sides = divide_articles(pd.Series(articles[group].to_numpy(), articles["article_id"]), target, reference)
    side, both = number_sides(sides, counts.rows["article_id"]), pd.DataFrame(index=counts.terms)
    for number, name in enumerate(SIDES):
        own = counts.rows[side == number]
        both[f"{name}count"] = np.bincount(own["term"], own["count"], len(counts.terms)).astype("int64")
        both[f"{name}n_words"] = int(n_words[sides.index[sides == name]].sum())
    measured = measure_articles(ranked, sides.drop(sides.index.intersection(list(copies))), higher_only)
    return both.join(measured).reset_index()


def _add_keyness(table):
    """The table with `statistics.add_keyness` in its usual place, before what articles say."""
    measured = table.columns[table.columns.get_loc("reference_n_words") + 1:]
    return add_keyness(table.drop(columns=measured)).join(table[measured])


# --- the words around a term ---------------------------------------------------------------


class Places(NamedTuple):
    """Where spans are in a table of words: positions of rows, one of each per span."""

    first: np.ndarray       # the first word of the span
    last: np.ndarray        # the word after it
    begins: np.ndarray      # the first word of its article
    beyond: np.ndarray      # the word after its article


def pack_places(articles: np.ndarray, places: np.ndarray) -> np.ndarray:
    """The number of an article and a place in its text as one number: no article has 2**32 characters."""
    return articles.astype("int64") << 32 | places


def look_up_places(spans: pd.DataFrame, homes: np.ndarray, numbers: np.ndarray, ends: np.ndarray) -> Places:
    """Where spans are among words. A span that begins within a word begins with it.

    homes: the number of each span's article. numbers: `pack_places` of where each word starts, in rising order. ends:
    where each word ends in its text.
    """
    starts = spans["start"].to_numpy()
    edges = [(homes, starts), (homes, spans["end"].to_numpy()), (homes, 0), (homes + 1, 0)]
    first, last, begins, beyond = (np.searchsorted(numbers, pack_places(*edge)) for edge in edges)
    before = (first - 1).clip(min=0)
    if len(numbers):
        first = np.where((first > begins) & (ends[before] > starts), before, first)
    return Places(first, last, begins, beyond)


def find_collocates(spans: pd.DataFrame, words: pd.DataFrame, window: int = 5, min_count: int = 2,
                    stopwords: Collection[str] | None = None, places: Places | None = None) -> pd.DataFrame:
    """The words that stand near the spans: one row per word, by falling logDice.

    spans: the hits of one term, family or pattern. words: `list_words`, filtered or not.
    window: that many words to either side, or "sentence", the whole sentence of the hit.
    min_count: how often a collocate stands near at least.
    stopwords: folded words that are no collocates (`read_stopwords` unless given).
    places: where the spans are, in words of which each article's follow each other, if that is known: to save time.

    Columns out: `collocate`, `count` (near a span), `expected`, `frequency` (anywhere), and the
    scores of `score_collocates`. Where windows overlap a word is counted once, and the words of
    the spans are near none of them: a term is not its own collocate (Evert 2008, surface co-occurrence).

    >>> articles = pd.DataFrame({"text": ["Green tea, green tea. Hot milk."]}, index=pd.Index(["a"], name="article_id"))
    >>> words = list_words(articles)
    >>> find_collocates(words[words["word"] == "tea"], words, window=1)[["collocate", "count", "log_dice"]]
      collocate  count  log_dice
    0     green      2      14.0
    """
    if not isinstance(spans, pd.DataFrame):
        raise ValueError(f"spans is {spans!r}: give the table of its places, such as find_terms(articles, [{spans!r}])")
    if window != "sentence" and (not isinstance(window, int) or window < 1):
        raise ValueError(f"window is {window!r}; choose a number of words, or 'sentence'")
    stopwords = read_stopwords() if stopwords is None else frozenset(stopwords)
    near, own = _mark_near(spans, words, window, places)
    near &= ~own
    word = words["word"].astype("category").cat
    codes, known = word.codes.to_numpy(), word.categories
    count, frequency = (np.bincount(some, minlength=len(known)) for some in (codes[near], codes))
    table = pd.DataFrame({"collocate": known.astype("str"), "count": count, "frequency": frequency})
    table = table[(table["count"] >= max(1, min_count)) & ~table["collocate"].isin(stopwords)].reset_index(drop=True)
    table = score_collocates(table, n_node=len(spans), n_near=int(near.sum()), n_words=len(words))
    return table.sort_values(["log_dice", "count", "collocate"], ascending=[False, False, True], ignore_index=True)


def _mark_near(spans, words, window, places=None):
    """Which words are within the window of a span, and which are in a span: two arrays, one value per word."""
    order = slice(None)
    if places is None:
        owners, ids = words["article_id"].factorize()
        order = np.argsort(owners, kind="stable")               # an article's words may lie apart
        homes = pd.Index(ids).get_indexer(spans["article_id"])  # an article without words has no place
        numbers, ends = pack_places(owners, words["start"].to_numpy())[order], words["end"].to_numpy()[order]
        places = look_up_places(spans[homes >= 0], homes[homes >= 0], numbers, ends)
    first, last, begins, beyond = places
    if window == "sentence":
        left, right = _find_sentences(words["sentence"].to_numpy()[order], first, begins, beyond)
    else:
        left, right = np.maximum(begins, first - window), np.minimum(beyond, last + window)
    near, own = np.zeros(len(words), bool), np.zeros(len(words), bool)
    near[order] = _cover(left, first, len(words)) | _cover(last, right, len(words))
    own[order] = _cover(first, last, len(words))
    return near, own


def _find_sentences(sentence, first, begins, beyond):
    """Where the sentences of the spans begin and end."""
    if not len(sentence):
        return first, first
    starts = np.flatnonzero(np.append(True, sentence[1:] != sentence[:-1]))
    at = np.searchsorted(starts, np.minimum(first, beyond - 1), side="right")
    return np.maximum(begins, starts[at - 1]), np.minimum(beyond, np.append(starts, len(sentence))[at])


def _cover(begins, ends, length):
    """Which of so many places lie within one of the ranges."""
    steps = np.zeros(length + 1, "int32")
    kept = begins < ends
    np.add.at(steps, begins[kept], 1)
    np.add.at(steps, ends[kept], -1)
    return np.cumsum(steps, out=steps)[:length] > 0


def score_collocates(table: pd.DataFrame, n_node: int, n_near: int, n_words: int) -> pd.DataFrame:
    """A table of `count` (near the node) and `frequency` (anywhere), with the scores of each row.

    n_node: hits of the node; n_near: words in their windows; n_words: words of the corpus.

    - `expected`: frequency * n_near / n_words: what chance would put into windows of this size (Evert 2008; programs
      that take frequency * n_node / n_words count a window as one place, and their `mi` and `t_score` are higher);
    - `log_dice`: 14 + log2(2 * count / (n_node + frequency)) (Rychlý 2008);
    - `mi`: log2(count / expected) (Church and Hanks 1990);
    - `t_score`: (count - expected) / sqrt(count) (Church et al. 1991);
    - `g2`: log-likelihood of the four cells near/far, this word/others (Dunning 1993).
    """
    near, all_ = table["count"].to_numpy("float64"), table["frequency"].to_numpy("float64")
    expected = all_ * n_near / n_words
    cells = np.array([near, all_ - near, n_near - near, n_words - n_near - all_ + near])
    by_chance = np.array([expected, all_ - expected, n_near - expected, n_words - n_near - all_ + expected])
    return table.assign(
        expected=expected, log_dice=14 + np.log2(2 * near / (n_node + all_)), mi=np.log2(near / expected),
        t_score=(near - expected) / np.sqrt(near), g2=log_likelihood(cells, by_chance))


def count_zone_words(zones: pd.DataFrame) -> pd.DataFrame:
    """Words of each zone of each article: a DataFrame, article_id × zone. The denominators of all rates.

    zones: all of them, as found, as a word belongs to the zone in which it begins (see `spans.inside`): the dateline
    "HARTON--" ends within a word, by which the body has one less. So all zones together have the words of the article.
    """
    texts, article = zones["text"].to_numpy(), zones["article_id"].to_numpy()
    counts = np.array([count_words(text) for text in texts], "int64")
    numbers = counts.copy()
    touching = (zones["start"].to_numpy()[1:] == zones["end"].to_numpy()[:-1]) & (article[1:] == article[:-1])
    for at in np.flatnonzero(touching) + 1:
        numbers[at] = count_words(texts[at - 1] + texts[at]) - counts[at - 1]
    table = zones.assign(n_words=numbers).pivot_table(
        index="article_id", columns="zone", values="n_words", aggfunc="sum", fill_value=0, sort=False
    )
    return table.rename_axis(columns=None)

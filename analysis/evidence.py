"""Is a difference between two groups of articles more than chance? A rank test over articles, corrected over all rows
of a table.

Tests of mentions, such as G2 and Fisher's, assume that every mention is independent of the others. Mentions within one
article are not: an author who writes "kittens" once in an article writes it again there. So the test is about
articles: do the articles of one group have higher rates than those of the other? This is the Mann-Whitney test of
rates per article, which keeps its level on the words of real texts, where tests of mentions do not (Lijffijt,
Nevalainen, Säily, Papapetrou, Puolamäki and Mannila 2016).
"""
import functools
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy

STRONG, SOME = 0.01, 0.05       # evidence is called strong, or some, if the adjusted p is below these values
PROVEN = ("strong", "some")     # the evidence of a difference that is more than chance
_COUNTED_OUT = 25               # rank sums of up to so many articles are counted out; for more the normal curve is used

# --- one term ------------------------------------------------------------------------------


def compare_ranks(
    n_with: npt.ArrayLike,
    rank_sum: npt.ArrayLike,
    ties: Sequence[tuple[int, ...]],
    n_articles: npt.ArrayLike,
    reference_n_articles: npt.ArrayLike,
) -> np.ndarray:
    """The two-sided p of the Mann-Whitney test of the rates per article, one for each term; articles without the term
    count as rates of 0.

    n_with: articles of the target group that have the term. rank_sum: the sum of their ranks among all articles that
    have it, 1 for the lowest rate, equal rates sharing their mean rank. ties: how many articles have each rate, from
    the lowest above 0 up.
    n_articles, reference_n_articles: the size of each group, articles without the term included.

    Most articles lack most words, so their rates of 0 are all tied. With so many ties, the usual normal approximation
    fails: if one article of 100 has a word, and belongs to a group of six, it gives p < .001, although the chance is
    .06. So p is a sum over the number of articles with the term that might have fallen into the group
    (hypergeometric), each weighted with the chance of such a rank sum for that number. The chance is computed exactly
    if at most 25 articles have the term, and with a normal curve if there are more.

    >>> compare_ranks([3, 1], [6, 1], [(1, 1, 1), (1,)], [3, 6], [3, 94]).round(3)
    array([0.1 , 0.12])
    """
    n_with, rank_sum, n, m = np.broadcast_arrays(
        *(np.asarray(values, "float64") for values in (n_with, rank_sum, n_articles, reference_n_articles))
    )
    all_with = np.array([sum(sizes) for sizes in ties], "float64")
    swap = n > m  # the two groups mirror each other: fewer sums for the smaller one
    n_with, rank_sum = (
        np.where(swap, all_with - n_with, n_with),
        np.where(swap, all_with * (all_with + 1) / 2 - rank_sum, rank_sum),
    )
    n, m = np.where(swap, m, n), np.where(swap, n, m)
    p = np.empty(len(n))
    few = all_with <= _COUNTED_OUT
    same = {}                       # rows that are equal in every respect share one p
    for row in np.flatnonzero(few).tolist():
        same.setdefault((n_with[row], rank_sum[row], ties[row], n[row], m[row]), []).append(row)
    for key, rows in same.items():
        p[rows] = _count_out(*key)
    many = np.flatnonzero(~few)
    p[many] = _approximate(n_with[many], rank_sum[many], [ties[row] for row in many.tolist()], n[many], m[many])
    return p


def _count_out(n_with, rank_sum, ties, n, m):
    """The p of one term that few articles have; n is the smaller group."""
    all_with = sum(ties)
    without = n + m - all_with
    drawn = np.arange(max(0, n - without), min(n, all_with) + 1).astype("int64")
    chance = np.exp(_choose(all_with, drawn) + _choose(without, n - drawn) - _choose(n + m, n))
    # Each article that has the term replaces one that lacks it, whose rate of 0 has the mean rank of all zeros. The
    # rank sum grows by that difference, in addition to the ranks among the articles that have the term.
    shift = (n_with - drawn) * (without - 1) / 2
    upper = chance @ _look_up(drawn, ties, rank_sum + shift)
    lower = chance @ _look_up(drawn, ties[::-1], drawn * (all_with + 1) - rank_sum - shift)
    return min(1, 2 * min(upper, lower))


def _look_up(drawn, ties, least):
    """The chance that so many of the ranks, drawn at random, have a sum of `least` or more."""
    table = _count_rank_sums(ties)
    return table[drawn, np.ceil(2 * least - 1e-6).clip(0, table.shape[1] - 1).astype("int64")]


def _approximate(n_with, rank_sum, ties, n, m):
    """The p of terms that many articles have: as `_count_out`, with normal curves for the rank sums, corrected for
    ties."""
    all_with = np.array([sum(sizes) for sizes in ties], "float64")
    tied = np.array([sum(size ** 3 - size for size in sizes if size > 1) for sizes in ties], "float64")
    without, upper, lower = n + m - all_with, np.zeros(len(n)), np.zeros(len(n))
    for drawn in range(int(np.minimum(n, all_with).max(initial=-1)) + 1):
        at = np.flatnonzero((drawn <= np.minimum(n, all_with)) & (n - drawn <= without))
        k, missing = all_with[at], without[at]
        chance = np.exp(_choose(k, drawn) + _choose(missing, n[at] - drawn) - _choose((n + m)[at], n[at]))
        least = rank_sum[at] + (n_with[at] - drawn) * (missing - 1) / 2
        mean, variance = drawn * (k + 1) / 2, drawn * (k - drawn) / 12 * (k + 1 - tied[at] / (k * (k - 1)))
        deviation = np.sqrt(np.where(variance > 0, variance, 1))
        upper[at] += chance * np.where(
            variance > 0, scipy.special.ndtr((mean + 0.5 - least) / deviation), least <= mean
        )
        lower[at] += chance * np.where(
            variance > 0, scipy.special.ndtr((least + 0.5 - mean) / deviation), least >= mean
        )
    return np.minimum(1, 2 * np.minimum(upper, lower))


def _choose(n, k):
    """The natural logarithm of n over k."""
    return scipy.special.gammaln(n + 1) - scipy.special.gammaln(k + 1) - scipy.special.gammaln(n - k + 1)


@functools.lru_cache(maxsize=2_000)
def _count_rank_sums(ties):
    """For k of the ranks, drawn at random, the chance that twice their sum is s or more: an array [k, s]. It is
    doubled because equal rates share a mean rank, which may be a half."""
    n = sum(ties)
    ranks = np.repeat(2 * np.cumsum(ties) - ties + 1, ties)
    ways = np.zeros((n + 1, n * (n + 1) + 2))
    ways[0, 0] = 1
    for rank in ranks:              # each is either not drawn, or drawn and adds itself to the sum
        ways[1:, rank:] += ways[:-1, :-rank].copy()
    return ways[:, ::-1].cumsum(axis=1)[:, ::-1] / ways.sum(axis=1, keepdims=True)


def find_smallest_p(
    all_with: npt.ArrayLike, n_articles: npt.ArrayLike, reference_n_articles: npt.ArrayLike
) -> np.ndarray:
    """The smallest p that `compare_ranks` could give, however the articles with the term were divided among two groups
    of these sizes."""
    rows = np.stack(np.broadcast_arrays(all_with, n_articles, reference_n_articles)).astype("int64")
    (k, n, m), row = np.unique(rows, axis=1, return_inverse=True)
    most, least, ties = np.minimum(k, n), np.maximum(0, k - m), [(1,) * size for size in k.tolist()]
    p = np.minimum(
        compare_ranks(most, most * (2 * k - most + 1) / 2, ties, n, m),
        compare_ranks(least, least * (least + 1) / 2, ties, n, m),
    )
    return p[row.ravel()]


# --- all rows of a table -------------------------------------------------------------------


class Ranked(NamedTuple):
    """The rates of each term ranked over articles."""

    terms: pd.MultiIndex            # the terms
    ties: list[tuple[int, ...]]     # for each term, how many articles have each rate
    rows: pd.DataFrame              # `term` (its place in `terms`), `article_id` (categorical), `count`, `rank`


def rank_articles(found: pd.DataFrame, by: list[str]) -> Ranked:
    """The rates of each term ranked over the articles that have it, the lowest first, equal rates with their mean rank.

    found: one row per term and article: the columns `by`, `article_id`, `count`, `n_words`; all articles that are
    compared, and no others.
    """
    codes, terms = pd.factorize(pd.MultiIndex.from_frame(found[by]))
    return rank_numbered(terms, found.assign(term=codes, article_id=pd.Categorical(found["article_id"])))


def rank_numbered(terms: pd.MultiIndex, found: pd.DataFrame) -> Ranked:
    """`rank_articles` of terms that have a number each.

    found: `term`, the place of the term in `terms`; `article_id` (categorical), `count`, `n_words`.
    """
    rows = found[["term", "article_id", "count"]].assign(rate=(found["count"] / found["n_words"]).to_numpy())
    rows = rows[rows["count"] > 0].astype({"count": "int64"}).reset_index(drop=True)
    rows["rank"] = rows.groupby("term")["rate"].rank()
    sizes = rows.groupby(["term", "rate"]).size().reset_index(name="articles")
    counts = np.bincount(rows["term"], minlength=len(terms))
    ties = [(1,) * count for count in counts.tolist()]
    tied = sizes.loc[sizes["articles"] > 1, "term"].unique()
    for term, part in sizes[sizes["term"].isin(tied)].groupby("term")["articles"]:
        ties[term] = tuple(part.tolist())
    return Ranked(terms, ties, rows.drop(columns="rate"))


def spread(values: pd.Series, article_id: pd.Series) -> np.ndarray:
    """The value of the article of each row; None for an article without one. values: by article_id; article_id:
    categorical."""
    return values.astype("object").reindex(article_id.cat.categories).to_numpy("object")[article_id.cat.codes]


SIDES = ("", "reference_")      # of a comparison; what their columns begin with


def number_sides(sides: pd.Series, article_id: pd.Series) -> np.ndarray:
    """The place in SIDES of the side of each row's article, -1 for none.

    sides: by article_id; article_id: categorical.
    """
    return pd.Index(SIDES).get_indexer(sides.reindex(article_id.cat.categories))[article_id.cat.codes]


_SURPRISING = 1.5       # standard deviations; a smaller difference has p of .1 or more


def measure_articles(ranked: Ranked, sides: pd.Series, higher_only: bool = False) -> pd.DataFrame:
    """In how many articles of either side each term is, and the test over articles: one row per term, indexed by it.

    sides: "" (target) or "reference_" for each article that was ranked, and for those without any term, by article_id.
    It should contain no article that is a copy of another one in its group. higher_only: only terms with surprisingly
    high ranks on the target's side are tested, and p of all others is 1, which saves time if only these terms are of
    interest.

    Columns out: `n_articles`, `reference_n_articles` (articles of each side), `range`, `reference_range` (those of them
    that have the term), `top_share`, `reference_top_share` (the share of the side's mentions in the article with most
    of them), `leans` (1 where the target's ranks are the higher ones, else -1), `p_articles` (`compare_ranks`) and
    `smallest_p` (`find_smallest_p`).
    """
    table, size = pd.DataFrame(index=ranked.terms), len(ranked.terms)
    side = number_sides(sides, ranked.rows["article_id"])
    for number, name in enumerate(SIDES):
        own = ranked.rows[side == number]
        mentions, most = np.bincount(own["term"], own["count"], size), np.zeros(size)
        np.maximum.at(most, own["term"].to_numpy(), own["count"].to_numpy("float64"))
        table[f"{name}n_articles"] = int((sides == name).sum())
        table[f"{name}range"] = np.bincount(own["term"], minlength=size)
        table[f"{name}top_share"] = most / np.where(mentions > 0, mentions, np.nan)
        table[f"{name}ranks"] = np.bincount(own["term"], own["rank"], size)
    all_with, n, m = table["range"] + table["reference_range"], table["n_articles"], table["reference_n_articles"]
    # The rank sum, less what it would be if no article had the term.
    above = table["ranks"] + table["range"] * (n + m - all_with - 1) / 2
    expected = n / (n + m) * (all_with * (all_with + 1) / 2 + all_with * (n + m - all_with - 1) / 2)
    table["leans"] = np.where(above > expected, 1, -1)
    zeros = n + m - all_with
    variance = n * m / 12 * (n + m + 1 - (zeros ** 3 - zeros) / ((n + m) * (n + m - 1)).where(n + m > 1, 1))
    tested = np.flatnonzero((above - expected >= _SURPRISING * np.sqrt(variance)) | (not higher_only))
    table["p_articles"] = 1.0
    table.iloc[tested, table.columns.get_loc("p_articles")] = compare_ranks(
        table["range"].iloc[tested],
        table["ranks"].iloc[tested],
        [ranked.ties[row] for row in tested.tolist()],
        n.iloc[tested],
        m.iloc[tested],
    )
    table["smallest_p"] = find_smallest_p(all_with, n, m)
    return table.drop(columns=["ranks", "reference_ranks"])


def count_tested(smallest: npt.ArrayLike, among: int = 0) -> int:
    """How many rows of a table can be significant at all: those whose smallest p stays below .05 even after correction
    for so many tests (Tarone 1990).

    smallest: from `find_smallest_p`. among: as for `adjust_p`.
    """
    smallest = np.sort(np.asarray(smallest, "float64"))
    ordered, tested = smallest[~np.isnan(smallest)], max(1, among)
    while np.searchsorted(ordered, SOME / tested, side="right") > tested:
        tested += 1
    return tested


def adjust_p(p: npt.ArrayLike, smallest: npt.ArrayLike, among: int = 0) -> np.ndarray:
    """Each p, corrected for the number of rows in its table, not counting rows that cannot become significant.

    The correction holds for rows that depend on each other in any way (Benjamini and Yekutieli 2001), as those of a
    table do: "council" and "county council", or two words of which an outlet writes one or the other.

    smallest: from `find_smallest_p`. A term that occurs in two articles cannot become significant among a thousand
    others, whichever outlets these two belong to. Such rows only make it harder for the rest, so they are left out of
    the correction (Tarone 1990); their p is 1, as it is for rows without p. Whether a row is left out does not depend
    on the outlets, so the others keep their level. among: the number of comparisons from which these rows were chosen
    because of their results, if that is larger than the number of rows. Whoever looks through ten thousand words for
    the ten that differ most has made ten thousand comparisons, not ten.
    """
    p, smallest = np.asarray(p, "float64"), np.asarray(smallest, "float64")
    counted = ~np.isnan(p) & (smallest <= SOME / count_tested(smallest[~np.isnan(p)], among))
    adjusted, others = np.ones(len(p)), np.ones(max(0, among - int(counted.sum())))
    if counted.any():
        adjusted[counted] = scipy.stats.false_discovery_control(np.append(p[counted], others), method="by")[
            : counted.sum()
        ]
    return adjusted


def judge(table: pd.DataFrame) -> pd.Series:
    """What each row of a comparison shows: "strong", "some" or "hardly any", or why nothing can be said.

    table: rows with `count`, `n_words`, `per_1000`, `range`, the same with `reference_` before the name, and
    `p_adjusted`.

    "no words" where a side has none, "no mentions" where nobody has the term, "one article only" where all mentions of
    the side with the higher rate are in one article; else by `p_adjusted`: "strong" below .01, "some" below .05.
    """
    higher = table["range"].where(
        table["per_1000"].fillna(0) >= table["reference_per_1000"].fillna(0), table["reference_range"]
    )
    evidence = pd.Series("hardly any", table.index, dtype="object")
    evidence[table["p_adjusted"] < SOME] = "some"
    evidence[table["p_adjusted"] < STRONG] = "strong"
    evidence[higher == 1] = "one article only"
    evidence[table["count"] + table["reference_count"] == 0] = "no mentions"
    evidence[(table["n_words"] == 0) | (table["reference_n_words"] == 0)] = "no words"
    return evidence.astype("str")


def describe_evidence(evidence: pd.Series, what: str) -> str:
    """What the rows of a table show, in a sentence that stands before them. evidence: as from `judge`; what: the word
    for a row.

    >>> describe_evidence(pd.Series(["some", "hardly any", "one article only"]), "term")
    '1 of the 3 terms shows evidence that groups differ.'
    >>> describe_evidence(pd.Series(["hardly any", "hardly any"]), "term")
    'Not one of the 2 terms shows evidence that groups differ: what they show may be chance.'
    """
    n, proven = len(evidence), int(evidence.isin(PROVEN).sum())
    if not n:
        return f"There is no {what} to judge."
    if not proven:
        rows = f"The only {what} shows no" if n == 1 else f"Not one of the {n:,} {what}s shows"
        return f"{rows} evidence that groups differ: what they show may be chance."
    rows = f"The only {what}" if n == 1 else f"{proven:,} of the {n:,} {what}s"
    return f"{rows} {'shows' if proven == 1 else 'show'} evidence that groups differ."

"""Is a difference between two groups of articles more than chance? A rank test over articles, corrected over all rows of a table.

Tests of mentions, such as G2 and Fisher's, take every mention for independent of the others. Those of one article are not: whoever
writes "kittens" once in an article writes it again there. So the question is asked of articles: do those of one group have higher
rates than those of the other? That is the Mann-Whitney test of rates per article, which keeps its level on the words of
real texts where tests of mentions do not (Lijffijt, Nevalainen, Säily, Papapetrou, Puolamäki and Mannila 2016).
"""
import functools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special, stats

STRONG, SOME = 0.01, 0.05       # below these adjusted p, evidence is called so
_COUNTED_OUT = 25               # rank sums of up to so many articles are counted out; for more the normal curve is used

# --- one term ------------------------------------------------------------------------------


def compare_ranks(n_with: npt.ArrayLike, rank_sum: npt.ArrayLike, ties: Sequence[tuple[int, ...]], n_articles: npt.ArrayLike,
                  reference_n_articles: npt.ArrayLike) -> np.ndarray:
    """The two-sided p of the Mann-Whitney test of the rates per article, one for each term; articles without the term count as rates of 0.

    n_with: articles of the target group that have the term. rank_sum: the sum of their ranks among all articles that have
    it, 1 for the lowest rate, equal rates sharing their mean rank. ties: how many articles have each rate, from the lowest above 0 up.
    n_articles, reference_n_articles: the size of each group, articles without the term included.

    Most articles lack most words, and all these rates, 0, are tied. With so many ties the usual normal approximation fails: where one article
    of 100 has a word, and is one of a group of six, it gives p < .001; the chance is .06. So p is the sum over how many articles with the term
    might have fallen into the group (hypergeometric), of the chance of such a rank sum for so many of them: counted out where 25 articles or
    fewer have the term, by the normal curve where there are more.

    >>> compare_ranks([3, 1], [6, 1], [(1, 1, 1), (1,)], [3, 6], [3, 94]).round(3)
    array([0.1 , 0.12])
    """
    n_with, rank_sum, n, m = np.broadcast_arrays(*(np.asarray(values, "float64") for values in (n_with, rank_sum, n_articles, reference_n_articles)))
    all_with = np.array([sum(sizes) for sizes in ties], "float64")
    swap = n > m                    # the two groups mirror each other: fewer sums for the smaller one
    n_with, rank_sum = np.where(swap, all_with - n_with, n_with), np.where(swap, all_with * (all_with + 1) / 2 - rank_sum, rank_sum)
    n, m = np.where(swap, m, n), np.where(swap, n, m)
    same = {}                       # rows that are equal in all respects have one p
    for row, key in enumerate(zip(n_with, rank_sum, ties, n, m, strict=True)):
        same.setdefault(key, []).append(row)
    p = np.empty(len(n))
    for key, rows in same.items():
        p[rows] = _compare_one(*key)
    return p


def _compare_one(n_with, rank_sum, ties, n, m):
    """The p of one term; n is the smaller group."""
    all_with = sum(ties)
    without = n + m - all_with
    drawn = np.arange(max(0, n - without), min(n, all_with) + 1)
    chance = np.exp(_choose(all_with, drawn) + _choose(without, n - drawn) - _choose(n + m, n))
    # How much the rank sum grows with each article with the term, its rank among these aside: it takes the place of a 0.
    shift = (n_with - drawn) * (without - 1) / 2
    find_chance = _look_up_chance if all_with <= _COUNTED_OUT else _approximate_chance
    upper = chance @ find_chance(drawn.astype("int64"), ties, rank_sum + shift)
    lower = chance @ find_chance(drawn.astype("int64"), tuple(reversed(ties)), drawn * (all_with + 1) - rank_sum - shift)
    return min(1, 2 * min(upper, lower))


def _choose(n, k):
    """The natural logarithm of n over k."""
    return special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)


def _approximate_chance(drawn, ties, least):
    """The chance that so many of the ranks, drawn at random, have a sum of `least` or more: by the normal curve, its variance corrected for ties."""
    ranks, sizes = sum(ties), np.array(ties, "float64")
    mean = drawn * (ranks + 1) / 2
    variance = drawn * (ranks - drawn) / 12 * (ranks + 1 - (sizes ** 3 - sizes).sum() / (ranks * (ranks - 1)))
    deviation = np.sqrt(np.where(variance > 0, variance, 1))
    return np.where(variance > 0, stats.norm.sf((least - 0.5 - mean) / deviation), least <= mean)


def _look_up_chance(drawn, ties, least):
    """The same, counted out."""
    table = _count_rank_sums(ties)
    return table[drawn, np.ceil(2 * least - 1e-6).clip(0, table.shape[1] - 1).astype("int64")]


@functools.lru_cache(maxsize=2_000)
def _count_rank_sums(ties):
    """The chance that k of the ranks have twice a sum of s or more: an array [k, s]. Twice, as equal rates share a mean rank."""
    n = sum(ties)
    ranks = np.repeat(2 * np.cumsum(ties) - ties + 1, ties)
    ways = np.zeros((n + 1, n * (n + 1) + 2))
    ways[0, 0] = 1
    for rank in ranks:              # each is either not drawn, or drawn and adds itself to the sum
        ways[1:, rank:] += ways[:-1, :-rank].copy()
    return ways[:, ::-1].cumsum(axis=1)[:, ::-1] / ways.sum(axis=1, keepdims=True)


def find_smallest_p(all_with: npt.ArrayLike, n_articles: npt.ArrayLike, reference_n_articles: npt.ArrayLike) -> np.ndarray:
    """The smallest p that `compare_ranks` could give, however the articles with the term were divided among two groups of these sizes."""
    rows = zip(*(values.tolist() for values in np.broadcast_arrays(all_with, n_articles, reference_n_articles)), strict=True)
    return np.array([_find_smallest_p(*row) for row in rows], "float64")


@functools.lru_cache(maxsize=100_000)
def _find_smallest_p(k, n, m):
    most, least = min(k, n), max(0, k - m)
    sums = [most * (2 * k - most + 1) / 2, least * (least + 1) / 2]
    return compare_ranks([most, least], sums, [(1,) * k] * 2, n, m).min()


# --- all rows of a table -------------------------------------------------------------------


def measure_articles(found: pd.DataFrame, sides: pd.Series, by: list[str]) -> pd.DataFrame:
    """In how many articles of either side each term is, and the test over articles: one row per term, indexed by it.

    found: one row per term and article that has it: the columns `by`, `article_id`, `count`, `n_words`.
    sides: "" (target) or "reference_" for each article that counts, by article_id; rows of other articles are left out. An article that
    is a copy of another one of its group should be none of them.

    Columns out: `n_articles`, `reference_n_articles` (articles of each side), `range`, `reference_range` (those of them that have the term),
    `top_share`, `reference_top_share` (the share of the side's mentions in the article with most of them), `p_articles` (`compare_ranks`)
    and `smallest_p` (`find_smallest_p`).
    """
    terms = pd.MultiIndex.from_frame(found[by].drop_duplicates())
    found = found.assign(side=found["article_id"].map(sides))
    found = found[found["side"].notna() & (found["count"] > 0)]
    found = found.assign(rate=found["count"] / found["n_words"])
    found["rank"] = found.groupby(by, sort=False)["rate"].rank()
    ties = found.groupby([*by, "rate"]).size().groupby(by).agg(tuple)
    ties.index = ties.index if len(by) > 1 else pd.MultiIndex.from_arrays([ties.index], names=by)
    n_articles = {name: int((sides == name).sum()) for name in ("", "reference_")}
    table = pd.DataFrame(index=terms)
    for name in ("", "reference_"):
        own = found[found["side"] == name].groupby(by, sort=False).agg(
            range=("count", "size"), mentions=("count", "sum"), most=("count", "max"), ranks=("rank", "sum"))
        own.index = own.index if len(by) > 1 else pd.MultiIndex.from_arrays([own.index], names=by)
        own = own.reindex(terms, fill_value=0)
        table[f"{name}n_articles"], table[f"{name}range"] = n_articles[name], own["range"]
        table[f"{name}top_share"] = own["most"] / own["mentions"].where(own["mentions"] > 0)
        table[f"{name}ranks"] = own["ranks"]
    all_with, sizes = table["range"] + table["reference_range"], (table["n_articles"], table["reference_n_articles"])
    ties = [value if isinstance(value, tuple) else () for value in ties.reindex(terms)]
    table["p_articles"] = compare_ranks(table["range"], table["ranks"], ties, *sizes)
    table["smallest_p"] = find_smallest_p(all_with, *sizes)
    return table.drop(columns=["ranks", "reference_ranks"])


def adjust_p(p: npt.ArrayLike, smallest: npt.ArrayLike) -> np.ndarray:
    """Each p corrected for the number of rows of its table, of which those that can prove nothing do not count.

    The correction holds for rows that depend on each other in any way (Benjamini and Yekutieli 2001), as those of a table do: "council" and "county
    council", or two words of which an outlet writes one or the other.

    smallest: from `find_smallest_p`. A term of two articles cannot become significant among a thousand others, whichever
    outlets these two belong to; such rows only make it harder for the rest, and are left out of the correction (Tarone 1990). Theirs is 1,
    as is that of rows without p. Whether a row is left out depends on no outlet, so the others keep their level.
    """
    p, smallest = np.asarray(p, "float64"), np.asarray(smallest, "float64")
    ordered, tested = np.sort(smallest[~np.isnan(p)]), 1
    while np.searchsorted(ordered, SOME / tested, side="right") > tested:
        tested += 1
    counted = ~np.isnan(p) & (smallest <= SOME / tested)
    adjusted = np.ones(len(p))
    if counted.any():
        adjusted[counted] = stats.false_discovery_control(p[counted], method="by")
    return adjusted


def judge(table: pd.DataFrame) -> pd.Series:
    """What each row of a comparison shows: "strong", "some" or "hardly any", or why nothing can be said.

    table: rows with `count`, `n_words`, `per_1000`, `range`, the same with `reference_` before the name, and `p_adjusted`.

    "no words" where a side has none, "no mentions" where nobody has the term, "one article only" where all mentions of the side with the
    higher rate are in one article; else by `p_adjusted`: "strong" below .01, "some" below .05.
    """
    higher = table["range"].where(table["per_1000"].fillna(0) >= table["reference_per_1000"].fillna(0), table["reference_range"])
    evidence = pd.Series("hardly any", table.index, dtype="object")
    evidence[table["p_adjusted"] < SOME] = "some"
    evidence[table["p_adjusted"] < STRONG] = "strong"
    evidence[higher == 1] = "one article only"
    evidence[table["count"] + table["reference_count"] == 0] = "no mentions"
    evidence[(table["n_words"] == 0) | (table["reference_n_words"] == 0)] = "no words"
    return evidence.astype("str")

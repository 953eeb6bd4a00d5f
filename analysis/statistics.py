"""Statistics of counts: how certain a rate is, how evenly a term is spread, how much two groups differ.

Tables of counts go in, tables come out. A *counts table* has one row per term and group: the
columns that name the term, those that name the group, `count` and `n_words` (the words that
the count could have stood in: of the same article, zone and voice). Nothing here reads a text;
`analysis.words.list_words` makes the table of words that every denominator is counted from.
Each formula names its source.
"""
import functools
from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd
import scipy  # its parts are loaded when they are first used, since `stats` takes as long to load as pandas

from analysis.evidence import SIDES, adjust_p, judge, measure_articles, rank_articles

# --- counts --------------------------------------------------------------------------------


def count_terms(spans: pd.DataFrame, n_words: pd.Series, terms: pd.DataFrame | None = None,
                by: Collection[str] = ("family", "term")) -> pd.DataFrame:
    """A counts table: how often each term stands in each group, where it stands nowhere too.

    spans: one row per hit, with the columns `by` and those that name the group.
    n_words: Series of words per group; its index names the group: `articles["n_words"]`, or
        `words.groupby(["outlet", "zone"]).size()`.
    terms: DataFrame of all terms looked for (such as the vocabulary), so that a term nowhere
        found has its row of zeros; without it, the terms of `spans`.

    Columns out: `by`, the group's, `count`, `n_words`; terms in their order, then groups in theirs.
    ValueError if a group of `spans` has no words in `n_words`, or is NA.

    >>> hits = pd.DataFrame({"article_id": ["a", "a"], "term": ["tea", "tea"]})
    >>> n_words = pd.Series([50, 40], pd.Index(["a", "b"], name="article_id"))
    >>> count_terms(hits, n_words, by=["term"])
      term article_id  count  n_words
    0  tea          a      2       50
    1  tea          b      0       40
    """
    by, groups = list(by), list(n_words.index.names)
    if None in groups:
        raise ValueError("n_words needs a named index: n_words.rename_axis('article_id')")
    missing = [column for column in by + groups if column not in spans.columns]
    if missing:
        raise ValueError(f"spans need the column {missing[0]!r}; they have {list(spans.columns)}")
    found = spans.groupby(by + groups, dropna=False, sort=False).size().rename("count").reset_index()
    names = (spans if terms is None else terms)[by].drop_duplicates()
    sizes = n_words.rename("n_words").reset_index()
    wordless = found[found.merge(sizes, "left", groups)["n_words"].isna()]
    if len(wordless):
        raise ValueError(f"n_words has no words for {wordless[groups].iloc[0].to_dict()}; "
                         "count the words as the hits were filtered, and fill NA first")
    counts = names.merge(sizes, "cross")
    if found.empty or counts.empty:     # columns without a row have no type of their own to merge by
        return counts.assign(count=0)[by + groups + ["count", "n_words"]]
    counts = counts.merge(found, "left", by + groups)
    return counts.assign(count=counts["count"].fillna(0).astype("int64"))[by + groups + ["count", "n_words"]]


# --- rates ---------------------------------------------------------------------------------


def add_rates(counts: pd.DataFrame, method: str = "poisson", level: float = 0.95) -> pd.DataFrame:
    """The counts with `per_1000` (per 1,000 words), its exact interval `low` to `high`, and `method`.

    method: "poisson" (Garwood 1936), for terms of any length; or "binomial" (Clopper and
        Pearson 1934), where each hit is one of the `n_words` words.

    A count of 0 has an interval too: it shows how frequent the term could nevertheless be.
    Rates are NA if there are no words. Both methods assume that hits are independent, which words of one article are
    not, so the true intervals are wider.

    >>> add_rates(pd.DataFrame({"term": ["tea"], "count": [0], "n_words": [500]})).round(2)
      term  count  n_words  per_1000  low  high             method
    0  tea      0      500       0.0  0.0  7.38  Garwood (Poisson)
    """
    tail = (1 - level) / 2
    count = counts["count"].to_numpy("float64")
    n_words = counts["n_words"].to_numpy("float64")
    n_words = np.where(n_words > 0, n_words, np.nan)
    if method == "poisson":
        low, high = scipy.stats.gamma.ppf(tail, count) / n_words, scipy.stats.gamma.isf(tail, count + 1) / n_words
    elif method == "binomial":
        if (count > n_words).any():
            raise ValueError("a count is greater than its n_words: use method='poisson'")
        low, high = find_interval(count, n_words, level)
    else:
        raise ValueError(f"method is {method!r}; choose 'poisson' or 'binomial'")
    low = np.where((count == 0) & ~np.isnan(n_words), 0.0, low)
    name = {"poisson": "Garwood (Poisson)", "binomial": "Clopper-Pearson (binomial)"}[method]
    return counts.assign(per_1000=1000 * count / n_words, low=1000 * low, high=1000 * high, method=name)


def find_interval(count: Any, n: Any, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The exact interval (low, high) of the share that `count` of `n` is (Clopper and Pearson 1934); two arrays.

    >>> [bound.round(3).tolist() for bound in find_interval([0, 9, 10], [10, 10, 10])]
    [[0.0, 0.555, 0.692], [0.308, 0.997, 1.0]]
    """
    count, n, tail = np.asarray(count, "float64"), np.asarray(n, "float64"), (1 - level) / 2
    low, high = scipy.stats.beta.ppf(tail, count, n - count + 1), scipy.stats.beta.isf(tail, count + 1, n - count)
    return np.where((count == 0) & (n > 0), 0.0, low), np.where((count == n) & (n > 0), 1.0, high)


# --- dispersion ----------------------------------------------------------------------------


def measure_dispersion(counts: pd.DataFrame, by: Collection[str] = ("family", "term")) -> pd.DataFrame:
    """How evenly each term is spread over the groups of a counts table (articles, as a rule).

    Columns out: `by`, `count`, `n_groups`, `range` (groups that have it), and

    - `dp`: Gries' deviation of proportions, 0 (as even as the sizes) to nearly 1 (Gries 2008);
    - `dp_norm`: `dp` over its greatest value, 1 less the smallest group (Lijffijt and Gries 2012);
    - `juilland_d`: Juilland's D of the rates, 1 (even) to 0 (Juilland and Chang-Rodriguez 1964).

    NA if there is no hit, or only one group. Groups without words are left out.

    >>> counts = pd.DataFrame({"term": "tea", "article_id": list("abc"), "count": [2, 1, 0], "n_words": 100})
    >>> measure_dispersion(counts, by=["term"]).round(2)
      term  count  n_groups  range    dp  dp_norm  juilland_d
    0  tea      3         3      2  0.33      0.5        0.42
    """
    rows = []
    for key, part in counts[counts["n_words"] > 0].groupby(list(by), sort=False):
        count, n_words = part["count"].to_numpy("float64"), part["n_words"].to_numpy("float64")
        dp = dp_norm = juilland_d = np.nan
        if count.sum() and len(part) > 1:
            sizes, rates = n_words / n_words.sum(), count / n_words
            dp = np.abs(count / count.sum() - sizes).sum() / 2
            dp_norm = dp / (1 - sizes.min())
            juilland_d = 1 - rates.std() / rates.mean() / np.sqrt(len(part) - 1)
        rows.append((*key, int(count.sum()), len(part), int((count > 0).sum()), dp, dp_norm, juilland_d))
    return pd.DataFrame(rows, columns=[*by, "count", "n_groups", "range", "dp", "dp_norm", "juilland_d"])


# --- keyness -------------------------------------------------------------------------------

_ALPHA = 0.05


def compare_groups(counts: pd.DataFrame, target: str | Collection[str], reference: str | Collection[str] | None = None,
                   group: str = "article_id", by: Collection[str] = ("family", "term"), copies: Collection[str] = (),
                   among: int = 0) -> pd.DataFrame:
    """Keyness: one row per term, the target group against the reference group.

    counts: a counts table with one row per term and article (column `article_id`), and the column `group`.
    target, reference: a value of the column `group`, or a list of them; without a reference, all other groups.
    copies: ids of articles whose text another article of their group has printed before: their mentions count, but
    they do not count as articles.
    among: the number of comparisons from which the terms were chosen, if they were proposed because they differ
    (`evidence.adjust_p`).

    Columns out, after `by`: `count`, `n_words`, `per_1000` of the target; the same of the
    reference, with `reference_` before the name; and

    - `log_ratio`: binary log of the ratio of the rates, 0 read as 0.5 (Hardie 2014);
    - `odds_ratio`, `odds_low`, `odds_high`: with its 95 % interval;
    - `g2`: log-likelihood of two cells (Rayson and Garside 2000); `bic`: g2 - ln(all words)
      (Wilson 2013: above 2 counts as positive evidence, above 10 as very strong);
    - `test`, `p`: "exact" (Fisher, two-sided; odds ratio and interval conditional) where one of
      the two expected counts is under 5 or one of the counts is 0, else "G2" (chi-squared, one
      degree of freedom; odds ratio of the sample, Woolf's interval). Both take mentions for independent;
    - `to_flip`: mentions needed to flip: the fewest hits to take away from the group with the
      higher rate until that test's p is .05 or more; 0 where it is already;
    - `n_articles`, `range`, `reference_n_articles`, `reference_range`: articles of each side, and those of them that
      have the term;
    - `top_share`: of the mentions of the side with the higher rate, the share in one article;
    - `p_articles`: of the Mann-Whitney test of the rates per article (`evidence.compare_ranks`);
    - `p_adjusted`: this p over all rows of the table (`evidence.adjust_p`);
    - `evidence`: by `p_adjusted`, "strong" below .01, "some" below .05, else "hardly any"; or "one article only", "no
      mentions", "no words" (`evidence.judge`).

    ValueError if a group is unknown, if there is nothing to compare with, or if counts are not by article.

    >>> counts = pd.DataFrame({"term": "tea", "outlet": ["x"] * 4 + ["y"] * 4, "article_id": list("abcdefgh"),
    ...                        "count": [8, 9, 7, 5, 1, 0, 1, 0], "n_words": 300})
    >>> columns = ["log_ratio", "g2", "to_flip", "range", "p_adjusted", "evidence"]
    >>> compare_groups(counts, "x", group="outlet", by=["term"])[columns].round(3)
       log_ratio      g2  to_flip  range  p_adjusted evidence
    0      3.858  28.144       22      4       0.029     some
    """
    return add_evidence(
        _compare_sides(counts, *choose_sides(counts[group], target, reference), group, list(by), copies), among=among
    )


def compare_each(counts: pd.DataFrame, groups: Collection[str] | None = None, group: str = "article_id",
                 by: Collection[str] = ("family", "term"), copies: Collection[str] = (),
                 among: int = 0) -> pd.DataFrame:
    """Each group against all others, in one table: the column `group`, then those of `compare_groups`; p is adjusted
    over all rows.

    groups: those to compare, in this order; all unless given. The others are part of the reference all the same.
    """
    groups = list(counts[group].unique()) if groups is None else list(groups)
    tables = []
    for one in groups:
        table = _compare_sides(counts, *choose_sides(counts[group], one), group, list(by), copies)
        table.insert(0, group, one)
        tables.append(table)
    if not tables:
        raise ValueError("there is no group to compare: name at least one")
    return add_evidence(pd.concat(tables, ignore_index=True), among=among)


def choose_sides(groups: pd.Series, target: str | Collection[str],
                 reference: str | Collection[str] | None = None) -> tuple[list[str], list[str]]:
    """The two lists of groups that `target` and `reference` stand for; see `compare_groups`."""
    known = list(groups.unique())
    targets = _list_groups(target)
    others = [value for value in known if value not in targets] if reference is None else _list_groups(reference)
    if not others and reference is None:
        raise ValueError(f"keyness compares two groups, and this table has only {known}: "
                         "there is nothing to compare with; load more articles or name another target")
    for value in targets + others:
        if value not in known:
            raise ValueError(f"no group {value!r}; the table has {known}")
    if set(targets) & set(others):
        raise ValueError(f"{sorted(set(targets) & set(others))} is in both groups; put it in one")
    return targets, others


def _list_groups(group: Any) -> list:
    return [group] if np.isscalar(group) else list(group)


def _compare_sides(counts, target, reference, group, by, copies):
    """Keyness of two sides, with what `evidence.measure_articles` adds; p is not adjusted yet."""
    if "article_id" not in counts.columns:
        raise ValueError("evidence is tested over articles: count per article, as in words.groupby(['outlet', "
                         "'article_id']).size()")
    sides = [counts[counts[group].isin(members)].groupby(by, sort=False)[["count", "n_words"]].sum()
             for members in (target, reference)]
    sized = counts[(counts["n_words"] > 0) & ~counts["article_id"].isin(set(copies))].drop_duplicates("article_id")
    article_sides = divide_articles(pd.Series(sized[group].to_numpy(), sized["article_id"]), target, reference)
    measured = measure_articles(
        rank_articles(counts[counts["article_id"].isin(article_sides.index)], by), article_sides
    )
    measured.index.names = by
    table = add_keyness(sides[0].join(sides[1].add_prefix("reference_")).reset_index()).join(measured, on=by)
    # A side without words has no numbers.
    numbers = [f"{side}{name}" for side in SIDES for name in ("n_articles", "range")]
    return table.assign(**{name: table[name].fillna(0).astype("int64") for name in numbers})


def divide_articles(groups: pd.Series, target: Collection[str], reference: Collection[str]) -> pd.Series:
    """The side of each article as `evidence.measure_articles` takes it: "" or "reference_"; groups: Series of groups by
    article_id."""
    sides = pd.Series(np.where(groups.isin(target), "", "reference_"), groups.index)
    return sides[groups.isin([*target, *reference])]


def add_evidence(table: pd.DataFrame, adjusted: pd.Series | None = None, among: int = 0) -> pd.DataFrame:
    """A table of keyness and `evidence.measure_articles` with `p_adjusted` and `evidence`, and `top_share` of the side
    with the higher rate.

    adjusted: p over all rows of a table of which these are some; adjusted over these rows unless given. among: as for
    `evidence.adjust_p`.
    """
    higher = table["per_1000"].fillna(0) >= table["reference_per_1000"].fillna(0)
    table = agree_p(table)
    if adjusted is None:
        adjusted = adjust_p(table["p_articles"], table["smallest_p"], among)
    table = table.assign(top_share=table["top_share"].where(higher, table["reference_top_share"]), p_adjusted=adjusted)
    table = table.drop(columns=["reference_top_share", "smallest_p", "leans"])
    return table[[*table.columns.drop("p_adjusted"), "p_adjusted"]].assign(evidence=judge(table))


def agree_p(table: pd.DataFrame) -> pd.DataFrame:
    """The table with `p_articles` set to 1 if articles and mentions point in opposite directions.

    An outlet with many short articles has most words in a smaller share of its articles than other outlets have,
    without using them any less.
    """
    higher = table["count"] / table["n_words"] > table["reference_count"] / table["reference_n_words"]
    return table.assign(p_articles=table["p_articles"].where(table["leans"].gt(0) == higher, 1.0))


def add_keyness(both: pd.DataFrame) -> pd.DataFrame:
    """A table of `count`, `n_words`, `reference_count`, `reference_n_words`, with the rates, `log_ratio`, `odds_ratio`,
    `odds_low`, `odds_high`, `g2`, `bic`, `test`, `p` and `to_flip` of `compare_groups`. Rows where one side has no
    words have NA.
    """
    sides = ["count", "n_words", "reference_count", "reference_n_words"]
    if ((both["count"] > both["n_words"]) | (both["reference_count"] > both["reference_n_words"])).any():
        raise ValueError("a count is greater than its n_words: count words and hits in the same zones")
    measured = both[(both["n_words"] > 0) & (both["reference_n_words"] > 0)]
    a, n_a, b, n_b = (measured[name].to_numpy("int64") for name in sides)
    rows = list(zip(a.tolist(), n_a.tolist(), b.tolist(), n_b.tolist(), strict=True))
    expected = np.array([n_a, n_b]) * (a + b) / (n_a + n_b)
    g2 = log_likelihood(np.array([a, b]), expected)
    exact = (expected < 5).any(axis=0) | (a == 0) | (b == 0)
    p = np.where(exact, 0.0, scipy.stats.chi2.sf(g2, 1))
    p[exact] = [fisher(*row) for row, is_exact in zip(rows, exact, strict=True) if is_exact]
    odds = np.array([_odds(*row, bool(is_exact)) for row, is_exact in zip(rows, exact, strict=True)]).reshape(-1, 3)
    log_ratio = np.log2(np.where(a, a, 0.5) / n_a) - np.log2(np.where(b, b, 0.5) / n_b)
    keyness = pd.DataFrame(
        {
            "log_ratio": np.where(a + b > 0, log_ratio, np.nan),
            "odds_ratio": odds[:, 0],
            "odds_low": odds[:, 1],
            "odds_high": odds[:, 2],
            "g2": g2,
            "bic": g2 - np.log(n_a + n_b),
            "test": pd.array(np.where(exact, "exact", "G2"), dtype="str"),
            "p": p,
            "to_flip": pd.array(
                [count_to_flip(*row, test) for row, test in zip(rows, np.where(exact, "exact", "G2"), strict=True)],
                dtype="Int64",
            ),
        },
        index=measured.index,
    )
    rates = {name: 1000 * both[name + "count"] / both[name + "n_words"].where(both[name + "n_words"] > 0)
             for name in ("", "reference_")}
    return pd.concat([both.drop(columns=sides[2:]).assign(per_1000=rates[""]), both[sides[2:]],
                      rates["reference_"].rename("reference_per_1000"), keyness.reindex(both.index)], axis=1)


def log_likelihood(observed: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """G2 = 2 * sum(observed * ln(observed / expected)) over the first axis."""
    return 2 * scipy.special.rel_entr(np.array(observed, "float64"), np.array(expected, "float64")).sum(axis=0)


@functools.lru_cache(maxsize=100_000)
def fisher(count: float, n_words: float, reference_count: float, reference_n_words: float) -> float:
    """Fisher's exact two-sided p of two counts among two numbers of words."""
    table = [[count, n_words - count], [reference_count, reference_n_words - reference_count]]
    return float(scipy.stats.fisher_exact(table).pvalue)


def count_to_flip(count: int, n_words: int, reference_count: int, reference_n_words: int,
                  test: str = "exact") -> int:
    """Mentions needed to flip, by the row's own test, "exact" or "G2": see `compare_groups`.

    >>> count_to_flip(7, 320, 0, 530), count_to_flip(17, 15568, 5, 12700, "G2")
    (4, 2)
    """
    if count / n_words < reference_count / reference_n_words:
        count, n_words, reference_count, reference_n_words = reference_count, reference_n_words, count, n_words

    def holds(taken):
        row = count - taken, n_words, reference_count, reference_n_words
        return (fisher(*row) if test == "exact" else _test_g2(*row)) < _ALPHA

    if not holds(0):
        return 0
    low, high = 0, count - reference_count * n_words // reference_n_words      # there the rates are alike
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    # An exact p rises in steps, and not always steadily: check whether a smaller number is enough.
    return next((taken for taken in range(max(0, high - 20), high) if not holds(taken)), high)


def _test_g2(count, n_words, reference_count, reference_n_words):
    """The p of G2 for two counts among two numbers of words."""
    sizes = np.array([n_words, reference_n_words])
    return scipy.stats.chi2.sf(
        log_likelihood([count, reference_count], sizes * (count + reference_count) / sizes.sum()), 1
    )


@functools.lru_cache(maxsize=100_000)
def _odds(count, n_words, reference_count, reference_n_words, exact):
    if count + reference_count == 0:
        return np.nan, np.nan, np.nan
    table = [[count, n_words - count], [reference_count, reference_n_words - reference_count]]
    result = scipy.stats.contingency.odds_ratio(table, kind="conditional" if exact else "sample")
    return float(result.statistic), *map(float, result.confidence_interval(0.95))


# --- under every rule of counting ----------------------------------------------------------


def compare_rules(
    spans: pd.DataFrame,
    words: pd.DataFrame,
    rules: Mapping[str, object],
    target: str | Collection[str],
    reference: str | Collection[str] | None = None,
    group: str = "article_id",
    terms: pd.DataFrame | None = None,
    by: Collection[str] = ("family", "term"),
    copies: Collection[str] = (),
    among: int = 0,
) -> pd.DataFrame:
    """`compare_groups` under several rules of counting: which findings hold under every rule?

    spans: one row per hit; words: one row per word (`analysis.words.list_words`). Both carry `group` and
        the columns that the rules speak of, as `spans.inside` gives them to any span table.
    rules: {name: condition}, a condition as in `DataFrame.query`: hits and words that meet it
        are counted.

    Columns out: `rule`, then those of `compare_groups`; rules in their order. p is adjusted over all rows.

    >>> hits = pd.DataFrame({"article_id": "a", "term": "tea", "zone": ["body"] * 6 + ["headline"]})
    >>> words = pd.DataFrame({"article_id": ["a"] * 40 + ["b"] * 60, "zone": ["body"] * 30 + ["headline"] * 70})
    >>> rules = {"all text": "zone != 'furniture'", "headlines": "zone == 'headline'"}
    >>> table = compare_rules(hits, words, rules, target="a", by=["term"])
    >>> table[["rule", "count", "n_words", "reference_n_words", "to_flip", "evidence"]]
            rule  count  n_words  reference_n_words  to_flip          evidence
    0   all text      7       40                 60        4  one article only
    1  headlines      1       10                 60        0  one article only
    """
    by, keys = list(by), list(dict.fromkeys([group, "article_id"]))
    names = (spans if terms is None else terms)[by].drop_duplicates()
    sides, everything = choose_sides(words[group], target, reference), words.groupby(keys, sort=False).size()
    tables = []
    for rule, condition in rules.items():
        n_words = words.query(condition).groupby(keys).size().reindex(everything.index, fill_value=0)
        counts = count_terms(spans.query(condition), n_words, names, by)
        tables.append(_compare_sides(counts, *sides, group, by, copies).assign(rule=rule))
    table = add_evidence(pd.concat(tables, ignore_index=True), among=among)
    return table[["rule", *table.columns.drop("rule")]].astype({"rule": "str"})

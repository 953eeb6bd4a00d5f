"""Statistics of counts: how sure is a rate, how even is a term, how different are two groups.

Tables of counts go in, tables come out. A *counts table* has one row per term and group: the
columns that name the term, those that name the group, `count` and `n_words` (the words that
the count could have stood in: of the same article, zone and voice). Nothing here reads a text;
`analysis.words.list_words` makes the table of words that every denominator is counted from.
Each formula names its source.
"""
import functools

import numpy as np
import pandas as pd
from scipy import special, stats
from scipy.stats.contingency import odds_ratio


# --- counts --------------------------------------------------------------------------------


def count_terms(spans, n_words, terms=None, by=("family", "term")):
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
    counts = names.merge(sizes, "cross").merge(found, "left", by + groups)
    return counts.assign(count=counts["count"].fillna(0).astype("int64"))[by + groups + ["count", "n_words"]]


# --- rates ---------------------------------------------------------------------------------


def add_rates(counts, method="poisson", level=0.95):
    """The counts with `per_1000` (per 1,000 words), its exact interval `low` to `high`, and `method`.

    method: "poisson" (Garwood 1936), for terms of any length; or "binomial" (Clopper and
        Pearson 1934), where each hit is one of the `n_words` words.

    A count of 0 has an interval too: it says how frequent the term could be all the same.
    Rates are NA where there are no words. Both methods take hits to be independent, which
    words of one article are not: true intervals are wider.

    >>> add_rates(pd.DataFrame({"term": ["tea"], "count": [0], "n_words": [500]})).round(2)
      term  count  n_words  per_1000  low  high             method
    0  tea      0      500       0.0  0.0  7.38  Garwood (Poisson)
    """
    tail = (1 - level) / 2
    count = counts["count"].to_numpy("float64")
    n_words = counts["n_words"].to_numpy("float64")
    n_words = np.where(n_words > 0, n_words, np.nan)
    if method == "poisson":
        low, high = stats.gamma.ppf(tail, count) / n_words, stats.gamma.isf(tail, count + 1) / n_words
    elif method == "binomial":
        if (count > n_words).any():
            raise ValueError("a count is greater than its n_words: use method='poisson'")
        low, high = stats.beta.ppf(tail, count, n_words - count + 1), stats.beta.isf(tail, count + 1, n_words - count)
        high = np.where(count == n_words, 1.0, high)
    else:
        raise ValueError(f"method is {method!r}; choose 'poisson' or 'binomial'")
    low = np.where((count == 0) & ~np.isnan(n_words), 0.0, low)
    name = {"poisson": "Garwood (Poisson)", "binomial": "Clopper-Pearson (binomial)"}[method]
    return counts.assign(per_1000=1000 * count / n_words, low=1000 * low, high=1000 * high, method=name)


# --- dispersion ----------------------------------------------------------------------------


def measure_dispersion(counts, by=("family", "term")):
    """How evenly each term is spread over the groups of a counts table (articles, as a rule).

    Columns out: `by`, `count`, `n_groups`, `range` (groups that have it), and

    - `dp`: Gries' deviation of proportions, 0 (as even as the sizes) to nearly 1 (Gries 2008);
    - `dp_norm`: `dp` over its greatest value, 1 less the smallest group (Lijffijt and Gries 2012);
    - `juilland_d`: Juilland's D of the rates, 1 (even) to 0 (Juilland and Chang-Rodriguez 1964).

    NA where there is no hit, or but one group. Groups without words are left out.

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


def compare_groups(counts, target, reference=None, group="article_id", by=("family", "term")):
    """Keyness: one row per term, the target group against the reference group.

    counts: a counts table; target, reference: a value of the column `group`, or a list of them;
        without a reference, all other groups.

    Columns out, after `by`: `count`, `n_words`, `per_1000` of the target; the same of the
    reference, with `reference_` before the name; and

    - `log_ratio`: binary log of the ratio of the rates, 0 read as 0.5 (Hardie 2014);
    - `odds_ratio`, `odds_low`, `odds_high`: with its 95 % interval;
    - `g2`: log-likelihood of two cells (Rayson and Garside 2000); `bic`: g2 - ln(all words)
      (Wilson 2013: above 2 counts as positive evidence, above 10 as very strong);
    - `test`, `p`: "exact" (Fisher, two-sided; odds ratio and interval conditional) where one of
      the two expected counts is under 5 or one of the counts is 0, else "G2" (chi-squared, one
      degree of freedom; odds ratio of the sample, Woolf's interval);
    - `p_adjusted`: p over all rows of this table (Benjamini and Hochberg 1995);
    - `to_flip`: mentions needed to flip: the fewest hits to take away from the group with the
      higher rate until Fisher's two-sided p is .05 or more; 0 where it is already;
    - `evidence`, by `p_adjusted`: "strong" below .01, "some" below .05, else "hardly any"; "no mentions" where both counts are 0.

    Hits of one article are not independent; p is smaller than it should be, `to_flip` too large.
    ValueError if a group is unknown, or if there is nothing to compare with.

    >>> counts = pd.DataFrame({"term": "tea", "article_id": ["a", "b"], "count": [8, 1], "n_words": [300, 500]})
    >>> compare_groups(counts, "a", by=["term"])[["log_ratio", "g2", "p", "to_flip", "evidence"]].round(3)
       log_ratio      g2      p  to_flip evidence
    0      3.737  10.354  0.002        4   strong
    """
    by = list(by)
    target, reference = choose_groups(counts[group], target, reference)
    sides = [counts[counts[group].isin(members)].groupby(by, sort=False)[["count", "n_words"]].sum()
             for members in (target, reference)]
    return add_keyness(sides[0].join(sides[1].add_prefix("reference_")).reset_index())


def choose_groups(groups, target, reference=None):
    """The two lists of groups that `target` and `reference` stand for; see `compare_groups`."""
    known = list(groups.unique())
    target = [target] if np.isscalar(target) else list(target)
    if reference is None:
        reference = [value for value in known if value not in target]
        if not reference:
            raise ValueError(f"keyness compares two groups, and this table has only {known}: "
                             "there is nothing to compare with; load more articles or name another target")
    reference = [reference] if np.isscalar(reference) else list(reference)
    for value in target + reference:
        if value not in known:
            raise ValueError(f"no group {value!r}; the table has {known}")
    if set(target) & set(reference):
        raise ValueError(f"{sorted(set(target) & set(reference))} is in both groups; put it in one")
    return target, reference


def add_keyness(both):
    """A table of `count`, `n_words`, `reference_count`, `reference_n_words`, with all that `compare_groups` adds.

    Rows where one side has no words have NA, and "no words" for evidence; rows of two zeros have "no mentions".
    """
    sides = ["count", "n_words", "reference_count", "reference_n_words"]
    if ((both["count"] > both["n_words"]) | (both["reference_count"] > both["reference_n_words"])).any():
        raise ValueError("a count is greater than its n_words: count words and hits in the same zones")
    measured = both[(both["n_words"] > 0) & (both["reference_n_words"] > 0)]
    a, n_a, b, n_b = (measured[name].to_numpy("int64") for name in sides)
    rows = list(zip(a.tolist(), n_a.tolist(), b.tolist(), n_b.tolist()))
    expected = np.array([n_a, n_b]) * (a + b) / (n_a + n_b)
    g2 = log_likelihood([a, b], expected)
    exact = (expected < 5).any(axis=0) | (a == 0) | (b == 0)
    p = np.where(exact, 0.0, stats.chi2.sf(g2, 1))
    p[exact] = [fisher(*row) for row, is_exact in zip(rows, exact) if is_exact]
    odds = np.array([_odds(*row, bool(is_exact)) for row, is_exact in zip(rows, exact)]).reshape(-1, 3)
    log_ratio = np.log2(np.where(a, a, 0.5) / n_a) - np.log2(np.where(b, b, 0.5) / n_b)
    keyness = pd.DataFrame({
        "log_ratio": np.where(a + b > 0, log_ratio, np.nan),
        "odds_ratio": odds[:, 0], "odds_low": odds[:, 1], "odds_high": odds[:, 2],
        "g2": g2, "bic": g2 - np.log(n_a + n_b),
        "test": pd.array(np.where(exact, "exact", "G2"), dtype="str"),
        "p": p, "p_adjusted": stats.false_discovery_control(p) if len(p) else p,
        "to_flip": pd.array([count_to_flip(*row) for row in rows], dtype="Int64")}, index=measured.index)
    rates = {name: 1000 * both[name + "count"] / both[name + "n_words"].where(both[name + "n_words"] > 0)
             for name in ("", "reference_")}
    table = pd.concat([both.drop(columns=sides[2:]).assign(per_1000=rates[""]), both[sides[2:]],
                       rates["reference_"].rename("reference_per_1000"), keyness.reindex(both.index)], axis=1)
    evidence = table["p_adjusted"].map(_judge).mask(table["g2"].notna() & (table["count"] + table["reference_count"] == 0), "no mentions")
    return table.assign(evidence=evidence.astype("str"))


def log_likelihood(observed, expected):
    """G2 = 2 * sum(observed * ln(observed / expected)) over the first axis."""
    return 2 * special.rel_entr(np.array(observed, "float64"), np.array(expected, "float64")).sum(axis=0)


@functools.lru_cache(maxsize=100_000)
def fisher(count, n_words, reference_count, reference_n_words):
    """Fisher's exact two-sided p of two counts among two numbers of words."""
    table = [[count, n_words - count], [reference_count, reference_n_words - reference_count]]
    return float(stats.fisher_exact(table).pvalue)


def count_to_flip(count, n_words, reference_count, reference_n_words):
    """Mentions needed to flip: see `compare_groups`.

    >>> count_to_flip(7, 320, 0, 530)
    4
    """
    if count / n_words < reference_count / reference_n_words:
        count, n_words, reference_count, reference_n_words = reference_count, reference_n_words, count, n_words

    def holds(taken):
        return fisher(count - taken, n_words, reference_count, reference_n_words) < _ALPHA

    if not holds(0):
        return 0
    low, high = 0, count - reference_count * n_words // reference_n_words      # there the rates are alike
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    # An exact p rises in steps, not quite steadily: look whether a smaller number will do.
    return next((taken for taken in range(max(0, high - 20), high) if not holds(taken)), high)


@functools.lru_cache(maxsize=100_000)
def _odds(count, n_words, reference_count, reference_n_words, exact):
    if count + reference_count == 0:
        return np.nan, np.nan, np.nan
    table = [[count, n_words - count], [reference_count, reference_n_words - reference_count]]
    result = odds_ratio(table, kind="conditional" if exact else "sample")
    return float(result.statistic), *map(float, result.confidence_interval(0.95))


def _judge(p):
    if np.isnan(p):
        return "no words"
    return "strong" if p < 0.01 else "some" if p < _ALPHA else "hardly any"


# --- under every rule of counting ----------------------------------------------------------


def compare_rules(spans, words, rules, target, reference=None, group="article_id", terms=None, by=("family", "term")):
    """`compare_groups` under each of several rules of counting: what of a finding stays as the rule changes?

    spans: one row per hit; words: one row per word (`analysis.words.list_words`). Both carry
        the columns that the rules speak of, as `spans.inside` gives them to any span table.
    rules: {name: condition}, a condition as in `DataFrame.query`: hits and words that meet it
        are counted.

    Columns out: `rule`, then those of `compare_groups`; rules in their order. p is adjusted
    over the terms of one rule, not over the rules.

    >>> hits = pd.DataFrame({"article_id": "a", "term": "tea", "zone": ["body"] * 6 + ["headline"]})
    >>> words = pd.DataFrame({"article_id": ["a"] * 40 + ["b"] * 60, "zone": ["body"] * 30 + ["headline"] * 70})
    >>> rules = {"all text": "zone != 'furniture'", "headlines": "zone == 'headline'"}
    >>> table = compare_rules(hits, words, rules, target="a", by=["term"])
    >>> table[["rule", "count", "n_words", "reference_n_words", "to_flip", "evidence"]]
            rule  count  n_words  reference_n_words  to_flip    evidence
    0   all text      7       40                 60        4      strong
    1  headlines      1       10                 60        0  hardly any
    """
    names = (spans if terms is None else terms)[list(by)].drop_duplicates()
    tables = []
    for rule, condition in rules.items():
        n_words = words.query(condition).groupby(group).size().reindex(words[group].unique(), fill_value=0)
        counts = count_terms(spans.query(condition), n_words.rename_axis(group), names, by)
        tables.append(compare_groups(counts, target, reference, group, by).assign(rule=rule))
    table = pd.concat(tables, ignore_index=True)
    return table[["rule", *table.columns.drop("rule")]].astype({"rule": "str"})

"""What each outlet calls one thing: the words for each referent by group and voice, and how much the groups differ.

A referent has labels: the words that articles use for it. Which one an outlet chooses can tell how it sees the matter
(bias by word choice and labelling: Hamborg, Zhukova and Gipp 2019). How much groups differ is the Jensen-Shannon
divergence of their labels (Lin 1991), less what chance alone would give.
"""
from collections import Counter, defaultdict
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from analysis.corpus import preflight
from analysis.evidence import SOME, STRONG, adjust_p
from analysis.findings import ZONES_OF_WORDS, Findings, choose_zones
from analysis.grouping import Grouping, group_articles
from analysis.spans import inside
from analysis.text import find_words, fold
from analysis.words import count_zone_words

LEAST_MENTIONS = 3      # a group that mentions a referent less often says too little about what it calls it
_MOST_RANKED = 300      # referents with fewer mentions than so many others are not ranked
_SHUFFLES = 999
_WORK = 2_000_000       # articles times shuffles of one referent: of more articles there are fewer shuffles
# a p that so many shuffles reach is counted; a smaller one is read off a curve (Knijnenburg 2009)
_COUNTED = 10


# --- what is compared ----------------------------------------------------------------------

class Labels(NamedTuple):
    """What the articles of one event call each referent."""

    articles: pd.DataFrame      # the articles compared
    says: str                   # which these are, and why
    group: Grouping             # whose they are
    n_words: pd.Series          # words of each group that is shown: the denominators of rates
    # the mentions that are counted: the columns of `find_names`, `zone`, `voice`, `group`, `label`
    names: pd.DataFrame
    forms: pd.DataFrame         # `count_forms`
    ranking: pd.DataFrame       # `rank_referents`


def compare_labels(found: Findings, names: pd.DataFrame, by: str | None = None, event: int | None = None,
                   most: int = 8) -> Labels:
    """What the articles of one event call each referent, by group.

    found: with `zones` and `statements`. names: as from `naming.find_names`, of these articles. by: as for
    `grouping.choose_groups`. event: as for `preflight.choose_event`. most: how many groups are shown; the largest are.

    Mentions in headline, deck, subheads and body are counted. Their `voice` is `outlet` where the article speaks for
    itself, else the kind of the statement that they stand in.
    """
    compared = preflight.choose_event(found.articles, event)
    articles = found.articles[compared.articles]
    words = (
        count_zone_words(found.zones)
        .reindex(index=articles.index, columns=list(ZONES_OF_WORDS), fill_value=0)
        .sum(axis=1)
    )
    group = group_articles(articles, words, by, most)
    names = inside(names, found.zones, ["zone"])
    names = inside(names, found.statements.rename(columns={"kind": "voice"}), ["voice"])
    names = names.assign(voice=names["voice"].fillna("outlet"), group=names["article_id"].map(group.groups))
    names = choose_zones(names[names["referent"].notna() & names["group"].isin(group.names)], ZONES_OF_WORDS)
    names = names.assign(label=join_labels(names)).reset_index(drop=True)
    copies = preflight.find_copies(articles, group.groups)
    return Labels(articles, compared.says, group, words.groupby(group.groups).sum().reindex(group.names), names,
                  count_forms(names), rank_referents(names, copies))


def join_labels(names: pd.DataFrame) -> pd.Series:
    """The label of each mention, by which groups are compared: its form, but for what makes no other choice of words.

    The forms of a person are the shortest form that is part of them: a first name or a title before a name is no other
    label. Of anything else a form with fewer than three mentions is the longest form that ends it, if there is one:
    "the old stone bridge" is a "bridge", unless it is said again and again. Capitals and full stops make no other
    label: U.S., US.

    names: with `referent`, `kind`, `form`.

    >>> names = pd.DataFrame({"referent": ["x", "x", "x"], "kind": "person", "form": ["Anna Berg", "Berg", "warden"]})
    >>> join_labels(names).tolist()
    ['Berg', 'Berg', 'warden']
    """
    counts = defaultdict(Counter)
    for referent, kind, form in zip(names["referent"], names["kind"], names["form"], strict=True):
        counts[referent, kind == "person"][form] += 1
    labels = {key: (_join_parts if key[1] else _join_endings)(forms) for key, forms in counts.items()}
    keys = zip(names["referent"], names["kind"] == "person", names["form"], strict=True)
    return pd.Series([labels[referent, person][form] for referent, person, form in keys], names.index, dtype="str")


def _join_parts(counts):
    parts = {form: frozenset(_list_words(form)) for form in counts}
    shortest = sorted(parts, key=lambda form: (len(parts[form]), -counts[form], form))
    return {form: next(other for other in shortest if parts[other] <= parts[form]) for form in parts}


def _join_endings(counts):
    known = {tuple(_list_words(form)): form for form in sorted(counts, key=lambda form: (counts[form], form))}
    labels = {}
    for form, count in counts.items():
        words = _list_words(form)
        endings = [tuple(words[at:]) for at in range(1, len(words))] if count < LEAST_MENTIONS else []
        labels[form] = next((known[ending] for ending in endings if ending in known), known[tuple(words)])
    return {form: labels.get(labels[form], form) for form in labels}


def _list_words(form):
    # U.S. is spelled US elsewhere
    return [fold(form[start:end])[0].replace(".", "") for start, end in find_words(form)]


def count_forms(names: pd.DataFrame) -> pd.DataFrame:
    """How often each group uses each form of each referent: `referent`, `form`, `group`, `count`, `own` (in the
    outlet's own voice), `articles`; the most frequent first.

    names: with `referent`, `form`, `group`, `voice`, `article_id`.
    """
    table = names.assign(own=names["voice"] == "outlet").groupby(["referent", "form", "group"], sort=False).agg(
        count=("own", "size"), own=("own", "sum"), articles=("article_id", "nunique")).reset_index()
    return table.sort_values(
        ["count", "referent", "form", "group"], ascending=[False, True, True, True], ignore_index=True
    )


# --- how much groups differ ----------------------------------------------------------------

def measure_divergence(counts: np.ndarray) -> np.ndarray:
    """The Jensen-Shannon divergence, in bits, of groups of counts: 0 where all choose alike, each group weighted by its
    size.

    counts: array [..., group, label]. It is what the group tells of the label (their mutual information), and no more
    than the entropy of the groups (Lin 1991). NaN where nothing is counted.

    >>> measure_divergence(np.array([[4, 0], [0, 4]])), measure_divergence(np.array([[2, 2], [1, 1]]))
    (np.float64(1.0), np.float64(0.0))
    """
    counts = np.asarray(counts, "float64")
    total = counts.sum(axis=(-2, -1))
    cells, groups, labels = (
        scipy.special.xlogy(part, part) for part in (counts, counts.sum(axis=-1), counts.sum(axis=-2))
    )
    bits = (
        cells.sum(axis=(-2, -1)) - groups.sum(axis=-1) - labels.sum(axis=-1) + scipy.special.xlogy(total, total)
    ) / np.log(2)
    with np.errstate(invalid="ignore"):
        return np.round(bits / total, 12) + 0.0


def rank_referents(names: pd.DataFrame, copies: list[str] | tuple[str, ...] = ()) -> pd.DataFrame:
    """The referents, those first on whose labels groups differ most; one row per referent that can be compared.

    names: with `referent`, `kind`, `label`, `group`, `article_id`. copies: articles that are copies of another one of
    their group; they are left out.

    A referent can be compared where two groups mention it three times or more, in two labels or more. Columns:
    `referent`, `kind`, `count` (mentions by these groups), `groups`, `labels` (how many of each), and

    - `divergence`: `measure_divergence`, in bits;
    - `by_chance`: its mean where articles are shuffled among the groups: few mentions differ by chance alone. Where
      each group has one article only, mentions are shuffled, as if they were independent;
    - `weight`: (divergence - by_chance) * count, which ranks: bits above chance, of all mentions;
    - `p_adjusted`, `evidence`: how often shuffled articles differ as much, each article counted as one, corrected over
      all rows (see `evidence.adjust_p`). NA and "one article each" where each group has one.
    """
    names = names[~names["article_id"].isin(set(copies))]
    often = names["referent"].value_counts().head(_MOST_RANKED).index
    rows = [row for referent, part in names[names["referent"].isin(often)].groupby("referent", sort=False)
            if (row := _compare_groups(referent, part))]
    columns = ["referent", "kind", "count", "groups", "labels", "divergence", "by_chance", "weight", "p", "smallest_p"]
    table = pd.DataFrame(rows, columns=columns).astype(
        {"referent": "str", "kind": "str", **dict.fromkeys(columns[5:], "float64")}
    )
    table["p_adjusted"] = pd.Series(adjust_p(table["p"], table["smallest_p"]), table.index).where(table["p"].notna())
    evidence = np.select([table["p"].isna(), table["p_adjusted"] < STRONG, table["p_adjusted"] < SOME],
                         ["one article each", "strong", "some"], "hardly any")
    table = table.drop(columns=["p", "smallest_p"]).assign(evidence=pd.Series(evidence, table.index, dtype="str"))
    return table.sort_values(["weight", "count", "referent"], ascending=[False, False, True], ignore_index=True)


def _compare_groups(referent, mentions):
    """The row of one referent; None where it cannot be compared."""
    sizes = mentions["group"].value_counts()
    mentions = mentions[mentions["group"].isin(sizes.index[sizes >= LEAST_MENTIONS])]
    group, groups = pd.factorize(mentions["group"], sort=True)
    label, labels = pd.factorize(mentions["label"], sort=True)
    if len(groups) < 2 or len(labels) < 2:
        return None
    article = pd.factorize(mentions["article_id"])[0]
    group_of = np.zeros(article.max() + 1, "int64")
    group_of[article] = group
    alone = len(group_of) == len(groups)        # one article each: there is nothing to shuffle but mentions
    unit, side = (np.arange(len(mentions)), group) if alone else (article, group_of)
    counts = np.zeros((len(side), len(labels)))
    np.add.at(counts, (unit, label), 1)
    divergence = measure_divergence(_add_up(counts, side[None], len(groups)))[0]
    chance = measure_divergence(_shuffle(counts, side, len(groups)))
    smallest = _find_smallest_p(np.bincount(side))
    p = np.nan if alone else _test_shares(counts / counts.sum(axis=1, keepdims=True), side, len(groups), smallest)
    return (
        referent,
        mentions["kind"].mode().iloc[0],
        len(mentions),
        len(groups),
        len(labels),
        divergence,
        chance.mean(),
        (divergence - chance.mean()) * len(mentions),
        p,
        smallest,
    )


def _test_shares(shares, side, n_groups, smallest):
    """The p of the divergence of articles, each of which counts as one: neither one article that says a word again and
    again, nor one group's longer articles are evidence.
    """
    observed = measure_divergence(_add_up(shares, side[None], n_groups))[0]
    return _read_p(observed, measure_divergence(_shuffle(shares, side, n_groups)), smallest)


def _add_up(counts, sides, n_groups):
    """The counts of units by label added up by group, for each way to divide the units: [way, group, label]."""
    return np.stack([(sides == group).astype("float64") @ counts for group in range(n_groups)], axis=1)


def _shuffle(counts, side, n_groups):
    """The counts by group and label where the units are divided anew, again and again, into groups of as many units."""
    times = int(np.clip(_WORK // len(side), 99, _SHUFFLES))
    random = np.random.default_rng(0)           # the same articles always give the same figures
    return _add_up(counts, random.permuted(np.tile(side, (times, 1)), axis=1), n_groups)


def _find_smallest_p(sizes):
    """The smallest p that units of these groups can give: one of all ways to divide them."""
    return float(np.exp(scipy.special.gammaln(sizes + 1).sum() - scipy.special.gammaln(sizes.sum() + 1)))


def _read_p(value, chance, smallest):
    """How often chance gives so much or more: counted, or read off a Pearson curve of type III where it hardly ever
    does."""
    reached = int((chance >= value).sum())
    if reached >= _COUNTED or chance.std() == 0:
        return (1 + reached) / (1 + len(chance))
    tail = scipy.stats.pearson3(scipy.stats.skew(chance), chance.mean(), chance.std()).sf(value)
    return float(np.clip(tail, smallest, (1 + reached) / (1 + len(chance)) if reached else 1))


# --- in words ------------------------------------------------------------------------------

def describe_labels(names: pd.DataFrame, referent: str) -> str:
    """What sets the groups apart in naming a referent, in a sentence: who chooses a label, and what the others choose.

    names: with `referent`, `label`, `group`. The first label is the one that a group uses most above its share
    elsewhere.

    >>> names = pd.DataFrame({"referent": "x", "group": ["Post"] * 3 + ["Echo"] * 3,
    ...                       "label": ["crash"] * 3 + ["mishap"] * 3})
    >>> describe_labels(names, "x")
    'Echo writes “mishap” (3 of 3), Post “crash” (3 of 3)'
    """
    counts = pd.crosstab(*(names.loc[names["referent"] == referent, column] for column in ("group", "label")))
    sizes = counts.sum(axis=1)
    counts = counts[sizes >= LEAST_MENTIONS] if (sizes >= LEAST_MENTIONS).sum() > 1 else counts
    rest = (counts.sum() - counts).div((counts.to_numpy().sum() - counts.sum(axis=1)).clip(lower=1), axis=0)
    above = counts.sub(rest.mul(counts.sum(axis=1), axis=0))        # mentions above what the others' share would give
    chosen = above.idxmax(axis=1)
    order = above.max(axis=1).sort_values(ascending=False, kind="stable").index
    said, seen = [], []
    for group in order:
        if chosen[group] not in seen and len(seen) < _MOST_SAID:
            seen.append(chosen[group])
            verb = "" if said else "writes "
            said.append(f"{group} {verb}“{chosen[group]}” ({counts.at[group, chosen[group]]:,} of "
                        f"{counts.loc[group].sum():,})")
    return ", ".join(said)


_MOST_SAID = 3          # labels that one sentence can hold


def find_own_forms(forms: pd.DataFrame, ranking: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """The forms that one group alone uses, `least` times or more: `referent`, `form`, `group`, `count`, `own`,
    `articles`, and `others`, how often the other groups mention the same referent, in other words; most of them first.

    forms: `count_forms`; ranking: `rank_referents`, whose referents are looked at.
    """
    total = forms.groupby("referent")["count"].transform("sum")
    mine = forms.groupby(["referent", "group"])["count"].transform("sum")
    alone = forms.groupby(["referent", "form"])["group"].transform("size") == 1
    table = forms.assign(others=total - mine)
    table = table[
        alone
        & (table["count"] >= least)
        & (table["others"] >= LEAST_MENTIONS)
        & table["referent"].isin(ranking["referent"])
    ]
    return table.sort_values(["articles", "count", "others"], ascending=False, kind="stable", ignore_index=True)

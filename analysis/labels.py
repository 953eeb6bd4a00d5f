"""What each outlet calls one thing: the words for each referent by group and voice, and how much the groups differ.

A referent has labels: the words that articles use for it. Which label an outlet chooses can show how it sees the
matter (bias by word choice and labelling: Hamborg, Zhukova and Gipp 2019). How much groups differ is measured as the
probability that two of them choose different labels (Lieberson 1964).
"""
from typing import NamedTuple

import numpy as np
import pandas as pd
import scipy

from analysis.comparing import compare
from analysis.corpus import preflight
from analysis.evidence import PROVEN, SOME, STRONG, adjust_p
from analysis.findings import ZONES_OF_WORDS, Findings, choose_zones
from analysis.grouping import Grouping
from analysis.lexicon import read_function_words
from analysis.naming import find_names
from analysis.naming.choices import is_people, join_labels, say_label
from analysis.spans import inside, read_texts
from analysis.terms import split_pattern
from analysis.text import fold
from analysis.text.singular import make_singular

LEAST_MENTIONS = 2      # a group that mentions a referent once cannot prefer one word to another
_MOST_SPOKEN_OF = 8     # groups, those with most mentions of a referent: the figure draws them, and sentences name them
_MOST_RANKED = 300      # at most so many referents are ranked, those with most mentions
_LEAST_SHARE = 0.1      # of the mentions: where other words than the usual one have less, all call it the same
_SEVERAL = 5            # groups: if so many use something other than a person's name, the person can be compared
_SHUFFLES = 999
_WORK = 2_000_000       # articles times shuffles for one referent: the more articles, the fewer shuffles
# a p that so many shuffles reach is counted; a smaller one is estimated with a fitted curve (Knijnenburg 2009)
_COUNTED = 10


# --- what is compared ----------------------------------------------------------------------

class Labels(NamedTuple):
    """What the articles of one event call each referent."""

    articles: pd.DataFrame      # the articles compared
    says: str                   # which these are and why, and the groups
    group: Grouping             # whose they are; all groups are compared, the largest are shown
    n_words: pd.Series          # words of each group: the denominators of rates
    # the mentions that are counted: the columns of `find_names`, `zone`, `voice`, `group`, `label`, `line`
    names: pd.DataFrame
    forms: pd.DataFrame         # `count_forms`
    ranking: pd.DataFrame       # `rank_referents`


def compare_labels(found: Findings, names: pd.DataFrame, by: str | None = None, event: int | None = None,
                   most: int = 8) -> Labels:
    """What the articles of one event call each referent, by group; all groups are compared.

    found: with `zones` and `statements`. names: as from `naming.find_names`, of these articles. by: as for
    `grouping.choose_groups`. event, most: as for `comparing.compare`, which chooses the articles.

    Mentions in headline, deck, subheads and body are counted. Their `voice` is `outlet` where the article speaks for
    itself, else the kind of the statement that they stand in.
    """
    here = compare(found, by, event, most=most)
    articles, group = here.articles, here.group
    names = inside(names, found.zones, ["zone"])
    names = inside(names, found.statements.rename(columns={"kind": "voice"}), ["voice"])
    names = names.assign(voice=names["voice"].fillna("outlet"), group=names["article_id"].map(group.groups))
    names = choose_zones(names[names["referent"].notna() & names["group"].notna()], ZONES_OF_WORDS)
    names = names.assign(label=join_labels(names), line=_read_lines(names, articles)).reset_index(drop=True)
    copies = preflight.find_copies(articles, group.groups)
    n_words = group.sizes.set_index(group.by)["n_words"].sort_index()
    return Labels(articles, here.says, group, n_words, names, count_forms(names), rank_referents(names, copies))


_AROUND = 18    # letters on either side of a mention; where they are the same, one sentence was copied


def _read_lines(names, articles):
    """The letters around each mention, without it: the same in all articles that carry one sentence."""
    texts = read_texts(articles)
    lines = []
    for article_id, start, end in names[["article_id", "start", "end"]].itertuples(index=False, name=None):
        text = texts[article_id]
        near = text[max(0, start - 2 * _AROUND) : start], text[end : end + 2 * _AROUND]
        left, right = ("".join(filter(str.isalnum, part)).casefold() for part in near)
        lines.append(f"{left[-_AROUND:]}|{right[:_AROUND]}")
    return lines


def count_forms(names: pd.DataFrame) -> pd.DataFrame:
    """How often each group uses each form of each referent: `referent`, `label`, `form`, `group`, `count`, `own` (in
    the outlet's own voice), `articles`; the most frequent first.

    names: with `referent`, `label`, `form`, `group`, `voice`, `article_id`.
    """
    by = ["referent", "label", "form", "group"]
    table = names.assign(own=names["voice"] == "outlet").groupby(by, sort=False).agg(
        count=("own", "size"), own=("own", "sum"), articles=("article_id", "nunique")).reset_index()
    return table.sort_values(
        ["count", "referent", "form", "group"], ascending=[False, True, True, True], ignore_index=True
    )


# --- how much groups differ ----------------------------------------------------------------


def measure_disagreement(shares: np.ndarray) -> np.ndarray:
    """The probability that two groups use different labels, if one use is drawn from each (Lieberson 1964, extending
    Greenberg 1956): 0 if all use the same label, 1 if no two groups share a label.

    shares: array [..., group, label]; the shares of each group add up to 1. The result is the mean over all pairs of
    groups, so a large group counts no more than a small one, and few uses do not make it higher.

    >>> measure_disagreement(np.array([[1, 0], [0, 1]])), measure_disagreement(np.array([[1, 0], [0.5, 0.5]]))
    (np.float64(1.0), np.float64(0.5))
    """
    shares = np.asarray(shares, "float64")
    groups = shares.shape[-2]
    alike = (shares.sum(axis=-2) ** 2).sum(axis=-1) - (shares**2).sum(axis=(-2, -1))
    return np.round(1 - alike / (groups * (groups - 1)), 12) + 0.0


def rank_referents(names: pd.DataFrame, copies: list[str] | tuple[str, ...] = ()) -> pd.DataFrame:
    """The referents that can be compared, one row each; first those that many articles mention and groups call
    differently.

    names: with `referent`, `kind`, `label`, `group`, `article_id` and, if known, `line`, the words around the mention.
    copies: articles that are copies of another one of their group; they are left out.

    A label counts if two groups use it, or one group uses it twice. Where it stands in one sentence alone, it is the
    choice of the one author whose sentence others carry, unless some of them put another label there.

    A referent can be compared if two groups mention it with such labels, and if labels other than the commonest one
    have a tenth of the mentions or, for a person, are used by five groups; for a country, the name of its people does
    not count as another label. Columns: `referent`, `kind`, `count` (mentions
    in these labels), `articles`, `groups`, `labels` (how many of each), and

    - `disagreement`: `measure_disagreement`; the use of one article is drawn from each group, and every article counts
      once, however often it uses the word;
    - `by_chance`: the mean of this measure if articles are assigned to the groups at random, since even within one
      outlet one article says "summit" and another "meeting". If each group has only one article, mentions are assigned
      at random, as if they were independent;
    - `weight`: disagreement * articles, by which rows are sorted: the subject of many articles comes before that of a
      few;
    - `p_adjusted`, `evidence`: how often articles assigned at random disagree as much, corrected over all rows (see
      `evidence.adjust_p`). NA and "one article each" if each group has only one article.
    """
    names = names[~names["article_id"].isin(set(copies))]
    often = names["referent"].value_counts().head(_MOST_RANKED).index
    rows = [
        row
        for referent, part in _keep_compared(names[names["referent"].isin(often)]).groupby("referent", sort=False)
        if (row := _compare_groups(referent, part))
    ]
    columns = ["referent", "kind", "count", "articles", "groups", "labels", "disagreement", "by_chance", "weight", "p"]
    columns.append("smallest_p")
    table = pd.DataFrame(rows, columns=columns).astype(
        {"referent": "str", "kind": "str", **dict.fromkeys(columns[6:], "float64")}
    )
    table["p_adjusted"] = pd.Series(adjust_p(table["p"], table["smallest_p"]), table.index).where(table["p"].notna())
    evidence = np.select([table["p"].isna(), table["p_adjusted"] < STRONG, table["p_adjusted"] < SOME],
                         ["one article each", *PROVEN], "hardly any")
    table = table.drop(columns=["p", "smallest_p"]).assign(evidence=pd.Series(evidence, table.index, dtype="str"))
    return table.sort_values(["weight", "count", "referent"], ascending=[False, False, True], ignore_index=True)


def _keep_compared(names):
    """The mentions whose label counts, of those referents that also have labels other than the commonest one."""
    by_label = names.groupby(["referent", "label"])
    used, groups = by_label["label"].transform("size"), by_label["group"].transform("nunique")
    counted = names[((groups > 1) | (used > 1)) & _is_chosen(names)]
    usual = used[counted.index].groupby(counted["referent"]).transform("max")
    # "Finns" is as neutral as "Finland"; "Helsinki" and "the regime" are not
    plain = counted["label"].isin([label for label in counted["label"].unique() if is_people(label)])
    mentions = (~plain | (used[counted.index] == usual)).groupby(counted["referent"]).transform("sum")
    # nearly all mentions of a person are the name; any other word shows how the person is seen
    others = counted["group"].where(used[counted.index] < usual).groupby(counted["referent"]).transform("nunique")
    described = counted["kind"].eq("person") & (others >= _SEVERAL)
    return counted[described | (mentions - usual >= _LEAST_SHARE * mentions)]


def _is_chosen(names):
    """For each mention: does its label stand in several sentences, or in one that others carry with another label?"""
    if "line" not in names:
        return pd.Series(True, names.index)
    changed = names.groupby(["referent", "line"])["label"].transform("nunique") > 1
    by_label = [names["referent"], names["label"]]
    return (names.groupby(by_label)["line"].transform("nunique") > 1) | changed.groupby(by_label).transform("any")


def _compare_groups(referent, mentions):
    """The row of one referent; None where it cannot be compared."""
    group, groups = pd.factorize(mentions["group"], sort=True)
    label, labels = pd.factorize(mentions["label"], sort=True)
    if len(groups) < 2:
        return None
    article = pd.factorize(mentions["article_id"])[0]
    group_of = np.zeros(article.max() + 1, "int64")
    group_of[article] = group
    alone = len(group_of) == len(groups)        # one article each: then only mentions can be assigned at random
    unit, side = (np.arange(len(mentions)), group) if alone else (article, group_of)
    shares = np.zeros((len(side), len(labels)))
    np.add.at(shares, (unit, label), 1)
    shares = (shares / shares.sum(axis=1, keepdims=True))[np.argsort(side, kind="stable")]
    sizes = np.bincount(side)
    disagreement, chance, smallest = _measure(shares, sizes), _deal_out(shares, sizes), _find_smallest_p(sizes)
    return (
        referent,
        mentions["kind"].mode().iloc[0],
        len(mentions),
        len(group_of),
        len(groups),
        len(labels),
        disagreement,
        chance.mean(),
        disagreement * len(group_of),
        np.nan if alone else _read_p(disagreement, chance, smallest),
        smallest,
    )


def _measure(shares, sizes):
    """The disagreement of groups of units that follow one another; for several orders of the units, one value each."""
    starts = sizes.cumsum() - sizes
    return measure_disagreement(np.add.reduceat(shares, starts, axis=-2) / sizes[:, None])


def _deal_out(shares, sizes):
    """The disagreement after units have been assigned at random, again and again, to groups of the same sizes."""
    times = int(np.clip(_WORK // len(shares), 99, _SHUFFLES))
    random = np.random.default_rng(0)           # the same articles always give the same figures
    return _measure(shares[random.permuted(np.tile(np.arange(len(shares)), (times, 1)), axis=1)], sizes)


def _find_smallest_p(sizes):
    """The smallest p that units of these groups can give: one of all ways to divide them."""
    return float(np.exp(scipy.special.gammaln(sizes + 1).sum() - scipy.special.gammaln(sizes.sum() + 1)))


def _read_p(value, chance, smallest):
    """The chance of so large a value: counted among the shuffles or, if that is hardly ever reached, estimated with a
    Pearson curve of type III."""
    reached = int((chance >= value).sum())
    if reached >= _COUNTED or chance.std() == 0:
        return (1 + reached) / (1 + len(chance))
    tail = scipy.stats.pearson3(scipy.stats.skew(chance), chance.mean(), chance.std()).sf(value)
    return float(np.clip(tail, smallest, (1 + reached) / (1 + len(chance)) if reached else 1))


# --- in words ------------------------------------------------------------------------------

def describe_evidence(ranking: pd.DataFrame) -> str:
    """A sentence about how many referents show evidence that the groups choose different words.

    ranking: as from `rank_referents`.

    >>> describe_evidence(pd.DataFrame({"evidence": ["hardly any", "strong"]}))
    '2 can be compared, 1 with evidence that the groups choose different words.'
    """
    n, proven = len(ranking), int(ranking["evidence"].isin(PROVEN).sum())
    if not n:
        return "Nothing can be compared: that takes two groups and two words for one thing."
    if not proven:
        what = "The difference" if n == 1 else f"{n:,} can be compared, and the differences between the groups"
        return f"{what} may be chance: there is no evidence that groups choose different words."
    return f"{n:,} can be compared, {proven:,} with evidence that the groups choose different words."


def choose_groups(names: pd.DataFrame) -> list[str]:
    """The groups that a figure draws and sentences name: the eight that mention one referent most, twice or more.

    names: of one referent, with `group`.

    >>> choose_groups(pd.DataFrame({"group": ["Post", "Echo", "Echo", "Herald", "Herald", "Herald"]}))
    ['Herald', 'Echo']
    """
    sizes = names["group"].value_counts()
    return sizes.index[sizes >= LEAST_MENTIONS][:_MOST_SPOKEN_OF].tolist()


def describe_labels(names: pd.DataFrame, referent: str) -> str:
    """A sentence about how the groups differ in naming a referent: their usual words, if these differ; otherwise who
    uses an unusual word more than others do.

    names: with `referent`, `label`, `group`, `form`. Groups are those of `choose_groups`, sorted by how much more often
    they use the word than all others do; of groups with the same usual word, the first is named. A group with two
    equally frequent words has no usual word. A label that also stands for other words, as for the names of a country,
    is given in the group's most frequent form with "and the like".

    >>> names = pd.DataFrame({"referent": "x", "group": ["Post"] * 3 + ["Echo"] * 3,
    ...                       "label": ["crash"] * 3 + ["mishap"] * 3, "form": ["bad crash"] * 3 + ["mishap"] * 3})
    >>> describe_labels(names, "x")
    'Echo mostly writes “mishap” (3 of 3), Post “crash” (3 of 3)'
    >>> words = ["crash", "crash", "mishap", "crash", "crash", "crash"]
    >>> describe_labels(names.assign(label=words, form=words), "x")
    'The commonest is “crash”; Post writes “mishap” more than others do (1 of 3; all others 0 of 3)'
    """
    names = names[names["referent"] == referent]
    counts, shown = pd.crosstab(names["group"], names["label"]), choose_groups(names)
    if counts.empty:
        return ""
    shown = [group for group in counts.index if group in shown or len(shown) < 2]
    rest = (counts.sum() - counts).div((counts.to_numpy().sum() - counts.sum(axis=1)).clip(lower=1), axis=0)
    above = counts.sub(rest.mul(counts.sum(axis=1), axis=0))        # mentions above what the others' share would give
    return _say_usual(counts.loc[shown], above, names) or _say_unusual(counts, above.loc[shown], names)


_MOST_SAID = 3          # labels that one sentence can hold


def _say_usual(counts, above, names):
    """The usual words of those groups in which they differ most; "" where all have the same."""
    most = counts.max(axis=1)
    plain = counts.index[counts.eq(most, axis=0).sum(axis=1) == 1]      # a tie has no usual word
    usual = counts.loc[plain].idxmax(axis=1)
    order = sorted(plain, key=lambda group: -above.at[group, usual[group]])
    first: dict[str, str] = {}
    for group in order:
        first.setdefault(usual[group], group)
    often = [group for k, group in enumerate(first.values()) if most[group] > 1 or k < 2]   # it takes two to differ
    if len(often) < 2:
        return ""
    words = {group: say_label(names[names["group"] == group], usual[group]) for group in often[:_MOST_SAID]}
    said = [f"{words[group]} ({most[group]:,} of {counts.loc[group].sum():,})" for group in words]
    return ", ".join(f"{group} {'' if k else 'mostly writes '}{words}" for k, (group, words) in
                     enumerate(zip(often, said, strict=False)))


def _say_unusual(counts, above, names):
    """Who writes another word than the usual one more than others do."""
    usual = counts.sum().idxmax()
    others = above.drop(columns=usual)
    if others.empty or others.to_numpy().max() <= 0:
        return f"The commonest is {say_label(names, usual)}"
    group, label = others.stack().idxmax()
    here, size = counts.at[group, label], counts.loc[group].sum()
    elsewhere = f"{counts[label].sum() - here:,} of {counts.to_numpy().sum() - size:,}"
    said = say_label(names[names["group"] == group], label)
    more = f"{group} writes {said} more than others do ({here:,} of {size:,}; all others {elsewhere})"
    return f"The commonest is {say_label(names, usual)}; {more}"


def find_own_forms(forms: pd.DataFrame, ranking: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """The forms that only one group uses, at least `least` times: `referent`, `form`, `group`, `count`, `own`,
    `articles`, and `others`, how often the other groups mention the same referent in other words; those in most
    articles first.

    forms: `count_forms`; ranking: `rank_referents`; only the referents in it count.
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
    table = table.drop(columns="label")
    return table.sort_values(["articles", "count", "others"], ascending=False, kind="stable", ignore_index=True)


# --- as a vocabulary -----------------------------------------------------------------------

_MOST_FAMILIES = 8
_MOST_TERMS = 6         # of a family
_MOST_WAYS = 6          # to spell or shorten a term
_LEAST_PART = 0.02      # of the mentions; rarer words are misreadings, such as "Finnish" for Finland
_SIGNS = str.maketrans("|*=", "   ")        # these characters have a meaning in a pattern


def propose_families(found: Findings, by: str | None = None, event: int | None = None) -> pd.DataFrame:
    """The referents that groups name most differently, as families of a vocabulary with one term for each label.

    found: with `zones` and `statements`; names are found where it has none. by, event: as for `compare_labels`.

    Returns the columns of `terms.read_vocabulary`, and `n_tested`, the number of comparisons of a label in a group
    from which they were chosen. A pattern finds the forms of its label wherever they occur, even where they mean
    something else. A form that ends in another form is found with it, and a term is named after what its pattern
    finds. Forms that are function words in small letters have a row of their own, which keeps case: =US, never "us".
    """
    lists, names = found.lists, found.names
    names = find_names(found, lists.people, decisions=lists.decisions) if names is None else names
    return _make_families(compare_labels(found, names, by, event))


def _make_families(labels):
    rows = []
    for referent, evidence in labels.ranking[["referent", "evidence"]].head(_MOST_FAMILIES).itertuples(index=False):
        mentions = labels.names[labels.names["referent"] == referent]
        counts = mentions["label"].value_counts()
        counts = counts[(counts > 1) & (counts >= _LEAST_PART * len(mentions))].head(_MOST_TERMS)
        terms = {label: _make_patterns(_list_forms(mentions, label)) for label in counts.index}
        family = " / ".join([_name_term(label, terms[label]) for label in counts.index[:_MOST_SAID]])
        for label, count in counts.items():
            note = f"{count:,} of {len(mentions):,} mentions of what is meant by “{referent}”; evidence: {evidence}"
            rows += [(family, _name_term(label, terms[label]), pattern, note) for pattern in terms[label]]
    table = pd.DataFrame(rows, columns=["family", "term", "pattern", "note"], dtype="str")
    tested = labels.names.groupby("referent")["label"].nunique().reindex(labels.ranking["referent"]).sum()
    return table.assign(n_tested=int(tested * labels.names["group"].nunique()))


def _list_forms(mentions, label):
    """The forms of a label, most frequent first, without slips."""
    forms = mentions.loc[mentions["label"] == label, "form"].value_counts()
    return forms.index[(forms > 1) & (forms >= _LEAST_PART * forms.sum())].tolist() or [label]


def _name_term(label, patterns):
    """A term is named after its label if its patterns find the label, otherwise after their first form: what is
    counted as “ties” must not be called “Russia-U.S. ties”."""
    ways = [way.removeprefix("=") for pattern in patterns for way in split_pattern(pattern)]
    return label if not ways or fold(label)[0] in {fold(way)[0] for way in ways} else ways[0]


def _make_patterns(forms):
    """A pattern of the forms, most frequent first, without forms that end in another of these forms; and, if needed, a
    second pattern that keeps case, for forms that are function words in small letters.

    A form that ends in the plural or singular of a single-word form is covered by that form: charge | new charges.
    """
    said = [form.translate(_SIGNS).strip() for form in forms]
    single = {make_singular(fold(form)[0]) for form in said if " " not in form}
    bare = [form.split()[-1] if make_singular(fold(form.split()[-1])[0]) in single else form for form in said]
    said = list(dict.fromkeys(bare))
    endings = {form: {" ".join(form.split()[at:]) for at in range(1, len(form.split()))} for form in said}
    ways = [form for form in said if endings[form].isdisjoint(said)]
    plain = [form for form in ways if fold(form)[0] not in read_function_words()]
    exact = [form for form in ways if fold(form)[0] in read_function_words() and form.isupper()]
    return [sign + "|".join(some[:_MOST_WAYS]) for sign, some in (("", plain), ("=", exact)) if some]

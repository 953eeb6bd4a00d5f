"""Which articles carry the same text, such as a wire story in many outlets or a page that one outlet publishes twice;
and which sentences belong to a site rather than to an article.

Two articles are copies if they share at least two sentences, with hardly a word changed, and at least half of the
words of the shorter article are in such sentences. Copies are grouped by average linkage: two groups are joined if
more than half of the pairs between them are copies. So the versions of a wire report that is rewritten all day stay in
one group as long as they are similar enough, and a page that contains two reports does not join their groups.
"""

import re
from collections import Counter
from statistics import median_low
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from analysis.lexicon import read_classes, read_table
from analysis.text import fold
from analysis.wording.reuse import list_counterparts, measure_copy
from analysis.wording.sentences import LIGHT_WORDS, Keys, sort_by_publication, split_words

LEAST_SHARE = 0.5
"""Of the words of the shorter article, for two articles to be copies."""

LEAST_SENTENCES = 2
"""That two copies have in common: of a page of pictures only the headline is text, and that is no copy of the
report."""

LEAST_SIMILARITY = 0.8
"""Of two sentences of copies: one content word in five may differ. What is rewritten further is another text."""

_MOST_APART = 0.49
"""Of the pairs between two groups of copies, that are none: more than half of them are. Where every two must be
copies, a report that is written through all day falls apart: of 408 articles about one event, 62 groups were 60."""

_BLOCK = 1_000  # articles that are compared with all others at once, to bound the memory
_LARGEST_GROUP = 3_000  # articles connected by copies; a larger set is grouped around the first article of each text


def find_copies(articles: pd.DataFrame, sentences: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """For each article the group of copies it belongs to.

    articles: DataFrame indexed by article_id with `text`, and `published`, `published_time`, `outlet` where known.
    sentences, pairs: as from `group_sentences` and `find_shared`, of the same articles and spans.

    One row per article, in the order of `articles`:
    - `article_id`, `outlet` (the article's own id where none is stated),
    - `copy_group`: number of the group, the largest first; 0 for an article that has no copy,
    - `first_id`: the article of the group that was published first, by the hour if it is known; for an article without
      a group, its own id,
    - `folded_into`: the first article of the same outlet in the group,
    - `share`: the share of the words of the shorter article that this and the first article have in common (1 for
      itself),
    - `n_articles`, `n_outlets`: how many the group has.

    >>> from analysis.wording import find_shared
    >>> from analysis.wording.sentences import group_sentences
    >>> text = "The baker sold forty loaves before noon. Nobody else came to the old market."
    >>> articles = pd.DataFrame({"text": [text, text, "Rain fell."], "outlet": ["Post", "Mail", "Post"]},
    ...                         index=["a", "b", "c"])
    >>> copies = find_copies(articles, group_sentences(articles), find_shared(articles))
    >>> copies[["article_id", "copy_group", "first_id", "n_outlets"]]
      article_id  copy_group first_id  n_outlets
    0          a           1        a          2
    1          b           1        a          2
    2          c           0        c          1
    """
    order = sort_by_publication(articles)
    shares = _measure_shares(order, sentences, pairs[pairs["similarity"] >= LEAST_SIMILARITY])
    groups = [sorted(group) for group in _group_by_average(shares)]
    outlets = articles["outlet"] if "outlet" in articles else pd.Series(pd.NA, index=articles.index)
    outlets = outlets.astype("str").where(outlets.notna(), articles.index.to_series())
    counted = [(len({outlets[order[rank]] for rank in group}), group) for group in groups]
    rows = {}
    for number, (n_outlets, group) in enumerate(sorted(counted, key=lambda one: (-len(one[1]), one[1])), 1):
        first_of: dict[str, str] = {}
        for rank in group:
            outlet = outlets[order[rank]]
            share = 1.0 if rank == group[0] else float(shares[rank, group[0]])
            rows[order[rank]] = (
                number if len(group) > 1 else 0,
                order[group[0]],
                first_of.setdefault(outlet, order[rank]),
                share,
                len(group),
                n_outlets,
            )
    columns = {
        "copy_group": "int64",
        "first_id": "str",
        "folded_into": "str",
        "share": "float64",
        "n_articles": "int64",
        "n_outlets": "int64",
    }
    values = list(zip(*(rows[article_id] for article_id in articles.index))) or [()] * len(columns)
    table = pd.DataFrame(
        {"article_id": pd.Series(list(articles.index), dtype="str"), "outlet": pd.Series(list(outlets), dtype="str")}
    )
    return table.assign(
        **{name: pd.Series(list(column), dtype=dtype) for (name, dtype), column in zip(columns.items(), values)}
    )


def _measure_shares(order, sentences, pairs):
    """A matrix of articles by articles, in the order given: the share of the shorter article's words that both have;
    only shares of at least LEAST_SHARE are kept."""
    ranks = sentences["article_id"].map({article_id: rank for rank, article_id in enumerate(order)}).to_numpy("int64")
    numbers, links = sentences["wording"].to_numpy(), list_counterparts(sentences, pairs)
    shape = len(order), int(numbers.max(initial=0)) + 1
    words = csr_matrix((sentences["n_words"].to_numpy("float64"), (ranks, numbers)), shape)
    linked = csr_matrix((np.ones(len(links)), (links["wording"], links["counterpart"])), (shape[1], shape[1]))
    held = csr_matrix((np.ones(len(ranks)), (ranks, numbers)), shape)
    there = (linked @ held.T).tocsr()
    there.data[:] = 1
    totals = np.maximum(np.asarray(words.sum(axis=1)).ravel(), 1)
    rows, columns, values = [], [], []
    for start in range(0, len(order), _BLOCK):
        block = (words[start : start + _BLOCK] @ there).tocoo()  # words of the row's article that the column's has too
        row, column = block.coords[0] + start, block.coords[1]
        near = (block.data >= LEAST_SHARE * totals[row]) & (totals[row] <= totals[column]) & (row != column)
        if near.any():
            counts = (held[start : start + _BLOCK] @ there)[row[near] - start, column[near]]
            near[near] = np.asarray(counts).ravel() >= LEAST_SENTENCES
        rows.append(row[near])
        columns.append(column[near])
        values.append((block.data / totals[row])[near])
    rows, columns, values = (
        np.concatenate(rows or [[]]),
        np.concatenate(columns or [[]]),
        np.concatenate(values or [[]]),
    )
    shares = csr_matrix(
        (np.minimum(values, 1.0), (rows.astype("int64"), columns.astype("int64"))), (len(order), len(order))
    )
    return shares.maximum(shares.T).tocsr()


def _group_by_average(shares):
    """Lists of ranks, one per group; every article is in one group. Groups are joined by average linkage, those with
    the largest share first, until at most half of the pairs between any two groups are copies."""
    _, parts = connected_components(shares, directed=False)
    groups = []
    for part in pd.Series(np.arange(len(parts))).groupby(parts):
        members = part[1].to_numpy()
        if len(members) == 1:
            groups.append(members.tolist())
        elif len(members) > _LARGEST_GROUP:
            groups += _group_by_first(shares, members)
        else:
            share = shares[members][:, members].toarray()
            distance = np.where(share > 0, (1 - share) * _NEXT_TO_NOTHING, 1)
            np.fill_diagonal(distance, 0)
            labels = fcluster(linkage(squareform(distance, checks=False), "average"), _MOST_APART, "distance")
            groups += [members[labels == label].tolist() for label in np.unique(labels)]
    return groups


_NEXT_TO_NOTHING = 1e-3  # the largest distance between two copies, just enough to rank pairs by their share


def _group_by_first(shares, members):
    """Groups around the first article that has no group yet, each with all its copies."""
    left, groups = set(members.tolist()), []
    for rank in members.tolist():
        if rank in left:
            near = {rank} | (left & set(shares[[rank]].indices.tolist()))
            groups.append(list(near))
            left -= near
    return groups


def choose_once(copies: pd.DataFrame) -> pd.Series:
    """Whether each article counts if a text counts only once: True for the first of each group, and for articles
    without a copy.

    copies: as from `find_copies`. A boolean Series indexed by article_id, in the order of the articles.

    >>> copies = pd.DataFrame({"article_id": ["a", "b"], "first_id": ["a", "a"]})
    >>> choose_once(copies).tolist()
    [True, False]
    """
    return pd.Series(
        (copies["first_id"] == copies["article_id"]).to_numpy(),
        index=pd.Index(copies["article_id"], name="article_id"),
        name="once",
    )


def drop_copies(
    copy: pd.DataFrame, copied: pd.DataFrame, sentences: pd.DataFrame, pairs: pd.DataFrame
) -> pd.DataFrame:
    """The rows of `copy` whose two articles do not carry the same text: they are in different groups and are not
    copies of each other. All rows if none would be left with two sentences or more.

    copy: as from `reuse.measure_copy`, by article; copied: as from `find_copies`; sentences, pairs: as for both.
    """
    numbers = copied.set_index("article_id")["copy_group"]
    one, other = copy["article_id"].map(numbers), copy["other_id"].map(numbers)
    close = measure_copy(sentences, pairs[pairs["similarity"] >= LEAST_SIMILARITY])
    held = set(close.loc[close["share"] >= LEAST_SHARE, ["article_id", "other_id"]].itertuples(index=False, name=None))
    both_ways = held | {(other_id, article_id) for article_id, other_id in held}
    rows = copy[["article_id", "other_id"]].itertuples(index=False, name=None)
    apart = ((one != other) | (one == 0)) & pd.Series([row not in both_ways for row in rows], copy.index, dtype="bool")
    return copy[apart] if (copy.loc[apart, "sentences"] > 1).any() else copy


class Counted(NamedTuple):
    """The articles that are counted, if some of them carry the text of others."""

    articles: pd.Series  # boolean, by article_id
    says: str  # how many copies there are, and how they are counted, in a sentence


def count_copies(once: pd.Series, copies: str = "all") -> Counted:
    """The articles that are counted: all of them, or only the first with each text.

    once: as from `choose_once`. copies: "all", where each outlet that prints a wire report chose its words, or "once",
    where the report is one text, whoever prints it.

    >>> count_copies(pd.Series([True, False, True]), "once").says[:79]
    '1 of 3 articles has a text that an earlier one carries, such as a wire report. '
    """
    if copies not in ("all", "once"):
        wanted = 'choose "all" (every article counts) or "once" (of each text the first)'
        raise ValueError(f"copies is {copies!r}: {wanted}")
    number = int((~once).sum())
    if not number:
        return Counted(once, "No article has the text of another.")
    has = "has" if number == 1 else "have"
    says = f"{number:,} of {len(once):,} articles {has} a text that an earlier one carries, such as a wire report. "
    if copies == "once":
        return Counted(once, says + "Such a text counts once, where it came first.")
    says += 'Each counts, as its outlet printed it; copies = "once" in the first cell counts a text once.'
    return Counted(once | True, says)


# --- what stands everywhere ----------------------------------------------------------------

LEAST_REPEATED, MOST_OUTLETS = 3, 3
"""A line of the site stands in so many articles of one outlet, no copies of each other, and in so few outlets: it is
the outlet's own, or its owner's. A sentence of a wire story that an outlet renews all day stands in more outlets."""


def mark_stock(sentences: pd.DataFrame, articles: pd.DataFrame, copies: pd.DataFrame) -> pd.DataFrame:
    """The sentences, with how many outlets carry their wording, and whether it is stock: a line of the site, not of
    the article.

    sentences: as from `group_sentences`; articles: with `outlet` and `published` where known; copies: as from
    `find_copies`.

    New columns: `outlets` and `days` (how many carry this wording), and `stock`. A sentence is stock if it reads like
    a line of a site ("Follow us", "Copyright 2021"), or if one outlet has it in at least three articles that are not
    copies of each other and only few outlets have it at all.
    """
    table = copies.set_index("article_id")
    days = (
        pd.to_datetime(articles["published"]).dt.normalize()
        if "published" in articles
        else pd.Series(pd.NaT, index=articles.index)
    )
    carriers = pd.DataFrame(
        {
            "wording": sentences["wording"],
            "outlet": sentences["article_id"].map(table["outlet"]),
            "day": sentences["article_id"].map(days),
            "story": sentences["article_id"].map(table["first_id"]),
        }
    )
    grouped = carriers.groupby("wording")
    stories = carriers.groupby(["wording", "outlet"])["story"].nunique().groupby("wording").max()
    outlets = sentences["wording"].map(grouped["outlet"].nunique()).astype("int64")
    repeated = (sentences["wording"].map(stories) >= LEAST_REPEATED) & (outlets <= MOST_OUTLETS)
    furniture = sentences["text"].map({text: is_furniture(text) for text in sentences["text"].unique()})
    return sentences.assign(
        outlets=outlets,
        days=sentences["wording"].map(grouped["day"].nunique()).astype("int64"),
        stock=(repeated | furniture.astype(bool)).astype(bool),
    )


def drop_stock(pairs: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """The pairs of which neither sentence is a line of the site.

    pairs: as from `find_shared`; sentences: as from `mark_stock`.
    """
    stock = set(sentences.loc[sentences["stock"], ["article_id", "start"]].itertuples(index=False, name=None))
    kept = [
        (left, left_start) not in stock and (right, right_start) not in stock
        for left, left_start, right, right_start in pairs[
            ["left_article_id", "left_start", "right_article_id", "right_start"]
        ].itertuples(index=False, name=None)
    ]
    return pairs[pd.Series(kept, pairs.index, dtype="bool")]


def list_groups(copies: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """The groups of copies for display, the group with most outlets first.

    copies: as from `find_copies`. One row per group that two outlets or more carry: `outlets`, `articles` (how many),
    `text` (the title that they agree on, else how the first begins), `first` (its outlet), `published` (its day),
    `carried_by` (all outlets, the first in front).
    """
    rows = []
    for _, group in copies[(copies["copy_group"] > 0) & (copies["n_outlets"] > 1)].groupby("copy_group"):
        first = group["first_id"].iloc[0]
        outlets = list(dict.fromkeys([*group.loc[group["article_id"] == first, "outlet"], *group["outlet"]]))
        title = _choose_title(articles, dict.fromkeys([first, *group["article_id"]]))
        begins = title or _read_beginning(articles.at[first, "text"])
        day = pd.to_datetime(articles["published"]).get(first) if "published" in articles else pd.NaT
        rows.append((len(outlets), len(group), begins, outlets[0], day, ", ".join(outlets)))
    dtypes = {
        "outlets": "int64",
        "articles": "int64",
        "text": "str",
        "first": "str",
        "published": "datetime64[s]",
        "carried_by": "str",
    }
    columns = list(zip(*rows)) or [()] * len(dtypes)
    table = pd.DataFrame(
        {name: pd.Series(list(column), dtype=dtype) for (name, dtype), column in zip(dtypes.items(), columns)}
    )
    return table.sort_values(["outlets", "articles"], ascending=False, kind="stable", ignore_index=True)


_BEGINS = 100  # characters of a text without a title


def _read_beginning(text):
    return " ".join(text.split())[:_BEGINS]


_LEAST_FITTING, _LEAST_TITLE = 1 / 3, 2
"""Of the content words of a title, that stand in most of the articles, and how many it has: a label of a site has none
there, and the name of an agency is one word."""


def _choose_title(articles, article_ids):
    """The title that most of these articles share, without the name of the site after it; None if no article has a
    title.

    The title that a file states may be a label of the site, a caption or a link. So titles whose words occur in most
    of the articles come first; then those that most articles have as a title or as a line of their own, whatever the
    case; then those printed most often, since a page repeats its headline; then those with most words that occur in
    the articles.
    """
    titles = articles["title"] if "title" in articles else pd.Series(pd.NA, articles.index)
    stated, lines = {}, []
    for article_id in article_ids:
        title, text = titles[article_id], articles.at[article_id, "text"]
        title = title.split(" | ")[0].strip() if isinstance(title, str) else ""
        if title:
            stated.setdefault(fold(title)[0], title)
        lines.append(Counter([fold(line.split(" | ")[0].strip())[0] for line in [title, *text.split("\n")] if line]))
    keys = Keys()
    held = [{keys[word] for word in split_words(articles.at[article_id, "text"])} for article_id in article_ids]

    def rate(folded):
        content = {keys[word] for word in split_words(stated[folded])} - LIGHT_WORDS
        share = median_low([len(content & words) for words in held]) / max(len(content), 1)
        fits = share >= _LEAST_FITTING and len(content) >= _LEAST_TITLE
        of_each = [counted[folded] for counted in lines]
        return fits, sum(map(bool, of_each)), sum(of_each), share

    return stated[max(stated, key=rate)] if stated else None


_STOCK = read_classes("stock")


def _join(phrases):
    return "|".join(re.escape(fold(phrase)[0]) for phrase in sorted(phrases))


_LINES = read_table("furniture")
_FURNITURE = re.compile(
    rf"""
    (?:{_join(row["phrase"] for row in _LINES)}) \Z                              # Advertisement
    | (?:{_join(row["phrase"] for row in _LINES if row["where"] == "start")})[ ]  # Read more: bridge closed again
    | (?:{_join(_STOCK["invitations"])})\b .* [ ]on[ ]  # Follow our reporter on Twitter
        (?:{_join(_STOCK["networks"])})\b""",
    re.VERBOSE,
)
_PICTURE_WORDS = _join(read_classes("pages")["credits"])
_CREDIT = re.compile(
    rf"(?:\((?:[\w.]+ )?(?:{_PICTURE_WORDS})(?: ?[/:]| by\b| credit\b| courtesy\b)[^()]{{1,80}}\)\s*)+"
)
_PERSON = r"[A-Z][\w.'’-]{1,30} (?:[A-Z][\w.'’-]{0,30} ){1,3}"
_PLACE = r"[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{1,30}){0,2}"
_REPORTED = re.compile(rf"{_PERSON}(?:and {_PERSON})?reported from {_PLACE}\.?")
"""Credits that stand among sentences: (AP Photo/Jane Reed), "Anna Bell reported from Harton."."""

_NOTICE = re.compile(
    _join({row["phrase"] for row in _LINES if row["where"] == "anywhere"} | set(_STOCK["notices"]))
)  # all rights reserved


def is_furniture(text: str) -> bool:
    """Does a sentence read like a line of a site?

    >>> is_furniture("Copyright 2021 The Harbour Press."), is_furniture("The harbour is open.")
    (True, False)
    """
    folded = fold(text)[0].strip(" .!:")
    credit = _CREDIT.fullmatch(folded) or _REPORTED.fullmatch(text.strip())
    return bool(credit or _FURNITURE.match(folded) or _NOTICE.search(folded))

"""How much of an article stands in another one, and what only one of them has; the lexicon of swaps."""
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from analysis.text import fold

def count_swaps(swaps, articles=None):
    """The swap lexicon: what became what, how often, between which outlets.

    swaps: as from `find_swaps`.
    articles: with `label`, for the names of the outlets; None shows the article ids.

    One row per swap and pair of labels, the most frequent first: `left_label`, `left_text`,
    `right_label`, `right_text` (as written the first time), `change`, `count`. Spellings that differ
    in case and accents only are one.
    """
    labels = {} if articles is None else dict(zip(articles.index, articles["label"]))
    named = pd.DataFrame({
        **{f"{side}_{what}": values for side in ("left", "right") for what, values in (
            ("label", swaps[f"{side}_article_id"].map(lambda i: labels.get(i, i)).astype("str")),
            ("text", swaps[f"{side}_text"]),
            ("folded", swaps[f"{side}_text"].map(lambda text: fold(text)[0]).astype("str")))},
        "change": swaps["change"]})
    keys = ["left_label", "left_folded", "right_label", "right_folded", "change"]
    counted = named.groupby(keys, sort=True, as_index=False).agg(
        left_text=("left_text", "first"), right_text=("right_text", "first"), count=("change", "size"))
    counted = counted.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    return counted[["left_label", "left_text", "right_label", "right_text", "change", "count"]]


def measure_copy(sentences, pairs):
    """How much of each article stands, in nearly the same words, in each other one.

    sentences: as from `group_sentences`, with the same articles and spans as the pairs.
    pairs: as from `find_shared`.

    One row for every two articles that share a sentence, in both directions: `article_id`,
    `other_id`, `sentences` and `words` (of `article_id`, with a counterpart in `other_id`),
    `total_words` (its words in `sentences`), `share` (words / total_words, 0 to 1).
    """
    ids, ranks = np.unique(sentences["article_id"].to_numpy("object"), return_inverse=True)
    wordings, links = sentences["wording"].to_numpy(), _link_wordings(sentences, pairs)
    shape = len(ids), int(wordings.max(initial=-1)) + 1
    held, words = (csr_matrix((values, (ranks, wordings)), shape) for values in (np.ones(len(ranks), "int64"), sentences["n_words"].to_numpy()))
    linked = csr_matrix((np.ones(len(links), "int64"), (links["wording"], links["counterpart"])), (shape[1], shape[1]))
    there = linked @ held.T
    there.data[:] = 1                   # of each wording: which articles hold a counterpart
    of_words, of_sentences = words @ there, held @ there        # articles by articles, filled in the same places
    of_words.sort_indices(), of_sentences.sort_indices()
    rows, columns = of_words.tocoo().coords
    table = pd.DataFrame({"article_id": pd.Series(ids[rows], dtype="str"), "other_id": pd.Series(ids[columns], dtype="str"),
                          "sentences": of_sentences.data, "words": of_words.data})[rows != columns].reset_index(drop=True)
    table["total_words"] = table["article_id"].map(sentences.groupby("article_id")["n_words"].sum()).astype("int64")
    return table.assign(share=table["words"] / table["total_words"])


def mark_shared(sentences, pairs):
    """The sentences with `shared`: has this one a counterpart in another article?"""
    ranks = pd.Series(np.unique(sentences["article_id"].to_numpy("object"), return_inverse=True)[1], sentences.index)
    holders = ranks.groupby(sentences["wording"]).agg(["min", "max"])
    linked = _link_wordings(sentences, pairs).join(holders, on="counterpart").groupby("wording").agg({"min": "min", "max": "max"})
    first, last = (sentences["wording"].map(linked[side]) for side in ("min", "max"))
    return sentences.assign(shared=first.notna() & ((first != ranks) | (last != ranks)))    # somebody but the article itself


def find_omissions(sentences, pairs, article_id, other_id):
    """The sentences of one article that have no counterpart in the other: rows of `sentences`.

    Left out on purpose, cut for length, or never seen: the table cannot tell. A sentence told in
    quite other words is here too.
    """
    links = _link_wordings(sentences, pairs)
    own, other = (sentences[sentences["article_id"] == which] for which in (article_id, other_id))
    told = links.loc[links["counterpart"].isin(other["wording"]), "wording"]
    return own[~own["wording"].isin(told)].reset_index(drop=True)


def _link_wordings(sentences, pairs):
    """Which wordings are counterparts, in both directions: `wording`, `counterpart`."""
    numbers = dict(zip(zip(sentences["article_id"], sentences["start"]), sentences["wording"]))
    left, right = ([numbers[place] for place in zip(pairs[f"{side}_article_id"], pairs[f"{side}_start"])]
                   for side in ("left", "right"))
    return pd.DataFrame({"wording": [*left, *right], "counterpart": [*right, *left]}, dtype="int64").drop_duplicates()

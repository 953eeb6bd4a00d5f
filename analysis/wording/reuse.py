"""How much of an article another one has too, and what only one of them has; the lexicon of swaps."""

import functools

import numpy as np
import pandas as pd

from analysis.text import WORD, fold
from analysis.text.chunks import place_chunk, read_chunks
from analysis.wording.pairs import LEAST_OVERLAP
from analysis.wording.sentences import is_light


def count_swaps(swaps: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """The swap lexicon: which words replaced which, how often, and between which outlets.

    swaps: as from `find_swaps`.
    articles: with `label`, for the names of the outlets; None shows the article ids.

    One row per swap and pair of labels, the most frequent first: `left_label`, `left_text`,
    `right_label`, `right_text` (as first written), `change`, `count`. Spellings that differ only in case and accents
    count as one.
    """
    labels = {} if articles is None else dict(zip(articles.index, articles["label"]))
    named = pd.DataFrame(
        {
            **{
                f"{side}_{what}": values
                for side in ("left", "right")
                for what, values in (
                    ("label", swaps[f"{side}_article_id"].map(lambda i: labels.get(i, i)).astype("str")),
                    ("text", swaps[f"{side}_text"]),
                    ("folded", swaps[f"{side}_text"].map(lambda text: fold(text)[0]).astype("str")),
                )
            },
            "change": swaps["change"],
        }
    )
    keys = ["left_label", "left_folded", "right_label", "right_folded", "change"]
    counted = named.groupby(keys, sort=True, as_index=False).agg(
        left_text=("left_text", "first"), right_text=("right_text", "first"), count=("change", "size")
    )
    counted = counted.sort_values("count", ascending=False, kind="stable", ignore_index=True)
    return counted[["left_label", "left_text", "right_label", "right_text", "change", "count"]]


def measure_copy(sentences: pd.DataFrame, pairs: pd.DataFrame, by: pd.Series | None = None) -> pd.DataFrame:
    """How much of each article every other article has in nearly the same words; or of each outlet every other outlet.

    sentences: as from `group_sentences`, with the same articles and spans as the pairs.
    pairs: as from `find_shared`.
    by: a group for each article_id, such as its outlet; None compares articles with articles.

    One row for every two that share a sentence, in both directions: `article_id`, `other_id` (what `by` says, where it
    is given), `sentences` and `words` (of `article_id`, with a counterpart in `other_id`), `total_words` (its words in
    `sentences`), `share` (words / total_words, 0 to 1). Short sentences that both have word for word only count if the
    two also share a pair.
    """
    from scipy.sparse import csr_matrix  # here, because it takes time to load, and the command needs it not

    owners = sentences["article_id"] if by is None else sentences["article_id"].map(by)
    ids, ranks = np.unique(owners.to_numpy("object"), return_inverse=True)
    numbers, links = sentences["wording"].to_numpy(), list_counterparts(sentences, pairs)
    shape = len(ids), int(numbers.max(initial=-1)) + 1
    held = csr_matrix((np.ones(len(ranks), "int64"), (ranks, numbers)), shape)
    words = csr_matrix((sentences["n_words"].to_numpy(), (ranks, numbers)), shape)
    alike = csr_matrix((np.ones(len(links), "int64"), (links["wording"], links["counterpart"])), (shape[1], shape[1]))
    pairing = (held @ alike @ held.T).minimum(1)  # who shares a pair with whom
    same = csr_matrix((np.ones(shape[1], "int64"), (range(shape[1]), range(shape[1]))), (shape[1], shape[1]))
    there = ((alike + same).minimum(1) @ held.T).minimum(1)  # for each wording: who has it, or a counterpart of it
    of_words, of_sentences = ((counts @ there).multiply(pairing).tocsr() for counts in (words, held))
    of_words.sort_indices()
    of_sentences.sort_indices()  # both are filled in the same places
    rows, columns = of_words.tocoo().coords
    table = pd.DataFrame(
        {
            "article_id": pd.Series(ids[rows], dtype="str"),
            "other_id": pd.Series(ids[columns], dtype="str"),
            "sentences": of_sentences.data,
            "words": of_words.data,
        }
    )
    table = table[rows != columns].sort_values(["article_id", "other_id"], ignore_index=True)
    table["total_words"] = table["article_id"].map(sentences.groupby(owners)["n_words"].sum()).astype("int64")
    return table.assign(share=table["words"] / table["total_words"])


def mark_shared(sentences: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The sentences with a column `shared`: True if the sentence has a counterpart in another article."""
    ranks = pd.Series(np.unique(sentences["article_id"].to_numpy("object"), return_inverse=True)[1], sentences.index)
    holders = ranks.groupby(sentences["wording"]).agg(["min", "max"])
    links = list_counterparts(sentences, pairs).join(holders, on="counterpart")
    linked = links.groupby("wording").agg({"min": "min", "max": "max"})
    first, last = (sentences["wording"].map(linked[side]) for side in ("min", "max"))
    return sentences.assign(
        shared=first.notna() & ((first != ranks) | (last != ranks))
    )  # somebody but the article itself


def find_omissions(sentences: pd.DataFrame, pairs: pd.DataFrame, article_id: str, other_id: str) -> pd.DataFrame:
    """The sentences of one article that have no counterpart in the other: rows of `sentences`.

    The table cannot tell whether a sentence was left out on purpose, cut for length, or never seen. A sentence
    reported in entirely different words is also listed.
    """
    links = list_counterparts(sentences, pairs)
    own, other = (sentences[sentences["article_id"] == which] for which in (article_id, other_id))
    told = links.loc[links["counterpart"].isin(other["wording"]), "wording"]
    return own[~own["wording"].isin(told) & ~own["wording"].isin(other["wording"])].reset_index(drop=True)


def list_counterparts(sentences: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """Which wordings have which counterparts: columns `wording` and `counterpart`, mostly in both directions.

    If a sentence lies in a much longer one, only the shorter has a counterpart, since the other article lacks most of
    the longer one.
    """
    left, right = (number_wordings(sentences, pairs, side) for side in ("left", "right"))
    lengths = sentences.groupby("wording")["n_words"].first()
    left_words, right_words = lengths.reindex(left).to_numpy(), lengths.reindex(right).to_numpy()
    whole = np.minimum(left_words, right_words) >= _LEAST_TOLD * np.maximum(left_words, right_words)
    forward, backward = whole | (left_words <= right_words), whole | (left_words > right_words)
    return pd.DataFrame(
        {
            "wording": np.concatenate([left[forward], right[backward]]),
            "counterpart": np.concatenate([right[forward], left[backward]]),
        },
        dtype="int64",
    ).drop_duplicates()


_LEAST_TOLD = LEAST_OVERLAP / (2 - LEAST_OVERLAP)  # of the longer sentence's words, where the shorter lies whole in it


def number_wordings(sentences: pd.DataFrame, pairs: pd.DataFrame, side: str) -> np.ndarray:
    """For each pair, the number of the wording on one side, "left" or "right"; -1 if that sentence is not in
    `sentences`.

    sentences, pairs: as from `group_sentences` and `find_shared`, of the same articles and spans.
    """
    place = ["article_id", "start"]
    wanted = pairs[[f"{side}_{name}" for name in place]].set_axis(place, axis=1)
    numbers = wanted.merge(sentences[[*place, "wording"]], "left", place)["wording"]
    return numbers.fillna(-1).to_numpy("int64")


_MOST_NAMED = 6  # outlets in a cell of a table


def _list_first(outlets):
    more = len(outlets) - _MOST_NAMED
    return ", ".join(outlets[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


# --- the lexicon of swaps ------------------------------------------------------------------

_KINDS_FIRST = ("word", "name", "abbreviation", "number-format", "inflection", "contraction", "spelling")
_LONGEST_ENTRY = 4  # words on either side


def list_replacements(swaps: pd.DataFrame, pairs: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """The lexicon of swaps over all outlets: which words replace each other, whichever side they are on.

    swaps, pairs: as from `find_swaps` and `find_shared`. articles: with `label`, for the names of the outlets; None
    shows the article ids.

    One row per two phrases that replace each other (substitutions only). Rows are sorted: words before names and mere
    inflections; content words before pairs in which one side has only small words such as "in", "the" or "he"; what
    certainly is a swap (see `choose_sure`) before what may be rewritten; phrases of up to four words before longer
    ones; swaps between the same neighbouring words before others; then by number of outlets, by frequency, and by the
    similarity of the sentences. Columns: `one`, `other` (as first
    written), `swap_kind`, `count` (pairs of sentences), `same_frame` (pairs in which the words before and after are
    the same on
    both sides, and both sides or neither have a verb), `outlets` (how many wrote either), `one_outlets`,
    `other_outlets` (the first six of them, by name).
    """
    labels = {} if articles is None else dict(zip(articles.index, articles["label"]))
    rows: dict[tuple, dict] = {}
    found = swaps[swaps["change"] == "substitute"]
    columns = found[["left_article_id", "left_text", "right_article_id", "right_text", "swap_kind"]]
    similarity = pairs.drop_duplicates("pair").set_index("pair")["similarity"].reindex(found["pair"])
    for (left_id, left, right_id, right, kind), same, alike in zip(
        columns.itertuples(index=False, name=None), _have_same_frame(found, pairs), similarity
    ):
        folded = fold(left)[0], fold(right)[0]
        key = tuple(sorted(folded))
        empty = {"texts": {}, "outlets": {}, "kind": kind, "count": 0, "frames": 0, "left": folded[0], "alike": 0.0}
        row = rows.setdefault(key, empty)
        row["count"] += 1
        row["frames"] += same
        row["alike"] = max(row["alike"], alike)
        for text, written, article_id in ((folded[0], left, left_id), (folded[1], right, right_id)):
            row["texts"].setdefault(text, written)
            row["outlets"].setdefault(text, {})[labels.get(article_id, article_id)] = None
    listed = []
    for key, row in rows.items():
        one, other = key if key[0] == row["left"] else key[::-1]
        outlets = [list(row["outlets"].get(text, {})) for text in (one, other)]
        listed.append(
            (
                row["texts"][one],
                row["texts"].get(other, row["texts"][one]),
                row["kind"],
                row["count"],
                row["frames"],
                len({*outlets[0], *outlets[1]}),
                _list_first(outlets[0]),
                _list_first(outlets[1]),
                row["alike"],
            )
        )
    listed.sort(
        key=lambda row: (
            _KINDS_FIRST.index(row[2]),
            is_light(row[0]) or is_light(row[1]),
            not (row[4] and _is_word_for_word(row[0], row[1])),
            max(len(WORD.findall(text)) for text in row[:2]) > _LONGEST_ENTRY,
            not row[4],
            -row[5],
            -row[3],
            -row[8],
            fold(row[0])[0],
            fold(row[1])[0],
        )
    )
    dtypes = {
        "one": "str",
        "other": "str",
        "swap_kind": "str",
        "count": "int64",
        "same_frame": "int64",
        "outlets": "int64",
        "one_outlets": "str",
        "other_outlets": "str",
    }
    columns = list(zip(*listed)) or [()] * len(dtypes)
    return pd.DataFrame(
        {name: pd.Series(list(column), dtype=dtype) for (name, dtype), column in zip(dtypes.items(), columns)}
    )  # the similarity only sorts


def choose_sure(lexicon: pd.DataFrame) -> pd.DataFrame:
    """The rows of `list_replacements` that certainly are swaps: words or names, with the same number of content words
    on both sides and at most four words, between the same neighbouring words. An addition on one side with an omission
    on the other is not a swap, nor is one number in place of another.

    >>> rows = pd.DataFrame({"one": ["war", "on", "some"], "other": ["the conflict", "last", "after all the talks"],
    ...                      "swap_kind": ["word"] * 3, "same_frame": [1] * 3})
    >>> choose_sure(rows)["one"].tolist()
    ['war']
    """
    alike = [_is_word_for_word(one, other) for one, other in zip(lexicon["one"], lexicon["other"])]
    sure = pd.Series(alike, lexicon.index, dtype="bool")
    sure &= lexicon["swap_kind"].isin(["word", "name"]) & (lexicon["same_frame"] > 0)
    return lexicon[sure]


def _is_word_for_word(one, other):
    """Have two phrases the same number of content words, at most four words, and no number at the beginning?"""
    short = all(len(WORD.findall(text)) <= _LONGEST_ENTRY and not text[:1].isdigit() for text in (one, other))
    return short and 0 < _count_content(one) == _count_content(other)


def _count_content(phrase):
    return sum(not is_light(word) for word in WORD.findall(phrase))


def _have_same_frame(swaps, pairs):
    """For each swap: are the words before and after it the same on both sides, and has each side a verb or neither? At
    one of its two ends both sentences may begin or end instead."""
    places = []
    for side in ("left", "right"):
        sentences = pairs.drop_duplicates("pair").set_index("pair")[[f"{side}_text", f"{side}_start"]]
        text, first = (sentences[name].reindex(swaps["pair"]) for name in sentences)
        starts, ends = (swaps[f"{side}_{edge}"].to_numpy() - first.to_numpy() for edge in ("start", "end"))
        places.append(list(zip(text, starts, ends)))
    return [
        (beside := _take_beside(*one)) == _take_beside(*other) and any(beside) and _has_verb(*one) == _has_verb(*other)
        for one, other in zip(*places)
    ]


def _take_beside(sentence, start, end):
    """The word before a stretch of a sentence and the word after it, folded; "" where it begins or ends."""
    before, after = WORD.findall(sentence[:start])[-1:], WORD.findall(sentence[end:])[:1]
    return tuple(fold(words[0])[0] if words else "" for words in (before, after))


def _has_verb(sentence, start, end):
    return any(first < end and last > start for first, last in _find_verbs(sentence))


@functools.lru_cache(10_000)
def _find_verbs(text):
    return [place_chunk(s, chunk) for s, chunks in read_chunks(text) for chunk in chunks if chunk.kind == "verb"]

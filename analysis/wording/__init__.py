"""Sentences that say the same in nearly the same words, and the words that differ.

Two sentences are a pair when

1. they have a run in common: three of any four neighbouring content words, in whatever order
   ("the court rejected the appeal", "the appeal was rejected by the court"), and
2. their similarity is at least 0.6: Dice's coefficient of their sets of content words, that is the
   number of words in both, over the mean of how many each has.

The first condition is what the index looks up, the second is checked on every pair it finds;
so the pairs are exactly those that comparing all with all would give. Neither depends on
any other sentence: another article changes no pair.
"""
import re
from bisect import bisect_left
from collections import Counter
from itertools import chain

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

from analysis.wording.alignment import Word, find_differences
from analysis.lexicon import read_classes
from analysis.spans import make_spans, read_texts
from analysis.text import WORD, find_sentences, fold

# --- words ---------------------------------------------------------------------------------

# Words that an editor changes without changing what is said. Not among them: what does change
# it (not, no, must, may, should, could), and numbers.
LIGHT_WORDS = read_classes("function_words")["light_words"]

_PASSING_MARK = re.compile(r"(?<!\d)[.\-]|[.\-](?!\d)|,")   # U.N., cease-fire, 1,000; but 3.5 and 2-1 are other numbers


class _Keys(dict):
    """What has to be equal for two words to be the same; each spelling is worked out once."""

    def __missing__(self, word):
        folded = fold(word)[0]
        key = _PASSING_MARK.sub("", folded) or folded
        self[word] = key.upper() if key in ("us", "who") and word.isupper() else key   # the U.S. is no pronoun
        return self[word]


# --- sentences -----------------------------------------------------------------------------

def group_sentences(articles, spans=None):
    """Every sentence that has a word, and which of them are the same but for punctuation and case.

    articles: DataFrame indexed by article_id with `text`, and `published` if known.
    spans: span table; only sentences of which more than half lies inside it count, as in
        `zones[zones["zone"] == "body"]`. None takes the whole text.

    A span table, one row per sentence, with
    - `wording`: number of the wording, from 1, by first appearance (see `find_shared` for the order),
    - `copies`: how many sentences have this wording,
    - `n_words`: words in the sentence.

    >>> articles = pd.DataFrame({"text": ["The park is open. Rain fell.", "The park is open!"]}, index=["a", "b"])
    >>> group_sentences(articles)[["article_id", "text", "wording", "copies", "n_words"]]
      article_id               text  wording  copies  n_words
    0          a  The park is open.        1       2        4
    1          a         Rain fell.        2       1        2
    2          b  The park is open!        1       2        4
    """
    sentences, wordings = _read_sentences(articles, spans)
    copies = Counter(number for *_, number in sentences)
    rows = [(article_id, start, end, number + 1, copies[number], len(wordings[number]))
            for _, start, end, article_id, number in sentences]
    return make_spans(rows, articles, {"wording": "int64", "copies": "int64", "n_words": "int64"})


def _read_sentences(articles, spans):
    """Sentences (rank of the article, start, end, article_id, number of the wording), and the wordings: tuples of keys."""
    keys, numbers, sentences = _Keys(), {}, []
    allowed = None if spans is None else _merge_spans(spans)
    texts = read_texts(articles)
    for rank, article_id in enumerate(_by_publication(articles)):
        text = texts[article_id]
        for start, end in find_sentences(text):
            if allowed is not None and _count_inside(allowed.get(article_id, []), start, end) * 2 <= end - start:
                continue
            wording = tuple([keys[word] for word in WORD.findall(text[start:end])])
            if wording:
                sentences.append((rank, start, end, article_id, numbers.setdefault(wording, len(numbers))))
    return sentences, list(numbers)


def _by_publication(articles):
    """Article ids, the first published first; the same day, or an unknown day (last of all), by id."""
    days = pd.to_datetime(articles["published"]).array if "published" in articles else pd.NaT
    order = pd.DataFrame({"day": days, "name": articles.index.astype("str"), "article_id": articles.index.array})
    return list(order.sort_values(["day", "name"], na_position="last")["article_id"])


def _merge_spans(spans):
    """Per article the rising, disjoint spans that cover the same text."""
    merged = {}
    for article_id, start, end in sorted(zip(spans["article_id"], spans["start"], spans["end"])):
        pieces = merged.setdefault(article_id, [])
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return merged


def _count_inside(pieces, start, end):
    """How many characters of start..end lie inside the pieces."""
    at, inside = max(bisect_left(pieces, (start,)) - 1, 0), 0
    while at < len(pieces) and pieces[at][0] < end:
        inside += max(0, min(end, pieces[at][1]) - max(start, pieces[at][0]))
        at += 1
    return inside


# --- pairs of wordings ---------------------------------------------------------------------

LEAST_SIMILARITY = 0.6
_RUNS = ((0, 1, 2), (0, 1, 3), (0, 2, 3))       # with the next word's 0 1 2: three of any four neighbours


def _pair_wordings(contents):
    """(i, j, similarity) for i < j, positions in `contents`: lists of content words, as numbers."""
    sets, postings, pairs = {}, {}, []
    for j, runs in enumerate(_list_shared_runs(contents)):
        if not runs:
            continue
        candidates = set()
        for run in runs:
            posting = postings.setdefault(run, [])
            candidates.update(posting)
            posting.append(j)
        words = sets[j] = frozenset(contents[j])
        for i in candidates:
            similarity = 2 * len(sets[i] & words) / (len(sets[i]) + len(words))
            if similarity >= LEAST_SIMILARITY:
                pairs.append((i, j, similarity))
    return pairs


def _list_shared_runs(contents):
    """For each list of words its runs of three, as numbers; runs that no other list has are left out.

    Nearly all runs stand in one sentence only. They are sorted out as arrays, so that the index
    itself, which is Python, holds the few that can make a pair.
    """
    words = np.fromiter(chain.from_iterable(contents), dtype=np.int64)
    owner = np.repeat(np.arange(len(contents)), [len(c) for c in contents])
    size = int(words.max(initial=0)) + 1
    runs, owners = [], []
    for a, b, c in _RUNS:
        n = max(len(words) - c, 0)
        whole = owner[:n] == owner[c:c + n]
        runs.append(np.stack([words[a:a + n], words[b:b + n], words[c:c + n]])[:, whole])
        owners.append(owner[:n][whole])
    runs, owners = np.concatenate(runs, axis=1), np.concatenate(owners)
    first, third = runs.min(axis=0), runs.max(axis=0)           # in whatever order: by their numbers
    heads = first * size + (runs.sum(axis=0) - first - third)
    if size > 2_000_000:                                        # smaller numbers, lest the product overflow
        _, heads = np.unique(heads, return_inverse=True)
    owners, number = _number_repeated(owners, heads * size + third)
    edges = np.searchsorted(owners, np.arange(len(contents) + 1)).tolist()
    number = number.tolist()
    return (number[start:end] for start, end in zip(edges, edges[1:]))


def _number_repeated(owners, runs):
    """(owners, runs) of the runs that stand more than once, numbered anew, each once in a sentence, by sentence."""
    order = np.argsort(runs)
    owners, runs = owners[order], runs[order]
    changes = np.concatenate([[True], runs[1:] != runs[:-1], [True]])[:len(runs) + 1]
    repeated = ~(changes[:-1] & changes[1:])
    owners, number = owners[repeated], np.cumsum(changes[:-1])[repeated]
    return np.divmod(np.unique(owners * (len(runs) + 1) + number), len(runs) + 1)


# --- shared sentences ----------------------------------------------------------------------

def find_shared(articles, spans=None):
    """Pairs of sentences that say the same in nearly the same words.

    articles: DataFrame indexed by article_id with `text`, and `published` if known.
    spans: span table that the sentences must lie in (see `group_sentences`).

    One row per pair of *wordings*: sentences that differ in punctuation and case only are one
    wording, however often they stand anywhere, so that an article given twice is one row per
    sentence. A wording that stands more than once is a row too, paired with itself.
    - `pair`: number, from 1,
    - `left_article_id`, `left_start`, `left_end`, `left_text`, and the same for `right_`: the first
      sentence of either wording, in two different articles where there are such. Left is the
      article published first, then by id; unknown dates come last. In one article the first stands left.
    - `similarity`: from 0.6 to 1, as said at the top of this module,
    - `within`: both stand in one article,
    - `left_copies`, `right_copies`: how many sentences have that wording.

    The order of the rows is that of the left sentence, then of the right. No direction of
    copying is claimed.

    Known misses: rewriting that leaves no three of four content words in a row; a sentence of
    fewer than three content words; a part that has less than three sevenths of the other sentence's words.
    Known false pairs: formulas with other names and numbers ("Shares of ... closed at ..., down ..."); each two of
    them are a row, so leave lines such as "Published on 2 May, 10:30" out by `spans` where there are thousands.

    >>> articles = pd.DataFrame({"text": ["On Friday, the council closed the old bridge.",
    ...                                   "On Friday the city closed the old bridge."]}, index=["a", "b"])
    >>> find_shared(articles)[["left_article_id", "right_article_id", "similarity", "within"]].round(2)
      left_article_id right_article_id  similarity  within
    0               a                b         0.8   False
    """
    sentences, wordings = _read_sentences(articles, spans)
    copies, numbers = Counter(number for *_, number in sentences), {}
    contents = [tuple([numbers.setdefault(key, len(numbers)) for key in wording if key not in LIGHT_WORDS])
                for wording in wordings]
    pairs = [(i, i, 1.0) for i, words in enumerate(contents) if len(words) >= 3 and copies[i] > 1]
    pairs += _pair_wordings(contents)
    places = _list_places(sentences, {number for i, j, _ in pairs for number in (i, j)})
    found = []
    for i, j, similarity in pairs:
        left, right = _choose_places(places[i], places[j][i == j:])
        left, right = sorted([(left, copies[i]), (right, copies[j])])
        found.append((*left, *right, similarity))
    return _make_pairs(sorted(found), articles)


def _list_places(sentences, wanted):
    """Of each wanted wording the first two sentences, and the first one in another article."""
    places = {}
    for *place, number in sentences:
        if number in wanted:
            known = places.setdefault(number, [])
            if len(known) < 2 or len(known) == 2 and known[0][0] == known[1][0] != place[0]:
                known.append(tuple(place))
    return places


def _choose_places(one, other):
    """The first sentence of each wording, in two different articles where there are such."""
    first, second = one[0], other[0]
    if first[0] != second[0]:
        return first, second
    choices = [(place, second) for place in one if place[0] != second[0]][:1]
    choices += [(first, place) for place in other if place[0] != first[0]][:1]
    return min(choices, key=sorted, default=(first, second))


def _make_pairs(found, articles):
    texts = read_texts(articles)
    sides = {}
    for side, at in (("left", 0), ("right", 2)):
        sides |= {f"{side}_article_id": ("str", [row[at][3] for row in found]),
                  f"{side}_start": ("int64", [row[at][1] for row in found]),
                  f"{side}_end": ("int64", [row[at][2] for row in found]),
                  f"{side}_text": ("str", [texts[row[at][3]][row[at][1]:row[at][2]] for row in found])}
    columns = {"pair": ("int64", range(1, len(found) + 1)), **sides,
               "similarity": ("float64", [row[4] for row in found]),
               "within": ("bool", [row[0][0] == row[2][0] for row in found]),
               "left_copies": ("int64", [row[1] for row in found]),
               "right_copies": ("int64", [row[3] for row in found])}
    return pd.DataFrame({name: pd.Series(list(values), dtype=dtype) for name, (dtype, values) in columns.items()})


# --- swaps ---------------------------------------------------------------------------------

def find_swaps(pairs):
    """What differs between the two sentences of each pair, phrase by phrase.

    pairs: as from `find_shared`; it needs `pair` and `article_id`, `start` and `text` of either side.

    One row per difference, in the order of the left sentence:
    - `pair`, `change`: `substitute`, `insert` (the right has more) or `delete` (the left has more),
    - `left_article_id`, `left_start`, `left_end`, `left_text`, and the same for `right_`: the words
      that differ, as offsets into the articles. Where one side has nothing, its text is "" and
      start = end is where the next word begins that both have (or the end of the last word).

    Punctuation, case, accents and hyphens are no swaps (U.N. and UN, cease-fire and ceasefire),
    nor are words that only changed places; UN against United Nations is one.

    Known misses: which words belong together is told by spelling alone: a phrase that both sides
    replace is one row, though it may hold two swaps.

    >>> articles = pd.DataFrame({"text": ["The council declared a state of siege in the whole of the old town.",
    ...                                   "The council declared curfew in the whole of the old town."]}, index=["a", "b"])
    >>> find_swaps(find_shared(articles))[["change", "left_start", "left_end", "left_text", "right_text"]]
           change  left_start  left_end         left_text right_text
    0  substitute          21        37  a state of siege     curfew
    """
    keys, rows = _Keys(), []
    columns = ["pair", "left_article_id", "left_start", "left_text", "right_article_id", "right_start", "right_text"]
    for pair, left_id, left_at, left_text, right_id, right_at, right_text in \
            pairs[columns].itertuples(index=False, name=None):
        left, left_spans = _read_words(left_text, keys)
        right, right_spans = _read_words(right_text, keys)
        for i0, i1, j0, j1 in find_differences(left, right):
            change = "substitute" if i0 < i1 and j0 < j1 else "delete" if i0 < i1 else "insert"
            start, end = _cover(left_spans, i0, i1)
            other_start, other_end = _cover(right_spans, j0, j1)
            rows.append((pair, change, left_id, left_at + start, left_at + end, left_text[start:end],
                         right_id, right_at + other_start, right_at + other_end, right_text[other_start:other_end]))
    dtypes = {"pair": "int64", "change": "str", "left_article_id": "str", "left_start": "int64", "left_end": "int64",
              "left_text": "str", "right_article_id": "str", "right_start": "int64", "right_end": "int64",
              "right_text": "str"}
    values = list(zip(*rows)) or [()] * len(dtypes)
    return pd.DataFrame({name: pd.Series(list(column), dtype=dtype)
                         for (name, dtype), column in zip(dtypes.items(), values)})


def _read_words(sentence, keys):
    words, spans, last = [], [], 0
    for match in WORD.finditer(sentence):
        text, (start, end) = match.group(), match.span()
        words.append(Word(keys[text], text, keys[text] in LIGHT_WORDS, sentence[last:start].strip() != ""))
        spans.append((start, end))
        last = end
    return words, spans


def _cover(spans, first, last):
    """From the first to the last of some words; for none, the place before the next."""
    if first < last:
        return spans[first][0], spans[last - 1][1]
    if first < len(spans):
        return spans[first][0], spans[first][0]
    return (spans[-1][1], spans[-1][1]) if spans else (0, 0)


# --- tables for the reader -----------------------------------------------------------------

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

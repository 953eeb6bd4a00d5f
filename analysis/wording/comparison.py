"""Compares two whole articles, and tells how much of a pair of sentences is reported speech."""

from bisect import bisect_left, bisect_right

import pandas as pd

from analysis.text import WORD
from analysis.wording.alignment import match_words
from analysis.wording.correspondence import Word
from analysis.wording.reuse import number_wordings
from analysis.wording.sentences import LIGHT_WORDS, Keys, merge_spans

# --- two articles --------------------------------------------------------------------------

STATUSES = ("same", "changed", "moved", "only-left", "only-right")


def compare_articles(sentences: pd.DataFrame, pairs: pd.DataFrame, left_id: str, right_id: str) -> pd.DataFrame:
    """Two articles laid side by side, sentence by sentence.

    sentences, pairs: as from `group_sentences` and `find_shared`, of the same articles and spans.

    One row per sentence of the left article, in its order, and one per sentence that only the right article has, at
    its place among them:
    - `status`: `same` (but for punctuation and case), `changed` (some words differ), `moved` (it stands elsewhere in
      the order, the same or changed), `only-left`, `only-right`,
    - `left_start`, `left_end`, `left_text`, and the same for `right_`; offsets -1 and "" where there is none,
    - `similarity`: of the two sentences; NaN if there is only one.

    Each sentence is used once, and the two most similar sentences are matched first. If a sentence without a partner
    is printed twice, as pages do with their headlines, the second time has no row.
    """
    left, right = (sentences[sentences["article_id"] == which].reset_index(drop=True) for which in (left_id, right_id))
    partners = _match_sentences(left, right, sentences, pairs)
    again = _find_printed_again(left["wording"], partners.keys())
    again_right = _find_printed_again(right["wording"], {j for j, _ in partners.values()})
    rows = [
        (_tell_status(left, right, i, j, in_order), *_read_place(left, i), *_read_place(right, j), similarity)
        for i, j, similarity, in_order in _lay_in_order(len(left), len(right), partners)
        if i not in again and j not in again_right
    ]
    columns = list(zip(*rows)) or [()] * len(_COMPARISON)
    return pd.DataFrame(
        {name: pd.Series(list(column), dtype=dtype) for (name, dtype), column in zip(_COMPARISON.items(), columns)}
    )


_PLACE = {"start": "int64", "end": "int64", "text": "str"}
_COMPARISON = {
    "status": "str",
    **{f"left_{name}": dtype for name, dtype in _PLACE.items()},
    **{f"right_{name}": dtype for name, dtype in _PLACE.items()},
    "similarity": "float64",
}


def _find_printed_again(wordings, matched):
    """The places of sentences without a partner whose wording occurs earlier, or has a partner, in the same article."""
    told, again = {wordings[place] for place in matched}, set()
    for place, wording in enumerate(wordings):
        if place not in matched and wording in told:
            again.add(place)
        told.add(wording)
    return again


def _lay_in_order(n_left, n_right, partners):
    """(place on the left, place on the right, similarity, is it in the same order on both sides) for each row; None
    for no place.

    The sentences of the left article come in their order. A sentence that only the right article has comes before the
    next sentence that both have in the same order.
    """
    in_order = _find_longest_rising([(i, partners[i][0]) for i in sorted(partners)])
    matched = {j for j, _ in partners.values()}
    rows, waiting = [], [j for j in range(n_right) if j not in matched]
    for i in range(n_left):
        j, similarity = partners.get(i, (None, float("nan")))
        if (i, j) in in_order:
            rows += [(None, k, float("nan"), False) for k in waiting if k < j]
            waiting = [k for k in waiting if k > j]
        rows.append((i, j, similarity, (i, j) in in_order))
    return rows + [(None, k, float("nan"), False) for k in waiting]


def _tell_status(left, right, i, j, in_order):
    """One of STATUSES."""
    if j is None:
        return "only-left"
    if i is None:
        return "only-right"
    if not in_order:
        return "moved"
    return "same" if left["wording"][i] == right["wording"][j] else "changed"


def _read_place(table, at):
    return (-1, -1, "") if at is None else (int(table["start"][at]), int(table["end"][at]), table["text"][at])


def _match_sentences(left, right, sentences, pairs):
    """{place of a left sentence: (place of the right one, similarity)}; each is used once, the most similar pairs
    first."""
    numbers = [number_wordings(sentences, pairs, side).tolist() for side in ("left", "right")]
    alike = {}
    for one, other, similarity in zip(*numbers, pairs["similarity"]):
        alike[one, other] = alike[other, one] = similarity
    choices = []
    for i, one in enumerate(left["wording"]):
        for j, other in enumerate(right["wording"]):
            similarity = 1.0 if one == other else alike.get((one, other), 0)
            if similarity:
                choices.append((-similarity, abs(i - j), i, j))
    partners, taken = {}, set()
    for similarity, _, i, j in sorted(choices):
        if i not in partners and j not in taken:
            partners[i] = (j, -similarity)
            taken.add(j)
    return partners


def _find_longest_rising(pairs):
    """The largest set of these pairs (i, j), sorted by i, in which j increases too: the sentences that kept their
    order."""
    ends, tails, before = [], [], {}
    for i, j in pairs:
        at = bisect_left(ends, j)
        before[i, j] = tails[at - 1] if at else None
        ends[at : at + 1], tails[at : at + 1] = [j], [(i, j)]
    kept, pair = set(), tails[-1] if tails else None
    while pair:
        kept.add(pair)
        pair = before[pair]
    return kept


# --- twice in one article ------------------------------------------------------------------

_HEADING = ("headline", "deck")


def mark_twice(pairs: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """The pairs within one article, with a column `twice` that says why the sentence occurs twice.

    pairs: as from `find_shared`, those with `within`; zones: as from `zones.find_zones`.

    - `printed`: the page prints a line of its headline or deck again, identical except for punctuation and case,
    - `quoted`: the headline or deck uses a sentence of the text,
    - `text`: the sentence occurs twice in the text, for instance because somebody is quoted again.
    """
    headings = merge_spans(zones[zones["zone"].isin(_HEADING)])
    sides = [
        [
            _lies_inside(headings.get(article_id, []), start)
            for article_id, start in pairs[[f"{side}_article_id", f"{side}_start"]].itertuples(index=False, name=None)
        ]
        for side in ("left", "right")
    ]
    kinds = [
        "text" if not (left or right) else "printed" if left and right and similarity == 1 else "quoted"
        for left, right, similarity in zip(*sides, pairs["similarity"])
    ]
    return pairs.assign(twice=pd.Series(kinds, index=pairs.index, dtype="str"))


# --- speech and narration ------------------------------------------------------------------

_MOSTLY = 0.8  # of the words in both sentences


def mark_speech(pairs: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The pairs, with the share of their common words that somebody is reported to have said.

    pairs: as from `find_shared`. statements: span table, as from `speakers.find_statements`.

    New columns: `speech`, the share (0 to 1) of the content words in both sentences that lie inside a statement on both
    sides, and `shares`: `speech` (at least 0.8), `narration` (at most 0.2), or `both`.
    """
    spoken, keys = merge_spans(statements), Keys()
    shares = []
    for pair in pairs.itertuples():
        left = _read_content(pair.left_text, keys)
        right = _read_content(pair.right_text, keys)
        matches = match_words([word for word, _ in left], [word for word, _ in right])
        inside = [
            _lies_inside(spoken.get(pair.left_article_id, []), pair.left_start + left[i][1])
            and _lies_inside(spoken.get(pair.right_article_id, []), pair.right_start + right[j][1])
            for i, j in matches
        ]
        shares.append(sum(inside) / len(inside) if inside else 0.0)
    speech = pd.Series(shares, index=pairs.index, dtype="float64")
    kinds = ["speech" if share >= _MOSTLY else "narration" if share <= 1 - _MOSTLY else "both" for share in shares]
    return pairs.assign(speech=speech, shares=pd.Series(kinds, index=pairs.index, dtype="str"))


def _read_content(sentence, keys):
    """The content words of a sentence, each with where it starts."""
    found = ((keys[match.group()], match) for match in WORD.finditer(sentence))
    return [
        (Word(key, match.group(), False, False, False), match.start()) for key, match in found if key not in LIGHT_WORDS
    ]


def _lies_inside(pieces, at):
    place = bisect_right(pieces, (at, float("inf"))) - 1
    return place >= 0 and at < pieces[place][1]

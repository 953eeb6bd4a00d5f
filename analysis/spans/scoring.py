"""Findings scored against what was marked by hand."""
from collections.abc import Collection
from itertools import combinations
from pathlib import Path

import pandas as pd

from analysis.spans import COLUMNS
from analysis.text import fold


def match_spans(found: pd.DataFrame, annotated: pd.DataFrame) -> pd.DataFrame:
    """Which found row matches which annotated row: one to one, equal spans first, then by overlap.

    Returns a DataFrame `found`, `annotated` of row labels, one row per pair that shares a character.
    """
    by_article = {}
    for i, article_id, start, end in found[["article_id", "start", "end"]].itertuples():
        by_article.setdefault(article_id, []).append((start, end, i))
    pairs = []
    for j, article_id, start, end in annotated[["article_id", "start", "end"]].itertuples():
        for found_start, found_end, i in by_article.get(article_id, ()):
            overlap = min(end, found_end) - max(start, found_start)
            if overlap > 0:
                pairs.append(((found_start, found_end) != (start, end), -overlap, j, i))
    taken, answered, rows = set(), set(), []
    for _, _, j, i in sorted(pairs):
        if i not in taken and j not in answered:
            taken.add(i)
            answered.add(j)
            rows.append((i, j))
    return pd.DataFrame(rows, columns=["found", "annotated"])


def score_spans(found: pd.DataFrame, annotated: pd.DataFrame, columns: Collection[str]) -> pd.DataFrame:
    """Compares what the code found with what a reader marked: one row per span of either.

    found, annotated: span tables that both have `columns`.

    Returns a span table + `verdict` (`right`: found, and every one of `columns` equal; `wrong`: found
    with another value; `missed`; `invented`), `extent` (`exact`, `other` or NA), `found_text`, and for
    each of the columns what was annotated and, as `found_...`, what was found.
    """
    pairs = match_spans(found, annotated)
    columns = ["text", *columns]
    theirs = annotated.loc[pairs["annotated"], [*COLUMNS, *columns[1:]]].reset_index(drop=True)
    ours = found.loc[pairs["found"], [*COLUMNS, *columns[1:]]].reset_index(drop=True).add_prefix("found_")
    both = pd.concat([theirs, ours], axis=1)
    same = pd.Series(True, both.index)
    for column in columns[1:]:
        left, right = both[column], both["found_" + column]
        same &= (left == right).fillna(False).astype(bool) | left.isna() & right.isna()
    exact = (both["start"] == both["found_start"]) & (both["end"] == both["found_end"])
    both = both.assign(
        verdict=same.map({True: "right", False: "wrong"}), extent=exact.map({True: "exact", False: "other"})
    )
    missed = annotated.drop(pairs["annotated"])[[*COLUMNS, *columns[1:]]].assign(verdict="missed")
    invented = found.drop(pairs["found"])[[*COLUMNS, *columns[1:]]].rename(columns={c: "found_" + c for c in columns})
    invented = invented.assign(verdict="invented", text=invented["found_text"])
    order = [*COLUMNS, "verdict", "extent", "found_text", *columns[1:], *("found_" + c for c in columns[1:])]
    table = pd.concat([part for part in (both, missed, invented) if len(part)] or [both])
    table = table.reindex(columns=order).sort_values(["article_id", "start", "end"], kind="stable", ignore_index=True)
    return table.astype({**COLUMNS, "verdict": "str", "extent": "str", "found_text": "str"})


def summarise_scores(scores: pd.DataFrame) -> pd.Series:
    """The figures of one `score_spans` table: annotated, found, right, and what follows from them.

    Precision is the share of the found rows that are right, recall the share of the annotated rows that were found and
    are right, F1 their harmonic mean; NA where there are no rows.
    """
    count = scores["verdict"].value_counts().reindex(["right", "wrong", "missed", "invented"], fill_value=0)
    annotated, found = count.sum() - count["invented"], count.sum() - count["missed"]
    right = count["right"]
    return pd.Series({"annotated": annotated, "found": found, **count,
                      "precision": right / found if found else float("nan"),
                      "recall": right / annotated if annotated else float("nan"),
                      "F1": 2 * right / (found + annotated) if found + annotated else float("nan")})


# --- names of one thing ---------------------------------------------------------------------------

def score_links(found: pd.DataFrame, marked: pd.DataFrame) -> pd.DataFrame:
    """Pairs of mentions in different articles and different words: the pairs that mean one thing, and those that the
    code takes for one thing.

    found: span table with `referent`, NA where a mention links to nothing. marked: the same by hand, with `near`:
    another referent that is neither right nor wrong for this one, or NA.

    Returns one row for each pair that is one thing or was taken for one: `left_text`, `right_text`, `referent` (as
    marked by hand, for both or for the left one), `other` (for the right one), `verdict` (`right`, `missed`, `wrong`).
    Two mentions have different words if their last words differ, apart from case and accents.
    """
    spans = _list_by_article(found)
    mentions = [
        (
            article_id,
            text,
            fold(text.split()[-1])[0],
            referent,
            near,
            _find_referent(spans.get(article_id, ()), start, end),
        )
        for article_id, start, end, text, referent, near in marked[[*COLUMNS, "referent", "near"]].itertuples(
            index=False, name=None
        )
    ]
    rows = []
    for (one, text, word, mine, my_near, my_guess), (two, other_text, other_word, theirs, near, guess) in combinations(
        mentions, 2
    ):
        true, said = mine == theirs, my_guess is not None and my_guess == guess
        if one == two or word == other_word or not (true or said) or my_near == theirs or near == mine:
            continue
        rows.append((text, other_text, mine, theirs, "right" if true and said else "missed" if true else "wrong"))
    return pd.DataFrame(rows, columns=["left_text", "right_text", "referent", "other", "verdict"], dtype="str")


def _list_by_article(found):
    spans = {}
    for article_id, start, end, referent in found[["article_id", "start", "end", "referent"]].itertuples(
        index=False, name=None
    ):
        spans.setdefault(article_id, []).append((start, end, None if pd.isna(referent) else referent))
    return spans


def _find_referent(spans, start, end):
    """The referent that the code gives to the marked span: that of the most similar found span which begins or ends at
    the same place."""
    fits = [(found_end != end, abs(found_start - start) + abs(found_end - end), referent or "")
            for found_start, found_end, referent in spans
            if found_end == end or found_start == start]
    return (min(fits)[2] or None) if fits else None


def summarise_links(links: pd.DataFrame) -> pd.Series:
    """The figures of one `score_links` table: pairs that are one thing, those taken for one, precision, recall and
    F1."""
    count = links["verdict"].value_counts().reindex(["right", "missed", "wrong"], fill_value=0)
    return summarise_scores(pd.DataFrame({"verdict": links["verdict"].replace("wrong", "invented")}))[
        ["annotated", "found", "right", "precision", "recall", "F1"]] if count.sum() else pd.Series(dtype="float64")


# --- what was marked by hand ---------------------------------------------------------------

def read_marked(path: Path, articles: pd.DataFrame, sides: tuple[str, ...] = ("",)) -> pd.DataFrame:
    """The rows of a file of annotations whose text is at the same place in these articles; other rows were made on
    other texts.

    path: a CSV file with `article_id`, `start`, `end`, `text`, each with a prefix for each of the `sides` (`left_`,
    `right_` for pairs). Returns its rows and columns, empty where none of the articles was annotated.
    """
    table = pd.read_csv(path, dtype={f"{side}article_id": "str" for side in sides}, keep_default_na=True)
    table = table.astype({c: "str" for c in table.columns if not pd.api.types.is_numeric_dtype(table[c])})
    texts = articles["text"]
    fits = pd.Series(True, table.index)
    for side in sides:
        places = table[[f"{side}{column}" for column in COLUMNS]].itertuples(index=False)
        fits &= pd.Series(
            [i in texts.index and texts[i][start:end] == text for i, start, end, text in places],
            table.index,
            dtype="bool",
        )
    return table[fits].reset_index(drop=True)


def score_pairs(pairs: pd.DataFrame, marked: pd.DataFrame) -> pd.DataFrame:
    """Shared sentences found against those marked by hand, in the articles that were annotated.

    Returns one row per pair: `grade` (`same`: the same in nearly the same words; `near`: the same in other words; NA
    where nobody marked it), `verdict` (`found`, `missed`, `invented`), and the two ids and texts.
    """
    sides = [f"{side}_{column}" for side in ("left", "right") for column in ("article_id", "start", "end")]
    seen = set(marked["left_article_id"]) | set(marked["right_article_id"])
    pairs = pairs[pairs["left_article_id"].isin(seen) & pairs["right_article_id"].isin(seen)]
    known, found = ([frozenset([row[:3], row[3:]]) for row in table[sides].itertuples(index=False, name=None)]
                    for table in (marked, pairs))
    verdicts = ["found" if pair in set(found) else "missed" for pair in known]
    marked = marked.assign(verdict=pd.Series(verdicts, marked.index, dtype="str"))
    invented = pairs.loc[[pair not in set(known) for pair in found]].assign(verdict="invented")
    table = pd.concat([marked, invented]) if len(invented) else marked
    return table[["grade", "verdict", "left_article_id", "left_text", "right_article_id", "right_text"]].reset_index(
        drop=True
    )

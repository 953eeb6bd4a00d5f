"""Findings scored against what was marked by hand."""
import pandas as pd

from analysis.spans import COLUMNS


def match_spans(found, annotated):
    """Which found row answers which annotated row: one to one, equal spans first, then by overlap.

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


def score_spans(found, annotated, columns):
    """What the code found beside what a reader marked: one row per span of either.

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
    both = both.assign(verdict=same.map({True: "right", False: "wrong"}), extent=exact.map({True: "exact", False: "other"}))
    missed = annotated.drop(pairs["annotated"])[[*COLUMNS, *columns[1:]]].assign(verdict="missed")
    invented = found.drop(pairs["found"])[[*COLUMNS, *columns[1:]]].rename(columns={c: "found_" + c for c in columns})
    invented = invented.assign(verdict="invented", text=invented["found_text"])
    order = [*COLUMNS, "verdict", "extent", "found_text", *columns[1:], *("found_" + c for c in columns[1:])]
    table = pd.concat([part for part in (both, missed, invented) if len(part)] or [both])
    table = table.reindex(columns=order).sort_values(["article_id", "start", "end"], kind="stable", ignore_index=True)
    return table.astype({**COLUMNS, "verdict": "str", "extent": "str", "found_text": "str"})


def summarise_scores(scores):
    """The figures of one `score_spans` table: annotated, found, right, and what follows from them.

    Precision is the share of the found rows that are right, recall that of the annotated rows,
    F1 their harmonic mean; NA where there is nothing to take a share of.
    """
    count = scores["verdict"].value_counts().reindex(["right", "wrong", "missed", "invented"], fill_value=0)
    annotated, found = count.sum() - count["invented"], count.sum() - count["missed"]
    right = count["right"]
    return pd.Series({"annotated": annotated, "found": found, **count,
                      "precision": right / found if found else float("nan"),
                      "recall": right / annotated if annotated else float("nan"),
                      "F1": 2 * right / (found + annotated) if found + annotated else float("nan")})

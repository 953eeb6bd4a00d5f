"""The reader's corrections of findings."""
import pandas as pd

from analysis.spans import COLUMNS

CORRECTIONS = ["table", "article_id", "start", "end", "text", "column", "value", "reason"]


def correct(spans, corrections, table, follow=None):
    """The reader's verdict wins: (the span table set right, the corrections that match nothing any more).

    corrections: DataFrame with the columns CORRECTIONS, all text but `start` and `end`; other tables' rows are passed over.
    table: what the rows of `spans` are: zones, terms, statements, dates, as the column `table` names them.
    follow: {column: function}, for columns that hang on a corrected one: given its new value, the function gives {column: value}.

    One correction is for the row that stands at `start` to `end` of the article and reads `text`. It sets
    `column` to `value` (of a speaker: in all rows of the statement), and the columns that follow it, or strikes
    the row where `column` is empty. The rows that were set right say why in the new column `corrected`; NA in all others.

    Returned second: the corrections without effect, with `why`. ValueError names a column that is missing.

    >>> spans = pd.DataFrame({"article_id": ["a", "a"], "start": [0, 7], "end": [6, 11], "text": ["Monday", "2020"], "value": "XXXX"})
    >>> wish = pd.DataFrame([["dates", "a", 0, 6, "Monday", "value", "2020-05-04", "the calendar"],
    ...                      ["dates", "a", 7, 11, "2020", "", "", "a house number"]], columns=CORRECTIONS)
    >>> correct(spans, wish, "dates")[0][["text", "value", "corrected"]].values.tolist()
    [['Monday', '2020-05-04', 'the calendar']]
    """
    missing = [column for column in CORRECTIONS if column not in corrections.columns]
    if missing:
        raise ValueError(f"corrections need the columns {CORRECTIONS}; missing: {missing}")
    wanted = corrections[corrections["table"] == table].fillna({"column": "", "value": "", "reason": ""})
    places = {}
    for i, key in enumerate(spans[["article_id", "start", "end"]].itertuples(index=False, name=None)):
        places.setdefault(key, []).append(i)
    follow = follow or {}
    columns = {name: spans[name].tolist() for name in spans.columns.difference(list(COLUMNS))} if len(wanted) else {}
    reasons, struck, stale = [None] * len(spans), set(), []
    for wish in wanted.to_dict("records"):
        rows = places.get((wish["article_id"], int(wish["start"]), int(wish["end"])), [])
        if not rows:
            stale.append({**wish, "why": "no row stands there"})
        elif spans["text"].iat[rows[0]] != wish["text"]:
            stale.append({**wish, "why": f"the text there reads {spans['text'].iat[rows[0]]!r}"})
        elif not wish["column"]:
            struck.update(rows)
        elif wish["column"] not in columns:
            stale.append({**wish, "why": f"the {table} have no column {wish['column']!r}"})
        else:
            for i in _find_fellows(spans, rows) if wish["column"] == "speaker" else rows:
                columns[wish["column"]][i] = wish["value"] or None
                reasons[i] = wish["reason"] or "corrected by hand"
                for name, value in follow[wish["column"]](wish["value"]).items() if wish["column"] in follow else ():
                    if name in columns:
                        columns[name][i] = value
    changed = {name: pd.Series(values, spans.index, dtype=spans[name].dtype) for name, values in columns.items()}
    table = spans.assign(**changed, corrected=pd.Series(reasons, spans.index, dtype="str"))
    kept = [i not in struck for i in range(len(spans))]
    return table.loc[kept].reset_index(drop=True), pd.DataFrame(stale, columns=[*CORRECTIONS, "why"])


def _find_fellows(spans, rows):
    """All rows of the statement that these rows belong to."""
    if "statement" not in spans.columns:
        return rows
    same = (spans["article_id"] == spans["article_id"].iat[rows[0]]) & (spans["statement"] == spans["statement"].iat[rows[0]])
    return [i for i, one in enumerate(same) if one]

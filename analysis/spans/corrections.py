"""The reader's corrections of findings."""
from collections.abc import Callable, Mapping

import pandas as pd

from analysis.spans import COLUMNS

CORRECTIONS = ["table", "article_id", "start", "end", "text", "column", "value", "reason"]


def correct(spans: pd.DataFrame, corrections: pd.DataFrame, table: str,
            follow: Mapping[str, Callable[[str], Mapping]] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Applies the reader's corrections: (the corrected span table, the corrections with their effect).

    corrections: DataFrame with the columns CORRECTIONS, all of them text except `start` and `end`; rows for other
    tables are ignored.
    table: what the rows of `spans` are: zones, terms, statements, dates, as the column `table` names them.
    follow: {column: function} for columns that depend on a corrected one: the function gets the new value and returns
    {column: value}.

    One correction is for the row from `start` to `end` of the article, with the text `text`. It sets `column` to
    `value` (for a speaker, in all rows of the statement), and the columns that depend on it; if `column` is empty, it
    removes the row. The new column `corrected` gives the reason in all corrected rows; NA in all others.

    Returned second: the corrections of this table, with `effect` (rows set right or struck) and `why`, where there are
    none. ValueError names a column that is missing.

    >>> spans = pd.DataFrame({"article_id": ["a", "a"], "start": [0, 7], "end": [6, 11], "text": ["Monday", "2020"],
    ...                       "value": "XXXX"})
    >>> wish = pd.DataFrame([["dates", "a", 0, 6, "Monday", "value", "2020-05-04", "the calendar"],
    ...                      ["dates", "a", 7, 11, "2020", "", "", "a house number"]], columns=CORRECTIONS)
    >>> correct(spans, wish, "dates")[0][["text", "value", "corrected"]].values.tolist()
    [['Monday', '2020-05-04', 'the calendar']]
    """
    missing = [column for column in CORRECTIONS if column not in corrections.columns]
    if missing:
        raise ValueError(f"corrections need the columns {CORRECTIONS}; missing: {missing}")
    wanted = corrections[corrections["table"] == table].fillna({"column": "", "value": "", "reason": ""})
    sheet = _Sheet(spans, table, follow or {}) if len(wanted) else None
    effects = [sheet.apply(wish) for wish in wanted.to_dict("records")] if sheet else []
    effect = wanted.assign(effect=pd.Series([n for n, _ in effects], wanted.index, dtype="int64"),
                           why=pd.Series([why for _, why in effects], wanted.index, dtype="str"))
    return sheet.read() if sheet else spans.assign(
        corrected=pd.Series(pd.NA, spans.index, dtype="str")
    ), effect.reset_index(drop=True)


class _Sheet:
    """A span table while corrections are applied: its values as lists, the reasons, and which rows are removed."""

    def __init__(self, spans, table, follow):
        self.spans, self.table, self.follow = spans, table, follow
        self.columns = {name: spans[name].tolist() for name in spans.columns.difference(list(COLUMNS))}
        self.reasons, self.struck, self.places = [None] * len(spans), set(), {}
        for i, place in enumerate(spans[["article_id", "start", "end"]].itertuples(index=False, name=None)):
            self.places.setdefault(place, []).append(i)

    def apply(self, wish):
        """Applies one correction: (how many rows it has changed or struck, why none)."""
        rows = self.places.get((wish["article_id"], int(wish["start"]), int(wish["end"])), [])
        if why := self._find_obstacle(wish, rows):
            return 0, why
        if not wish["column"]:
            self.struck.update(rows)
            return len(rows), None
        rows = _find_fellows(self.spans, rows) if wish["column"] == "speaker" else rows
        new = {wish["column"]: wish["value"] or None}
        if wish["column"] in self.follow:
            new |= self.follow[wish["column"]](wish["value"])
        for i in rows:
            self.reasons[i] = wish["reason"] or "corrected by hand"
            for name in new.keys() & self.columns.keys():
                self.columns[name][i] = new[name]
        return len(rows), None

    def _find_obstacle(self, wish, rows):
        """Why a correction can't be applied; None where it can."""
        if not rows:
            return "no row stands there"
        if self.spans["text"].iat[rows[0]] != wish["text"]:
            return f"the text there reads {self.spans['text'].iat[rows[0]]!r}"
        if wish["column"] and wish["column"] not in self.columns:
            return f"the {self.table} have no column {wish['column']!r}"
        return None

    def read(self):
        """The span table as it is now."""
        spans = self.spans
        changed = {
            name: pd.Series(values, spans.index, dtype=spans[name].dtype) for name, values in self.columns.items()
        }
        corrected = spans.assign(**changed, corrected=pd.Series(self.reasons, spans.index, dtype="str"))
        return corrected.loc[[i not in self.struck for i in range(len(spans))]].reset_index(drop=True)


def _find_fellows(spans, rows):
    """All rows of the statement that these rows belong to."""
    if "statement" not in spans.columns:
        return rows
    same = (spans["article_id"] == spans["article_id"].iat[rows[0]]) & (
        spans["statement"] == spans["statement"].iat[rows[0]]
    )
    return [i for i, one in enumerate(same) if one]

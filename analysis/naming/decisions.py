"""What a reader decides about the names found: that two referents are the same, that a word means something else, or
that a referent gets another name.

Decisions are rows of `names.csv` beside the corpus. They win over every rule, and a decision without any effect is
reported.
"""
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus.lists import add_row, read_list
from analysis.corpus.places import find_beside
from analysis.spans.formulas import unescape_formulas
from analysis.terms import COLUMNS_OF_VOCABULARY
from analysis.text import fold

DECISIONS = ["decision", "referent", "form", "name", "reason"]
# What each decision needs, and the rule that is then given for the mentions it has moved.
KINDS = {"merge": (("referent", "name"), "reader-merge"), "split": (("referent", "form"), "reader-split"),
         "rename": (("referent", "name"), None)}


# --- reading them --------------------------------------------------------------------------

def read_decisions(corpus: str | Path | None = None) -> pd.DataFrame:
    """The reader's decisions, of the `names.csv` beside a corpus: the columns DECISIONS, "" where a cell is empty.

    corpus: as for `load_articles`. No rows where there is no such file. ValueError names the file, the line and what is
    missing there.
    """
    path = find_beside("names.csv", corpus)
    if not path.exists():
        return pd.DataFrame(columns=DECISIONS, dtype="str")
    table = unescape_formulas(read_list(path, ("decision", "referent"))).reindex(columns=DECISIONS, fill_value="")
    return check_decisions(table, lambda row: f"{path.name}, line {row}")


def check_decisions(decisions: pd.DataFrame,
                    name_row: Callable[[int], str] = lambda row: f"decisions, row {row}") -> pd.DataFrame:
    """The decisions with the columns DECISIONS, after a check that each can be understood; ValueError names the first
    one that cannot.

    decisions: `decision` (merge, split or rename), `referent`, and what it needs: `name`, `form`. name_row: how a
    message calls a row by its label.
    """
    table = decisions.reindex(columns=DECISIONS).fillna("").astype("str")
    for label, row in zip(table.index, table.to_dict("records"), strict=True):
        if row["decision"] not in KINDS:
            raise ValueError(f"{name_row(label)}: the decision is {row['decision']!r}; write {', '.join(KINDS)}")
        for column in KINDS[row["decision"]][0]:
            if not row[column].strip():
                raise ValueError(f"{name_row(label)}: to {row['decision']} takes a {column}; fill it in")
    return table.reset_index(drop=True)


# --- applying them -------------------------------------------------------------------------

def apply_decisions(names: pd.DataFrame, decisions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The names as the reader decided, and the decisions with their effect.

    names: as from `find_names`. decisions: the columns DECISIONS; they are applied in their order.

    - merge: `referent` is the same thing as `name`, and is called `name` from then on.
    - split: mentions with the words `form` do not mean `referent`; they are called `name`, or `form` if `name` is
      empty.
    - rename: the `referent` is called `name`.

    A referent is given by its name, by any form that is counted for it, or by a form that is not linked to anything
    yet; case and accents do not matter. Mentions that were moved get the rule `reader-merge` or `reader-split`, with
    the reason as evidence.

    Returned second: the decisions, with `effect` (how many mentions each has moved or renamed) and, where that is 0,
    `why`.

    >>> names = pd.DataFrame({"referent": ["ferry", "ship", "ship"], "kind": "thing", "form": ["ferry", "ship", "mill"],
    ...                       "rule": "same-head", "evidence": "ferry"})
    >>> wish = pd.DataFrame([["split", "ship", "mill", "", "no ship"], ["merge", "ship", "", "ferry", "one ship"]],
    ...                     columns=DECISIONS)
    >>> apply_decisions(names, wish)[0][["referent", "form", "rule"]].values.tolist()
    [['ferry', 'ferry', 'same-head'], ['ferry', 'ship', 'reader-merge'], ['mill', 'mill', 'reader-split']]
    """
    decisions = check_decisions(decisions)
    columns = {name: names[name].to_numpy("object").copy() for name in ("referent", "kind", "rule", "evidence")}
    sheet = _Names(columns, _fold_all(names["form"]))
    effects = [sheet.apply(row) for row in decisions.to_dict("records")]
    changed = {name: pd.Series(values, names.index, dtype=names[name].dtype) for name, values in columns.items()}
    effect, why = (pd.Series([pair[i] for pair in effects], dtype=dtype) for i, dtype in enumerate(("int64", "str")))
    return names.assign(**changed), decisions.assign(effect=effect, why=why)


class _Names:
    """A table of names that decisions are written into."""

    def __init__(self, columns, forms):
        self.columns, self.forms = columns, forms

    def apply(self, row):
        """Applies one decision: (how many mentions it has changed, why none)."""
        rows = self.find(row["referent"])
        if not len(rows):
            return 0, f"nothing is called {row['referent']!r}"
        if row["decision"] == "split":
            rows = rows[self.forms[rows] == fold(row["form"])[0]]
            if not len(rows):
                return 0, f"{row['referent']!r} is nowhere called {row['form']!r}"
            self.move(rows, row["name"] or row["form"], row)
        elif row["decision"] == "merge":
            target = self.find(row["name"])
            if len(target) and np.isin(rows, target).all():
                return 0, f"{row['referent']!r} and {row['name']!r} are one thing already"
            known = [name for name in self.columns["referent"][target] if not pd.isna(name)]
            name = known[0] if known else row["name"]
            self.move(target[pd.isna(self.columns["referent"][target])], name, row)
            self.move(rows, name, row, self.columns["kind"][target])
        else:
            self.columns["referent"][rows] = row["name"]
        return len(rows), None

    def find(self, wanted):
        """The mentions meant by a decision: those of a referent with this name, else with one of its forms, else forms
        without a referent."""
        wanted, referents = fold(wanted)[0], self.columns["referent"]
        named = np.flatnonzero(_fold_all(referents) == wanted)
        if len(named):
            return named
        formed = np.flatnonzero(self.forms == wanted)
        linked = [name for name in referents[formed] if not pd.isna(name)]
        return np.flatnonzero(referents == max(linked, key=linked.count)) if linked else formed

    def move(self, rows, name, row, kinds=()):
        """Gives these mentions another name; the first of `kinds` becomes their kind."""
        self.columns["referent"][rows] = name
        self.columns["rule"][rows] = KINDS[row["decision"]][1]
        self.columns["evidence"][rows] = row["reason"] or "decided by hand"
        if len(kinds):
            self.columns["kind"][rows] = kinds[0]


def _fold_all(values):
    """Each value without case and accents, as an array; NA stays."""
    return np.array([value if pd.isna(value) else fold(value)[0] for value in values], dtype="object")


# --- writing them --------------------------------------------------------------------------

def merge_names(one: str, other: str, corpus: str | Path | None = None, reason: str = "") -> str:
    """Decides that `one` is the same thing as `other`, and is called `other`; returns the file and the line written.

    The line goes into the `names.csv` beside the corpus (of the five articles: into data/), and counts from the next
    run on.
    """
    return _write(["merge", one, "", other, reason], corpus)


def split_name(referent: str, form: str, name: str = "", corpus: str | Path | None = None, reason: str = "") -> str:
    """Decides that the words `form` do not mean `referent`, but `name`; returns the file and the line written."""
    return _write(["split", referent, form, name, reason], corpus)


def rename(referent: str, name: str, corpus: str | Path | None = None, reason: str = "") -> str:
    """Decides that a referent is called `name`; returns the file and the line written."""
    return _write(["rename", referent, "", name, reason], corpus)


def _write(cells, corpus):
    row = dict(zip(DECISIONS, cells, strict=True))
    check_decisions(pd.DataFrame([row]), lambda label: "this decision")
    path = find_beside("names.csv", corpus)
    add_row(path, row)
    return f"{path}: {', '.join(cell for cell in cells if cell)}"


_SIGNS = str.maketrans("|*=", "   ")       # these characters have a meaning in a search pattern


def take_over(names: pd.DataFrame, referent: str, corpus: str | Path | None = None) -> pd.DataFrame:
    """Makes a referent a family of the `terms.csv` beside the corpus, with one line for each of its forms; returns
    these lines.

    names: as from `find_names`. From the next run on, notebook 01 counts these words wherever they occur, even where
    they mean something else. ValueError if no referent has this name.
    """
    rows = names[_fold_all(names["referent"]) == fold(referent)[0]]
    if rows.empty:
        raise ValueError(f"nothing is called {referent!r}; write the name as the table has it")
    forms = rows["form"].value_counts()
    path, lines = find_beside("terms.csv", corpus), []
    for form, count in forms.items():
        note = f"taken over from the names that were found: {count} {'mention' if count == 1 else 'mentions'}"
        cells = rows["referent"].iloc[0], form, form.translate(_SIGNS), note
        lines.append(dict(zip(COLUMNS_OF_VOCABULARY, cells, strict=True)))
        add_row(path, lines[-1])
    return pd.DataFrame(lines, dtype="str")

"""A reader's corrections made on the page of controls: written to their file, applied at once, and undone."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.dates.timex import is_value
from analysis.findings import Findings, apply_corrections
from analysis.show import explore, write_count
from analysis.show.answers import Material
from analysis.spans.corrections import CORRECTIONS
from analysis.spans.formulas import escape_formulas
from analysis.zones import ZONES

STRIKE = "strike this row"
MERGE = "speaker, in all statements"
_COLUMNS = {"Words": ("zone",), "Statements": ("speaker", "kind", "zone"), "Days": ("value", "zone")}
_TABLES = {"Words": "terms", "Statements": "statements", "Days": "dates"}
_KINDS = ("direct", "mixed", "indirect")

# The values allowed in the columns that a reader may correct: a test, and a text that says what is allowed.
_VALUES = {
    "zone": (ZONES.__contains__, "one of " + ", ".join(ZONES)),
    "kind": (_KINDS.__contains__, "direct, mixed or indirect"),
    "value": (is_value, "it as TIMEX3 does, such as 2020-09-27, 2020-W39, 2020-09, P1W or PAST_REF"),
    "speaker": (bool, "a name"),
}


def list_columns(kind: str) -> list[tuple[str, str]]:
    """The columns that can be corrected in a line of each kind of question, as (label, column).

    An empty column removes the row; MERGE gives all statements of its speaker to another speaker, so that two people
    become one.
    """
    columns = [(column, column) for column in _COLUMNS[kind]]
    if kind == "Statements":
        columns.insert(1, (MERGE, MERGE))
    return columns + ([(STRIKE, "")] if kind != "Words" else [])


class _Step(NamedTuple):
    """What a correction has changed."""

    found: Findings  # before it
    before: bytes | None  # the file before it; None where there was none
    after: bytes
    lines: list[dict]


class Rectifier:
    """The corrections of one page. They are applied to `found` and the material at once; `done` holds those that can
    be undone.

    found: Findings; material: the same, marked; path: the file of corrections.
    """

    def __init__(self, found: Findings, material: Material, path: str | Path):
        self.found, self.material, self.path, self.done = found, material, Path(path), []

    def list_values(self, column: str) -> list[str]:
        """The values that a column may take, as far as they can be listed: speakers, kinds and zones."""
        if column in ("speaker", MERGE):
            return [one for one in self.material.list_choices("speaker") if one != explore.UNATTRIBUTED]
        return list({"zone": ZONES, "kind": _KINDS}.get(column, ()))

    def add(self, kind: str, row: pd.Series, column: str, value: str, reason: str) -> list[dict]:
        """Writes a correction for a row of an answer, applies it, and returns its lines as dicts.

        column, value: the column to correct, and its new value; an empty column removes the row; MERGE writes one line
        for each statement of the row's speaker. A corrected zone applies to the whole stretch that contains the row.
        ValueError as for `make_correction` and `write_lines`, and if nothing would change.
        """
        lines, table = self._make_lines(kind, row, column, value, reason)
        before = self.found
        corrected, effects = self._apply(lines, table)
        written = self.path.read_bytes() if self.path.exists() else None
        write_lines(self.path, lines, self._list_fellows(lines) if table == "statements" else {})
        self.done.append(_Step(before, written, self.path.read_bytes(), lines))
        self._take_over(
            replace(before, **{table: corrected}, effects=pd.concat([before.effects, effects], ignore_index=True)),
            table,
        )
        return lines

    def _make_lines(self, kind, row, column, value, reason):
        """(the lines of a correction, the table that they correct)."""
        place = (row["article_id"], row["start"])
        if column == "zone":
            zones = self.found.zones
            row = zones[(zones["article_id"] == place[0]) & (zones["start"] <= place[1])].iloc[-1]
            return [make_correction("zones", row, column, value, reason)], "zones"
        if column != MERGE:
            return [make_correction(_TABLES[kind], row, column, value, reason)], _TABLES[kind]
        if row["speaker"] == explore.UNATTRIBUTED:
            raise ValueError("This statement has no speaker: set it right alone.")
        if row["speaker"] == value.strip():
            raise ValueError(f"{value.strip()} is the speaker already: choose another name.")
        statements = self.found.statements
        theirs = statements[statements["speaker"] == row["speaker"]].drop_duplicates(["article_id", "statement"])
        lines = [make_correction("statements", one, "speaker", value, reason) for _, one in theirs.iterrows()]
        return lines, "statements"

    def _list_fellows(self, lines):
        """The places of all rows of the statements that the lines correct: {place of a line: places}."""
        spans = self.found.statements
        keys = pd.MultiIndex.from_frame(spans[["article_id", "statement"]])
        places = list(spans[["article_id", "start", "end"]].itertuples(index=False, name=None))
        key_of, members = dict(zip(places, keys, strict=True)), {}
        for key, place in zip(keys, places, strict=True):
            members.setdefault(key, []).append(place)
        return {place: members[key_of[place]] for line in lines if (place := _find_place(line)) in key_of}

    def _apply(self, lines, table):
        """(the span table set right, the effects); ValueError where the lines would change nothing."""
        spans = getattr(self.found, table)
        spans = spans.reindex(columns=list(dict.fromkeys([*spans.columns, "corrected"]))).rename(
            columns={"corrected": "earlier"}
        )
        corrected, effects = apply_corrections(spans, pd.DataFrame(lines), table)
        if not effects["effect"].sum():
            raise ValueError(f"This would change nothing: {effects['why'].iloc[0]}.")
        return corrected.assign(corrected=corrected["corrected"].fillna(corrected["earlier"])).drop(
            columns="earlier"
        ), effects

    def undo(self) -> list[dict]:
        """Undoes the last correction, in the file and in the findings, and returns its lines.

        ValueError if the file has been changed since.
        """
        step = self.done[-1]
        if not self.path.exists() or self.path.read_bytes() != step.after:
            raise ValueError(f"{self.path.name} has changed since: take the line out of the file itself.")
        if step.before is None:
            self.path.unlink()
        else:
            self.path.write_bytes(step.before)
        self._take_over(self.done.pop().found, step.lines[0]["table"])
        return step.lines

    def _take_over(self, found, table):
        self.found = found
        self.material.mark(found.zones, found.statements, found.dates, again=table in ("zones", "statements"))


def make_correction(table: str, row: pd.Series, column: str, value: str, reason: str) -> dict:
    """A line of a file of corrections as a dict, its keys `spans.corrections.CORRECTIONS`.

    table, row: of which span table, and which row of it. column, value: what to set right, and what it should be;
    an empty column strikes the row. ValueError without a reason, and for a value that the column cannot hold.
    """
    value = value.strip() if column else ""
    if not reason.strip():
        raise ValueError("A correction needs a reason: write how you know.")
    if column in _VALUES and not _VALUES[column][0](value):
        raise ValueError(f"“{value}” is no {column}: write {_VALUES[column][1]}.")
    cells = [table, row["article_id"], int(row["start"]), int(row["end"]), row["text"], column, value, reason.strip()]
    return dict(zip(CORRECTIONS, cells, strict=True))


def write_lines(
    path: str | Path, lines: list[dict], fellows: Mapping[tuple, list[tuple]] | None = None
) -> None:
    """Adds lines to a file of corrections, made where there is none: all of them, or none.

    fellows: {(article_id, start, end) of a line: such places of all rows that its value would be written to}; itself
    unless given. ValueError where a line contradicts, or repeats, another of the file.
    """
    path = Path(path)
    old = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    _refuse_contradictions(old, lines, fellows or {})
    text = io.StringIO()
    writer = csv.DictWriter(text, CORRECTIONS, lineterminator="\n")
    if not old:
        writer.writeheader()
    writer.writerows(escape_formulas(pd.DataFrame(lines)).to_dict("records"))
    path.write_text(
        old + ("\n" if old and not old.endswith("\n") else "") + text.getvalue(), encoding="utf-8", newline="\n"
    )


def _refuse_contradictions(old, lines, fellows):
    """ValueError where an earlier line of the file is about the same place and says otherwise, or the same."""
    earlier = {}
    for number, row in enumerate(csv.DictReader(io.StringIO(old)), start=2):
        earlier.setdefault((row.get("table"), *(row.get(name) for name in CORRECTIONS[1:4])), []).append((number, row))
    for line in lines:
        own = _find_place(line)
        for place in fellows.get(own, [own]):
            for number, row in earlier.get((line["table"], *map(str, place)), ()):
                column, value = row.get("column") or "", row.get("value") or ""
                same_place = place == own and (not column or not line["column"])
                if same_place or (column == line["column"] and (place == own or column == "speaker")):
                    said = f"{column} is {value}" if column else "it is struck"
                    raise ValueError(
                        f"Line {number} of the file of corrections says already that {said}: take that line out first."
                    )


def _find_place(line):
    return line["article_id"], line["start"], line["end"]


def write_correction(lines: list[dict]) -> str:
    """The lines of a correction in words: which row, or how many, what it should be, and why."""
    line = lines[0]
    what = f"{line['column']} is {line['value']}" if line["column"] else "struck"
    if len(lines) > 1:
        articles = len({one["article_id"] for one in lines})
        where = f"{write_count(len(lines), 'row')} of the {line['table']}, in {write_count(articles, 'article')}"
    else:
        where = f"{line['table']} of article {line['article_id']}, characters {line['start']:,} to {line['end']:,}"
    return f"{where}: {what} ({line['reason']})."

"""A reader's corrections from the page of controls: written to their file, applied at once, and taken back."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.dates.timex import is_value
from analysis.findings import Findings, apply_corrections
from analysis.show import explore
from analysis.show.answers import Material
from analysis.spans.corrections import CORRECTIONS
from analysis.spans.formulas import escape_formulas
from analysis.zones import ZONES

STRIKE = "strike this row"
_COLUMNS = {"Words": ("zone",), "Statements": ("speaker", "kind", "zone"), "Days": ("value", "zone")}
_TABLES = {"Words": "terms", "Statements": "statements", "Days": "dates"}
_KINDS = ("direct", "mixed", "indirect")

# What the columns that a reader corrects can hold: a test, and how to say it.
_VALUES = {
    "zone": (ZONES.__contains__, "one of " + ", ".join(ZONES)),
    "kind": (_KINDS.__contains__, "direct, mixed or indirect"),
    "value": (is_value, "it as TIMEX3 does, such as 2020-09-27, 2020-W39, 2020-09, P1W or PAST_REF"),
    "speaker": (bool, "a name"),
}


def list_columns(kind: str) -> list[tuple[str, str]]:
    """What can be set right in a line of a kind of question, as (label, column); an empty column strikes the row."""
    return [*((column, column) for column in _COLUMNS[kind]), *([(STRIKE, "")] if kind != "Words" else [])]


class _Step(NamedTuple):
    """What a correction has changed."""

    found: Findings  # before it
    before: bytes | None  # the file before it; None where there was none
    after: bytes
    line: dict


class Rectifier:
    """Corrections of one page. `found` and the material are set right at once; `done` holds what can be taken back.

    found: Findings; material: the same, marked; path: the file of corrections.
    """

    def __init__(self, found: Findings, material: Material, path: str | Path):
        self.found, self.material, self.path, self.done = found, material, Path(path), []

    def list_values(self, column: str) -> list[str]:
        """The values that a column may take, as far as they can be listed: speakers, kinds and zones."""
        if column == "speaker":
            return [one for one in self.material.list_choices("speaker") if one != explore.UNATTRIBUTED]
        return list({"zone": ZONES, "kind": _KINDS}.get(column, ()))

    def add(self, kind: str, row: pd.Series, column: str, value: str, reason: str) -> dict:
        """Writes a correction of a row of an answer, applies it, and gives back the line as a dict.

        column, value: what to set right, and what it should be; an empty column strikes the row. The zone that is set
        right is that of the whole stretch that the row stands in. ValueError as for `make_correction` and `write_line`,
        and where nothing would change.
        """
        table = _TABLES[kind]
        if column == "zone":
            zones = self.found.zones
            table, row = (
                "zones",
                zones[(zones["article_id"] == row["article_id"]) & (zones["start"] <= row["start"])].iloc[-1],
            )
        before, line = self.found, make_correction(table, row, column, value, reason)
        corrected, effects = self._apply(line)
        written = self.path.read_bytes() if self.path.exists() else None
        write_line(self.path, line)
        self.done.append(_Step(before, written, self.path.read_bytes(), line))
        self._take_over(
            replace(before, **{table: corrected}, effects=pd.concat([before.effects, effects], ignore_index=True)),
            table,
        )
        return line

    def _apply(self, line):
        """(the span table set right, the effects); ValueError where the line would change nothing."""
        spans = getattr(self.found, line["table"])
        spans = spans.reindex(columns=list(dict.fromkeys([*spans.columns, "corrected"]))).rename(
            columns={"corrected": "earlier"}
        )
        corrected, effects = apply_corrections(spans, pd.DataFrame([line]), line["table"])
        if not effects["effect"].sum():
            raise ValueError(f"This would change nothing: {effects['why'].iloc[0]}.")
        return corrected.assign(corrected=corrected["corrected"].fillna(corrected["earlier"])).drop(
            columns="earlier"
        ), effects

    def undo(self) -> dict:
        """Takes back the last correction, in the file and in what is found; gives back its line.

        ValueError where somebody else has written into the file since.
        """
        step = self.done[-1]
        if not self.path.exists() or self.path.read_bytes() != step.after:
            raise ValueError(f"{self.path.name} has changed since: take the line out of the file itself.")
        if step.before is None:
            self.path.unlink()
        else:
            self.path.write_bytes(step.before)
        self._take_over(self.done.pop().found, step.line["table"])
        return step.line

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


def write_line(path: str | Path, line: dict) -> None:
    """Adds a line to a file of corrections, made where there is none. ValueError where it contradicts another line."""
    path = Path(path)
    old = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    _refuse_contradiction(old, line)
    text = io.StringIO()
    writer = csv.DictWriter(text, CORRECTIONS, lineterminator="\n")
    if not old:
        writer.writeheader()
    writer.writerow(escape_formulas(pd.DataFrame([line])).iloc[0].to_dict())
    path.write_text(
        old + ("\n" if old and not old.endswith("\n") else "") + text.getvalue(), encoding="utf-8", newline="\n"
    )


def _refuse_contradiction(old, line):
    """ValueError where an earlier line of the file is about the same place and says otherwise, or the same."""
    place = [str(line[name]) for name in CORRECTIONS[:4]]
    for number, earlier in enumerate(csv.DictReader(io.StringIO(old)), start=2):
        if [earlier.get(name) for name in CORRECTIONS[:4]] != place:
            continue
        column, value = earlier.get("column") or "", earlier.get("value") or ""
        if not column or not line["column"] or column == line["column"]:
            said = f"{column} is {value}" if column else "it is struck"
            raise ValueError(
                f"Line {number} of the file of corrections says already that {said}: take that line out first."
            )


def write_correction(line: dict) -> str:
    """A line of corrections in words: which row, what it should be, and why."""
    what = f"{line['column']} is {line['value']}" if line["column"] else "struck"
    where = f"{line['table']} of article {line['article_id']}, characters {line['start']:,} to {line['end']:,}"
    return f"{where}: {what} ({line['reason']})."

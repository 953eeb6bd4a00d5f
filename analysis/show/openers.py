"""Tables whose cells are links: from any number on the page of controls one can get to the lines that it counts.

Such a cell is a button that holds a question as a line of text. The page listens for clicks and answers that question
(`KEYS` in `analysis.show.lines`).
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.show import _format, _say_cut, _write_rows, escape, escape_attribute
from analysis.show.questions import Question, write_question

_MOST_ROWS = 40  # of a table: what can be scrolled through


class Breakdown(NamedTuple):
    """A table of what an answer holds, and the questions for the lines of its cells.

    opens: {column: one Question per row, or None where a cell opens nothing}. note: what was counted.
    """

    table: pd.DataFrame
    opens: Mapping[str, Iterable[Question | None]]
    note: str = ""


def write_breakdown(breakdown: Breakdown, does: str = "open", most: int = _MOST_ROWS) -> str:
    """A table as HTML, its first column the heading of each row; cells that open lines are buttons.

    does: as for `write_opener`.
    """
    table = breakdown.table.head(most)
    if table.empty:
        return f"<p>{escape(breakdown.note or 'None is found.')}</p>"
    opens = {column: list(questions) for column, questions in breakdown.opens.items()}
    aligned = ["right" if pd.api.types.is_numeric_dtype(table[column]) else "left" for column in table.columns]
    head = "".join(
        f'<th scope="col" style="text-align:{side}">{escape(column)}</th>'
        for column, side in zip(table.columns, aligned, strict=True)
    )
    body = []
    for i, row in enumerate(table.itertuples(index=False, name=None)):
        cells = []
        for column, value, side in zip(table.columns, row, aligned, strict=True):
            shown = _write_cell(_format(value), opens[column][i] if column in opens else None, does)
            tag = 'th scope="row"' if column == table.columns[0] else "td"
            cells.append(f'<{tag} style="text-align:{side}">{shown}</{tag[:2]}>')
        body.append(f"<tr>{''.join(cells)}</tr>")
    note = _say_cut(breakdown.note, most, len(breakdown.table), "rows")
    return _write_rows(head, body, note)


def _write_cell(text, question, does):
    return escape(text) if question is None else write_opener(text, question, does)


def write_opener(text: str, question: Question, does: str = "open") -> str:
    """A button with a question. does: "open" shows its lines and keeps the tables of the question asked before; "ask"
    asks it."""
    return write_button(text, does, write_question(question))


def write_button(text: str, does: str, line: str, label: str = "") -> str:
    """A button that tells the page what to do with a line of text; it looks like a link.

    label: what a screen reader says, where the text alone does not tell.
    """
    said = f' aria-label="{_write_attribute(label)}"' if label else ""
    return (
        f'<button type="button" class="explore-opener" title="{_write_attribute(line)}" '
        f'data-does="{_write_attribute(f"{does} {line}")}"{said}>{escape(text)}</button>'
    )


def read_click(value: str) -> tuple[str, str]:
    """(what to do, the line of text) of a click that the page has received."""
    does, _, line = value.partition(" ")
    return does, line


def _write_attribute(text):
    return escape_attribute(" ".join(text.split()))

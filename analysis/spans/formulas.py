"""Tables for spreadsheets: no cell of text is taken for a formula, and a table that is read again is as it was."""
from typing import Any

import pandas as pd

_LONGEST_CELL = 32_000          # characters; a cell of a spreadsheet holds 32,767 characters
_NO_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xfffe, 0xffff], "\ufffd")      # nor does a workbook

_FORMULA = r"[=+\-@\t\r\n]"


def escape_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before every cell of text that a spreadsheet would take for a formula.

    After OWASP, CSV injection: cells that begin with = + - @, a tab or a line break. Tried with LibreOffice 7.4, which
    takes a full-width ＝, ＋, － or ＠, a leading % and a leading | for text when it opens a CSV file: they stay as
    they are.

    >>> escape_formulas(pd.DataFrame({"text": ["=1+1", "one"], "start": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['one', 2]]
    """
    changed = {}
    for name, column in table.items():
        if pd.api.types.is_string_dtype(column) or column.dtype == "object":
            formulas = column.str.match(_FORMULA).fillna(False).astype(bool)
            if formulas.any():
                changed[name] = column.where(~formulas, "'" + column.astype("str"))
    return table.assign(**changed)


def unescape_formulas(table: pd.DataFrame) -> pd.DataFrame:
    """The table of strings without the apostrophes that `escape_formulas` set before its cells."""
    return table.replace(rf"^'(?={_FORMULA})", "", regex=True)


# --- workbooks ---------------------------------------------------------------------------------


def squeeze(cell: object) -> str:
    """A cell as text on one line, as a workbook holds it.

    White space reads as single blanks; there are no control characters, and it is no longer than a cell may be.

    >>> squeeze("  two\\nlines "), squeeze(None)
    ('two lines', '')
    """
    text = "" if pd.isna(cell) else " ".join(str(cell).translate(_NO_XML).split())
    return text if len(text) <= _LONGEST_CELL else text[:_LONGEST_CELL] + "…"


def fill_sheet(sheet: Any, table: pd.DataFrame, widths: dict[str, int], bold: tuple[str, ...] = ("node",)) -> None:
    """Writes a table into an empty sheet of a workbook of openpyxl: its head, then its rows, each cell wrapped.

    widths: of columns, in characters; 12 where none is given. bold: columns that stand out. Numbers stay numbers; every
    other cell is text, whatever it begins with.
    """
    from openpyxl.styles import Alignment, Font  # here, as it takes time to load and few need it

    wrapped, heavy = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    columns = {name: [None if pd.isna(cell) else cell for cell in table[name].tolist()]
               if pd.api.types.is_numeric_dtype(table[name]) else [squeeze(cell) for cell in table[name]]
               for name in table.columns}
    sheet.append(list(table.columns))
    for row in zip(*columns.values(), strict=True):
        sheet.append(row)
    for cells in sheet.iter_rows(max_col=len(table.columns)):
        for name, cell in zip(table.columns, cells, strict=True):
            cell.alignment = wrapped
            if isinstance(cell.value, str):
                cell.data_type = "s"                # no formula, even if it begins with =
            if cell.row == 1 or name in bold:
                cell.font = heavy
    for name, cell in zip(table.columns, sheet[1], strict=False):
        sheet.column_dimensions[cell.column_letter].width = widths.get(name, 12)
    sheet.freeze_panes = "A2"

"""Tables that a spreadsheet may open: cells that it would take for formulas are escaped, and unescaped when they are read again."""
import pandas as pd

_FORMULA = r"[=+\-@\t\r\n]"


def escape_formulas(table):
    """The table with an apostrophe before every cell of text that a spreadsheet would take for a formula.

    After OWASP, CSV injection: cells that begin with = + - @, a tab or a line break. Tried with LibreOffice 7.4, which takes
    a full-width ＝, ＋, － or ＠, a leading % and a leading | for text when it opens a CSV file: they stay as they are.

    >>> escape_formulas(pd.DataFrame({"text": ["=1+1", "one"], "start": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['one', 2]]
    """
    changed = {column: table[column].where(~table[column].str.match(_FORMULA).fillna(False).astype(bool), "'" + table[column].astype("str"))
               for column in table.columns if pd.api.types.is_string_dtype(table[column]) or table[column].dtype == "object"}
    return table.assign(**changed)


def unescape_formulas(table):
    """The table of strings without the apostrophes that `escape_formulas` set before its cells."""
    return table.replace(rf"^'(?={_FORMULA})", "", regex=True)

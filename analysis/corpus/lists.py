"""The lists that a reader writes beside the articles: articles.csv, terms.csv, people.csv, corrections.csv and
names.csv."""
import io
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from analysis.corpus.delimited import NO_ROW, Lines, find_dialect, list_rows
from analysis.corpus.encodings import decode
from analysis.corpus.files import open_file
from analysis.spans.formulas import escape_formulas


def read_list(path: Path, needed: tuple[str, ...] = ()) -> pd.DataFrame:
    """A list beside the articles, such as terms.csv or people.csv, as a table of strings, "" where a cell is empty.

    It is read as a spreadsheet writes it: commas, semicolons or tabs, with `sep=`, in UTF-8, UTF-16 or Windows-1252.
    Rows without any content are left out. The index holds the number of each row's first line in the file.

    needed: columns that it must have. ValueError names the file, the line and what to do; OSError where it cannot be
    opened.
    """
    with open_file(path) as stream:
        return parse_list(stream.read(), str(path), needed)


def parse_list(data: bytes, name: str, needed: tuple[str, ...] = ()) -> pd.DataFrame:
    """As `read_list`, of bytes in memory; `name` is what messages call it."""
    text, problem = decode(data)
    if not text and problem:
        raise ValueError(f"{name}: {problem}")
    lines = Lines(io.StringIO(text, newline=""))
    dialect = find_dialect(lines, lambda names: all(column in names for column in needed))
    rows = list_rows(lines, dialect)
    names = [cell.strip() for cell in next(rows, NO_ROW).cells]
    for column in needed:
        if column not in names:
            raise ValueError(f"{name}: no column {column!r} (it has {names}); add it to the first line")
    found, numbers = [], []
    for number, _, cells, wrong in rows:
        if wrong:
            raise ValueError(
                f"{name}, line {number} cannot be read (a quotation mark is not closed, or not doubled within a "
                "cell): put a cell that holds a comma or a quotation mark in double quotes, and double the marks within"
            )
        if len(cells) > len(names) and any(cells[len(names):]):
            raise ValueError(f"{name}, line {number}: {len(cells)} cells for {len(names)} columns; "
                             f"put a cell that holds {dialect.delimiter!r} in double quotes")
        if any(cells):
            found.append([*cells[:len(names)], *[""] * (len(names) - len(cells))])
            numbers.append(number)
    return pd.DataFrame(found, columns=names, index=pd.Index(numbers, dtype="int64"), dtype="str")


def add_row(path: Path, row: Mapping[str, str]) -> None:
    """Adds a row to a list beside the articles; makes the list where there is none.

    row: {column: text}; columns that the list does not have yet come after its own. However it was saved before, it is
    written with commas, in UTF-8 with a mark at its beginning, by which spreadsheets know the encoding. What they would
    take for a formula has an apostrophe before it.
    """
    old = read_list(path) if path.exists() and path.stat().st_size else pd.DataFrame(dtype="str")
    table = pd.concat([old.drop(columns="", errors="ignore"), escape_formulas(pd.DataFrame([row], dtype="str"))])
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8-sig")

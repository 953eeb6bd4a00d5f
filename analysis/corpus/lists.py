"""The lists that a reader writes beside the articles: articles.csv, terms.csv, people.csv, corrections.csv."""
import io
from pathlib import Path

import pandas as pd

from analysis.corpus.delimited import Lines, find_dialect, list_rows
from analysis.corpus.encodings import decode
from analysis.corpus.files import open_file


def read_list(path: Path, needed: tuple[str, ...] = ()) -> pd.DataFrame:
    """A list beside the articles (articles.csv, terms.csv, people.csv, corrections.csv) as a table of strings, "" where a cell is empty.

    It is read as a spreadsheet writes it: commas, semicolons or tabs, with `sep=`, in UTF-8, UTF-16 or Windows-1252. Rows
    without any content are left out. The index holds the number of each row's first line in the file.

    needed: columns that it must have. ValueError names the file, the line and what to do; OSError where it cannot be opened.
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
    names = [cell.strip() for cell in next(rows, (1, [], None))[1]]
    for column in needed:
        if column not in names:
            raise ValueError(f"{name}: no column {column!r} (it has {names}); add it to the first line")
    found, numbers = [], []
    for number, cells, wrong in rows:
        if wrong:
            raise ValueError(f"{name}, line {number} cannot be read (a quotation mark is not closed, or not doubled within a cell): put a "
                             "cell that holds a comma or a quotation mark in double quotes, and double the marks within")
        if len(cells) > len(names) and any(cells[len(names):]):
            raise ValueError(f"{name}, line {number}: {len(cells)} cells for {len(names)} columns; "
                             f"put a cell that holds {dialect.delimiter!r} in double quotes")
        if any(cells):
            found.append([*cells[:len(names)], *[""] * (len(names) - len(cells))])
            numbers.append(number)
    return pd.DataFrame(found, columns=names, index=pd.Index(numbers, dtype="int64"), dtype="str")

"""Tables in files of other kinds: Excel and LibreOffice workbooks, JSON, SQLite."""

import io
import json
import sqlite3
from collections.abc import Iterator
from typing import IO

from analysis.corpus.columns import choose_columns, list_columns, list_usable, make_record, match_columns
from analysis.corpus.documents import needing, open_package
from analysis.corpus.encodings import decode
from analysis.corpus.kinds import Record, Remark, Source, Unreadable, join_problems
from analysis.corpus.tables import read_jsonl

MOST_IN_MEMORY = 200_000_000  # bytes of a file that is read at once; a JSON of 40,000 articles
_SQLITE = b"SQLite format 3\0"
_DEPTH = 3  # how deep a list of articles may lie in a JSON: {"response": {"results": [...]}}


def _read_whole(stream):
    data = stream.read(MOST_IN_MEMORY + 1)
    if len(data) > MOST_IN_MEMORY:
        raise Unreadable(
            f"it has more than the {MOST_IN_MEMORY / 1e6:.0f} MB that are read at once: save it as CSV or JSON Lines"
        )
    return data


def _read_rows(tables, source, remark):
    """The records of the tables (name, columns, rows) that have a column of texts; of the first, where none has one,
    why not."""
    tables = list(tables)
    usable = [table for table in tables if "text" in match_columns(table[1])] or tables[:1]
    for name, _, _ in tables:
        if name not in [table[0] for table in usable]:
            remark(f"{source.name}, {name}", "not read: it has no column of texts")
    for name, columns, rows in usable:
        chosen = choose_columns(columns, f"{source.name}, {name}" if len(tables) > 1 else source.name, remark, rows)
        sheet = f"sheet {name}, " if len(tables) > 1 else ""
        for number, row in enumerate(rows, start=2):    # a spreadsheet shows the names of the columns as row 1
            if any(value is not None for value in row):
                yield {**make_record(dict(zip(columns, row, strict=False)), chosen), "place": f"{sheet}row {number}"}


def read_workbook(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of an .xlsx, one per row, from each sheet that has a column of texts; its first row names the
    columns."""
    with needing("openpyxl"):
        import openpyxl
    data = _read_whole(stream)
    open_package(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        tables = []
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            head = next(rows, ())
            tables.append((sheet.title, ["" if name is None else str(name) for name in head], rows))
        yield from _read_rows(tables, source, remark)
    except Unreadable:
        raise
    except Exception as error:  # openpyxl raises whatever a damaged workbook makes it meet
        raise Unreadable(f"it is no workbook that can be read ({type(error).__name__})") from None


def read_sqlite(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of an SQLite database, one per row, from each table that has a column of texts."""
    database = sqlite3.connect(":memory:")
    try:
        data = _read_whole(stream)
        if not data.startswith(_SQLITE):
            raise Unreadable("it is no SQLite database")
        database.deserialize(data)
        names = [
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        tables = []
        for name in names:
            rows = database.execute(f'SELECT * FROM "{name.replace(chr(34), chr(34) * 2)}"')
            tables.append((name, [column[0] for column in rows.description], rows))
        if not tables:
            raise Unreadable("the database holds no table")
        yield from _read_rows(tables, source, remark)
    except sqlite3.Error as error:
        raise Unreadable(f"it is no SQLite database that can be read ({error})") from None
    finally:
        database.close()


def read_json(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of a .json: a list of objects, wherever in it the list lies, or one object; JSON Lines are read as
    such."""
    data = _read_whole(stream)
    text, problem = decode(data)
    if not text:
        raise Unreadable(problem or "it is empty")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip().startswith("{") and "\n" in text.strip():
            yield from read_jsonl(io.BytesIO(data), source, remark)
            return
        raise Unreadable(f"it is no JSON ({str(error)[:80]})") from None
    found = _find_rows(value)
    if found is None:
        raise Unreadable('it holds no list of articles: write a list of objects, [{"title": ..., "text": ...}, ...]')
    rows = [_flatten(row) for row in found if isinstance(row, dict)]
    if not rows:
        raise Unreadable('its list holds no objects: write a list of objects, [{"title": ..., "text": ...}, ...]')
    columns = dict.fromkeys(key for row in rows[:20] for key in list_usable(row))
    chosen = choose_columns(list(columns), source.name, remark, ([row.get(c) for c in columns] for row in rows))
    for row in rows:
        record = make_record(row, {**chosen, **match_columns(list_usable(row))})
        yield {**record, "problem": join_problems(problem, record["problem"]), "numbered": value is not found[0]}


def _find_rows(value, depth=0):
    """The longest list of objects in a JSON; an object that has a text is a list of one."""
    if isinstance(value, list):
        return value if any(isinstance(row, dict) for row in value) else None
    if not isinstance(value, dict) or depth > _DEPTH:
        return None
    if list_columns(_flatten(value), "text"):
        return [value]
    return max(filter(None, (_find_rows(part, depth + 1) for part in value.values())), key=len, default=None)


def _flatten(row):
    """An object without a text of its own, with the keys of the objects in it: the Guardian's text is {"fields":
    {"bodyText": ...}}."""
    if list_columns(row, "text"):
        return row
    inner = {key: value for part in row.values() if isinstance(part, dict) for key, value in part.items()}
    return {**inner, **row} if list_columns(inner, "text") else row

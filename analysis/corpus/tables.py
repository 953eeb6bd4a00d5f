"""Tables of articles, one row each: CSV, TSV, JSON Lines, Parquet."""
import io
import json
from collections.abc import Iterator
from typing import IO

from analysis.corpus.columns import choose_columns, list_usable, make_record, match_columns
from analysis.corpus.delimited import NO_ROW, find_dialect, list_rows, open_lines
from analysis.corpus.encodings import find_encoding
from analysis.corpus.kinds import Record, Remark, Source, Unreadable, join_problems


def read_csv(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of a table with commas, semicolons, tabs or bars between its cells, one per row.

    A row with wrong quotation marks or a wrong number of cells is reported; what is certain in it is read, and reading
    continues with the next line.
    """
    lines, encoding = open_lines(stream)
    preferred = "\t" if source.name.lower().endswith(".tsv") else ","
    dialect = find_dialect(lines, lambda names: "text" in match_columns(names), preferred)
    rows = list_rows(lines, dialect)
    names = next(rows, NO_ROW).cells
    chosen = choose_columns(names, source.name, remark, (row.cells for row in rows))
    for line, number, cells, problem in rows:
        # of a row with wrong quotation marks a spreadsheet makes something else, so its line in the file is named
        place = f"line {line}" if problem else f"row {number}"
        if len(cells) != len(names):
            cells, problem = _fit_cells(cells, names, chosen, dialect, problem)
        # of two columns with one name the first counts
        record = make_record(dict(zip(reversed(names), reversed(cells), strict=True)), chosen)
        yield {**record, "problem": join_problems(encoding, problem, record["problem"]), "place": place}


def _fit_cells(cells, names, chosen, dialect, problem):
    """The cells of a row that has more or fewer cells than the header. If the text is the last column, surplus cells
    belong to the text."""
    said = f"{len(cells)} {'cell' if len(cells) == 1 else 'cells'} where the head has {len(names)}"
    if len(cells) > len(names) and names.index(chosen["text"]) == len(names) - 1:
        last = len(names) - 1
        return [*cells[:last], dialect.delimiter.join(cells[last:])], join_problems(
            problem,
            f"{said}: the text holds {dialect.delimiter!r} without quotation marks around it, and is put together "
            "again: look at it",
        )
    if len(cells) > len(names):
        return [""] * len(names), join_problems(
            problem,
            f"{said}: a cell holds {dialect.delimiter!r} without quotation marks around it, so the row is not read: "
            "put them there",
        )
    return [*cells, *[""] * (len(names) - len(cells))], join_problems(
        problem, None if dialect.quoted and not problem and names.index(chosen["text"]) < len(cells) else
        f"{said}: a line break within a cell, without quotation marks around it? Save the table again")


def is_tab_separated(head: bytes) -> bool:
    """Is this the beginning of a table as Excel saves it as “Unicode text”, whatever the name: a line of known columns
    with tabs between?"""
    if b"\t" not in head:
        return False
    encoding = find_encoding(head[:len(head) // 2 * 2], whole=False)
    line = head.decode(encoding or "utf-8", "replace").split("\n", 1)[0]
    names = [name.strip('" \r') for name in line.split("\t")]
    return "text" in match_columns(names) and len(match_columns(names)) > 1


# --- JSON Lines and Parquet ----------------------------------------------------------------

def read_jsonl(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of a file with one JSON object per line."""
    lines, encoding = open_lines(stream)
    chosen = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        place = f"line {number}"
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield {"text": "", "problem": f"it is no JSON ({str(error)[:80]}): mend or remove it", "place": place}
            continue
        if not isinstance(row, dict):
            yield {"text": "", "problem": "it is no JSON object: write one {...} per line", "place": place}
            continue
        if chosen is None:
            columns = list_usable(row)
            chosen = choose_columns(columns, source.name, remark, [[row[column] for column in columns]])
        record = make_record(row, {**match_columns(list_usable(row)), **chosen})
        yield {**record, "problem": join_problems(encoding, record["problem"]), "place": place}


def read_parquet(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of a Parquet table, one per row. Columns that hold no single values are left out, but for the
    text."""
    import pyarrow
    import pyarrow.parquet
    if source.packed:
        stream = io.BytesIO(stream.read())              # Parquet is read from its end
    try:
        # else row groups are held
        file = pyarrow.parquet.ParquetFile(stream, buffer_size=1_000_000, pre_buffer=False)
        schema = file.schema_arrow
        sample = (list(row.values()) for batch in file.iter_batches(20) for row in batch.to_pylist())
        chosen = choose_columns(schema.names, source.name, remark, sample)
        columns = [name for name in dict.fromkeys(schema.names) if name in chosen.values() or _is_plain(schema, name)]
        for batch in file.iter_batches(batch_size=200, columns=columns):
            for row in batch.to_pylist():
                yield make_record(row, chosen)
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        # pyarrow raises several exceptions that have nothing in common on damaged files.
        raise Unreadable(f"it is no Parquet file that can be read ({str(error)[:80]})") from None


def _is_plain(schema, name):
    import pyarrow.types as types
    kind = schema.types[schema.names.index(name)]
    return not (
        types.is_nested(kind) or types.is_binary(kind) or types.is_large_binary(kind) or types.is_dictionary(kind)
    )

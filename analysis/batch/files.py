"""Files of a run: tables as Parquet and CSV, JSON, each written beside its place and moved there when it is whole."""
import json
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from analysis.corpus.files import hash_file
from analysis.spans.formulas import escape_formulas


def make_piece(table: pd.DataFrame) -> tuple[pa.Table, bytes]:
    """A table as it is stored: for Parquet, and the bytes of a CSV file."""
    return pa.Table.from_pandas(table, preserve_index=False), _make_csv(table)


def write_piece(table: pd.DataFrame, folder: Path, name: str, as_csv: bool = True) -> None:
    """Keeps a piece of a table in a folder, as NAME.parquet and NAME.csv."""
    table.to_parquet(folder / f"{name}.parquet", index=False)
    if as_csv:
        (folder / f"{name}.csv").write_bytes(_make_csv(table))


def read_piece(path: Path) -> tuple[pa.Table, bytes]:
    """The piece of a table that was kept as this .parquet, and the .csv beside it."""
    return pyarrow.parquet.read_table(path), path.with_suffix(".csv").read_bytes()


def _make_csv(table):
    return escape_formulas(table).to_csv(index=False, lineterminator="\n").encode("utf-8")


def write_table(name: str, pieces: Iterable[tuple[pa.Table, bytes]], out: Path) -> int:
    """Writes pieces one below the other as NAME.parquet and NAME.csv, and returns the number of rows."""
    rows = 0
    writer: Any = None
    parquet, text = out / f".{name}.parquet", out / f".{name}.csv"
    with open(text, "wb") as stream:
        for arrow, lines in pieces:
            arrow = arrow.replace_schema_metadata(None)
            if writer is None:
                writer = pyarrow.parquet.ParquetWriter(parquet, arrow.schema, compression="zstd")
            # one group per partition
            writer.write_table(arrow.cast(writer.schema), row_group_size=max(1, len(arrow)))
            stream.write(lines if not stream.tell() else lines.partition(b"\n")[2])                  # one head
            rows += len(arrow)
    writer.close()
    parquet.replace(out / f"{name}.parquet")
    text.replace(out / f"{name}.csv")
    return rows


def read_json(path: Path) -> Any:
    """What the file says; None where it is not there, or is no JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def write_json(path: Path, value: Any) -> None:
    replace_whole(
        path,
        lambda beside: beside.write_text(
            json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n"
        ),
    )


def replace_whole(path: Path, write: Callable[[Path], Any]) -> None:
    """Writes a file beside its place and moves it there when it is whole."""
    beside = path.with_name(f".{path.name}")
    write(beside)
    beside.replace(path)


def has_digest(path: Path, digest: str) -> bool:
    """Is the file still as it was written? False if it no longer exists."""
    try:
        return hash_file(path) == digest
    except OSError:
        return False


# --- folders -------------------------------------------------------------------------------

def write_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """Calls `write` for a folder and moves it to its place when it is complete, with a checksum of each file.

    If another worker, thought to be dead, was faster, its files stay, since they are the same.
    """
    beside = folder.with_name(f".{folder.name}-{os.getpid()}")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    write(beside)
    write_json(beside / "digests.json", {path.name: hash_file(path) for path in sorted(beside.iterdir())})
    try:
        beside.rename(folder)
    except OSError:
        shutil.rmtree(beside)


def complete_folder(folder: Path, write: Callable[[Path], None]) -> None:
    """As `write_folder`, unless the folder is there and whole; a damaged one is removed."""
    if not is_folder_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
        write_folder(folder, write)


def is_folder_whole(folder: Path) -> bool:
    """Is every file there as `write_folder` wrote it?"""
    digests = read_json(folder / "digests.json")
    return (
        isinstance(digests, dict)
        and bool(digests)
        and all(has_digest(folder / name, digest) for name, digest in digests.items())
    )

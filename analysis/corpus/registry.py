"""The kinds of input that are read, and the one way from a file to its articles.

A record is a dict: `path` (of the file; `news.csv:17` is the seventeenth article of a table), `text`, `problem` (None, or what
is wrong and what to do), and what the file says of `article_id`, `title`, `outlet` and `published` (as written). What cannot
be read is a record without text. Nothing here stops at one bad file.
"""
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from analysis.corpus.archives import read_zip
from analysis.corpus.kinds import MOST_BYTES, MOST_PACKED, Kind, Record, Remark, Source, Unreadable, set_aside
from analysis.corpus.pages import read_page
from analysis.corpus.tables import read_csv, read_jsonl, read_parquet
from analysis.corpus.texts import read_text

KINDS = (
    Kind("a text file", (".txt", ".text"), read_text, one_article=True),
    Kind("a saved web page", (".html", ".htm"), read_page, one_article=True),
    Kind("a table", (".csv", ".tsv"), read_csv, is_table=True),
    Kind("JSON Lines", (".jsonl", ".ndjson"), read_jsonl, is_table=True),
    Kind("a Parquet table", (".parquet",), read_parquet, is_table=True),
    Kind("a .zip", (".zip",), read_zip, is_archive=True),
)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
_UNPACKING = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError)      # what a damaged archive raises


def find_kind(name: str) -> Kind | None:
    """The kind of a file by the end of its name; None where files of this kind are not read."""
    return _BY_SUFFIX.get(Path(name).suffix.lower())


def read_file(path: Path | str, name: str, remark: Remark) -> Iterator[Record]:
    """The records of one file, with `name` as their path. `remark(name, what)` is told which columns were chosen."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            yield set_aside(name, "it is a folder or a device and cannot be read as a file: rename or remove it")
            return
        yield from read_source(Source(name, status.st_size, lambda: open(path, "rb")), remark)
    except OSError as error:
        yield set_aside(name, f"the file cannot be read ({error.strerror or error}): check its permissions, or remove it")


def read_source(source: Source, remark: Remark) -> Iterator[Record]:
    """The records of a file or of what an archive holds; OSError where it cannot be opened."""
    kind = find_kind(source.name)
    if kind is None or kind.is_archive and source.packed:
        remark(source.name, "a .zip within a .zip is not read: unpack it" if kind else
               f"files of the kind {Path(source.name).suffix or 'without suffix'} are not read: those that are end in {', '.join(SUFFIXES)}")
    elif kind.is_archive:
        with source.open() as stream:
            for item in kind.read(stream, source, remark):
                yield from _read_packed(item, remark) if isinstance(item, Source) else [item]
    elif kind.one_article and source.size > MOST_BYTES:
        yield set_aside(source.name, f"it has {source.size / 1e6:,.0f} MB, and one article may have {MOST_BYTES / 1e6:.0f}: split it into articles")
    elif kind.is_table and source.packed and source.size > MOST_PACKED:
        yield set_aside(source.name, f"it has {source.size / 1e6:,.0f} MB, and a table in a .zip may have {MOST_PACKED / 1e6:.0f}: unpack it")
    else:
        with source.open() as stream:
            yield from _read_records(kind, stream, source, remark)


def _read_packed(source, remark):
    try:
        yield from read_source(source, remark)
    except _UNPACKING as error:
        yield set_aside(source.name, f"it cannot be unpacked ({error}): pack it again")


def _read_records(kind, stream, source, remark):
    number = 0
    try:
        for number, record in enumerate(kind.read(stream, source, remark), start=1):
            numbered = record.pop("numbered", kind.is_table)
            yield {"path": f"{source.name}:{number}" if numbered else source.name, **record}
        if not number:
            yield set_aside(source.name, "it holds no article: fill it or remove it")
    except Unreadable as error:
        kept = f"the {number:,} articles before it are kept; " if number else ""
        yield set_aside(f"{source.name}:{number + 1}" if number else source.name, f"{error}; {kept}mend the file or remove it")

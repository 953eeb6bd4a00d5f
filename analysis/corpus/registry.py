"""The kinds of input that can be read, and the single path from a file to its articles.

A record is a dict: `path` (of the file; `news.csv:17` is the seventeenth article of a table), `text`, `problem` (None,
or what is wrong and what to do), and what the file says of `article_id`, `title`, `outlet`, `published` (as written),
`date_order` (of 03/04/2024: day-first or month-first), `published_basis`, and `further` (a dict of other columns); of
a table `place` (its row as a spreadsheet shows it, or its line) and `columns` ({what: the reader's name of it}). What
cannot be read is a record without text. Nothing here stops at one bad file.
"""
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.corpus.archives import read_zip
from analysis.corpus.containers import read_feed, read_gzip, read_message, read_tar, read_warc, read_webarchive
from analysis.corpus.days import Order, decide_order, is_open, may_be_two
from analysis.corpus.documents import read_epub, read_opendocument, read_pdf, read_rtf, read_word
from analysis.corpus.encodings import mend, repair
from analysis.corpus.exports import may_be_export
from analysis.corpus.files import describe_unknown, open_file
from analysis.corpus.kinds import (
    MOST_BYTES,
    MOST_EXPORT_BYTES,
    MOST_PACKED,
    Kind,
    NotRead,
    Record,
    Remark,
    Source,
    Unreadable,
    describe_size,
    join_problems,
    make_source,
    set_aside,
)
from analysis.corpus.pages import is_page, read_markup, read_page
from analysis.corpus.rows import read_json, read_sqlite, read_workbook
from analysis.corpus.tables import is_tab_separated, read_csv, read_jsonl, read_parquet
from analysis.corpus.texts import is_list_of_addresses, read_text


def _begins_with(*beginnings: bytes):
    return lambda head: head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(beginnings)


# The kinds of files, in the order in which they are tried. For a file that is text by its name, its first bytes decide
# before its suffix does.
KINDS = (
    Kind("a saved web page", (".html", ".htm"), read_page, is_page, one_article=True, takes_long=True),
    Kind("a table", (".csv", ".tsv"), read_csv, is_tab_separated, is_table=True),
    Kind("a text file", (".txt", ".text"), read_text, one_article=True),
    Kind("JSON Lines", (".jsonl", ".ndjson"), read_jsonl, is_table=True),
    Kind("a Parquet table", (".parquet",), read_parquet, is_table=True),
    Kind("JSON", (".json",), read_json, is_table=True),
    Kind("an Excel workbook", (".xlsx", ".xlsm"), read_workbook, is_table=True),
    Kind("an SQLite database", (".sqlite", ".sqlite3", ".db"), read_sqlite, is_table=True),
    Kind("a feed", (".rss", ".atom", ".xml"), read_feed, is_table=True),
    Kind("a Word document", (".docx",), read_word, takes_long=True),
    Kind("an RTF document", (".rtf",), read_rtf, _begins_with(b"{\\rtf"), takes_long=True),
    Kind("a PDF document", (".pdf",), read_pdf, _begins_with(b"%PDF-"), takes_long=True),
    Kind("an OpenDocument text", (".odt",), read_opendocument, takes_long=True),
    Kind("an EPUB", (".epub",), read_epub, takes_long=True),
    Kind("a page saved whole", (".mhtml", ".mht", ".eml"), read_message, takes_long=True),
    Kind("a web archive of Safari", (".webarchive",), read_webarchive, takes_long=True),
    Kind("a web archive (WARC)", (".warc",), read_warc),
    Kind("a .zip", (".zip",), read_zip, is_archive=True),
    Kind("a .tar", (".tar", ".tgz"), read_tar, is_archive=True),
    Kind("a Word or Excel document, or another .zip", (), None, _begins_with(b"PK\x03\x04"), "save its text as .txt"),
    Kind("an old Word or Excel document", (), None, _begins_with(b"\xd0\xcf\x11\xe0"), "save its text as .txt"),
    Kind("a packed file (.gz)", (".gz",), read_gzip, _begins_with(b"\x1f\x8b"), is_archive=True),
)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
_BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
# Suffixes of files whose first bytes are checked, since they may be of another kind.
_MARKED = (".txt", ".text", ".html", ".htm", ".csv", ".tsv")
# Rows of a table that are looked at for days written in figures; a row may be without a day.
_PEEKED = 100
_HEAD = 4096                                                        # bytes that show it
# The exceptions that damaged archives raise.
_UNPACKING = (zipfile.BadZipFile, zlib.error, RuntimeError, ValueError, EOFError, OSError)
# NewsAPI gives only the beginning of a text, which ends in this way.
_CUT = re.compile(r"\[\+(\d{1,9}) chars\]\s*$")


class Read(NamedTuple):
    """What one file holds."""
    records: list[Record]           # one article each
    remarks: list[tuple[str, str]]  # (path, what) of what is no article, see `group_remarks`


def read_one(source: Path | str | bytes, name: str) -> Read:
    """All articles of one file, given its path or its bytes; `name` is the path that they get. Depends on nothing else,
    so that other processes can read files; a table may hold more than fits into memory, for that see `read_file`.

    >>> read_one("It rained.".encode(), "a.txt").records
    [{'path': 'a.txt', 'text': 'It rained.', 'problem': None}]
    """
    remarks = []
    if isinstance(source, bytes):
        records = list(read_source(make_source(source, name), lambda path, what: remarks.append((path, what))))
    else:
        records = list(read_file(source, name, lambda path, what: remarks.append((path, what))))
    return Read(records, remarks)


def read_file(path: Path | str, name: str, remark: Remark) -> Iterator[Record]:
    """The records of one file, with `name` as their path. `remark(name, what)` is told which columns were chosen."""
    try:
        with open_file(path) as stream:
            size = stream.seek(0, 2)
        yield from read_source(Source(name, size, lambda: open_file(path)), remark)
    except IsADirectoryError:
        yield set_aside(name, "it is a folder and cannot be read as a file: rename or remove it")
    except OSError as error:
        yield set_aside(name, f"the file cannot be read ({error.strerror or error}): check its permissions, or remove "
                              "it")


def find_kind(name: str, head: bytes = b"") -> Kind | None:
    """The kind of a file by its first bytes and the end of its name; None where files of this kind are not read.

    >>> find_kind("news.txt", b"<!DOCTYPE html>").name
    'a saved web page'
    """
    suffix = Path(name).suffix.lower()
    marked = (kind for kind in KINDS if kind.mark and kind.mark(head)) if head and suffix in _MARKED else ()
    return next(iter(marked), _BY_SUFFIX.get(suffix))


def read_source(source: Source, remark: Remark) -> Iterator[Record]:
    """The records of a file or of what an archive holds; OSError where it cannot be opened."""
    kind = find_kind(source.name)
    if kind is None or kind.is_archive and source.packed:
        packed = "an archive within an archive is not read: unpack it"
        remark(source.name, describe_unknown(SUFFIXES) if kind is None else packed)
        return
    with source.open() as stream:
        kind = find_kind(source.name, _read_head(stream, _HEAD)) or kind
        if refusal := _refuse(kind, source, stream):
            yield set_aside(source.name, refusal)
            return
        if kind.is_archive and kind.read:
            for item in kind.read(stream, source, remark):
                yield from _read_packed(item, remark) if isinstance(item, Source) else [item]
            return
    order = _find_order(kind, source) if kind.is_table and kind.read else Order(None, None)
    if order.problem:
        remark(source.name, order.problem)
    with source.open() as stream:
        for record in _read_records(kind, stream, source, remark):
            yield _settle_day(record, order)


def _find_order(kind, source):
    """In which order a table writes its days, by all of its rows; where its first rows have no date in figures, it is
    not read twice."""
    days = []
    try:
        with source.open() as stream:
            for number, record in enumerate(kind.read(stream, source, lambda path, what: None)):
                if record.get("date_order"):            # the name of the column says it
                    return Order(record["date_order"], None)
                if record.get("published") and may_be_two(record["published"]):
                    days.append(record["published"])
                if not days and number >= _PEEKED:
                    break
    except (Unreadable, *_UNPACKING):
        pass  # what was read so far tells; the reading proper says what is wrong
    return decide_order(days)


def _settle_day(record, order):
    """The record with the order of its day; a day that stays open as all of its column do is not told again."""
    if not record.get("published") or order == (None, None):
        return record
    if order.problem and is_open(record["published"]):
        return {**record, "published": None}
    return {**record, "date_order": order.order}


def _read_head(stream, size):
    head = stream.read(size)
    stream.seek(0)
    return head


def _refuse(kind, source, stream):
    """Why a file is not read: for its kind or its size; None where it is."""
    if kind.read is None:
        return f"it is {kind.name}, whatever its name says: {kind.advice}"
    if kind.one_article and source.size > MOST_BYTES:
        if not may_be_export(_read_head(stream, MOST_BYTES)):       # its marks stand at the end of its first article
            return describe_size(source.size)
        if source.size > MOST_EXPORT_BYTES:
            return (f"it has {source.size / 1e6:,.0f} MB, and an export of a database may have "
                    f"{MOST_EXPORT_BYTES / 1e6:.0f}: download it in parts")
    if kind.is_table and source.packed and source.size > MOST_PACKED:
        return f"it has {source.size / 1e6:,.0f} MB, and a table in a .zip may have {MOST_PACKED / 1e6:.0f}: unpack it"
    return None


def _read_packed(source, remark):
    try:
        yield from read_source(source, remark)
    except _UNPACKING as error:
        yield set_aside(source.name, f"it cannot be unpacked ({error}): pack it again")


def _read_records(kind, stream, source, remark):
    number, told = 0, False
    try:
        for number, record in enumerate(kind.read(stream, source, remark), start=1):
            if kind.mark is not is_page and (text := read_markup(record["text"])) is not None:
                record["text"] = text
                if not told:
                    remark(source.name, "the text is HTML, and is read without its tags")
                told = True
            numbered = record.pop("numbered", kind.is_table)
            yield finish({"path": f"{source.name}:{number}" if numbered else source.name, **record})
        if not number:
            yield set_aside(source.name, "it holds no article: fill it or remove it")
    except Unreadable as error:
        kept = f"the {number:,} articles before it are kept" if number else ""
        advice = "" if isinstance(error, NotRead) else "mend the file or remove it"
        yield set_aside(f"{source.name}:{number + 1}" if number else source.name,
                        "; ".join(part for part in (str(error), kept, advice) if part))


def finish(record: Record) -> Record:
    """A record from any reader, with its characters repaired, and with what is wrong with its text among its
    problems."""
    text, damage = repair(mend(record["text"]))
    problems = [record.get("problem"), damage]
    if not text.strip():
        problems.append(None if record.get("problem") else "the article has no text: fill it or remove it")
    elif is_list_of_addresses(text):
        text, problems = "", [*problems, "it holds addresses, not texts: save the pages and read those"]
    elif cut := _CUT.search(text):
        problems.append(f"the text is cut: {int(cut[1]):,} characters are missing at its end; get the whole text")
    names = {what: repair(record[what])[0] for what in ("title", "outlet") if record.get(what)}
    return {**record, **names, "text": text, "problem": join_problems(*problems)}

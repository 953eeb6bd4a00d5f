"""Every article that a file, a folder or a .zip holds, one record at a time, so that no corpus has to fit into memory.

A record is a dict: `path` (of the file; `news.csv:17` is the seventeenth article of a table), `text`, `problem` (None, or what
is wrong and what to do), and what the file says of `article_id`, `title`, `outlet` and `published` (as written). What cannot
be read is a record without text. Nothing here stops at one bad file.
"""
import csv
import io
import json
import os
import re
import stat
import zipfile
import zlib
from pathlib import Path

from analysis.corpus.decoding import decode, describe_damage, describe_encoding, find_encoding, mend

TEXTS, PAGES, TABLES = (".txt", ".text"), (".html", ".htm"), (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
SUFFIXES = (*TEXTS, *PAGES, *TABLES, ".zip")
BESIDE = ("articles.csv", "corrections.csv", "terms.csv", "people.csv")     # these say something about the articles and hold none

# Limits, so that no file can take all memory. A long book has 2 MB; text packs to a tenth, a bomb to a thousandth.
MOST_BYTES = 10_000_000                         # of one article
MOST_PACKED, MOST_FILES = 500_000_000, 1_000_000    # of a table inside a .zip; of files in one .zip
MOST_RATIO = 100                                # unpacked to packed size of a .zip larger than 50 MB unpacked

# Which column holds what, the first that is there; compared without case, spaces, hyphens and underscores.
COLUMNS = {
    "text": ["text", "body", "content", "articletext", "fulltext", "articlebody", "maintext", "bodytext", "article", "story"],
    "title": ["title", "headline", "heading"],
    "outlet": ["outlet", "publisher", "source", "publication", "newspaper", "sitename", "site", "domain"],
    "published": ["published", "date", "pubdate", "datepublished", "publisheddate", "publishdate", "publicationdate", "publishedat",
                  "publicationdatetime", "pubdatetime", "datetime", "timestamp"],
    "article_id": ["articleid", "id", "docid", "documentid", "uuid"],
}


def match_columns(names):
    """{what: column} for the columns of a table that are of use.

    >>> match_columns(["ID", "Pub_Date", "Body", "Source", "likes"])
    {'text': 'Body', 'outlet': 'Source', 'published': 'Pub_Date', 'article_id': 'ID'}
    """
    plain = {}
    for name in names:
        plain.setdefault("".join(c for c in str(name).lower() if c not in " _-"), name)
    found = {what: next((plain[known] for known in all_known if known in plain), None) for what, all_known in COLUMNS.items()}
    return {what: name for what, name in found.items() if name is not None}


# --- which files ---------------------------------------------------------------------------

def list_files(folder):
    """(files, remarks) of a folder: sorted relative paths of every file to read, and (path, why) of what is not read.

    Links to folders are followed, but each folder is read once, so a link that leads back is no loop. Names that begin with
    a dot are left out in silence.
    """
    files, remarks, seen, linked = [], [], set(), []

    def walk(at):
        for here, folders, names in os.walk(at, onerror=lambda error: remarks.append(
                (_name(error.filename), f"the folder cannot be read ({error.strerror}): check its permissions"))):
            seen.add(os.path.realpath(here))
            linked.extend(os.path.join(here, name) for name in folders if os.path.islink(os.path.join(here, name)))
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in names:
                path = _name(os.path.join(here, name))
                if name.startswith(".") or path in BESIDE:
                    continue
                if path != mend(path):
                    remarks.append((mend(path), "its name is in an encoding that is not known: rename it"))
                elif Path(name).suffix.lower() in SUFFIXES:
                    files.append(path)
                else:
                    remarks.append((path, f"files of the kind {Path(name).suffix or 'without suffix'} are not read: "
                                          f"those that are end in {', '.join(SUFFIXES)}"))
            files.extend(_name(os.path.join(here, name)) for name in folders     # so that it is named, not skipped
                         if Path(name).suffix.lower() in TEXTS and not os.listdir(os.path.join(here, name)))

    def _name(path):
        return Path(os.path.relpath(path, folder)).as_posix()

    walk(folder)
    while linked:
        link = linked.pop(0)
        if os.path.realpath(link) in seen:
            remarks.append((_name(link), "a symbolic link to a folder that is read already: not followed"))
        else:
            walk(link)
    return sorted(files), sorted(remarks)


# --- files of each kind --------------------------------------------------------------------

def read_source(path, name, remark):
    """The records of one file, with `name` as their path. `remark(name, what)` is told which columns were chosen."""
    try:
        if Path(path).suffix.lower() == ".zip":
            yield from _read_zip(path, name, remark)
            return
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            yield _set_aside(name, "it is a folder or a device and cannot be read as a file: rename or remove it")
            return
        with open(path, "rb") as stream:
            yield from _read_stream(stream, status.st_size, name, remark)
    except OSError as error:
        yield _set_aside(name, f"the file cannot be read ({error.strerror or error}): check its permissions, or remove it")


def _set_aside(name, problem):
    return {"path": name, "text": "", "problem": problem}


def _read_stream(stream, size, name, remark):
    suffix = Path(name).suffix.lower()
    if suffix in (*TEXTS, *PAGES):
        if size > MOST_BYTES:
            yield _set_aside(name, f"it has {size / 1e6:,.0f} MB, and one article may have {MOST_BYTES / 1e6:.0f}: split it into articles")
            return
        data = stream.read(MOST_BYTES + 1)
        if not data.strip():
            yield _set_aside(name, "the file is empty: fill it or remove it")
        elif suffix in PAGES:
            yield _read_page(data, name)
        else:
            text, problem = decode(data)
            yield {"path": name, "text": text, "problem": problem}
        return
    rows = {".parquet": _read_parquet, ".jsonl": _read_jsonl, ".ndjson": _read_jsonl}.get(suffix, _read_table)
    number = 0
    try:
        for number, record in enumerate(rows(stream, name, remark), start=1):
            text = record.get("text") or ""
            if record.get("problem") is None:
                problem = describe_damage(text) if text.strip() else "the article has no text: fill it or remove it"
                record["problem"] = "; ".join(p for p in (record.pop("encoding", None), problem) if p) or None
            yield {"path": f"{name}:{number}", **record, "text": text}
        if not number:
            yield _set_aside(name, "it holds no article: fill it or remove it")
    except _Unreadable as error:
        kept = f"the {number:,} articles before it are kept; " if number else ""
        yield _set_aside(f"{name}:{number + 1}" if number else name, f"{error}; {kept}mend the file or remove it")


class _Unreadable(Exception):
    """From here on a table cannot be read."""


def _choose(names, name, remark):
    chosen = match_columns(names)
    if "text" not in chosen:
        raise _Unreadable(f"no column holds the text: it has {[str(n)[:40] for n in names][:20]}; name one 'text'")
    remark(name, "columns read: " + ", ".join(column if column == what else f"{column} (as {what})" for what, column in chosen.items())
           + ("; titles are shown, and not counted as headlines" if "title" in chosen else ""))
    return chosen


def _read_lines(stream):
    """(text lines, what to say of the encoding). A line longer than any article may be is unreadable."""
    sample = stream.read(1_000_000)
    encoding = find_encoding(sample, whole=len(sample) < 1_000_000)
    if encoding is None:
        raise _Unreadable("it is not text, or in an encoding that is not known: save it as UTF-8")
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")

    def lines():
        while line := text.readline(MOST_BYTES):
            if len(line) >= MOST_BYTES:
                raise _Unreadable(f"a line is longer than the {MOST_BYTES / 1e6:.0f} MB that one article may have")
            yield line

    return lines(), describe_encoding(encoding)


def _read_table(stream, name, remark):
    csv.field_size_limit(MOST_BYTES)
    lines, encoding = _read_lines(stream)
    head = next(lines, "")
    delimiter = "\t" if name.lower().endswith(".tsv") else max(",;\t", key=head.count)

    def again():
        yield head
        yield from lines

    rows = csv.reader(again(), delimiter=delimiter)
    try:
        names = next(rows, [])
        chosen = _choose(names, name, remark)
        place = {what: names.index(column) for what, column in chosen.items()}
        for row in rows:
            if row:
                record = {what: row[i] if i < len(row) else "" for what, i in place.items()}
                yield {**record, "encoding": encoding}
    except csv.Error as error:
        raise _Unreadable(f"line {rows.line_num} cannot be read as a table ({error})") from None


def _read_jsonl(stream, name, remark):
    lines, encoding = _read_lines(stream)
    chosen = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield {"text": "", "problem": f"line {number} is no JSON ({str(error)[:80]}): mend or remove it"}
            continue
        if not isinstance(row, dict):
            yield {"text": "", "problem": f"line {number} is no JSON object: write one {{...}} per line"}
            continue
        if chosen is None:
            chosen = _choose(list(row), name, remark)
        values = {what: row.get(column) for what, column in ({**match_columns(list(row)), **chosen}).items()}
        yield {**{what: None if value is None else mend(str(value))
                  for what, value in values.items()}, "encoding": encoding}


def _read_parquet(stream, name, remark):
    import pyarrow
    import pyarrow.parquet
    try:
        file = pyarrow.parquet.ParquetFile(stream, buffer_size=1_000_000, pre_buffer=False)     # else whole row groups are held
        chosen = _choose(file.schema_arrow.names, name, remark)
        for batch in file.iter_batches(batch_size=200, columns=list(chosen.values())):
            for row in batch.to_pylist():
                yield {what: None if row[column] is None else str(row[column]) for what, column in chosen.items()}
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:       # pyarrow raises what it comes to
        raise _Unreadable(f"it is no Parquet file that can be read ({str(error)[:80]})") from None


def _read_page(data, name):
    """A saved web page: trafilatura tells the article from the site, and reads title, outlet and date where the page states them."""
    import trafilatura
    page, problem = _decode_page(data)
    try:
        found = trafilatura.bare_extraction(page, include_comments=False, include_tables=False, with_metadata=True) if page else None
    except Exception as error:                      # a page may be broken in any way
        found, problem = None, f"trafilatura cannot read the page ({type(error).__name__}): save it again"
    if not found or not (found.text or "").strip():
        return _set_aside(name, problem or "no article is found in the page: save its text as .txt")
    return {"path": name, "text": found.text, "title": found.title, "outlet": found.sitename or found.hostname,
            "published": found.date, "problem": problem or describe_damage(found.text)}


def _decode_page(data):
    """As decode, but what the page declares as its charset counts, where it fits."""
    declared = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", data[:5000], re.I)
    if declared and find_encoding(data) not in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        try:
            return data.decode(declared.group(1).decode("ascii")), None
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(data)


def _read_zip(path, name, remark):
    try:
        with zipfile.ZipFile(path) as archive:
            entries = sorted((e for e in archive.infolist() if not e.is_dir()), key=lambda entry: entry.filename)
            packed, size = os.path.getsize(path), sum(entry.file_size for entry in entries)
            if len(entries) > MOST_FILES or size > 50_000_000 and size > MOST_RATIO * packed:
                yield _set_aside(name, f"it would unpack to {size / 1e6:,.0f} MB in {len(entries):,} files, {size / max(1, packed):,.0f} times its "
                                       f"size (at most {MOST_RATIO} times and {MOST_FILES:,} files are unpacked): unpack it yourself if you trust it")
                return
            for entry in entries:
                yield from _read_entry(archive, entry, f"{name}/{entry.filename}", remark)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        yield _set_aside(name, f"it is no .zip that can be read ({error}): pack it again")


def _read_entry(archive, entry, name, remark):
    base, suffix = Path(entry.filename).name, Path(entry.filename).suffix.lower()
    if base.startswith(".") or entry.filename.startswith("__MACOSX") or entry.filename in BESIDE:
        return
    if suffix == ".zip" or suffix not in SUFFIXES:
        remark(name, "a .zip within a .zip is not read: unpack it" if suffix == ".zip" else
               f"files of the kind {suffix or 'without suffix'} are not read: those that are end in {', '.join(SUFFIXES)}")
        return
    if suffix in TABLES and entry.file_size > MOST_PACKED:
        yield _set_aside(name, f"it has {entry.file_size / 1e6:,.0f} MB, and a table in a .zip may have {MOST_PACKED / 1e6:.0f}: unpack it")
        return
    try:
        with archive.open(entry) as stream:
            whole = io.BytesIO(stream.read()) if suffix == ".parquet" else stream
            yield from _read_stream(whole, entry.file_size, name, remark)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError) as error:
        yield _set_aside(name, f"it cannot be unpacked ({error}): pack it again")

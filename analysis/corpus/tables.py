"""Tables of articles, one row each: CSV, TSV, JSON Lines, Parquet."""
import csv
import io
import json
from collections.abc import Iterator
from typing import BinaryIO

from analysis.corpus.encodings import describe_damage, describe_encoding, find_encoding, mend
from analysis.corpus.kinds import MOST_BYTES, Record, Remark, Source, Unreadable

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


def _choose(names, name, remark):
    chosen = match_columns(names)
    if "text" not in chosen:
        raise Unreadable(f"no column holds the text: it has {[str(n)[:40] for n in names][:20]}; name one 'text'")
    remark(name, "columns read: " + ", ".join(column if column == what else f"{column} (as {what})" for what, column in chosen.items())
           + ("; titles are shown, and not counted as headlines" if "title" in chosen else ""))
    return chosen


def _finish(record, encoding=None):
    """A record with its text and problem as every reader gives them."""
    text = record.get("text") or ""
    problem = describe_damage(text) if text.strip() else "the article has no text: fill it or remove it"
    return {**record, "text": text, "problem": "; ".join(p for p in (encoding, problem) if p) or None}


def _read_lines(stream):
    """(text lines, what to say of the encoding). A line longer than any article may be is unreadable."""
    sample = stream.read(1_000_000)
    encoding = find_encoding(sample, whole=len(sample) < 1_000_000)
    if encoding is None:
        raise Unreadable("it is not text, or in an encoding that is not known: save it as UTF-8")
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")

    def lines():
        while line := text.readline(MOST_BYTES):
            if len(line) >= MOST_BYTES:
                raise Unreadable(f"a line is longer than the {MOST_BYTES / 1e6:.0f} MB that one article may have")
            yield line

    return lines(), describe_encoding(encoding)


def read_csv(stream: BinaryIO, source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of a CSV or TSV table, one per row; the delimiter is the one that the head has most of."""
    csv.field_size_limit(MOST_BYTES)
    lines, encoding = _read_lines(stream)
    head = next(lines, "")
    delimiter = "\t" if source.name.lower().endswith(".tsv") else max(",;\t", key=head.count)

    def again():
        yield head
        yield from lines

    rows = csv.reader(again(), delimiter=delimiter)
    try:
        names = next(rows, [])
        chosen = _choose(names, source.name, remark)
        place = {what: names.index(column) for what, column in chosen.items()}
        for row in rows:
            if row:
                record = {what: row[i] if i < len(row) else "" for what, i in place.items()}
                yield _finish(record, encoding)
    except csv.Error as error:
        raise Unreadable(f"line {rows.line_num} cannot be read as a table ({error})") from None


def read_jsonl(stream: BinaryIO, source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of a file with one JSON object per line."""
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
            chosen = _choose(list(row), source.name, remark)
        values = {what: row.get(column) for what, column in ({**match_columns(list(row)), **chosen}).items()}
        yield _finish({what: None if value is None else mend(str(value)) for what, value in values.items()}, encoding)


def read_parquet(stream: BinaryIO, source: Source, remark: Remark) -> Iterator[Record]:
    """The articles of a Parquet table, one per row."""
    import pyarrow
    import pyarrow.parquet
    if source.packed:
        stream = io.BytesIO(stream.read())              # Parquet is read from its end
    try:
        file = pyarrow.parquet.ParquetFile(stream, buffer_size=1_000_000, pre_buffer=False)     # else whole row groups are held
        chosen = _choose(file.schema_arrow.names, source.name, remark)
        for batch in file.iter_batches(batch_size=200, columns=list(chosen.values())):
            for row in batch.to_pylist():
                yield _finish({what: None if row[column] is None else str(row[column]) for what, column in chosen.items()})
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:       # pyarrow raises what it comes to
        raise Unreadable(f"it is no Parquet file that can be read ({str(error)[:80]})") from None

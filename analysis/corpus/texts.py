"""Text files: one article each, or the export of a database with many."""
from collections.abc import Iterator
from typing import BinaryIO

from analysis.corpus.encodings import decode
from analysis.corpus.exports import find_export
from analysis.corpus.kinds import MOST_BYTES, Record, Remark, Source, set_aside


def read_text(stream: BinaryIO, source: Source, remark: Remark) -> Iterator[Record]:
    """The record of a text file; those of its articles where it is the export of a database."""
    data = stream.read(MOST_BYTES + 1)
    if not data.strip():
        yield set_aside(source.name, "the file is empty: fill it or remove it")
        return
    text, problem = decode(data)
    export = find_export(text)
    if export is None:
        yield {"text": text, "problem": problem}
    elif export.split is None:
        yield set_aside(source.name, f"it is an export of {export.name} that holds several articles, and is not split yet: save each article as a file")
    else:
        for record in export.split(text):
            yield {"problem": problem, **record, "numbered": True}

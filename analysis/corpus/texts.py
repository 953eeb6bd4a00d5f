"""Text files, one article each."""
import re
from collections.abc import Iterator
from typing import BinaryIO

from analysis.corpus.encodings import decode
from analysis.corpus.export_marks import find_export
from analysis.corpus.kinds import MOST_BYTES, Record, Remark, Source, set_aside

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def read_text(stream: BinaryIO, source: Source, remark: Remark) -> Iterator[Record]:
    """The record of a text file; what is an export of many articles is refused by the name of its database."""
    data = stream.read(MOST_BYTES + 1)
    if not data.strip():
        yield set_aside(source.name, "the file is empty: fill it or remove it")
        return
    text, problem = decode(data)
    if database := find_export(text):
        yield set_aside(source.name, describe_export(database))
    else:
        yield {"text": text, "problem": problem}


def describe_export(database: str) -> str:
    """What is said of an export of many articles that is not split."""
    return f"it is an export of {database} with many articles in one file, which is not split: save each article as a file of its own"


def is_list_of_addresses(text: str) -> bool:
    """Does every line of a text hold an address and nothing else?"""
    if not _ADDRESS.match(text.lstrip()[:100]):
        return False
    return all(_ADDRESS.fullmatch(line.strip()) for line in text.splitlines() if line.strip())

"""Text files, one article each."""
import re
from collections.abc import Iterator
from typing import IO

from analysis.corpus.encodings import decode
from analysis.corpus.exports import split_export
from analysis.corpus.kinds import (
    MOST_BYTES,
    MOST_EXPORT_BYTES,
    Record,
    Remark,
    Source,
    describe_size,
    join_problems,
    set_aside,
)

# A line that consists only of marks and separates articles. Such lines also separate sections of one article, so a
# part counts as an article only if it is as long as one.
_SEPARATOR = re.compile(r"\f|^[ \t]{0,80}(?:\*{3,80}|#{3,80}|={5,80}|(?:\* ){2,40}\*)[ \t\r]{0,80}$", re.M)
_MARKS = ("\f", "***", "###", "===", "* *")       # one of which each of them holds
_ARTICLE_WORDS = 60
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")


def read_text(stream: IO[bytes], source: Source, remark: Remark) -> Iterator[Record]:
    """The record of a text file; those of its articles where it is the export of a database."""
    data = stream.read(MOST_EXPORT_BYTES + 1)
    if not data.strip():
        yield set_aside(source.name, "the file is empty: fill it or remove it")
        return
    text, problem = decode(data)
    articles = split_export(text, lambda what: remark(source.name, what))
    if articles is None and len(data) > MOST_BYTES:
        yield set_aside(source.name, describe_size(len(data)))
    elif articles is None:
        yield {"text": text, "problem": join_problems(problem, describe_separators(text))}
    else:
        yield from ({**record, "problem": join_problems(problem, record["problem"])} for record in articles)


def describe_separators(text: str) -> str | None:
    """What is said of a text that seems to hold several articles, apart by lines of marks or by form feeds; else
    None."""
    if not any(mark in text for mark in _MARKS):
        return None
    parts = [part for part in _SEPARATOR.split(text) if len(part.split()) >= _ARTICLE_WORDS]
    if len(parts) < 2:
        return None
    return (f"it seems to hold {len(parts):,} articles, parted by lines such as *** or by form feeds, and is read as "
            "one: save each as a file of its own, or as a row of a table")


def is_list_of_addresses(text: str) -> bool:
    """Does every line of a text hold an address and nothing else?"""
    if not _ADDRESS.match(text.lstrip()[:100]):
        return False
    return all(_ADDRESS.fullmatch(line.strip()) for line in text.splitlines() if line.strip())

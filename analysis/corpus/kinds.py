"""The description of a kind of input: how its files are recognised, what reads them, and what every reader returns.

A new kind is a module with a reader, and one row in registry.py.
"""
import io
from collections.abc import Callable, Iterator
from typing import IO, NamedTuple

# Limits, so that no file can take all memory. A long book has 2 MB.
MOST_BYTES = 10_000_000             # of one article
MOST_EXPORT_BYTES = 100_000_000     # of a file that may hold many: an export of a database, a document with pictures
MOST_PACKED = 500_000_000           # of a table inside an archive

Record = dict                       # one article, see registry.py
Remark = Callable[[str, str], None]     # is told (path, what to know) of what is no article


class Source(NamedTuple):
    """A file, or what an archive holds, before it is read."""
    name: str                       # the `path` that its articles get
    size: int                       # bytes, as the folder or the archive says
    open: Callable[[], IO[bytes]]   # opens it at its beginning
    packed: bool = False            # it lies in an archive


Reader = Callable[[IO[bytes], Source, Remark], Iterator[Record | Source]]


class Kind(NamedTuple):
    """One kind of input: a row of the table KINDS in registry.py."""
    name: str                       # as a message calls it, "a saved web page"
    suffixes: tuple[str, ...]       # that its files end in, in lower case
    read: Reader | None             # None: it is recognised, and refused by its name
    # do the first bytes of a file, whatever its name, show that it is of this kind?
    mark: Callable[[bytes], bool] | None = None
    advice: str = ""                # what to do with a file that is refused
    one_article: bool = False       # a file is one article, of at most MOST_BYTES
    is_archive: bool = False        # it yields sources, which are read in turn
    is_table: bool = False          # it is read row by row, whatever its size, and its articles are numbered
    takes_long: bool = False        # some milliseconds a file: many are read by several processes, see processes.py


class Unreadable(Exception):
    """From this point on a file cannot be read; the message says why, and the articles before it are kept."""


class NotRead(Unreadable):
    """As `Unreadable`, with a message that also says what to do: what to install, how to save the file again."""


def set_aside(name: str, problem: str) -> Record:
    """The record of a file that is not read."""
    return {"path": name, "text": "", "problem": problem}


def describe_size(size: int) -> str:
    """Why a file of one article is not read that has more bytes than one may have."""
    return f"it has {size / 1e6:,.0f} MB, and one article may have {MOST_BYTES / 1e6:.0f}: split it into articles"


def make_source(data: bytes, name: str) -> Source:
    """A source that is in memory already."""
    return Source(name, len(data), lambda: io.BytesIO(data))


def join_problems(*problems: object) -> str | None:
    """The problems of one article as one string; what is None, NA or empty is left out."""
    return "; ".join(problem for problem in problems if isinstance(problem, str) and problem) or None

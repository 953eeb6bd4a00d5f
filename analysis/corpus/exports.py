"""Exports of databases: one file that holds many articles. Recognised by marks, and split into records."""
from collections.abc import Callable, Iterator
from typing import NamedTuple

from analysis.corpus.kinds import Record


class Export(NamedTuple):
    """How one database writes many articles into one file: a row of the table EXPORTS."""
    name: str                                               # of the database, as a message calls it
    matches: Callable[[str], bool]                          # of a decoded text, or of the source of a page: is it such an export?
    split: Callable[[str], Iterator[Record]] | None = None  # its articles as records, without `path`; None: refused by name


EXPORTS: tuple[Export, ...] = ()


def find_export(text: str) -> Export | None:
    """The export that a text, or the source of a page, is; None for any other text."""
    return next((export for export in EXPORTS if export.matches(text)), None)

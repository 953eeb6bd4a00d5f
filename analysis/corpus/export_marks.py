"""Marks of exports that hold many articles: each is there once per article, or once in the export, and in no single article."""
import re

from analysis.lexicon import read_table

_MARKS = tuple((row["database"], re.compile(row["mark"], re.M)) for row in read_table("export_marks"))


def find_export(text: str) -> str | None:
    """The database whose export a text, or the source of a page, is; None for any other text.

    >>> find_export("Bridge closed\\nHarton Post\\n\\nLoad-Date: October 2, 2020\\n\\nEnd of Document\\n")
    'Nexis Uni'
    """
    return next((database for database, mark in _MARKS if mark.search(text)), None)

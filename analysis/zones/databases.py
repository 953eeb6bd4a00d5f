"""What a newspaper database writes around an article that it exports: its labels, index terms and numbers.

Only in an article that holds the mark of a database do its labels count, as "Section: News" may be a line of any article.
"""

import functools
import re

from analysis.lexicon import read_table
from analysis.zones.forms import Line
from analysis.zones.page import Page

# Words: "Copyright 2014 Harton News or its affiliated companies All Rights Reserved Registered in England. No. 1 ..."
_LONGEST_COPYRIGHT = 40
_COPYRIGHT = re.compile(r"(?:copyright\b|\(c\)|©)", re.I)


@functools.cache
def _read_marks() -> tuple[tuple[str, bool, re.Pattern[str]], ...]:
    """(database, does the article end here, expression) of each mark."""
    return tuple(
        (row["database"], row["where"] != "above an article", re.compile(row["mark"])) for row in read_table("export_marks")
    )


@functools.cache
def _read_labels(database: str) -> re.Pattern[str]:
    """The labels of a database, with a colon, a tab or nothing after them."""
    labels = {row["label"] for row in read_table("exports") if row["database"] == database and row["where"] != "class"}
    written = "|".join(re.escape(label).replace(r"\ ", "[ -]") for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?:{written})\s?(?:[:\t|]|$)" if written else "(?!)", re.I)


def mark_database_lines(page: Page) -> None:
    """Give the lines of a database their rule, in an article that it exported: labels, copyright, and what stands below its mark."""
    marks = [
        (at, database, ends)
        for at, line in enumerate(page.lines)
        for database, ends, mark in _read_marks()
        if mark.fullmatch(line.text)
    ]
    if not marks:
        return
    labels = _read_labels(marks[-1][1])
    end = max((at for at, _, ends in marks if ends), default=len(page.lines))
    are_labels = [bool(labels.match(line.text)) for line in page.lines]
    for at, line in enumerate(page.lines):
        beside = any(are_labels[max(0, at - 1) : at]) or any(are_labels[at + 1 : at + 2])
        # A sentence with a label in front of it may be the article's own; those of the database stand together.
        is_label = are_labels[at] and (beside or not line.prose)
        if at >= end or is_label or _is_copyright(line) or any(at == place for place, *_ in marks):
            line.rule = "database-label"


def _is_copyright(line: Line) -> bool:
    return len(line.words) <= _LONGEST_COPYRIGHT and bool(_COPYRIGHT.match(line.text))

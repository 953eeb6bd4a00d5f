"""The lines that a newspaper database adds to an article it exports: labels, index terms and numbers.

The labels of a database only count in an article that contains a mark of that database, since a line such as "Section:
News" may occur in any article.
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
        (row["database"], row["where"] != "above an article", re.compile(row["mark"]))
        for row in read_table("export_marks")
    )


@functools.cache
def _read_labels(database: str) -> re.Pattern[str]:
    """The labels of a database, with a colon, a tab or nothing after them."""
    labels = {row["label"] for row in read_table("exports") if row["database"] == database and row["where"] != "class"}
    written = "|".join(re.escape(label).replace(r"\ ", "[ -]") for label in sorted(labels, key=len, reverse=True))
    return re.compile(rf"(?:{written})\s?(?:[:\t|]|$)" if written else "(?!)", re.I)


def mark_database_lines(page: Page) -> None:
    """Give the lines of a database their rule, if the article was exported by one: its labels, its copyright notice,
    and everything below its mark."""
    marks = [
        (at, database, ends)
        for at, line in enumerate(page.lines)
        for database, ends, mark in _read_marks()
        if mark.fullmatch(line.text)
    ]
    if not marks:
        return
    end = _find_end(page, marks)
    marked, labels = {at for at, _, _ in marks}, _find_labels(page, _read_labels(marks[-1][1]))
    for at, line in enumerate(page.lines):
        if at >= end or at in labels or at in marked or _is_copyright(line):
            line.rule = "database-label"


def _find_end(page, marks):
    """Where the article ends: at the last mark that says so; the number of lines where none does."""
    return max((at for at, _, ends in marks if ends), default=len(page.lines))


def _find_labels(page, labels):
    """The places of the labels. A sentence with a label in front of it may belong to the article; the labels of the
    database come one after another."""
    found = {at for at, line in enumerate(page.lines) if labels.match(line.text)}
    return {at for at in found if not page.lines[at].prose or {at - 1, at + 1} & found}


def _is_copyright(line: Line) -> bool:
    return len(line.words) <= _LONGEST_COPYRIGHT and bool(_COPYRIGHT.match(line.text))

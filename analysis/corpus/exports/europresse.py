"""Europresse (Eureka, Cedrom-SNi): HTML in which only classes tell the parts of an article."""

import re

from analysis.corpus.exports.days import find_stated_day
from analysis.corpus.exports.engine import Database, Parts, Section, read_labels, write_text
from analysis.corpus.lines import Line

_CLASSES, _ = read_labels("europresse")
_ISSUE = re.compile(r", no\. .*")
_AUTHOR_WORDS = 8  # "Ariane Weber, Jean Perrin et Marc Petit" has seven
_NUMBER = re.compile(r"(?:.*\s)?news·\d{8}·\w{1,4}·\S+")


def _read(lines: list[Line]) -> Parts:
    columns = [(_find_column(line), line.text) for line in lines if line.text]
    facts = {column: " ".join(text for other, text in columns if other == column) for column in _CLASSES.values()}
    titles = [n for n, (column, _) in enumerate(columns) if column == "title"]
    below = columns[titles[-1] + 1][1] if titles and titles[-1] + 1 < len(columns) else ""
    is_name = len(below.split()) <= _AUTHOR_WORDS and below[-1:].isalpha()
    facts |= _read_header(facts["published"])
    facts |= {"author": facts["author"] or (below if is_name else ""), "outlet": _ISSUE.sub("", facts["outlet"])}
    return Parts(facts, write_text([Section("", "", "", [line.text for line in lines])]))


def _read_header(header):
    """Politique, mardi 4 mai 2021, p. 12"""
    first, comma, _ = header.partition(",")
    section = first.strip() if comma and not find_stated_day(first) else ""
    return {"published": find_stated_day(header) or header, "section": section}


def _find_column(line):
    marks = line.marks.lower().split()
    return next((column for mark, column in _CLASSES.items() if mark in marks), "")


EUROPRESSE = Database(
    name="Europresse",
    read=_read,
    first="docpublicationname",
    begun=re.compile(r".*\b(?:19|20)\d\d\b.*"),
    sign=_NUMBER,
    advice="download it again as HTML",
)

"""A statement while it is being built: its rows, its speaker, and how they become rows of the table."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from analysis.speakers.frames import Report
from analysis.speakers.mentions import NOBODY
from analysis.speakers.names import Article
from analysis.text import count_words
from analysis.text.phrases import phrase_start
from analysis.text.quotations import Quotation
from analysis.text.sentence import Sentence


class Row(NamedTuple):
    """One stretch of what is reported, with how its speaker is known and the rule that found it."""

    start: int
    end: int
    kind: str  # direct, indirect or mixed
    basis: str
    rule: str


@dataclass
class Statement:
    """The content and the speaker of one attribution.

    `speaker` is None where nobody is named; `source` and `cue` are offsets, or None; `last` is the number of the last
    paragraph that has a row of it, and `quoted` says whether a later quotation may continue it.
    """

    rows: list[Row]
    speaker: str | None
    basis: str
    last: int
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    quoted: bool = True
    resolved_by: str | None = None

    def add(self, row: Row, basis: str | None = None) -> None:
        """Add a row with the same speaker; `basis` is "continued" for a quotation that continues from the paragraph
        before."""
        basis = basis or self.basis
        self.rows.append(row if row.basis == basis else row._replace(basis=basis))

    def begin_again(self, row: Row, paragraph: int) -> "Statement":
        """A statement of the same speaker in the next paragraph."""
        return replace(self, rows=[row._replace(basis="continued")], last=paragraph, quoted=True)


def make_reported(sent: Sentence, report: Report, article: Article) -> Statement:
    """The statement of one report."""
    resolved, source = NOBODY, None
    if report.subject:
        source = (sent.starts[report.subject[0]], sent.ends[report.subject[1] - 1])
        resolved = article.resolve(sent, report.subject, source[0])
        article.remember(resolved)
    quotations = [sent.quotes[quote] for quote in report.quotes]
    rows = [
        Row(*_bounds_and_kind(start, end, quotations), resolved.basis, report.rule) for start, end in report.contents
    ]
    cue = (sent.starts[report.cue[0]], sent.ends[report.cue[1] - 1])
    quoted = bool(report.quotes)
    return Statement(rows, resolved.speaker, resolved.basis, sent.paragraph, source, cue, quoted, resolved.resolved_by)


def make_nobodys(rows: list[Row], paragraph: int) -> Statement:
    """A statement that nobody makes, as far as the article says."""
    return Statement([row._replace(basis="unattributed") for row in rows], None, "unattributed", paragraph)


def _bounds_and_kind(start: int, end: int, quotations: list[Quotation]) -> tuple[int, int, str]:
    """(start, end, kind) of a content; if it is exactly one quotation, its quotation marks are left out."""
    kind = "indirect"
    for quotation in quotations:
        if (start, end) in (quotation[:2], quotation[2:4]):
            return (*quotation[2:4], "direct")
        if start <= quotation.inner_start and quotation.inner_end <= end:
            kind = "mixed"
    return start, end, kind


_MEMORY = 50  # so many statements back may somebody get a name: an article seldom takes longer to introduce a spokesman


def name_the_introduced(sent: Sentence, report: Report, statements: list[Statement]) -> None:
    """Give the name back to a source first cited by role: A spokesman said it rained. ... said the spokesman, | Anna
    Berg."""
    if not report.subject:
        return
    begin = phrase_start(sent, report.subject)
    if begin is None or begin == report.subject[0] or sent.low[begin] != "the":
        return
    noun, recent = sent.low[begin + 1], statements[-_MEMORY:]
    unnamed = next((each.speaker for each in reversed(recent) if _is_role_of(each, noun)), None)
    for each in recent:
        if unnamed and each.speaker == unnamed:
            each.speaker = statements[-1].speaker


_ROLE_WORDS = 3  # words of a role in which its noun is looked for: council spokesman


def _is_role_of(statement, noun):
    return statement.basis == "role" and noun in statement.speaker.split()[:_ROLE_WORDS]


def list_rows(text: str, statements: list[Statement]) -> Iterator[tuple]:
    """The rows of the statements as the table has them, numbered by where they begin."""
    for statement in statements:
        statement.rows = [_stripped(text, row) for row in statement.rows if text[row.start : row.end].strip()]
    statements = sorted((each for each in statements if each.rows), key=lambda each: min(each.rows).start)
    for number, each in enumerate(statements, 1):
        source, cue = _surface(text, each.source), _surface(text, each.cue)
        for row in each.rows:
            n_words = count_words(text[row.start : row.end])
            speaker = (each.speaker, *source, row.basis, each.resolved_by or None)
            yield row.start, row.end, number, row.kind, *speaker, *cue, n_words, row.rule


def _surface(text, offsets):
    return (text[slice(*offsets)], *offsets) if offsets else (None, pd.NA, pd.NA)


def _stripped(text, row):
    """The row without white space at its ends."""
    piece = text[row.start : row.end]
    if piece == piece.strip():
        return row
    return row._replace(start=row.start + len(piece) - len(piece.lstrip()), end=row.start + len(piece.rstrip()))

"""Exports of newspaper databases: many articles in one file, cut apart, with what the database states of each.

Each database is a table of marks in a module of its own; `engine` applies them. A file that is recognised as an export
but cannot be divided is refused, since 262 articles read as one would be an unnoticed error.
"""

import re
from collections.abc import Callable, Iterator

from analysis.corpus.encodings import find_encoding
from analysis.corpus.exports.engine import Cut, Database, cut_articles
from analysis.corpus.exports.europresse import EUROPRESSE
from analysis.corpus.exports.factiva import FACTIVA
from analysis.corpus.exports.nexis import OLDER, UNI
from analysis.corpus.exports.proquest import PROQUEST
from analysis.corpus.kinds import Record
from analysis.corpus.lines import Line, read_text_lines

DATABASES = (OLDER, UNI, FACTIVA, PROQUEST, EUROPRESSE)

# What at least one line of every export holds: no text without it is taken apart into lines to look for the signs.
_HINTS = re.compile(
    r" DO[CK]UMENT|End of Document|Documents? \(\d|ProQuest document ID|news·\d{8}"
    r"|[0A-Z](?:19|20)\d{6}[0-9a-z]{9}(?![0-9a-z])"
)

_JOB = re.compile(r"Job Number: ?[\d,]+")


def find_database(lines: list[Line]) -> Database | None:
    """The database whose export these lines are; None for any other text.

    >>> find_database([Line("1 of 2 DOCUMENTS"), Line("Harton Post")]).name
    'Nexis'
    """
    for database in DATABASES:
        if any(database.sign.fullmatch(line.text) for line in lines) and (
            database is not UNI or any(database.begun.fullmatch(line.text) for line in lines)
        ):
            return database
    return UNI if _is_list_alone(lines) else None


def _is_list_alone(lines):
    """Is it the list of documents that Nexis Uni adds to a download, in a file without their texts? It states how many
    there are, and the job or each of them by its number."""
    told = next(filter(None, (UNI.told.fullmatch(line.text) for line in lines)), None)
    if not told or any(UNI.begun.fullmatch(line.text) for line in lines):
        return False
    listed = sum(bool(UNI.listed.fullmatch(line.text)) for line in lines)
    return listed == int(told["of"].replace(",", "")) or any(_JOB.fullmatch(line.text) for line in lines)


def may_be_export(head: bytes) -> bool:
    """Does the beginning of a file contain words that every export has, and that few other texts have?

    >>> may_be_export(b"1 of 262 DOCUMENTS"), may_be_export("It rained.".encode("utf-16"))
    (True, False)
    """
    encoding = find_encoding(head, whole=False)
    return encoding is not None and _HINTS.search(head.decode(encoding, errors="replace")) is not None


def split_export(
    source: str,
    tell: Callable[[str], None] = lambda what: None,
    read_lines: Callable[[str], list[Line]] = read_text_lines,
) -> Iterator[Record] | None:
    """The articles of a text that is an export, as from `read_export`; None for any other text, which costs next to
    nothing.

    source: a decoded text, or the source of a page, with `read_page_lines` as `read_lines`.
    """
    if not _HINTS.search(source):
        return None
    lines = read_lines(source)
    database = find_database(lines)
    return read_export(lines, database, tell) if database else None


def read_export(
    lines: list[Line], database: Database, tell: Callable[[str], None] = lambda what: None
) -> Iterator[Record]:
    """The articles of an export, one record each, followed by a record without text if articles are missing according
    to the export's own count.

    A record has `text`, `problem`, `numbered` (True), and, if they are stated, `title`, `outlet`, `published`
    (YYYY-MM-DD if the day is written out, otherwise as written), `published_basis` and `further` (`database`,
    `section`, `author` ...). The text is the whole article, with the database's labels in their places. `tell` is
    called with the number of articles.
    """
    cut = cut_articles(lines, database)
    count = f"{len(cut.articles):,} article{'s' * (len(cut.articles) != 1)}"
    tell(f"an export of {database.name} with {count}{_describe_part(cut)}")
    for number, article in enumerate(cut.articles, start=1):
        facts, text = database.read(article)
        facts = {column: value for column, value in facts.items() if value}
        own = {column: facts.pop(column, None) for column in ("title", "outlet", "published")}
        breaks_off = cut.unfinished and number == len(cut.articles)
        yield {
            **own,
            "published_basis": "stated" if own["published"] else None,
            "further": {"database": database.name, **facts},
            "text": text,
            "problem": f"the export of {database.name} breaks off within this article: download it again"
            if breaks_off
            else None,
            "numbered": True,
        }
    if not cut.articles and database is UNI and _is_list_alone(lines):
        yield _refuse(
            f"this is the list of documents of an export of {database.name}, without their texts: remove it if they "
            f"are in other files, or {database.advice}"
        )
    elif not cut.articles:
        yield _refuse(
            f"this is an export of {database.name}, but where its articles begin and end cannot be told: "
            f"{database.advice}"
        )
    elif missing := _count_missing(cut):
        yield _refuse(f"{missing}: compare it with the database's own list, or {database.advice}", numbered=True)


def _describe_part(cut):
    """A remark for exports downloaded in parts, each of which states the number of articles in the whole."""
    if cut.numbers and cut.told and len(cut.numbers) < cut.told:
        return f", numbers {min(cut.numbers):,} to {max(cut.numbers):,} of {cut.told:,}: are the others in other files?"
    return ""


def _count_missing(cut: Cut):
    """What is missing by the export's own count; None where it agrees."""
    found, numbered = len(cut.articles), sorted(set(cut.numbers))
    if len(numbered) > 0.5 * found:  # each article has its number
        gaps = sorted(set(range(numbered[0], numbered[-1])) - set(numbered))
        return (
            f"the export counts its articles from {numbered[0]:,} to {numbered[-1]:,}, and {len(gaps):,} of these "
            f"are not there, the first "
            f"of them number {gaps[0]:,}"
            if gaps
            else None
        )
    if cut.told is not None and cut.told != found:
        return f"the export says that it holds {cut.told:,} articles, and {found:,} are found"
    return None


def _refuse(problem, numbered=False):
    return {"text": "", "problem": problem, "numbered": numbered}

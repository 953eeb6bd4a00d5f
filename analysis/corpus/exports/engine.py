"""Divides an export of a newspaper database into its articles, and an article into its labelled parts, for any
database.

What a database writes is a `Database`, one table for each, in the modules beside this one.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from analysis.corpus.lines import Line
from analysis.lexicon import read_table


class Database(NamedTuple):
    """The marks by which the export of one database is recognised and divided. The patterns match whole lines."""

    name: str
    sign: re.Pattern[str]  # stands at least once in every export of this database, and in no other text
    begun: re.Pattern[str]  # a line that shows that an article has begun
    read: Callable[[list[Line]], "Parts"]  # reads the lines of one article
    advice: str  # how to download so that the export can be read
    opens: re.Pattern[str] | None = None  # the line above each article
    first: str = ""  # the mark of the first line of each article, where the document has marks
    closes: re.Pattern[str] | None = None  # the last line of each article
    trailing: re.Pattern[str] | None = None  # lines that may follow the last one and still belong to the article
    skipped: re.Pattern[str] | None = (
        None  # lines above an article that are no part of it; `number` and `of` where they count
    )
    cover: re.Pattern[str] | None = None  # lines of the pages before the first article
    listed: re.Pattern[str] | None = None  # a line of the list of all articles before the first: `number` and `title`
    told: re.Pattern[str] | None = None  # a line that tells how many articles there are, as `of`


class Parts(NamedTuple):
    """One article: what its labels say, and its text."""

    facts: dict[str, str]
    text: str


class Cut(NamedTuple):
    """The articles of an export, and what it says of their number."""

    articles: list[list[Line]]
    unfinished: bool  # the last one breaks off
    numbers: list[int]  # as the export counts its articles
    told: int | None  # how many it says there are


def cut_articles(lines: list[Line], database: Database) -> Cut:
    """The lines of each article of an export of this database."""
    pieces, closed = (_cut_at_openings if database.opens or database.first else _cut_at_closings)(lines, database)
    articles, counts, unfinished = [], [], False
    for piece, ends in zip(pieces, closed, strict=True):
        if not articles:
            piece = _leave_out_cover(piece, database)
        start, counters = _read_counters(piece, database)
        piece = piece[start:]
        counts += counters
        if piece and (ends or any(database.begun.fullmatch(line.text) for line in piece)):
            articles.append(piece)
            unfinished = not ends
    told = [
        int(found["of"].replace(",", ""))
        for line in lines
        if database.told and (found := database.told.fullmatch(line.text))
    ]
    return Cut(
        articles, unfinished, [number for number, _ in counts], next(iter([*told, *(of for _, of in counts)]), None)
    )


def _read_counters(piece, database):
    """Where the article begins below the lines that are no part of it, and the (number, of) that these count."""
    counts = []
    for i, line in enumerate(piece):
        skipped = database.skipped.fullmatch(line.text) if database.skipped and line.text else None
        if line.text and not skipped:
            return i, counts
        if skipped and skipped.groupdict().get("number"):
            counts.append((int(skipped["number"]), int(skipped["of"])))
    return len(piece), counts


def _cut_at_openings(lines, database):
    def opens(line):
        return database.opens.fullmatch(line.text) if database.opens else database.first in line.marks.lower()

    starts = [i for i, line in enumerate(lines) if opens(line)]
    ends = [*starts[1:], len(lines)][: len(starts)]
    return [lines[start:end] for start, end in zip(starts, ends, strict=True)], [True] * len(starts)


def _cut_at_closings(lines, database):
    pieces, start, i = [], 0, 0
    while i < len(lines):
        line, i = lines[i], i + 1
        if not database.closes.fullmatch(line.text):
            continue
        end = i
        while (
            database.trailing and i < len(lines) and (not lines[i].text or database.trailing.fullmatch(lines[i].text))
        ):
            i += 1
            end = i if lines[i - 1].text else end
        pieces.append(lines[start:end])
        start = i = end
    return [*pieces, lines[start:]], [True] * len(pieces) + [False]


def _leave_out_cover(piece, database):
    """The first piece without the pages above its article: they end with the last of their lines, with the list of all
    articles, or with the line that counts the first one ("Document 1 of 500"), which is kept for `_read_counters`."""
    begun = next((i for i, line in enumerate(piece) if database.begun.fullmatch(line.text)), len(piece))
    covers = [i for i, line in enumerate(piece[:begun]) if database.cover and database.cover.fullmatch(line.text)]
    if covers:
        counts_it = database.skipped and database.skipped.fullmatch(piece[covers[-1]].text)
        piece, begun = piece[covers[-1] + (not counts_it) :], begun - covers[-1] - (not counts_it)
    return piece[_find_end_of_list(piece[:begun], database) :]


def _find_end_of_list(head, database):
    """Where the first article begins in the lines above its labels: at the title that also opens a list numbered from 1
    on; 0 where there is no such list. A title may go over two lines, and not at the same word in both places."""
    first, last, count = "", 0, 0
    for i, line in enumerate(head):
        found = database.listed.fullmatch(line.text) if database.listed else None
        if found and int(found["number"]) == count + 1:
            first, last, count = first or found["title"], i, count + 1
    repeated = (i for i, line in enumerate(head) if i > last and line.text
                and (first.startswith(line.text) or line.text.startswith(first)))
    return next(repeated, 0) if first else 0


# --- the parts of one article --------------------------------------------------------------


class Labels(NamedTuple):
    """How the labels of one database are written."""

    pattern: re.Pattern[str]  # of a labelled line: `label`, `value`
    above: Mapping[str, str]  # {label: column} above the article
    below: Mapping[str, str]  # below it
    runs_on: bool  # a label's value goes on to the next label; else to the next empty line
    in_rows: bool = False  # below an article its labels stand in a row; one alone is the article's own


class Section(NamedTuple):
    """A label, "" above the first, with its lines."""

    label: str
    role: str  # the column, "body", or ""
    lead: str  # the label as written
    lines: list[str]


def read_labels(database: str) -> tuple[dict[str, str], dict[str, str]]:
    """The labels of a database that may stand above an article, and those that may stand below it: {label: column}."""
    rows = [row for row in read_table("exports") if row["database"] == database]
    above, below = (
        {normalise_label(row["label"]): row["column"] for row in rows if row["where"] in (where, "anywhere", "class")}
        for where in ("above", "below")
    )
    return above, below


def normalise_label(label: str) -> str:
    """A label as the tables spell it: LOAD-DATE and Load-Date are one."""
    return label.replace("-", " ").replace("\xa0", " ").strip().lower()


def find_sections(lines: list[Line], labels: Labels) -> list[Section]:
    """An article's lines as sections, in their order; all lines are in one.

    After the beginning of the article, only labels that may follow an article count, so that a line of the article
    such as "Section: the longest of the bridge" remains part of it.
    """
    sections, in_body, ends_at_gap = [Section("", "", "", [])], False, False
    for i, (text, _) in enumerate(lines):
        found = _match_label(text, labels, in_body, lines[i + 1 : i + 12])
        if found:
            label, role, value = found
            sections.append(Section(label, role, text[: len(text) - len(value)], [value] if value else []))
            in_body = in_body or role == "body"
            ends_at_gap = (
                bool(value) and role != "body" and not labels.runs_on
            )  # a heading without a value goes on over gaps
        elif not text and ends_at_gap:
            sections.append(Section("", "", "", []))
            ends_at_gap = False
        else:
            in_body = in_body or bool(text) and not sections[-1].label and len(sections) > 1
            sections[-1].lines.append(text)
    return sections


def _match_label(text, labels, in_body, following):
    found = labels.pattern.fullmatch(text)
    if not found:
        return None
    label = normalise_label(found["label"])
    known = labels.below if in_body and label != "body" else {**labels.above, **labels.below}
    if label not in known:
        return None
    if in_body and labels.in_rows and found["value"]:
        after = next((line.text for line in following if line.text), None)
        if after is not None and not (
            (next_one := labels.pattern.fullmatch(after)) and normalise_label(next_one["label"]) in labels.below
        ):
            return None
    return label, known[label], (found["value"] or "").strip()


_BY = re.compile(r"by:? +", re.I)


def collect_facts(sections: list[Section]) -> dict[str, str]:
    """{column: value} of the labelled sections; the first of each counts."""
    facts = {}
    for section in sections:
        value = " ".join(" ".join(section.lines).split())
        if section.role == "author":
            value = _BY.sub("", value, count=1) if _BY.match(value) else value
        if section.role and section.role != "body" and value:
            facts.setdefault(section.role, value)
    return facts


def write_text(sections: list[Section]) -> str:
    """The text of an article: nothing is left out but empty lines at the ends; a label of the database is one
    paragraph with
    its value, and one of the article's own parts (headline, body) a paragraph by itself."""
    paragraphs = []
    for section in sections:
        lines = "\n".join(section.lines).strip("\n")
        if section.role in ("body", "title"):
            paragraphs += [section.lead.strip(), lines]
        elif section.label:
            value = " ".join(line for line in section.lines if line)
            paragraphs.append(section.lead + (": " if value and section.lead[-1:].isalpha() else "") + value)
        else:
            paragraphs.append(lines)
    return "\n\n".join(re.sub(r"\n{3,}", "\n\n", paragraph) for paragraph in paragraphs if paragraph.strip())

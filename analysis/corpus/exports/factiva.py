"""Factiva: each article ends with its number ("Document HARPST0020201002ega200001"), with or without the labels of its
indexing."""

import re

from analysis.corpus.exports.days import find_stated_day
from analysis.corpus.exports.engine import (
    Database,
    Labels,
    Parts,
    Section,
    collect_facts,
    find_sections,
    read_labels,
    write_text,
)
from analysis.corpus.lines import Line

# A code of two or three capitals, then a tab, the bar of a table, or the end of the line.
_LABELS = Labels(
    re.compile(r"(?P<label>[A-Z]{2,3})(?:[ \xa0]*[\t|][ \xa0\t|]*|[ \xa0]{2,}|$)(?P<value>.*)"),
    *read_labels("factiva"),
    runs_on=True,
)
_NUMBER = re.compile(r"(?:.*\s)?[A-Z][A-Z0-9]{7}(?:19|20)\d\d[01]\d[0-3]\d[0-9a-z]{9}")
_WORDS = re.compile(r"(?:WC\W++)?[\d,. ]++(?:words?|mots?|Wörter|W.rter|palabras|parole|palavras|woorden|字)")
_CLOCK = re.compile(r"\d{1,2}:\d\d.{0,12}")
_COPYRIGHT = re.compile(r"(?:copyright\b|\(c\)|©).*", re.I)
_BY = re.compile(r"by:? +", re.I)


def _read(lines: list[Line]) -> Parts:
    sections = find_sections(lines, _LABELS)
    facts = collect_facts(sections)
    if "title" in facts or "outlet" in facts:
        facts["published"] = find_stated_day(facts.get("published", "")) or facts.get("published", "")
        return Parts(facts, write_text(sections))
    return _read_unlabelled(lines)


def _read_unlabelled(lines):
    """Section, headline, author; words, day, time, outlet, its code, page, edition, language, copyright: a line each,
    most may be missing."""
    text = write_text([Section("", "", "", [line.text for line in lines])])
    full = [line for line in lines if line.text]
    counted = next((n for n, line in enumerate(full) if _WORDS.fullmatch(line.text)), None)
    if counted is None:
        return Parts({}, text)
    facts = _read_headline(full[:counted])
    below = [line.text for line in full[counted + 1 : counted + 12] if not _CLOCK.fullmatch(line.text)]
    end = next((n for n, line in enumerate(below) if _COPYRIGHT.fullmatch(line)), len(below))
    day, outlet = [*below[:end], "", ""][:2]
    return Parts({**facts, "published": find_stated_day(day) or day, "outlet": outlet}, text)


def _read_headline(lines):
    """The headline is the line that the document marks as such, otherwise the longest line above the word count; a
    section comes before it, an author after it."""
    if not lines:
        return {}
    marked = [n for n, line in enumerate(lines) if "headline" in line.marks.lower()]
    free = [n for n, line in enumerate(lines) if not _BY.match(line.text)] or [0]
    at = marked[-1] if marked else max(free, key=lambda n: len(lines[n].text))
    return {
        "section": " ".join(line.text for line in lines[:at]),
        "title": lines[at].text,
        "author": " ".join(_BY.sub("", line.text) for line in lines[at + 1 : at + 2]),
    }


FACTIVA = Database(
    name="Factiva",
    read=_read,
    begun=_WORDS,
    sign=_NUMBER,
    closes=_NUMBER,
    skipped=re.compile(r"Page \d+ of \d+.*|© \d{4} Factiva, Inc\..*"),
    cover=re.compile(r"Factiva|Dow Jones.*|Page \d+ of \d+.*|© \d{4} Factiva, Inc\..*|.*[^.]\.{5,} ?\d+"),
    advice="download it again as RTF or HTML, in the format 'Article' or 'Full Article plus Indexing'",
)

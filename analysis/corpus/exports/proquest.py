"""ProQuest: each article ends with a row of labels, among them "ProQuest document ID:"."""

import re

from analysis.corpus.exports.days import find_stated_day
from analysis.corpus.exports.engine import (
    Database,
    Labels,
    Parts,
    collect_facts,
    find_sections,
    normalise_label,
    read_labels,
    write_text,
)
from analysis.corpus.lines import Line

_LABELS = Labels(
    re.compile(
        r"(?P<label>(?:Illustration|AuthorAffiliation)(?=$)|[A-Za-z][A-Za-z /()|]{2,28}(?=:)):?[ \xa0\t]*(?P<value>.*)"
    ),
    *read_labels("proquest"),
    runs_on=True,
    in_rows=True,
)
_DATED = re.compile(r"(?s).*?\bPublication date: {0,3}(?P<day>[^\n]{6,24})")
_INFO = re.compile(r"(?P<outlet>[^;]+?) ?;.*")
_LINK_AT_END = re.compile(r"(?<! ) *ProQuest document link.*")
_LINK = re.compile(r"ProQuest document link.*|https?://\S+")


def _read(lines: list[Line]) -> Parts:
    lines = _leave_out_list(lines)
    sections = find_sections(lines, _LABELS)
    facts = collect_facts(sections)
    text = write_text(sections)
    above = [line for line in sections[0].lines if line and not _LINK.fullmatch(line) and not _is_citation(line)]
    if above:
        facts.setdefault("title", " ".join(above))
    info = next((" ".join(section.lines) for section in sections if section.label == "publication info"), "")
    outlet = facts.get("outlet") or info
    found, dated = _INFO.fullmatch(outlet), _DATED.match(text)
    facts["outlet"] = found["outlet"] if found else outlet
    # Two labels may stand in one line: "Publication year: 2021 Publication date: Aug 25, 2021".
    days = [facts.get("published", ""), info[-60:], dated["day"] if dated else ""]
    facts["published"] = next(filter(None, map(find_stated_day, days)), days[0])
    return Parts({column: _LINK_AT_END.sub("", value) for column, value in facts.items()}, text)


def _is_citation(line):
    """Hale, Peter. Harton Post; Harton [Harton]. 02 Oct 2020: A.3."""
    return "]" in line and find_stated_day(line[-40:]) is not None


def _leave_out_list(lines):
    """Without the list of contents: the headline is the last block above the first label."""
    first = next(
        (
            i
            for i, line in enumerate(lines)
            if _LABELS.pattern.fullmatch(line.text)
            and normalise_label(_LABELS.pattern.fullmatch(line.text)["label"]) in _LABELS.above
        ),
        0,
    )
    above = [
        i
        for i in range(first)
        if lines[i].text and not _LINK.fullmatch(lines[i].text) and not _is_citation(lines[i].text)
    ]
    if not above:
        return lines
    start = above[-1]
    while start > 0 and lines[start - 1].text:
        start -= 1
    return lines[start:]


PROQUEST = Database(
    name="ProQuest",
    read=_read,
    begun=re.compile(r"Full [Tt]ext(?: \| Newspaper)?:.*"),
    sign=re.compile(r"ProQuest document ID:.*"),
    closes=re.compile(r"ProQuest document ID:.*"),
    trailing=re.compile(r"(?:Document URL|Copyright|Last updated|Database|Accession number):.*|https?://\S+"),
    skipped=re.compile(r"_{20,}|Document (?P<number>\d+) of (?P<of>\d+)"),
    cover=re.compile(r"_{20,}|Document \d+ of \d+|Report Information from ProQuest"),
    advice="download it again as text only (.txt) or HTML, with full text and details",
)
